import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { isFault, presentError } from '../graphql/errors.js';
import { createQuerySharing } from '../graphql/execution/shareQueries.js';
import { stringifyAnswer } from './stringifyAnswer.js';

/** The GraphQL server: the schema, and how its errors are told and logged. */
export function createApollo(
  schema: GraphQLSchema,
  { exploring, log }: { exploring: boolean; log: FastifyBaseLogger },
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: ownExecution(schema),
    introspection: exploring,
    hideSchemaDetailsFromClientErrors: !exploring,
    includeStacktraceInErrorResponses: false,
    // The process decides when to stop, and stops this server as one of its parts.
    stopOnTerminationSignals: false,
    formatError: presentError,
    stringifyResult: stringifyAnswer,
    plugins: [
      faultLog(log),
      // Nothing here has cache hints, and looking for them costs a tenth of a listing's time.
      ApolloServerPluginCacheControlDisabled(),
      exploring
        ? ApolloServerPluginLandingPageLocalDefault({ embed: true })
        : ApolloServerPluginLandingPageDisabled(),
    ],
    logger: log,
  });
}

/**
 * A schema that Apollo Server executes with our executor. What Apollo calls a gateway is its one
 * way to do so; there is no other server behind it.
 */
function ownExecution(
  schema: GraphQLSchema,
): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  const shareQueries = createQuerySharing();
  return {
    load: async () => ({
      executor: async ({ document, request, context }) =>
        shareQueries({
          schema,
          document,
          operationName: request.operationName,
          variableValues: request.variables,
          contextValue: context as RequestContext,
        }),
    }),
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

/** Logs each fault with the request's id, and marks its error with the id for `presentError`. */
function faultLog(log: FastifyBaseLogger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const error of errors.filter(isFault)) {
          const { requestId } = contextValue;
          error.extensions.requestId = requestId;
          const cause = error.originalError ?? error;
          log.error({ requestId, operationName, path: error.path, err: cause }, 'operation failed');
        }
      },
    }),
  };
}
