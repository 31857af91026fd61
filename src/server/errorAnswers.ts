import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import { Unauthenticated } from '../domain/sharing/unauthenticated.js';

const codes: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};

/** Refuses a request that never reaches GraphQL, in the shape that GraphQL clients expect. */
export function answerError(
  reply: FastifyReply,
  status: number,
  message: string,
  facts: Record<string, unknown> = {},
): FastifyReply {
  const code = codes[status] ?? (status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST');
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code, ...facts } }] });
}

/** Fastify's own refusals (broken body, too large, …), and what nobody caught. */
export function answerThrown(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Unauthenticated) {
    reply.header('www-authenticate', 'Bearer error="invalid_token"');
    return answerError(reply, 401, error.message);
  }
  if (error instanceof RateLimited) {
    const retryAfter = error.retryAfterSeconds;
    return answerError(reply.header('retry-after', retryAfter), 429, error.message, { retryAfter });
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return answerError(reply, status, error.message);
  request.log.error({ err: error }, 'request failed');
  return answerError(reply, status, 'Something went wrong on our side.', { requestId: request.id });
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0];
  const message = `There is nothing at ${request.method} ${path}. GraphQL is at /graphql.`;
  return answerError(reply, 404, message);
}
