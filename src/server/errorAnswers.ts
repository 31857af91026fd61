import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isNoConnection } from '../data/databaseErrors.js';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import { Unauthenticated } from '../domain/sharing/unauthenticated.js';
import { SERVICE_BUSY, serviceBusyFacts } from '../graphql/errors.js';
import { sendAnswer } from './graphqlAnswer.js';
import { answerOverloaded } from './overloadedAnswer.js';
import { Refusal } from './Refusal.js';
import { BODY_TYPES_SENTENCE } from './readBody.js';
import { OVERLOADED } from './requestGate.js';
import { logOf } from './requestLog.js';

const codes: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  431: 'HEADERS_TOO_LARGE',
};

/** What Fastify refuses by itself, in our words. */
const sentences: Record<string, string> = {
  FST_ERR_BAD_URL:
    'The address has a percent sign that is not followed by two hexadecimal digits of UTF-8.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as the header Content-Length says.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: BODY_TYPES_SENTENCE,
};

/** Refuses a request in the shape that GraphQL clients expect, and the format they asked for. */
export function answerError(
  reply: FastifyReply,
  status: number,
  message: string,
  facts: Record<string, unknown> = {},
): FastifyReply {
  return sendAnswer(reply, status, refusal(status, message, facts));
}

/** Refusals of ours and of Fastify's, and what nobody caught. */
export function answerThrown(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Unauthenticated) {
    reply.header('www-authenticate', 'Bearer error="invalid_token"');
    return answerError(reply, 401, error.message);
  }
  if (error instanceof Refusal) {
    if (error.code === OVERLOADED.code) return answerOverloaded(reply);
    if (error.status >= 500) logOf(request).warn({ err: error }, 'request refused');
    reply.headers(error.headers);
    const facts = error.code ? { code: error.code } : {};
    return answerError(reply, error.status, error.message, facts);
  }
  if (error instanceof RateLimited) {
    const retryAfter = error.retryAfterSeconds;
    return answerError(reply.header('retry-after', retryAfter), 429, error.message, { retryAfter });
  }
  if (isNoConnection(error)) {
    reply.header('retry-after', serviceBusyFacts.retryAfter);
    return answerError(reply, 503, SERVICE_BUSY, serviceBusyFacts);
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return answerError(reply, status, sentences[error.code] ?? error.message);
  logOf(request).error({ err: error }, 'request failed');
  return answerError(reply, status, 'Something went wrong on our side.', { requestId: request.id });
}

const METHODS = 'GET, POST, OPTIONS';

export function answerNotFound(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0];
  if (path === '/graphql') {
    reply.header('allow', METHODS);
    return answerError(reply, 405, `${request.method} is not answered here, only ${METHODS}.`);
  }
  const message = `There is nothing at ${request.method} ${path}. GraphQL is at /graphql.`;
  return answerError(reply, 404, message);
}

/** Refuses what is no HTTP, or does not become a request in time: there is no reply to use then. */
export function answerBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, reason, message] = brokenConnection(error.code);
  if (socket.writable) {
    const body = `${JSON.stringify(refusal(status, message))}\n`;
    socket.write(
      `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json; charset=utf-8\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}

function brokenConnection(code: string | undefined): [number, string, string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout', 'The request took too long to arrive.'];
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'Request Header Fields Too Large', 'The headers, or the address, are too long.'];
    default:
      return [400, 'Bad Request', 'This is no HTTP request.'];
  }
}

function refusal(status: number, message: string, facts: Record<string, unknown> = {}) {
  const code = codes[status] ?? (status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST');
  return { errors: [{ message, extensions: { code, ...facts } }] };
}
