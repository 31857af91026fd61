import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server';
import { type Context, context, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../graphql/context.js';
import { executeOperation } from '../../graphql/execution/executeOperation.js';
import { coordinateOf } from '../operationNotes.js';

/** Apollo Server works on a copy of the context, which its plugins and the executor share. */
const TRACE = Symbol('trace');
type TracedContext = RequestContext & { [TRACE]?: Context };

/** A span for each operation, by what it asks of the schema; never its text, its variables or its name. */
export function traceOperations(tracer: Tracer): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const span = tracer.startSpan('graphql');
      (contextValue as TracedContext)[TRACE] = trace.setSpan(context.active(), span);
      return {
        async didResolveOperation({ operation }) {
          if (!operation) return;
          const coordinate = coordinateOf(operation);
          span.updateName(`${operation.operation} ${coordinate}`);
          span.setAttributes({
            'graphql.operation.type': operation.operation,
            'turnout.operation': coordinate,
          });
        },
        async willSendResponse({ response: { body } }) {
          const codes = errorCodesIn(body);
          if (codes.length > 0) span.setAttribute('turnout.error_codes', codes);
          if (codes.includes('INTERNAL_SERVER_ERROR')) {
            span.setAttribute('error.type', 'INTERNAL_SERVER_ERROR');
            span.setStatus({ code: SpanStatusCode.ERROR });
          }
          span.end();
        },
      };
    },
  };
}

function errorCodesIn(body: GraphQLResponse['body']): string[] {
  const errors = (body.kind === 'single' && body.singleResult.errors) || [];
  return errors.map(({ extensions }: GraphQLFormattedError) => String(extensions?.code));
}

/**
 * Executes an operation in its own span. Who has gathered with others is executed when those before
 * them are done, and would else be found in their trace.
 */
export const executeInSpan: typeof executeOperation = (args) => {
  const { [TRACE]: span } = args.contextValue as TracedContext;
  return span ? context.with(span, () => executeOperation(args)) : executeOperation(args);
};
