import { context, type Tracer } from '@opentelemetry/api';
import pg from 'pg';
import { beginStatement } from './statementSpan.js';

/** A pool for connections that are traced. */
export class TracedPool extends pg.Pool {
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
type Statement = string | { text?: string; submit?: unknown };
type Done = (error: unknown, result?: unknown) => void;

/**
 * Connections that make a span of each statement that Prisma sends, in its transactions too. What
 * leaves in a batch has its spans from `tracedSender`.
 */
export function tracedClient(tracer: Tracer): new () => pg.Client {
  class TracedClient extends pg.Client {}
  const send = pg.Client.prototype.query as (...sent: unknown[]) => unknown;
  const query = function (this: pg.Client, ...sent: unknown[]): unknown {
    const text = textOf(sent[0] as Statement);
    const end = text === null ? null : beginStatement(tracer, text);
    if (!end) return send.apply(this, sent);
    const done = sent.at(-1);
    if (typeof done === 'function') {
      return send.call(this, ...sent.slice(0, -1), (error: unknown, result: unknown) => {
        end(error);
        (done as Done)(error, result);
      });
    }
    const answer = send.apply(this, sent) as Promise<unknown>;
    answer.then(() => end(), end);
    return answer;
  };
  Object.assign(TracedClient.prototype, { query });
  return TracedClient;
}

/** Null for what sends itself: a batch of statements, each of which has its span where it was asked for. */
function textOf(statement: Statement): string | null {
  if (typeof statement === 'string') return statement;
  return typeof statement.submit === 'function' ? null : (statement.text ?? '');
}
