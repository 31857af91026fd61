import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { findBrokenPromises, givenEventRow } from '../support/givenRows.js';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.js';

// Processes of their own take their time on a busy machine.
jest.setTimeout(60_000);

let database: TestDatabase;
let db: Database;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  const starts = [startServerProcess(database.url), startServerProcess(database.url)];
  const settled = await Promise.allSettled(starts);
  servers.push(...settled.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])));
  await Promise.all(starts); // fails if one of them did
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await db.$disconnect();
  await database.drop();
});

/** Sends a registration to the first server, the second, the first again, and so on. */
async function register(i: number, eventId: string, email: string): Promise<string> {
  const server = servers[i % servers.length] as ServerProcess;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `mutation ($input: RegisterAttendeeInput!) {
        registerAttendee(input: $input) { __typename }
      }`,
      variables: { input: { eventId, name: 'Ada Lovelace', email } },
    }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { registerAttendee: { __typename: string } };
    errors?: object[];
  };
  return data?.registerAttendee.__typename ?? JSON.stringify(errors);
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

function tally(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('two processes on one database', () => {
  it('are two processes', () => {
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(2);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(2);
  });

  it('give 20 seats to exactly 20 of 200 rivals', async () => {
    const { event } = await givenEventRow(db, { capacity: 20 });
    const id = toGlobalId('event', event.id);

    const kinds = await Promise.all(
      numbers(200).map((i) => register(i, id, `person${i}@example.org`)),
    );

    expect(tally(kinds)).toEqual({ RegisterAttendeeSuccess: 20, EventFull: 180 });
    expect(await db.attendee.count({ where: { eventId: event.id, status: 'CONFIRMED' } })).toBe(20);
    expect(await findBrokenPromises(db)).toEqual([]);
  });

  it('register one email once, fired fifty times over both', async () => {
    const { event } = await givenEventRow(db, { capacity: 20 });
    const id = toGlobalId('event', event.id);
    const spellings = ['ada@example.org', 'Ada@Example.org', 'ADA@EXAMPLE.ORG'];

    const kinds = await Promise.all(
      numbers(50).map((i) => register(i, id, spellings[i % 3] as string)),
    );

    expect(tally(kinds)).toEqual({ RegisterAttendeeSuccess: 1, AlreadyRegistered: 49 });
    expect(await db.attendee.count({ where: { eventId: event.id } })).toBe(1);
    expect(await findBrokenPromises(db)).toEqual([]);
  });
});
