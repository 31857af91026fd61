import { constantAnswer } from './graphqlAnswer.js';
import { OVERLOADED } from './requestGate.js';

const { message, ...extensions } = OVERLOADED;
const send = constantAnswer(503, { errors: [{ message, extensions }] });

/**
 * Refuses what there is no room for. When many come back at once, this is most of what the process
 * does, so that nothing is worked out for it.
 */
export const answerOverloaded: typeof send = (reply) =>
  send(reply.header('retry-after', OVERLOADED.retryAfter));
