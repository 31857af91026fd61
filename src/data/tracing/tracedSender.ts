import type { Tracer } from '@opentelemetry/api';
import type { Sender } from '../statements/send.js';
import { beginStatement } from './statementSpan.js';

/**
 * A sender that makes a span of each statement, in the span of who asks for it, until it is answered:
 * when it is sent, it is so with the statements of others, by whoever came first.
 */
export function tracedSender(tracer: Tracer, send: Sender): Sender {
  return async (statement) => {
    const end = beginStatement(tracer, statement.text);
    try {
      const rows = await send(statement);
      end?.();
      return rows;
    } catch (error) {
      end?.(error);
      throw error;
    }
  };
}
