import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../graphql/context.js';

export interface OperationNames {
  /**
   * What was asked of the schema: `Query.events`, `Mutation.signIn`; `Query` for several fields. Not
   * the name that the client gave: of these there is no end. Null: nothing that GraphQL took.
   */
  operation: string | null;
  /** The name that the client gave to it. */
  operationName: string | null;
}

/** What the log and the metrics say of a request. */
export interface OperationNotes extends OperationNames {
  /** `extensions.code` of each error that was answered. */
  errorCodes: string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    notes: OperationNotes | null;
  }
}

export function newNotes(): OperationNotes {
  return { operation: null, operationName: null, errorCodes: [] };
}

/** Gives every request a place for notes. */
export function keepNotes(server: FastifyInstance): void {
  server.decorateRequest('notes', null);
}

export function notesOf(request: FastifyRequest): OperationNotes {
  request.notes ??= newNotes();
  return request.notes;
}

/** Notes the codes of errors as they are told. */
export function noteErrors(notes: OperationNotes, errors: readonly object[]): void {
  for (const error of errors) {
    const { extensions } = error as { extensions?: { code?: unknown } };
    notes.errorCodes.push(String(extensions?.code));
  }
}

/** Apollo Server works on a copy of the context, in which this stays the same object. */
const NOTES = Symbol('notes');
type NotedContext = RequestContext & { [NOTES]?: OperationNotes };

/** The same context, for an operation of which notes are taken. */
export function noted(context: RequestContext, notes: OperationNotes): RequestContext {
  return Object.assign(context, { [NOTES]: notes });
}

const NAME_LENGTH_MAX = 100;

/** Notes what an operation is, once its document was found good. */
export const noteOperations: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, contextValue }) => {
      const { [NOTES]: notes } = contextValue as NotedContext;
      if (notes && operation) Object.assign(notes, namesOf(operation));
    },
  }),
};

/** What an operation is called. */
export function namesOf(operation: OperationDefinitionNode): OperationNames {
  const operationName = operation.name?.value.slice(0, NAME_LENGTH_MAX) ?? null;
  return { operation: coordinateOf(operation), operationName };
}

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/** What an operation asks of the schema: see `OperationNotes.operation`. */
export function coordinateOf({ operation, selectionSet }: OperationDefinitionNode): string {
  const root = ROOTS[operation];
  const [first, ...others] = selectionSet.selections;
  return first?.kind === Kind.FIELD && others.length === 0 ? `${root}.${first.name.value}` : root;
}
