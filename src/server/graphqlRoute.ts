import { type ApolloServer, HeaderMap, type HTTPGraphQLHead } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { NOT_VALID, type RefuseDocument } from '../graphql/bounds/refuseDocument.js';
import type { RequestContext } from '../graphql/context.js';
import { serviceBusyFacts } from '../graphql/errors.js';
import { refuseText } from '../graphql/refuseText.js';
import type { EarlyReturns } from './earlyReturns.js';
import { linkToExplorer } from './explorer/linkToExplorer.js';
import { type GraphqlResult, sendAnswer } from './graphqlAnswer.js';
import {
  type OperationRequest,
  preventCsrf,
  readEnvelope,
  readParameters,
  refuseLargeBody,
  refuseSubscription,
} from './graphqlRequest.js';
import { executed, type KnownOperation, type KnownOperations } from './knownOperations.js';
import {
  type AnswerType,
  chooseAnswerType,
  choosePageOrAnswerType,
  contentTypeOf,
} from './mediaTypes.js';
import { noted, notesOf } from './operationNotes.js';
import { answerOverloaded } from './overloadedAnswer.js';
import { Refusal } from './Refusal.js';
import { bodyTypes, readBody } from './readBody.js';
import { isReadAtSight, kindOfDocument, type RequestGate } from './requestGate.js';
import type { WireBounds } from './wireBounds.js';

interface Options {
  apollo: ApolloServer<RequestContext>;
  known: KnownOperations;
  /** Who asks, and with what. */
  context: (request: FastifyRequest) => RequestContext | Promise<RequestContext>;
  refuseDocument: RefuseDocument;
  bounds: WireBounds;
  gate: RequestGate;
  early: EarlyReturns;
  /** Whether a browser gets a page for trying things out. */
  exploring: boolean;
}

/** A body as it came, and what it says it is written in. */
interface GivenBody {
  bytes: Buffer;
  type: (typeof bodyTypes)[number];
}

/**
 * `GET` and `POST /graphql`, by the GraphQL over HTTP specification: a request in JSON or
 * MessagePack, an answer in either, each chosen by itself.
 *
 * Apollo Server takes documents in and tells what went wrong; what comes before and after is here,
 * because its own way in looks at headers several times over, makes a URL and two maps of each
 * request, and knows no other format.
 * Measured in alternating rounds, Apollo's integration with its hooks took 1.3 times the CPU for
 * `{ __typename }` and for one event, and 1.05 times for a list of 20.
 */
export async function graphqlRoute(server: FastifyInstance, options: Options): Promise<void> {
  const { apollo, exploring, bounds, gate, early } = options;
  server.removeAllContentTypeParsers();
  for (const type of bodyTypes) {
    server.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: bounds.bulkBodyBytesMax },
      (_request, bytes: Buffer, done) => done(null, { bytes, type } satisfies GivenBody),
    );
  }

  const answer = answerWith(options);
  server.post<{ Body: GivenBody | undefined }>('/graphql', (request, reply) => {
    const { body } = request;
    // Before anything is made of it.
    const isRefused = body && isShed(gate, body.bytes) && !mayWait(early, request);
    if (isRefused) return answerOverloaded(reply);
    const value = body && readBody(request.headers, body.bytes, body.type);
    const type = answerTypeOf(request);
    if (!body) throw new Refusal(400, 'The body is missing.');
    const operation = readEnvelope(value);
    refuseLargeBody(operation, body.bytes.length, bounds.bodyBytesMax);
    return answer(request, reply, operation, type);
  });

  server.get<{ Querystring: Record<string, unknown> }>(
    '/graphql',
    { exposeHeadRoute: false },
    async (request, reply) => {
      if (exploring && choosePageOrAnswerType(request.headers.accept) === 'text/html') {
        return reply.type('text/html; charset=utf-8').send(await sandboxPage(apollo));
      }
      preventCsrf(request.headers);
      if (gate.isShut('read') && !mayWait(early, request)) return answerOverloaded(reply);
      return answer(request, reply, readParameters(request.query), answerTypeOf(request));
    },
  );
}

/** Whether there is no room for what is in a body, which may be found to be a write only later. */
function isShed(gate: RequestGate, body: Buffer): boolean {
  return gate.isShut('read') && (isReadAtSight(body) || gate.isShut('write'));
}

/** Whether a query came back too early, and may wait for room. */
function mayWait(early: EarlyReturns, { socket, body }: FastifyRequest): boolean {
  return early.mayWait(socket, (body as GivenBody | undefined)?.bytes.length ?? 0);
}

/** Refused before anything is done: a mutation must not be carried out for nobody to hear of it. */
function answerTypeOf({ headers }: FastifyRequest): AnswerType {
  const type = chooseAnswerType(headers.accept);
  if (type) return type;
  const types = Object.keys(contentTypeOf).join(', ');
  throw new Refusal(406, `Nothing that the header Accept names can be had. There are: ${types}.`);
}

