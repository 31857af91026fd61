import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { DocumentBounds } from '../graphql/bounds/documentBounds.js';
import { introspects } from '../graphql/bounds/introspects.js';
import { operationCost } from '../graphql/bounds/operationCost.js';
import type { RequestContext } from '../graphql/context.js';
import type { ExecuteShared } from '../graphql/execution/shareQueries.js';
import type { CallerBudget } from './callerBudget.js';
import type { OperationRequest } from './graphqlRequest.js';
import { namesOf, type OperationNames } from './operationNotes.js';

/** An operation whose document was found good, by its bounds and by Apollo Server. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly names: OperationNames;
}

/**
 * What comes again is not looked at again: a document that Apollo Server has taken once is parsed,
 * within its bounds and valid, and stays so. Clients have a few, and send them all day.
 *
 * Measured: Apollo Server's pipeline takes 80 µs for a document that it knows, where one event takes
 * 120 µs with all else. So Apollo Server takes each document in, and has the last word on whatever
 * goes wrong; what goes well is answered without it. To take this out, let `find` answer null.
 */
export interface KnownOperations {
  /** @returns null for what Apollo Server must see */
  find(request: OperationRequest): KnownOperation | null;
  /** Remembers a document that Apollo Server hands on to be executed. */
  learn(source: string, document: DocumentNode): void;
  /**
   * @param onJoined  called when it is executed for somebody else, and this request only waits
   * @returns null, with nothing done, for what may not be executed; Apollo Server tells why
   * @throws RateLimited for who has asked for too much
   */
  execute(
    known: KnownOperation,
    request: OperationRequest,
    contextValue: RequestContext,
    onJoined: () => void,
  ): Promise<ExecutionResult> | null;
}

interface Options {
  schema: GraphQLSchema;
  execute: ExecuteShared;
  budget: CallerBudget;
  bounds: Pick<DocumentBounds, 'costMax' | 'errorsMax'>;
}

const KNOWN_MAX = 1_000;
/** Longer ones are looked at each time, so that what is remembered stays a few megabytes. */
const LENGTH_MAX = 4_000;

export function createKnownOperations({
  schema,
  execute,
  budget,
  bounds: { costMax, errorsMax },
}: Options): KnownOperations {
  const options = { maxCoercionErrors: errorsMax };
  const bySource = new Map<string, KnownOperation>();
  return {
    find({ query, operationName, extensions }) {
      if (query === undefined || extensions !== undefined) return null;
      const known = bySource.get(query);
      if (!known) return null;
      const named = operationName === undefined || operationName === known.operation.name?.value;
      return named ? known : null;
    },

    learn(source, document) {
      if (source.length > LENGTH_MAX || bySource.has(source)) return;
      const operation = getOperationAST(document);
      // Of several operations the request says which; who may introspect depends on who asks.
      if (!operation || operation.operation === 'subscription' || introspects(document)) return;
      if (bySource.size >= KNOWN_MAX) bySource.clear();
      bySource.set(source, { document, operation, names: namesOf(operation) });
    },

    execute({ document, operation }, { variables, operationName }, contextValue, onJoined) {
      const cost = operationCost({ schema, document, operation, variables });
      if (cost > costMax) return null;
      budget.takeOperation(contextValue, cost);
      return execute(
        { schema, document, operationName, variableValues: variables, contextValue, options },
        onJoined,
      );
    },
  };
}

/** Apollo Server works on a copy of the context, in which this stays the same object. */
const RESULT = Symbol('result');
type ExecutedContext = RequestContext & { [RESULT]?: ExecutionResult };

/** The context of an operation that was executed already, and has something left to be told. */
export function executed(contextValue: RequestContext, result: ExecutionResult): RequestContext {
  return Object.assign(contextValue, { [RESULT]: result });
}

/** What an operation came to that was executed before Apollo Server saw it. */
export function resultOf(contextValue: RequestContext): ExecutionResult | undefined {
  return (contextValue as ExecutedContext)[RESULT];
}
