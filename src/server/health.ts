import type { FastifyInstance } from 'fastify';
import type { Database } from '../data/database.js';
import { zoneRulesVersion } from '../domain/time/zoneRules.js';
import { logOf } from './requestLog.js';

/**
 * `/health/live`: the process answers. `/health/ready`: it can also do its work; 503 when the
 * database does not answer.
 */
export async function health(server: FastifyInstance, { db }: { db: Database }): Promise<void> {
  const facts = { timeZoneRules: zoneRulesVersion };
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (request, reply) => {
    try {
      await db.probe.ask();
      return { status: 'ready', database: 'up', ...facts };
    } catch (error) {
      logOf(request).warn({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'not ready', database: 'down', ...facts });
    }
  });
}
