import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { OVERLOADED } from './requestGate.js';

/** Turns Fastify's own lines off, whose `req` has the URL; the lines below say less. */
export const quietLog = new LogController({ disableRequestLogging: true });

/**
 * No log for each request, of which most have nothing to tell: `logOf` makes one when there is.
 * Measured, with 32 clients that ask for the same page: 0.93 of the CPU.
 */
export const sharedLog = (log: FastifyBaseLogger) => log;

/** The log for what happens to a request, which it names. */
export function logOf({ log, id }: FastifyRequest): FastifyBaseLogger {
  return log.child({ requestId: id });
}

const LEVELS_WITH_REQUESTS = new Set(['trace', 'debug', 'info']);
const COUNTED_MS = 1_000;

/**
 * One line a request; never a body, a query string or a header, where secrets could be. Those that
 * there was no room for have one line a second together, with their count: a line for each would be
 * more work just when there is too much.
 *
 * @param later  calls once, after as many milliseconds
 */
export function logRequests(server: FastifyInstance, later = laterUnnoticed): void {
  if (!LEVELS_WITH_REQUESTS.has(server.log.level)) return;
  let overloaded = 0;
  function tellOverloaded(): void {
    if (overloaded > 0) server.log.warn({ requests: overloaded }, 'overloaded: requests refused');
    overloaded = 0;
  }
  // With `done`, here and in the other hooks of every request: a promise for each costs more than
  // what most of them do.
  server.addHook('onResponse', (request, reply, done) => {
    if (isOverloaded(reply)) {
      overloaded += 1;
      if (overloaded === 1) later(tellOverloaded, COUNTED_MS);
      return done();
    }
    const { id: requestId, method, routeOptions, notes } = request;
    const durationMs = Math.round(reply.elapsedTime);
    const { statusCode: status } = reply;
    server.log.info({ requestId, method, route: routeOptions.url, status, durationMs, ...notes });
    done();
  });
  server.addHook('onClose', (_server, done) => {
    tellOverloaded();
    done();
  });
}

function isOverloaded({ statusCode, request }: FastifyReply): boolean {
  return statusCode === 503 && request.notes?.errorCodes[0] === OVERLOADED.code;
}

/** Keeps no process alive. */
function laterUnnoticed(act: () => void, ms: number): void {
  setTimeout(act, ms).unref();
}
