import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/data/database.js';
import { databaseRefusal, isTransient } from '../../src/data/databaseErrors.js';
import { newId } from '../../src/data/newId.js';
import type { EventRow, UserRow } from '../../src/data/rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenEventRow, givenUserRow } from '../support/givenRows.js';
import { blanksOf, refusersOf, servantsOf } from '../support/tables.js';
import { untilSomebodyWaits } from '../support/waiting.js';

// What the database refuses of roles, overlaps and history, whatever the code believes.

jest.setTimeout(30_000);

const TABLES = ['Collaborator', 'EventVersion'];

let database: TestDatabase;
let db: Database;
let sql: pg.Client;
let rival: pg.Client;
let ada: UserRow;
let bob: UserRow;
/** Ada's, from 10 to 12. */
let event: EventRow;
/** Nobody's, from 11 to 13. */
let other: EventRow;

const at = (hour: number) => new Date(Date.UTC(2090, 0, 1, hour));
const times = (from: number, to: number) => ({ startsAt: at(from), endsAt: at(to) });

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  [sql, rival] = [1, 2].map(() => new pg.Client({ connectionString: database.url })) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([sql.connect(), rival.connect()]);
});
beforeEach(async () => {
  await db.event.deleteMany();
  ada = await givenUserRow(db);
  bob = await givenUserRow(db);
  event = (await givenEventRow(db, times(10, 12))).event;
  other = (await givenEventRow(db, times(11, 13))).event;
  await sql.query(own(event, ada));
});
afterAll(async () => {
  await Promise.all([sql.end(), rival.end()]);
  await db.$disconnect();
  await database.drop();
});

const give = (role: string) => (row: { id: string }, user: { id: string }) =>
  `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
   VALUES ('${row.id}', '${user.id}', '${role}', now())`;
const own = give('OWNER');
const view = give('VIEWER');
const setEvent = (row: { id: string }, assignments: string) =>
  `UPDATE "Event" SET ${assignments} WHERE "id" = '${row.id}'`;
const setRole = (row: { id: string }, user: { id: string }, role: string) =>
  `UPDATE "Collaborator" SET "role" = '${role}'
   WHERE "eventId" = '${row.id}' AND "userId" = '${user.id}'`;
const leave = (row: { id: string }, user: { id: string }) =>
  `DELETE FROM "Collaborator" WHERE "eventId" = '${row.id}' AND "userId" = '${user.id}'`;
const keepVersion = (number: number, more = '') =>
  `INSERT INTO "EventVersion" SELECT "eventId", ${number}, "authorId", "createdAt",
     ${more || '"note"'}, "changedFields", "name", "description", "location", "timezone",
     "startsLocal", "endsLocal", "startsAt", "endsAt", "capacity", "visibility", "status",
     "allowOverlap" FROM "EventVersion" WHERE "eventId" = '${event.id}'`;

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const EXCLUSION_VIOLATION = '23P01';
const NOBODY = { id: newId() };

type Refused = [sentence: string, sqlState: string, constraint: string, statement: () => string];

const refused: Refused[] = [
  [
    'an owner of two events at once',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () => own(other, ada),
  ],
  [
    'an owner whose event moves into another of theirs',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () =>
      `${setEvent(other, `"startsAt" = '${at(12).toISOString()}'`)}; ${own(other, ada)};
       ${setEvent(other, `"startsAt" = '${at(11).toISOString()}'`)}`,
  ],
  [
    'an owner of an event that takes place again while they are at another',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () =>
      `${setEvent(other, `"status" = 'CANCELLED'`)}; ${own(other, ada)};
       ${setEvent(other, `"status" = 'SCHEDULED'`)}`,
  ],
  [
    'an event with an overlap that may not overlap any more',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () =>
      `${setEvent(other, '"allowOverlap" = true')}; ${own(other, ada)};
       ${setEvent(other, '"allowOverlap" = false')}`,
  ],
  [
    'a viewer who becomes an owner of two events at once',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () => `${view(other, ada)}; ${setRole(other, ada, 'OWNER')}`,
  ],
  [
    'an owner made free by hand',
    EXCLUSION_VIOLATION,
    'Collaborator_owner_not_double_booked',
    () => `UPDATE "Collaborator" SET "busy" = NULL; ${own(other, ada)}`,
  ],
  ['two roles of one user', UNIQUE_VIOLATION, 'Collaborator_pkey', () => view(event, ada)],
  [
    'a role on an event that does not exist',
    FOREIGN_KEY_VIOLATION,
    'Collaborator_eventId_fkey',
    () => view(NOBODY, ada),
  ],
  [
    'a role of nobody',
    FOREIGN_KEY_VIOLATION,
    'Collaborator_userId_fkey',
    () => view(event, NOBODY),
  ],
  [
    'the last owner to leave',
    CHECK_VIOLATION,
    'Event_keeps_an_owner',
    () => `${view(event, bob)}; ${leave(event, ada)}`,
  ],
  [
    'the last owner to step down',
    CHECK_VIOLATION,
    'Event_keeps_an_owner',
    () => setRole(event, ada, 'EDITOR'),
  ],
  [
    'the account of a last owner to go',
    CHECK_VIOLATION,
    'Event_keeps_an_owner',
    () => `DELETE FROM "User" WHERE "id" = '${ada.id}'`,
  ],
  ['two versions of one number', UNIQUE_VIOLATION, 'EventVersion_pkey', () => keepVersion(1)],
  [
    'a version number that was there before',
    UNIQUE_VIOLATION,
    'EventVersion_pkey',
    () => `${setEvent(event, '"version" = 2')}; ${setEvent(event, '"version" = 1')}`,
  ],
  [
    'a version of an event that does not exist',
    FOREIGN_KEY_VIOLATION,
    'EventVersion_eventId_fkey',
    () => `UPDATE "EventVersion" SET "eventId" = '${NOBODY.id}' WHERE "eventId" = '${event.id}'`,
  ],
  [
    'a version by nobody there is',
    FOREIGN_KEY_VIOLATION,
    'EventVersion_authorId_fkey',
    () => `UPDATE "EventVersion" SET "authorId" = '${NOBODY.id}'`,
  ],
  [
    'a note of 501 characters',
    CHECK_VIOLATION,
    'EventVersion_note_length',
    () => keepVersion(9, "repeat('𝒜', 501)"),
  ],
];

