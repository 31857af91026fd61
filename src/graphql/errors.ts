import { unwrapResolverError } from '@apollo/server/errors';
import { type ASTNode, GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { isNoConnection } from '../data/databaseErrors.js';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import { Unauthenticated } from '../domain/sharing/unauthenticated.js';
import { boundCodes } from './bounds/documentBounds.js';

/**
 * A document or a variable that the schema refuses, beyond what its types can say.
 *
 * @param node  where it stands in the document, when it is not known from the field
 */
export function badUserInput(
  message: string,
  facts: Record<string, unknown> = {},
  node?: ASTNode,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT', ...facts },
  });
}

/** The database has no connection for a request. */
export const SERVICE_BUSY = 'The database cannot be reached just now. Try again in a moment.';
export const serviceBusyFacts = { code: 'SERVICE_BUSY', retryAfter: 1 };

/** Codes that Apollo Server gives to documents it refuses; their messages name what was wrong. */
const CLIENT_FAULTS = new Set<string>([
  ...boundCodes,
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_DISABLED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

/**
 * What a client may know of an error: everything of its own mistakes, nothing of our faults but
 * the id under which they are logged (`extensions.requestId`).
 */
export function presentError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const { message, path, locations, extensions } = formatted;
  if (cause instanceof Unauthenticated) {
    return { message, path, locations, extensions: { code: 'UNAUTHENTICATED' } };
  }
  if (cause instanceof RateLimited) {
    const retryAfter = cause.retryAfterSeconds;
    return { message, path, locations, extensions: { code: 'RATE_LIMITED', retryAfter } };
  }
  if (isNoConnection(cause)) {
    return { message: SERVICE_BUSY, path, locations, extensions: serviceBusyFacts };
  }
  if (isRefusedLiteral(error)) {
    return { message, path, locations, extensions: { ...extensions, code: 'BAD_USER_INPUT' } };
  }
  if (CLIENT_FAULTS.has(String(extensions?.code))) return formatted;
  const requestId = extensions?.requestId;
  return {
    message: 'Something went wrong on our side.',
    path,
    locations,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  };
}

/**
 * Like `presentError`, for servers that do not show their schema: what is wrong with a document is
 * told by its place, without the words of the schema, which the messages of GraphQL are full of.
 */
export function presentErrorTersely(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const presented = presentError(formatted, error);
  const message = terseMessage(String(presented.extensions?.code), error);
  return message === null ? presented : { ...presented, message };
}

/** @returns null for a message that has no word of the schema */
function terseMessage(code: string, error: unknown): string | null {
  if (code === 'GRAPHQL_VALIDATION_FAILED') return 'This does not fit the schema.';
  if (code !== 'BAD_USER_INPUT' || !(error instanceof GraphQLError)) return null;
  const original = error.originalError;
  // A value that one of our scalars refused: what it says names values, and no types.
  if (original instanceof GraphQLError && original.extensions.code === 'BAD_USER_INPUT') {
    return error.path ? null : original.message;
  }
  const variable = variableOf(error);
  return variable === null ? null : `The value of the variable "$${variable}" does not fit.`;
}

/** The variable whose value GraphQL refused. */
function variableOf({ nodes = [] }: GraphQLError): string | null {
  const [node] = nodes;
  return node?.kind === Kind.VARIABLE_DEFINITION ? node.variable.name.value : null;
}

/**
 * Whether a scalar refused a literal. Apollo Server gives all that is wrong with a document the code
 * GRAPHQL_VALIDATION_FAILED; the same value in a variable is BAD_USER_INPUT.
 */
function isRefusedLiteral(error: unknown): boolean {
  const original = error instanceof GraphQLError ? error.originalError : null;
  return original instanceof GraphQLError && original.extensions.code === 'BAD_USER_INPUT';
}

/** Whether an error is a fault of ours, to be logged, and not a mistake of the client's. */
export function isFault(error: GraphQLError): boolean {
  const cause = unwrapResolverError(error);
  if (cause instanceof Unauthenticated || cause instanceof RateLimited) return false;
  if (isNoConnection(cause)) return false;
  if (cause instanceof GraphQLError) return !CLIENT_FAULTS.has(String(cause.extensions.code));
  return cause !== error || !CLIENT_FAULTS.has(String(error.extensions.code));
}
