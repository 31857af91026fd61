import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { type Context, context, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import { RateLimited } from '../../domain/accounts/rateLimited.js';
import type { RequestContext } from '../../graphql/context.js';
import { executeOperation } from '../../graphql/execution/executeOperation.js';
import type { KnownOperations } from '../knownOperations.js';
import { coordinateOf } from '../operationNotes.js';

/** The span of an operation, where it is under way. */
interface OperationSpan {
  /** In which it is executed, so that what it asks for is in the span. */
  within: Context;
  describe(operation: OperationDefinitionNode): void;
  /** @param codes  of the errors that are answered */
  end(codes: readonly string[]): void;
}

/** Apollo Server works on a copy of the context, in which this stays the same span. */
const SPAN = Symbol('span');
type TracedContext = RequestContext & { [SPAN]?: OperationSpan };

/** A span for an operation, by what it asks of the schema; never its text, its variables or its name. */
function beginSpan(tracer: Tracer, contextValue: RequestContext): OperationSpan {
  const span = tracer.startSpan('graphql');
  const begun: OperationSpan = {
    within: trace.setSpan(context.active(), span),
    describe(operation) {
      const coordinate = coordinateOf(operation);
      span.updateName(`${operation.operation} ${coordinate}`);
      span.setAttributes({
        'graphql.operation.type': operation.operation,
        'turnout.operation': coordinate,
      });
    },
    end(codes) {
      if (codes.length > 0) span.setAttribute('turnout.error_codes', [...codes]);
      if (codes.includes(FAULT)) {
        span.setAttribute('error.type', FAULT);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
  Object.assign(contextValue, { [SPAN]: begun });
  return begun;
}

const FAULT = 'INTERNAL_SERVER_ERROR';

/** Spans of the operations that Apollo Server sees. */
export function traceOperations(tracer: Tracer): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      // One that was known, of which something is left to be told, has its span already.
      const span = (contextValue as TracedContext)[SPAN] ?? beginSpan(tracer, contextValue);
      return {
        async didResolveOperation({ operation }) {
          if (operation) span.describe(operation);
        },
        async willSendResponse({ response: { body } }) {
          span.end(errorCodesIn(body));
        },
      };
    },
  };
}

function errorCodesIn(body: GraphQLResponse['body']): string[] {
  const errors = (body.kind === 'single' && body.singleResult.errors) || [];
  return errors.map(({ extensions }: GraphQLFormattedError) => String(extensions?.code));
}

/** Spans of the operations that are known: those that go well are answered without Apollo Server. */
export function traceKnownOperations(tracer: Tracer, known: KnownOperations): KnownOperations {
  return {
    ...known,
    execute(found, request, contextValue, onJoined) {
      const span = beginSpan(tracer, contextValue);
      span.describe(found.operation);
      try {
        const result = known.execute(found, request, contextValue, onJoined);
        return result && endWhenWell(span, result);
      } catch (error) {
        span.end([codeOf(error)]);
        throw error;
      }
    },
  };
}

/** With errors the span goes on: which they are is told by Apollo Server, which is asked next. */
async function endWhenWell<T extends { errors?: unknown }>(
  span: OperationSpan,
  result: Promise<T>,
): Promise<T> {
  try {
    const answer = await result;
    if (!answer.errors) span.end([]);
    return answer;
  } catch (error) {
    span.end([codeOf(error)]);
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof RateLimited ? 'RATE_LIMITED' : FAULT;
}

/**
 * Executes an operation in its own span. Who has gathered with others is executed when those before
 * them are done, and would else be found in their trace.
 */
export const executeInSpan: typeof executeOperation = (args) => {
  const { [SPAN]: span } = args.contextValue as TracedContext;
  return span ? context.with(span.within, () => executeOperation(args)) : executeOperation(args);
};