describe('PostgreSQL refuses', () => {
  it.each(refused)('%s (%s %s)', async (_sentence, code, constraint, statement) => {
    // One transaction, so that a deferred refusal comes with its COMMIT.
    await expect(sql.query(statement())).rejects.toMatchObject({ code, constraint });
  });

  it('by every constraint, constraint trigger and unique index of these tables', async () => {
    const tested = new Set(refused.map(([, , constraint]) => constraint));
    expect(await refusersOf(sql, TABLES)).toEqual([...tested].sort());
  });

  it('to leave out what every row needs', async () => {
    const statements = await blanksOf(sql, TABLES);
    for (const statement of statements) {
      await expect(sql.query(statement)).rejects.toMatchObject({ code: '23502' });
    }
    expect(statements.length).toBeGreaterThan(15);
  });

  it('rivals: the event cannot move while someone becomes its owner', async () => {
    await sql.query(own(other, bob));
    // It has an owner already, so that nothing else of it is written.
    const free = (await givenEventRow(db, times(20, 21))).event;
    await sql.query(own(free, ada));
    await sql.query(setEvent(event, '"allowOverlap" = true'));
    await sql.query('BEGIN');
    await sql.query(own(free, bob));
    const moved = settled(
      rival.query(
        setEvent(
          free,
          `"startsAt" = '${at(11).toISOString()}', "endsAt" = '${at(12).toISOString()}'`,
        ),
      ),
    );
    // Would leave Bob busy where the event no longer is, if it did not wait for him.
    await Promise.race([moved, untilSomebodyWaits(db)]);
    await sql.query('COMMIT');
    expect(await moved).toMatchObject({ code: EXCLUSION_VIOLATION });
  });

  it('two owners who leave at once, neither of whom sees the other go', async () => {
    await sql.query(own(event, bob));
    for (const client of [sql, rival]) await client.query('BEGIN');
    await sql.query(leave(event, ada));
    await rival.query(leave(event, bob));

    // What COMMIT does first.
    const lookNow = 'SET CONSTRAINTS "Event_keeps_an_owner" IMMEDIATE';
    await sql.query(lookNow);
    const looked = settled(rival.query(lookNow));
    await Promise.race([looked, untilSomebodyWaits(db)]);
    await sql.query('COMMIT');

    expect(await looked).toMatchObject({ constraint: 'Event_keeps_an_owner' });
    await rival.query('ROLLBACK');
    expect(await db.collaborator.count({ where: { eventId: event.id } })).toBe(1);
  });

  /** The error of a query, or else what it answers. */
  const settled = (query: Promise<unknown>) => query.catch((error: unknown) => error);
});

