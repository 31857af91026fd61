import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import { type GraphQLError, type GraphQLFormattedError, locatedError } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { isFault, presentError } from '../graphql/errors.js';

/** Where an error happened. */
interface Operation {
  requestId: string;
  operationName?: string | null;
}

/** Logs each fault with the request's id, and marks its error with the id for `presentError`. */
export function faultLog(log: FastifyBaseLogger): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    didEncounterErrors: async ({ errors, contextValue, operationName }) => {
      const { requestId } = contextValue;
      for (const error of errors) noteFault(log, error, { requestId, operationName });
    },
  };
  return { requestDidStart: async () => listener };
}

/** What a client may know of an error that did not pass through Apollo Server; faults are logged. */
export function presentAndLog(
  log: FastifyBaseLogger,
  error: GraphQLError,
  operation: Operation,
): GraphQLFormattedError {
  // What a stream throws has no path, by which errors of resolvers are known for such.
  const cause = error.path ? error : locatedError(error.originalError ?? error, undefined, []);
  noteFault(log, cause, operation);
  const extensions = { code: 'INTERNAL_SERVER_ERROR', ...cause.extensions };
  return presentError({ ...error.toJSON(), message: cause.message, extensions }, cause);
}

function noteFault(
  log: FastifyBaseLogger,
  error: GraphQLError,
  { requestId, operationName }: Operation,
): void {
  if (!isFault(error)) return;
  error.extensions.requestId = requestId;
  const cause = error.originalError ?? error;
  log.error({ requestId, operationName, path: error.path, err: cause }, 'operation failed');
}
