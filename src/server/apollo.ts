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
import { presentError, presentErrorTersely } from '../graphql/errors.js';
import type { executeOperation } from '../graphql/execution/executeOperation.js';
import { createQuerySharing } from '../graphql/execution/shareQueries.js';
import { faultLog } from './faults.js';

/** The GraphQL server: the schema, and how its errors are told and logged. */
export function createApollo(
  schema: GraphQLSchema,
  {
    exploring,
    log,
    plugins,
    execute,
  }: {
    exploring: boolean;
    log: FastifyBaseLogger;
    plugins: ApolloServerPlugin<RequestContext>[];
    /** What executes, where it is not `executeOperation` itself. */
    execute?: typeof executeOperation;
  },
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: ownExecution(schema, execute),
    // Who may introspect depends on who asks: operationBounds knows.
    introspection: true,
    hideSchemaDetailsFromClientErrors: !exploring,
    includeStacktraceInErrorResponses: false,
    // The process decides when to stop, and stops this server as one of its parts.
    stopOnTerminationSignals: false,
    formatError: exploring ? presentError : presentErrorTersely,
    plugins: [
      faultLog(log),
      ...plugins,
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
  execute?: typeof executeOperation,
): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  const shareQueries = createQuerySharing(execute);
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