describe('PostgreSQL allows', () => {
  it.each<[string, () => string]>([
    ['events that touch', () => `${setEvent(other, `"startsAt" = '${at(12).toISOString()}'`)}`],
    ['overlaps of an event that may', () => setEvent(other, '"allowOverlap" = true')],
    ['overlaps with an event that may', () => setEvent(event, '"allowOverlap" = true')],
    ['overlaps with what was called off', () => setEvent(event, `"status" = 'CANCELLED'`)],
  ])('%s', async (_what, statement) => {
    await sql.query(`${statement()}; ${own(other, ada)}`);
    expect(await db.collaborator.count({ where: { userId: ada.id } })).toBe(2);
  });

  it('viewers and editors to be anywhere at once', async () => {
    await sql.query(`${give('EDITOR')(other, ada)}; ${view(event, bob)}; ${view(other, bob)}`);
    expect(await db.collaborator.count({ where: { eventId: other.id } })).toBe(2);
  });

  it('a handover in two statements, whichever comes first', async () => {
    await sql.query(`${leave(event, ada)}; ${own(event, bob)}`);
    await sql.query(`${own(event, ada)}; ${leave(event, bob)}`);
    expect(await db.collaborator.findMany({ where: { eventId: event.id } })).toMatchObject([
      { userId: ada.id, role: 'OWNER' },
    ]);
  });

  it('an event to go with its last owner', async () => {
    await sql.query(`DELETE FROM "Event" WHERE "id" = '${event.id}'`);
    expect(await db.collaborator.count({ where: { userId: ada.id } })).toBe(0);
  });
});

describe('PostgreSQL keeps by itself', () => {
  it('that an event has owners; the manage secret goes with the first', async () => {
    const read = () => db.event.findUniqueOrThrow({ where: { id: other.id } });
    await sql.query(view(other, bob));
    expect(await read()).toMatchObject({ owned: false, manageSecretHash: expect.anything() });
    await sql.query(setRole(other, bob, 'OWNER'));
    expect(await read()).toMatchObject({ owned: true, manageSecretHash: null });
  });

  it('a version of every new version number, with what changed, by whom and why', async () => {
    await sql.query('BEGIN');
    await sql.query(
      `SELECT set_config('turnout.author', '${ada.id}', true), set_config('turnout.note', 'Why', true)`,
    );
    await sql.query(setEvent(event, `"version" = 2, "name" = 'New', "capacity" = 99`));
    await sql.query('COMMIT');
    await sql.query(setEvent(event, '"version" = 3'));

    const versions = await db.eventVersion.findMany({
      where: { eventId: event.id },
      orderBy: { number: 'asc' },
    });
    expect(versions).toMatchObject([
      { number: 1, authorId: null, note: null, capacity: 10 },
      {
        number: 2,
        authorId: ada.id,
        note: 'Why',
        changedFields: ['name', 'capacity'],
        name: 'New',
        capacity: 99,
      },
      { number: 3, authorId: null, note: null, changedFields: [] },
    ]);
    expect(versions[0]?.changedFields).toHaveLength(12);
  });

  it('no version for what is not the event itself', async () => {
    await sql.query(setEvent(event, '"waitlistLength" = 0'));
    expect(await db.eventVersion.count({ where: { eventId: event.id } })).toBe(1);
  });
});

describe('the errors of Prisma', () => {
  const refusalOf = async (statement: string) => {
    const error: unknown = await db.$executeRawUnsafe(statement).then(
      () => null,
      (error: unknown) => error,
    );
    return { refusal: databaseRefusal(error), transient: isTransient(error) };
  };

  it('say that an owner was double-booked, which is worth another look', async () => {
    expect(await refusalOf(own(other, ada))).toEqual({
      refusal: {
        sqlState: EXCLUSION_VIOLATION,
        constraint: 'Collaborator_owner_not_double_booked',
      },
      transient: true,
    });
  });

  it('say that an event was left without an owner, which is not', async () => {
    expect(await refusalOf(leave(event, ada))).toEqual({
      refusal: { sqlState: CHECK_VIOLATION, constraint: 'Event_keeps_an_owner' },
      transient: false,
    });
  });
});

const served: [index: string, query: () => string][] = [
  [
    'Collaborator_userId_eventId_idx',
    () => `SELECT "eventId" FROM "Collaborator" WHERE "userId" = '${ada.id}' ORDER BY "eventId"`,
  ],
  [
    'Collaborator_eventId_createdAt_userId_idx',
    () =>
      `SELECT "userId" FROM "Collaborator" WHERE "eventId" = '${event.id}' ORDER BY "createdAt", "userId" LIMIT 5`,
  ],
  [
    'EventVersion_authorId_idx',
    () => `SELECT * FROM "EventVersion" WHERE "authorId" = '${ada.id}'`,
  ],
  [
    'EventVersion_pkey',
    () =>
      `SELECT * FROM "EventVersion" WHERE "eventId" = '${event.id}' ORDER BY "number" DESC LIMIT 5`,
  ],
];

describe('an index', () => {
  it.each(served)('serves what it was made for: %s', async (index, query) => {
    await sql.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off');
    const { rows } = await sql.query(`EXPLAIN ${query()}`);
    await sql.query('ROLLBACK');
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`"${index}"`);
  });

  it('is there for a query that is named here', async () => {
    const named = served.map(([index]) => index);
    const indexes = await servantsOf(sql, TABLES);
    expect(indexes.filter((name) => !named.includes(name))).toEqual([]);
  });
});
