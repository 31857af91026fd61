import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import pg from 'pg';
import { countEvents } from '../../src/data/eventCounts.js';
import type { EventCriteria } from '../../src/data/events.js';
import { newId } from '../../src/data/newId.js';
import { inTransaction } from '../../src/data/transaction.js';
import { forgetOldChanges } from '../../src/domain/events/listEvents.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { sentWhile } from '../support/plans.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, eventRow } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A total of events is kept, and asked of the database only is what differs since. It must be as right
// as if all were counted, whatever happened in between.

const START = new Date('2030-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;

let now = START;
let server: TestServer;
let sql: pg.Client;
let ada: GivenUser;
let admin: GivenUser;
beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  sql = new pg.Client({ connectionString: server.databaseUrl });
  await sql.connect();
  ada = await givenUser(server);
  admin = await givenUser(server, { role: 'ADMIN' });
});
afterAll(async () => {
  await sql.end();
  await server.stop();
});

/** Ten a day apart: two of them private, of which Ada sees one. */
let ids: string[];
beforeEach(async () => {
  now = START;
  await sql.query('DELETE FROM "Event"');
  const rows = Array.from({ length: 10 }, (_, n) =>
    eventRow({
      name: n % 2 ? 'Jazz night' : 'Chess club',
      location: n < 5 ? 'Hall' : 'Cellar',
      startsAt: new Date(START.getTime() + (n + 1) * 24 * HOUR_MS),
      visibility: n < 2 ? 'PRIVATE' : 'PUBLIC',
    }),
  );
  await server.db.event.createMany({ data: rows });
  ids = rows.map(({ id }) => id);
  await givenRole(server, { uuid: ids[0] as string }, ada, 'VIEWER');
});
afterEach(() => {
  jest.restoreAllMocks();
});

const anybody = () => ({});
const asAda = () => ada.asUser;
const asAdmin = () => admin.asUser;
type Headers = () => Record<string, string>;

const lists = {
  upcoming: '',
  'of a place': '(filter: { location: "cellar" })',
  'of a word': '(search: "jazz")',
  'of a time': `(filter: { startsFrom: "2030-01-03T00:00:00Z", startsBefore: "2030-01-08T00:00:00Z" })`,
  'public ones': '(filter: { visibility: PUBLIC })',
  'private ones': '(filter: { visibility: PRIVATE })',
  'called off': '(filter: { statuses: [CANCELLED] })',
  'of any status': '(filter: { statuses: [SCHEDULED, CANCELLED] })',
  'with a free seat': '(filter: { seatsLeftMin: 1 })',
};

async function total(list = '', headers: Headers = anybody): Promise<number> {
  const { data, errors } = await server.send(`{ events${list} { totalCount } }`, {}, headers());
  expect(errors).toBeUndefined();
  return data.events.totalCount;
}

/** The same by going through the list. */
async function listed(list: string, headers: Headers): Promise<number> {
  const query = `{ events${list} { nodes { id } } }`;
  const { data } = await server.send(query, {}, headers());
  return data.events.nodes.length;
}

/** Whether a total is counted from the first event to the last. */
async function isCountedAnew(list = '', headers: Headers = anybody): Promise<boolean> {
  const sent = await sentWhile(() => total(list, headers));
  expect(sent.length).toBeGreaterThan(0);
  return sent.some(({ text }) => text.includes('pg_current_snapshot'));
}

const upcomingFor = (asker: string | null): EventCriteria => ({
  startsFrom: START,
  upcoming: true,
  statuses: ['SCHEDULED'],
  words: [],
  onlooker: { manageable: new Map(), asker, seesAll: false },
});

const later = `'2031-01-01T00:00:00Z'`;
const changes: [string, (id: string) => string][] = [
  ['called off', (id) => `UPDATE "Event" SET "status" = 'CANCELLED' WHERE "id" = '${id}'`],
  ['deleted', (id) => `DELETE FROM "Event" WHERE "id" = '${id}'`],
  ['made private', (id) => `UPDATE "Event" SET "visibility" = 'PRIVATE' WHERE "id" = '${id}'`],
  ['renamed', (id) => `UPDATE "Event" SET "name" = 'Choir' WHERE "id" = '${id}'`],
  ['moved elsewhere', (id) => `UPDATE "Event" SET "location" = 'Attic' WHERE "id" = '${id}'`],
  [
    'said to be otherwise',
    (id) => `UPDATE "Event" SET "description" = 'jazz' WHERE "id" = '${id}'`,
  ],
  [
    'put off',
    (
      id,
    ) => `UPDATE "Event" SET "startsAt" = ${later}, "endsAt" = ${later}::timestamptz + interval '1 hour',
      "startsLocal" = '2031-01-01', "endsLocal" = '2031-01-01 01:00' WHERE "id" = '${id}'`,
  ],
];

