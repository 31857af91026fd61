import {
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import pg from 'pg';
import { summarizeStatement } from './summarizeStatement.js';

/**
 * A pool whose connections make a span of each statement, whoever sends it: Prisma, its transactions,
 * and `read`. Only in a span: what the process does by itself belongs to no trace.
 *
 * @see OpenTelemetry's semantic conventions for database clients
 */
export function tracedPool(tracer: Tracer, settings: pg.PoolConfig): pg.Pool {
  return new TracedPool({ ...settings, Client: tracedClient(tracer) });
}

class TracedPool extends pg.Pool {
  // Whoever waits for a connection gets it while somebody else gives it back, in a span of theirs.
  override connect(): Promise<pg.PoolClient>;
  override connect(take: TakeClient): void;
  override connect(take?: TakeClient): Promise<pg.PoolClient> | undefined {
    if (!take) return super.connect();
    super.connect(context.bind(context.active(), take));
  }
}

type TakeClient = Parameters<pg.Pool['connect']>[0];

/** What `pg` takes as a statement: a text, a text with what belongs to it, or an object that sends it. */
type Statement = string | { text?: string };
type Done = (error: unknown, result?: unknown) => void;

function tracedClient(tracer: Tracer): new () => pg.Client {
  class TracedClient extends pg.Client {}
  const send = pg.Client.prototype.query as (...sent: unknown[]) => unknown;
  const query = function (this: pg.Client, ...sent: unknown[]): unknown {
    if (!trace.getActiveSpan()?.isRecording()) return send.apply(this, sent);
    const [statement] = sent as [Statement];
    const end = endOf(startSpan(tracer, statement));
    const done = sent.at(-1);
    if (typeof done === 'function') {
      return send.call(this, ...sent.slice(0, -1), (error: unknown, result: unknown) => {
        end(error);
        (done as Done)(error, result);
      });
    }
    const answer = send.apply(this, sent);
    if (answer instanceof Promise) answer.then(() => end(null), end);
    return answer;
  };
  Object.assign(TracedClient.prototype, { query });
  return TracedClient;
}

function startSpan(tracer: Tracer, statement: Statement): Span {
  const text = typeof statement === 'string' ? statement : (statement.text ?? '');
  const summary = summarizeStatement(text);
  return tracer.startSpan(summary, {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
  });
}

/** An error is known by its SQLSTATE: what PostgreSQL says of it may quote the row. */
function endOf(span: Span): (error: unknown) => void {
  return (error) => {
    if (error) {
      const { code, name } = error as { code?: string; name?: string };
      span.setAttribute('error.type', code ?? name ?? 'error');
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  };
}
