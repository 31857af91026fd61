import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLRequest } from '@apollo/server';
import { getOperationAST, parse } from 'graphql';
import { Refusal } from './Refusal.js';

/** An operation as it came, by whatever way. */
export interface OperationRequest
  extends Pick<GraphQLRequest, 'query' | 'variables' | 'operationName' | 'extensions'> {}

/**
 * What the body of a POST asks for.
 *
 * @throws Refusal when it does not have the form of a request
 * @see GraphQL over HTTP §5.4
 */
export function readEnvelope(body: unknown): OperationRequest {
  if (Array.isArray(body)) {
    throw new Refusal(400, 'One request carries one operation: lists of operations are not taken.');
  }
  if (!isObject(body)) {
    const sentence = 'The body must be an object like {"query": "{ __typename }"}';
    throw new Refusal(400, `${sentence}, but is ${kindOf(body)}.`);
  }
  return checked({
    query: textIn(body, 'query'),
    operationName: textIn(body, 'operationName'),
    variables: objectIn(body, 'variables'),
    extensions: objectIn(body, 'extensions'),
  });
}

/** What the parameters of a GET ask for. @throws Refusal when they cannot be read */
export function readParameters(parameters: Record<string, unknown>): OperationRequest {
  return checked({
    query: textIn(parameters, 'query'),
    operationName: textIn(parameters, 'operationName'),
    variables: jsonIn(parameters, 'variables'),
    extensions: jsonIn(parameters, 'extensions'),
  });
}

/**
 * Refuses a GET that another site's page could make a browser send, with the cookies or from the
 * network of whoever looks at it. A POST needs no such check: it has a `Content-Type` that browsers
 * ask our leave for.
 */
export function preventCsrf(headers: IncomingHttpHeaders): void {
  if (headers['x-apollo-operation-name'] || headers['apollo-require-preflight']) return;
  if (/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return;
  throw new Refusal(
    400,
    'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). ' +
      'Send it with POST, or with a header apollo-require-preflight that is not empty.',
  );
}

/** Refuses over HTTP what is answered again and again. */
export function refuseSubscription({ query, operationName }: OperationRequest): void {
  // Parsed twice, but only where the word stands.
  if (!query || !/\bsubscription\b/.test(query) || !isSubscription(query, operationName)) return;
  throw new Refusal(
    400,
    'A subscription is not answered over HTTP: open a WebSocket on /graphql with the subprotocol graphql-transport-ws.',
    { code: 'SUBSCRIPTION_OVER_HTTP' },
  );
}

function isSubscription(query: string, operationName: string | undefined): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === 'subscription';
  } catch {
    return false; // a syntax error, which is told with all the others
  }
}

/** The mutations that take many rows at once. */
const BULK = /\b(createEvents|registerAttendees)\b/;

/** Refuses a large body, unless its document is one that may need it. */
export function refuseLargeBody(
  { query = '' }: OperationRequest,
  bytes: number,
  bytesMax: number,
): void {
  if (bytes <= bytesMax || BULK.test(query)) return;
  throw new Refusal(
    413,
    `The body has ${bytes} bytes. It may have ${bytesMax}; more only for createEvents and registerAttendees.`,
  );
}

function checked(request: OperationRequest): OperationRequest {
  const persisted = request.extensions?.persistedQuery;
  if (persisted !== undefined && persisted !== null) checkPersisted(persisted, request.query);
  else if (!request.query) throw new Refusal(400, 'There is no query: send a GraphQL document.');
  return request;
}

/** @see Apollo's automatic persisted queries: a document's hash in place of the document */
function checkPersisted(persisted: unknown, query: string | undefined): void {
  const { version, sha256Hash } = isObject(persisted) ? persisted : {};
  if (version !== 1 || typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash)) {
    throw new Refusal(
      400,
      'extensions.persistedQuery must have the version 1 and a sha256Hash of 64 hexadecimal digits.',
    );
  }
  if (query && createHash('sha256').update(query).digest('hex') !== sha256Hash) {
    throw new Refusal(400, 'extensions.persistedQuery.sha256Hash is not that of the query.');
  }
}

function textIn(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new Refusal(400, `${name} must be a string, but is ${kindOf(value)}.`);
}

function objectIn(
  given: Record<string, unknown>,
  name: string,
): Record<string, unknown> | undefined {
  const value = given[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw new Refusal(400, `${name} must be an object, but is ${kindOf(value)}.`);
}

function jsonIn(parameters: Record<string, unknown>, name: string) {
  const text = textIn(parameters, name);
  if (!text) return undefined;
  try {
    return objectIn({ [name]: JSON.parse(text) }, name);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, `The parameter ${name} is not valid JSON.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
