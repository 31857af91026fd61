import { type FastifyInstance, LogController } from 'fastify';

/** Turns Fastify's own lines off, whose `req` has the URL; the lines below say less. */
export const quietLog = new LogController({
  disableRequestLogging: true,
  requestIdLogLabel: 'requestId',
});

/** One line a request; never a body, a query string or a header, where secrets could be. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const durationMs = Math.round(reply.elapsedTime);
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, durationMs });
  });
}
