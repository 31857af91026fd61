import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { databaseRefusal } from '../databaseErrors.js';
import { summarizeStatement } from './summarizeStatement.js';

/** Told that a statement was answered, or why it was not. */
export type EndStatement = (error?: unknown) => void;

/**
 * Begins the span of a statement, by what it does to which tables.
 *
 * @returns null outside of a span: what the process does by itself belongs to no trace
 * @see OpenTelemetry's semantic conventions for database clients
 */
export function beginStatement(tracer: Tracer, text: string): EndStatement | null {
  if (!trace.getActiveSpan()?.isRecording()) return null;
  const summary = summarizeStatement(text);
  const span = tracer.startSpan(summary, {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
  });
  return (error) => {
    if (error) tellFailure(span, error);
    span.end();
  };
}

/** An error is known by its SQLSTATE: what PostgreSQL says of it may quote the row. */
function tellFailure(span: Span, error: unknown): void {
  const sqlState = databaseRefusal(error)?.sqlState;
  if (sqlState) span.setAttribute('db.response.status_code', sqlState);
  const { code, name } = error as { code?: string | null; name?: string };
  span.setAttribute('error.type', sqlState ?? code ?? name ?? 'error');
  span.setStatus({ code: SpanStatusCode.ERROR });
}