describe('a total of events', () => {
  it.each(changes)('is right after one was %s', async (_what, change) => {
    for (const id of [ids[0], ids[9]] as string[]) {
      const seen: Record<string, number> = {};
      const real: Record<string, number> = {};
      for (const [name, list] of Object.entries(lists)) {
        for (const headers of [anybody, asAda, asAdmin]) await total(list, headers);
        seen[name] = 0;
        real[name] = 0;
      }
      await sql.query(change(id));
      for (const [name, list] of Object.entries(lists)) {
        for (const headers of [anybody, asAda, asAdmin]) {
          seen[name] = (seen[name] ?? 0) * 100 + (await total(list, headers));
          real[name] = (real[name] ?? 0) * 100 + (await listed(list, headers));
        }
      }
      expect(seen).toEqual(real);
    }
  });

  it('is right after one was added', async () => {
    expect(await total()).toBe(8);
    await server.db.event.create({ data: eventRow({ startsAt: new Date(later.slice(1, -1)) }) });
    expect(await total()).toBe(9);
  });

  it('is right for who was given a role, or lost it', async () => {
    expect(await total('', asAda)).toBe(9);
    await givenRole(server, { uuid: ids[1] as string }, ada, 'EDITOR');
    expect(await total('', asAda)).toBe(10);
    await sql.query('DELETE FROM "Collaborator"');
    expect(await total('', asAda)).toBe(8);
    expect(await total()).toBe(8);
  });

  it('is counted anew when events have changed, and not otherwise', async () => {
    expect(await isCountedAnew()).toBe(true);
    for (const headers of [anybody, asAda, anybody]) {
      expect(await isCountedAnew('', headers)).toBe(false);
    }
    expect(await isCountedAnew('', asAdmin)).toBe(true);
    await server.db.event.create({ data: eventRow({ startsAt: START }) });
    expect(await isCountedAnew('', asAda)).toBe(true);
    expect(await isCountedAnew()).toBe(false);
  });

  it('is not counted anew for each of those who see private ones, and ask together', async () => {
    const askers = [ada.uuid, ...Array.from({ length: 7 }, newId)];
    const totals: number[] = [];
    const sent = await sentWhile(async () => {
      const counts = askers.map((asker) => countEvents(server.db, upcomingFor(asker)));
      totals.push(...(await Promise.all(counts)));
    });
    expect(totals).toEqual([9, ...Array(7).fill(8)]);
    const counted = sent.filter(({ text }) => text.includes('pg_current_snapshot'));
    expect(counted.length).toBeLessThan(askers.length);
  });

  it('is not counted where the operation leaves it out', async () => {
    const parts = ['totalCount @include(if: false)', '... @skip(if: true) { totalCount }'];
    for (const part of parts) {
      const query = `{ events { nodes { id } ${part} } }`;
      const sent = await sentWhile(async () => {
        await server.send(query);
        await server.send('{ events { nodes { id } } }'); // what was asked for has been sent by now
      });
      expect(sent.filter(({ text }) => text.includes('count('))).toEqual([]);
    }
  });

  it('is kept of a thousand lists, the newest', async () => {
    const of = (n: number) => countEvents(server.db, { ...upcomingFor(null), words: [`word${n}`] });
    for (let n = 0; n <= 1_000; n++) await of(n);
    const isAnew = async (n: number) =>
      (await sentWhile(() => of(n))).some(({ text }) => text.includes('pg_current_snapshot'));
    expect(await isAnew(1_000)).toBe(false);
    expect(await isAnew(1)).toBe(false);
    expect(await isAnew(0)).toBe(true);
  });

  it('is not counted anew because somebody registers', async () => {
    await total();
    await server.db.attendee.create({ data: attendeeRow(ids[5] as string) });
    expect(await isCountedAnew()).toBe(false);
  });

  it('of events with a free seat is right after somebody registered', async () => {
    const list = '(filter: { seatsLeftMin: 10 })';
    expect(await total(list)).toBe(8);
    await server.db.attendee.create({ data: attendeeRow(ids[5] as string) });
    expect(await total(list)).toBe(7);
  });

  it('of what is to come falls as events begin, of private ones too', async () => {
    const soon = { startsAt: new Date(START.getTime() + 300_000) };
    const own = eventRow({ ...soon, visibility: 'PRIVATE' });
    await server.db.event.createMany({ data: [eventRow(soon), own] });
    await givenRole(server, { uuid: own.id }, ada, 'VIEWER');
    const totals = async () => [await total(), await total('', asAda), await total('', asAdmin)];
    expect(await totals()).toEqual([9, 11, 12]);
    now = new Date(START.getTime() + 600_000);
    expect(await totals()).toEqual([8, 9, 10]);
  });

  it('of what is to come falls as events begin, and is as it was for who asks as of before', async () => {
    expect(await total()).toBe(8);
    now = new Date(START.getTime() + 3.5 * 24 * HOUR_MS);
    expect(await isCountedAnew()).toBe(false);
    expect(await total()).toBe(7);
    now = new Date(START.getTime() + 9.5 * 24 * HOUR_MS);
    expect(await total()).toBe(1);

    await sql.query(`UPDATE "Event" SET "name" = 'anew' WHERE "id" = '${ids[9]}'`);
    expect(await total()).toBe(1);
    now = START;
    expect(await isCountedAnew()).toBe(false);
    expect(await total()).toBe(8);
  });
});

