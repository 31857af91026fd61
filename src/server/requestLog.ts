import { type FastifyInstance, LogController } from 'fastify';

/** Turns Fastify's own lines off, whose `req` has the URL; the lines below say less. */
export const quietLog = new LogController({
  disableRequestLogging: true,
  requestIdLogLabel: 'requestId',
});

const LEVELS_WITH_REQUESTS = new Set(['trace', 'debug', 'info']);

/** One line a request; never a body, a query string or a header, where secrets could be. */
export function logRequests(server: FastifyInstance): void {
  if (!LEVELS_WITH_REQUESTS.has(server.log.level)) return;
  // With `done`, here and in the other hooks of every request: a promise for each costs more than
  // what most of them do.
  server.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, notes } = request;
    const durationMs = Math.round(reply.elapsedTime);
    const { statusCode: status } = reply;
    request.log.info({ method, route: routeOptions.url, status, durationMs, ...notes });
    done();
  });
}
