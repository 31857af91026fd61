import type { FastifyReply } from 'fastify';
import { noteRefused, type RetryAfterSeconds } from './earlyReturns.js';
import { constantAnswer } from './graphqlAnswer.js';
import { OVERLOADED } from './requestGate.js';

const { message, code } = OVERLOADED;

const answerAfter = (retryAfter: RetryAfterSeconds) =>
  constantAnswer(503, { errors: [{ message, extensions: { code, retryAfter } }] });

const answers = { 1: answerAfter(1), 2: answerAfter(2), 4: answerAfter(4) };

/**
 * Refuses what there is no room for. When many come back, this is most of what the process does, so
 * that nothing is worked out for it.
 */
export function answerOverloaded(reply: FastifyReply): FastifyReply {
  const retryAfter = noteRefused(reply.request.socket);
  return answers[retryAfter](reply.header('retry-after', retryAfter));
}
