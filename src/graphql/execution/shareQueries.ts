import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  visit,
} from 'graphql';
import { type DoShared, shareWork } from '../../data/shareWork.js';
import type { Viewer } from '../../domain/sharing/viewer.js';
import type { RequestContext } from '../context.js';
import { executeOperation } from './executeOperation.js';

/** What is executed for one request. */
export interface SharedExecutionArgs extends ExecutionArgs {
  contextValue: RequestContext;
}

/** Executes an operation, perhaps together with others. */
export type ExecuteShared = DoShared<SharedExecutionArgs, ExecutionResult>;

const sharedData = new WeakSet<object>();

/** Whether several callers are answered with these very data, so that they are worth keeping spelled. */
export function isShared(data: object): boolean {
  return sharedData.has(data);
}

/** Longer variables make a query that nobody else is just sending. */
const VARIABLES_LENGTH_MAX = 2_000;

/**
 * Executes operations. Identical queries of callers with the same rights that wait at the same moment
 * share one execution (`shareWork`).
 */
export function createQuerySharing(
  execute: typeof executeOperation = executeOperation,
): ExecuteShared {
  const shared = shareWork<SharedExecutionArgs, ExecutionResult>({
    work: execute,
    keyOf: sharingKey,
    pick: laterOf,
    onShared({ data }) {
      if (data) sharedData.add(data);
    },
  });
  return (args, onJoined) => shared(args, onJoined).then(ownAnswer);
}

/** Of two callers, the one whose clock is later. */
function laterOf(one: SharedExecutionArgs, other: SharedExecutionArgs): SharedExecutionArgs {
  return other.contextValue.now > one.contextValue.now ? other : one;
}

/** The data is everybody's; errors are marked with the request whose answer they are in. */
function ownAnswer(answer: ExecutionResult): ExecutionResult {
  return answer.errors ? { ...answer, errors: answer.errors.map(copyOf) } : answer;
}

function copyOf(error: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    originalError,
    extensions: { ...extensions },
  });
}

/** Names all that an answer depends on; null for what must be executed for one caller alone. */
function sharingKey({
  document,
  operationName,
  variableValues,
  contextValue,
}: SharedExecutionArgs): string | null {
  const rights = rightsKey(contextValue.viewer);
  if (rights === null) return null;
  const name = shareableNumber(document, operationName);
  const variables = name === null ? null : variablesKey(variableValues ?? {});
  return variables === null ? null : `${name} ${operationName} ${variables} ${rights}`;
}

/** The same text for viewers who may see the same, and are told the same of themselves. */
function rightsKey({ user, sessionId, eventSecrets, anonymousEvents }: Viewer): string | null {
  if (eventSecrets.size > 0) return null;
  return user ? JSON.stringify([user, sessionId, anonymousEvents]) : String(anonymousEvents);
}

/** Variables as text, where they are what JSON can say; other formats can say more. */
function variablesKey(variables: Record<string, unknown>): string | null {
  if (!isJson(variables)) return null;
  const text = JSON.stringify(variables);
  return text.length <= VARIABLES_LENGTH_MAX ? text : null;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isJson);
}

let documentsSeen = 0;
/** By document and operation: a number of its own, or null for what is not shared. */
const shareable = new WeakMap<DocumentNode, Map<string | null, number | null>>();

function shareableNumber(document: DocumentNode, operationName: string | null = null) {
  let ofDocument = shareable.get(document);
  if (!ofDocument) {
    ofDocument = new Map();
    shareable.set(document, ofDocument);
  }
  const known = ofDocument.get(operationName);
  if (known !== undefined) return known;
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  documentsSeen += 1;
  const number =
    operation.operation === 'query' && !asksWithSecret(document) ? documentsSeen : null;
  ofDocument.set(operationName, number);
  return number;
}

/** Fields that take a secret answer whoever knows it: each such question stays on its own. */
function asksWithSecret(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Argument({ name }) {
      found ||= name.value === 'secret';
    },
  });
  return found;
}
