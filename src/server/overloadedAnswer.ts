import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { constantAnswer } from './graphqlAnswer.js';
import { OVERLOADED } from './requestGate.js';

const { message, ...extensions } = OVERLOADED;
const send = constantAnswer(503, { errors: [{ message, extensions }] });

/** When `Retry-After` is over that was told last, by connection. */
const returns = new WeakMap<Socket, number>();

/**
 * Refuses what there is no room for. When many come back at once, this is most of what the process
 * does, so that nothing is worked out for it.
 */
export function answerOverloaded(reply: FastifyReply): FastifyReply {
  returns.set(reply.request.socket, performance.now() + OVERLOADED.retryAfter * 1_000);
  return send(reply.header('retry-after', OVERLOADED.retryAfter));
}

/** When a connection may send its next request, by what it was told; of `performance.now`. */
export function mayReturnAtMs(connection: Socket): number {
  return returns.get(connection) ?? 0;
}