/** Apollo Server refuses to write by GET when it is told that a request is one. */
const GET = { method: 'GET', headers: new HeaderMap(), search: '', body: undefined };

/** What an operation came to, and what HTTP says of it. */
interface Executed {
  result: GraphqlResult;
  head?: HTTPGraphQLHead;
}

function answerWith({ apollo, known, context, refuseDocument, bounds, gate, early }: Options) {
  async function execute(
    request: FastifyRequest,
    operation: OperationRequest,
    found: KnownOperation | null,
    leave: () => void,
  ): Promise<Executed> {
    const contextGiven = context(request);
    const contextValue = contextGiven instanceof Promise ? await contextGiven : contextGiven;
    const result = found && (await known.execute(found, operation, contextValue, leave));
    if (result && !result.errors) {
      Object.assign(notesOf(request), found.names);
      return { result };
    }
    if (result) executed(contextValue, result);
    const http = request.method === 'GET' ? GET : undefined;
    const { body, http: head } = await apollo.executeOperation(
      { ...operation, http },
      { contextValue: noted(contextValue, notesOf(request)) },
    );
    // Answers in several parts need directives that the schema does not have.
    if (body.kind !== 'single') throw new Error('An answer in several parts cannot be sent.');
    return { result: body.singleResult as GraphqlResult, head };
  }

  /** That a GET may not write is for Apollo Server to say. */
  function findKnown({ method }: FastifyRequest, operation: OperationRequest) {
    const found = known.find(operation);
    return method === 'GET' && found?.operation.operation !== 'query' ? null : found;
  }

  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    operation: OperationRequest,
    type: AnswerType,
  ): Promise<FastifyReply> => {
    const found = findKnown(request, operation);
    const refused = found
      ? refuseText({ variables: operation.variables })
      : (refuseDocument(operation.query) ?? refuseText(operation));
    if (refused) {
      const status = refused.extensions.code === NOT_VALID ? statusFor(type, 400) : 400;
      return sendAnswer(reply, status, { errors: [refused.toJSON()] }, type);
    }
    if (!found) refuseSubscription(operation);

    const kind = kindOf(request, operation, found);
    if (kind === 'read' && gate.isShut('read') && mayWait(early, request)) {
      await early.wait(request.socket);
      if (gate.isShut('read')) return answerOverloaded(reply);
    }
    const leave = await gate.enter(kind);
    if (kind === 'read' && request.socket.destroyed) {
      leave();
      return answerOverloaded(reply); // nobody is there any more to hear it
    }
    const work = execute(request, operation, found, leave);
    const { result, head } = await within(bounds.requestMsMax, work, leave);
    for (const [name, value] of head?.headers ?? []) reply.header(name, value);
    if (isServiceBusy(result)) {
      reply.header('retry-after', serviceBusyFacts.retryAfter);
      return sendAnswer(reply, 503, result, type);
    }
    return sendAnswer(reply, statusFor(type, head?.status), result, type);
  };
}

function kindOf(
  { method }: FastifyRequest,
  { query }: OperationRequest,
  known: KnownOperation | null,
): 'read' | 'write' {
  if (method === 'GET') return 'read';
  if (known) return known.operation.operation === 'query' ? 'read' : 'write';
  return kindOfDocument(query);
}

/** Whether the whole operation came to nothing because the database could not be reached. */
function isServiceBusy({ data, errors }: GraphqlResult): boolean {
  if (!errors || Object.values(data ?? {}).some((value) => value !== null)) return false;
  return errors.some((error) => {
    const { extensions } = error as GraphQLFormattedError;
    return extensions?.code === serviceBusyFacts.code;
  });
}

/**
 * Under `application/json` a status says how HTTP fared, which was well when GraphQL has refused
 * the document: it could be a proxy's otherwise. Under the other types it is GraphQL's own.
 *
 * @see GraphQL over HTTP §6.4
 */
function statusFor(type: AnswerType, status = 200): number {
  return type === 'application/json' && status === 400 ? 200 : status;
}

/**
 * Like `Promise.race` with a timer, which would make six promises of each request.
 *
 * @param over  called when the work is over, also when nobody waits for it any more
 */
function within<T>(msMax: number, work: Promise<T>, over: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow(msMax)), msMax);
    work.then(
      (done) => {
        over();
        clearTimeout(timer);
        resolve(done);
      },
      (error) => {
        over();
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

function tooSlow(msMax: number): Refusal {
  return new Refusal(
    503,
    `This took longer than ${msMax / 1_000} seconds. What it writes may still be written: ` +
      'to learn of it, send it again with the same idempotencyKey.',
    { code: 'TIMEOUT' },
  );
}

async function sandboxPage(apollo: ApolloServer<RequestContext>): Promise<string> {
  const headers = new HeaderMap([['accept', 'text/html']]);
  const { body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { ...GET, headers },
    context: () => Promise.reject(new Error('a page needs no context')),
  });
  if (body.kind !== 'complete') throw new Error('a page comes in one piece');
  return linkToExplorer(body.string);
}
