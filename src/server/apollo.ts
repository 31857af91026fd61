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
import type { ExecuteShared } from '../graphql/execution/shareQueries.js';
import { faultLog } from './faults.js';
import { type KnownOperations, resultOf } from './knownOperations.js';

interface Options {
  exploring: boolean;
  /** Errors that an answer tells of. */
  errorsMax: number;
  log: FastifyBaseLogger;
  plugins: ApolloServerPlugin<RequestContext>[];
  execute: ExecuteShared;
  known: KnownOperations;
}

/** The GraphQL server: the schema, and how its errors are told and logged. */
export function createApollo(
  schema: GraphQLSchema,
  { exploring, errorsMax, log, plugins, ...execution }: Options,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: ownExecution(schema, { ...execution, errorsMax }),
    // Who may introspect depends on who asks: operationBounds knows.
    introspection: true,
    // By itself it goes on to the hundredth, and each looks for what was meant: hundreds of unknown
    // fields or arguments took 8 times as long.
    validationOptions: { maxErrors: errorsMax },
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
  { execute, known, errorsMax }: Pick<Options, 'execute' | 'known' | 'errorsMax'>,
): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  return {
    load: async () => ({
      async executor({ source, document, request, context }) {
        const contextValue = context as RequestContext;
        known.learn(source, document);
        return (
          resultOf(contextValue) ??
          execute({
            schema,
            document,
            operationName: request.operationName,
            variableValues: request.variables,
            contextValue,
            options: { maxCoercionErrors: errorsMax },
          })
        );
      },
    }),
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}
