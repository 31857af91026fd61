import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../src/data/database.js';
import { toGlobalId } from '../src/graphql/globalId.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { eventRow } from './support/rows.js';
import { type ServerProcess, startServerProcess } from './support/serverProcess.js';
import { openTestSocket } from './support/sockets.js';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const CLIENTS = 24;

/** Sends one request after the other down one connection, until there is no server to send to. */
async function sendUntilRefused(
  { url }: ServerProcess,
  query: string,
  onOutcome: (outcome: string) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const outcome = await sendOne(agent, url, query);
    if (outcome === 'ECONNREFUSED') break;
    onOutcome(outcome);
  }
  agent.destroy();
}

function sendOne(agent: Agent, url: string, query: string): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const sent = httpRequest(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text.includes('"errors"') ? text : String(answer.statusCode)));
      answer.on('error', (error) => resolve(error.message));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end(JSON.stringify({ query }));
  });
}

describe('SIGTERM', () => {
  it.each([
    ['one process', '1'],
    ['two workers', '2'],
  ])(
    'to %s fails no request of busy clients, and tells subscribers to come back',
    async (_who, WORKERS) => {
      const server = await startServerProcess(database.url, { WORKERS });
      const event = await db.event.create({ data: eventRow() });
      const socket = openTestSocket(server);
      const seats = socket.subscribe(
        'subscription ($id: ID!) { seatsChanged(eventId: $id) { __typename } }',
        { id: toGlobalId('event', event.id) },
      );
      await seats.next();
      const outcomes: string[] = [];
      let clients: Promise<void>[] = [];
      await new Promise<void>((areBusy) => {
        const onOutcome = (outcome: string) => {
          if (outcomes.push(outcome) === 4 * CLIENTS) areBusy();
        };
        clients = Array.from({ length: CLIENTS }, (_, i) =>
          sendUntilRefused(
            server,
            i % 2 ? '{ events { totalCount } }' : '{ events { nodes { name } } }',
            onOutcome,
          ),
        );
      });

      const stopped = server.stop();
      await Promise.all(clients);

      expect(outcomes.filter((outcome) => outcome !== '200')).toEqual([]);
      expect(await socket.closed).toEqual({
        code: 1012,
        reason: 'The server stops. Connect again, and resume.',
      });
      expect(await stopped).toBe(0);
    },
  );

  it('waits for no download that nobody reads, and for no connection that is silent', async () => {
    const server = await startServerProcess(database.url);
    const { id } = await db.event.create({ data: eventRow({ capacity: 100_000 }) });
    await db.$executeRaw`
      INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
      SELECT gen_random_uuid(), ${id}::uuid, repeat('x', 200), 'person' || n || '@example.org',
        'CONFIRMED', now(), '\\x00'
      FROM generate_series(1, 50000) AS n`;
    const { hostname, port } = new URL(server.url);
    const silent = connect(Number(port), hostname);
    const reader = connect(Number(port), hostname);
    for (const socket of [silent, reader]) socket.on('error', () => {});
    reader.write(
      `GET /events/${toGlobalId('event', id)}/attendees.csv HTTP/1.1\r\nhost: localhost\r\n\r\n`,
    );
    await once(reader, 'readable'); // it has begun; nothing of it is ever read

    // `stop` kills what has not ended by itself after ten seconds.
    expect(await server.stop()).toBe(0);
    silent.destroy();
    reader.destroy();
  });
});
