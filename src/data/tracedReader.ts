import type { Tracer } from '@opentelemetry/api';
import type { Reader } from './read.js';
import { beginStatement } from './statementSpan.js';

/**
 * A reader that makes a span of each statement, in the span of who asks for it, until it is answered:
 * when it is sent, it is so with the statements of others, by whoever came first.
 */
export function tracedReader(tracer: Tracer, read: Reader): Reader {
  return async (statement, mayTakeLong) => {
    const end = beginStatement(tracer, statement.text);
    try {
      const rows = await read(statement, mayTakeLong);
      end?.();
      return rows;
    } catch (error) {
      end?.(error);
      throw error;
    }
  };
}
