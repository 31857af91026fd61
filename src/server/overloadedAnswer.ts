import type { FastifyReply } from 'fastify';
import { noteRefused } from './earlyReturns.js';
import { constantAnswer } from './graphqlAnswer.js';
import { OVERLOADED } from './requestGate.js';

const { message, ...extensions } = OVERLOADED;
const send = constantAnswer(503, { errors: [{ message, extensions }] });

/**
 * Refuses what there is no room for. When many come back, this is most of what the process does, so
 * that nothing is worked out for it.
 */
export function answerOverloaded(reply: FastifyReply): FastifyReply {
  noteRefused(reply.request.socket);
  return send(reply.header('retry-after', OVERLOADED.retryAfter));
}
