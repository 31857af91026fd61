import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

it('keeps instants on a database that counts in another zone', async () => {
  const { pathname } = new URL(server.databaseUrl);
  await server.db.$executeRawUnsafe(
    `ALTER DATABASE "${pathname.slice(1)}" SET timezone = 'Europe/Paris'`,
  );
  await server.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;

  // In Paris this hour is skipped.
  const event = await givenEvent(server, {
    startsAt: '2090-03-26T02:30:00Z',
    endsAt: '2090-03-26T05:00:00Z',
    timezone: 'UTC',
  });

  const { data } = await server.send('query ($id: ID!) { event(id: $id) { startsAt endsAt } }', {
    id: event.id,
  });
  expect(data.event).toEqual({ startsAt: '2090-03-26T02:30:00Z', endsAt: '2090-03-26T05:00:00Z' });
  const [stored] = await server.db.$queryRaw<{ epoch: number }[]>`
    SELECT extract(epoch FROM "startsAt")::float AS "epoch" FROM "Event"`;
  expect((stored?.epoch ?? 0) * 1_000).toBe(Date.UTC(2090, 2, 26, 2, 30));
});
