import {
  type ApolloServer,
  type ApolloServerPlugin,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Stream } from '../../domain/following/follow.js';
import type { Viewer } from '../../domain/sharing/viewer.js';
import type { RefuseDocument } from '../../graphql/bounds/refuseDocument.js';
import type { RequestContext } from '../../graphql/context.js';
import { refuseText } from '../../graphql/refuseText.js';
import { subscribeOperation } from '../../graphql/subscribeOperation.js';

/** An error that was put into words already. */
export class ToldError extends GraphQLError {
  constructor(private readonly told: GraphQLFormattedError) {
    super(told.message);
  }

  override toJSON(): GraphQLFormattedError {
    return this.told;
  }
}

/** What graphql-ws hands on to its `execute` or `subscribe`: it has begun already. */
export interface SocketOperation extends ExecutionArgs {
  contextValue: RequestContext;
  begun: Stream<ExecutionResult> | ExecutionResult;
}

export interface SocketOperations {
  /** Keeps Apollo Server from executing the subscriptions that it checks. */
  plugin: ApolloServerPlugin<RequestContext>;
  /** @returns the errors for which the operation is refused, or what it begins with */
  take(
    payload: SubscribePayload,
    contextValue: RequestContext,
  ): Promise<readonly GraphQLError[] | SocketOperation>;
  /** Resolves when no query or mutation is under way. */
  settled(): Promise<void>;
}

/** The document of a subscription, once it was found good. */
interface Check {
  document?: DocumentNode;
}

/** Apollo Server works on a copy of the context, in which this stays the same object. */
const CHECK = Symbol('check');
type CheckedContext = RequestContext & { [CHECK]?: Check };

/** @throws GraphQLError `BAD_USER_INPUT`, for the first variable that does not fit its type */
function refuseVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown> = {},
): void {
  const { errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 });
  const [error] = errors ?? [];
  if (!error) return;
  const { message, nodes, originalError } = error;
  throw new GraphQLError(message, { nodes, originalError, extensions: { code: 'BAD_USER_INPUT' } });
}

/** Of the extensions of a request, those that mean something here. */
function wishesOf({ extensions }: Pick<SubscribePayload, 'extensions'>) {
  return { cost: extensions?.cost };
}

/** graphql-ws wants a document, to see of which kind it is. */
const QUERY = parse('{ __typename }');

/**
 * Takes operations that come over sockets through Apollo Server, so that what it refuses over HTTP
 * it refuses here too, in the same words. Queries and mutations it also answers; of a subscription
 * it only says whether it is good.
 *
 * @param refuseDocument  what is too large to be looked at
 * @param contextFor  what one answer of a subscription carries, given who follows at that moment
 */
export function socketOperations(
  schema: GraphQLSchema,
  apollo: () => ApolloServer<RequestContext>,
  refuseDocument: RefuseDocument,
  contextFor: (context: RequestContext, viewer: Viewer) => RequestContext,
): SocketOperations {
  const plugin: ApolloServerPlugin<RequestContext> = {
    async requestDidStart({ contextValue }) {
      const { [CHECK]: check } = contextValue as CheckedContext;
      if (!check) return; // over HTTP
      return {
        // Those of queries and mutations are looked at when they are executed.
        async didResolveOperation({ operation, request }) {
          if (operation?.operation === 'subscription') {
            refuseVariables(schema, operation, request.variables);
          }
        },
        async responseForOperation({ operation, document }) {
          // Apollo Server asks also when the document does not have the operation.
          if (operation?.operation !== 'subscription') return null;
          check.document = document;
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } };
        },
      };
    },
  };

  const underWay = new Set<Promise<unknown>>();

  async function answer(
    { query, ...payload }: SubscribePayload,
    contextValue: RequestContext,
  ): Promise<readonly GraphQLError[] | SocketOperation> {
    const operationName = payload.operationName ?? undefined;
    const variables = payload.variables ?? undefined;
    const refused = refuseDocument(query) ?? refuseText({ query, variables });
    if (refused) return [refused];
    const check: Check = {};
    const { body } = await apollo().executeOperation(
      { query, operationName, variables, extensions: wishesOf(payload) },
      { contextValue: { ...contextValue, [CHECK]: check } as CheckedContext },
    );
    const { document } = check;
    if (document) {
      const args = { schema, document, operationName, variableValues: variables, contextValue };
      const next = (viewer: Viewer) => contextFor(contextValue, viewer);
      const begun = await subscribeOperation({ ...args, contextFor: next });
      if ('errors' in begun && begun.errors) return begun.errors;
      return { ...args, begun };
    }
    const answered = toldResult(body);
    return Array.isArray(answered)
      ? answered
      : { schema, document: QUERY, contextValue, begun: answered };
  }

  return {
    plugin,
    take(payload, contextValue) {
      const answered = answer(payload, contextValue).finally(() => underWay.delete(answered));
      underWay.add(answered);
      return answered;
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
  };
}

/** What Apollo Server answered, as graphql-ws takes it: a result, or errors when nothing was executed. */
function toldResult(body: GraphQLResponse['body']): GraphQLError[] | ExecutionResult {
  if (body.kind !== 'single') throw new Error('Nothing here is answered in parts.');
  const { data, errors, extensions } = body.singleResult;
  const told = errors?.map((error) => new ToldError(error));
  if (data === undefined && told) return told;
  return { data, ...(told && { errors: told }), ...(extensions && { extensions }) };
}