describe('a transaction that is under way while a total is counted', () => {
  const cancel = () => changes[0]?.[1](ids[5] as string) ?? '';
  const earlier = 'SELECT pg_current_xact_id()';

  it.each([
    ['has changed events', () => [cancel()], () => []],
    ['is going to change events', () => [earlier], () => [cancel()]],
  ])('and %s is counted once it has committed, and not before', async (_what, before, after) => {
    const other = new pg.Client({ connectionString: server.databaseUrl });
    await other.connect();
    try {
      await other.query('BEGIN');
      for (const statement of before()) await other.query(statement);
      await sql.query(earlier); // one that began later has ended: the other is among those under way
      expect(await isCountedAnew()).toBe(true);
      for (const statement of after()) await other.query(statement);
      expect(await total()).toBe(8);
      expect(await isCountedAnew()).toBe(false);
      await other.query('COMMIT');
      expect(await total()).toBe(7);
      expect(await isCountedAnew()).toBe(false);
    } finally {
      await other.end();
    }
  });

  it('and is rolled back is never counted', async () => {
    await sql.query('BEGIN');
    await sql.query(cancel());
    expect(await total()).toBe(8);
    await sql.query('ROLLBACK');
    expect(await total()).toBe(8);
    expect(await isCountedAnew()).toBe(false);
  });

  it('counts what it has changed itself, for nobody else', async () => {
    const criteria = upcomingFor(null);
    const undone = inTransaction(server.db, async (tx) => {
      await tx.$executeRawUnsafe(cancel());
      await sql.query(earlier);
      expect(await countEvents(tx, criteria)).toBe(7);
      await tx.$executeRawUnsafe(changes[0]?.[1](ids[6] as string) ?? '');
      expect(await countEvents(tx, criteria)).toBe(6);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await countEvents(server.db, criteria)).toBe(8);
  });
});

describe('what tells of changes', () => {
  it('need not be believed for more than a minute', async () => {
    expect(await total()).toBe(8);
    await sql.query('ALTER TABLE "Event" DISABLE TRIGGER "Event_notes_change"');
    await sql.query(changes[0]?.[1](ids[5] as string) ?? '');
    await sql.query('ALTER TABLE "Event" ENABLE TRIGGER "Event_notes_change"');
    expect(await total()).toBe(8);
    const then = performance.now() + 61_000;
    jest.spyOn(performance, 'now').mockReturnValue(then);
    expect(await total()).toBe(7);
  });

  it('is removed after an hour', async () => {
    const noted = async () => (await sql.query('SELECT FROM "EventChange"')).rowCount;
    expect(await noted()).toBeGreaterThan(0);
    const before = await noted();
    expect(await forgetOldChanges(server.db, new Date(Date.now() + 0.98 * HOUR_MS))).toBe(0);
    expect(await forgetOldChanges(server.db, new Date(Date.now() + 1.01 * HOUR_MS))).toBe(before);
    expect(await noted()).toBe(0);
  });

  it('is noted once for all that a transaction changes', async () => {
    await sql.query('DELETE FROM "EventChange"');
    await sql.query('BEGIN');
    for (const id of ids) await sql.query(changes[3]?.[1](id) ?? '');
    await sql.query('COMMIT');
    expect((await sql.query('SELECT FROM "EventChange"')).rowCount).toBe(1);
  });
});
