import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase, type Transaction } from '../../src/data/database.js';
import { databaseRefusal, isTransient } from '../../src/data/databaseErrors.js';
import { newId } from '../../src/data/newId.js';
import type { AttendeeRow, EventRow } from '../../src/data/rows.js';
import { createBarrier } from '../support/barrier.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { findBrokenPromises, givenAttendeeRow, givenEventRow } from '../support/givenRows.js';
import { attendeeRow } from '../support/rows.js';
import { refusersOf, servantsOf } from '../support/tables.js';

// What the database refuses by itself, whatever the code that sends the statement believes.

let database: TestDatabase;
let db: Database;
let sql: pg.Client;

/** Three seats, two of them taken, one by `ada`, and nobody waiting. */
let event: EventRow;
/** One seat, nobody registered. */
let empty: EventRow;
/** One seat, taken by `holder`; `waiting` waits for it. */
let full: EventRow;
let ada: AttendeeRow;
let holder: AttendeeRow;
let waiting: AttendeeRow;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  // What is learned of a few rows in the middle of a test would make its plans a matter of luck.
  for (const table of TABLES) {
    await sql.query(`ALTER TABLE "${table}" SET (autovacuum_enabled = off)`);
  }
});
afterAll(async () => {
  await sql.end();
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  [event, empty, full] = await Promise.all([
    givenEventRow(db, { capacity: 3 }).then(({ event }) => event),
    givenEventRow(db, { capacity: 1 }).then(({ event }) => event),
    givenEventRow(db, { capacity: 1 }).then(({ event }) => event),
  ]);
  ada = await givenAttendeeRow(db, event, { email: 'ada@example.org' });
  await givenAttendeeRow(db, event);
  holder = await givenAttendeeRow(db, full);
  waiting = await givenAttendeeRow(db, full, { status: 'WAITLISTED' });
});

const setEvent = (row: EventRow, assignments: string) =>
  `UPDATE "Event" SET ${assignments} WHERE "id" = '${row.id}'`;
const setAttendee = (row: AttendeeRow, assignments: string) =>
  `UPDATE "Attendee" SET ${assignments} WHERE "id" = '${row.id}'`;
const insertAttendee = (
  row: { id: string },
  { id = newId(), email = 'bob@example.org', status = 'CONFIRMED' },
) =>
  `INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "cancelledAt", "secretHash")
   VALUES ('${id}', '${row.id}', 'Bob', '${email}', '${status}', now(), ${status === 'CANCELLED' ? 'now()' : 'NULL'}, '')`;

const insertTwice = (table: string, values: string) =>
  `INSERT INTO ${table} VALUES (${values}), (${values})`;

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

type Refused = [sentence: string, sqlState: string, constraint: string, statement: () => string];

const refused: Refused[] = [
  [
    'two events of one id',
    UNIQUE_VIOLATION,
    'Event_pkey',
    () => setEvent(empty, `"id" = '${event.id}'`),
  ],
  [
    'an event without a seat',
    CHECK_VIOLATION,
    'Event_capacity_positive',
    () => setEvent(empty, '"capacity" = 0'),
  ],
  [
    'one more confirmed attendee than seats',
    CHECK_VIOLATION,
    'Event_seats_not_oversold',
    () => insertAttendee(full, {}),
  ],
  [
    'a waiting attendee confirmed where no seat is free',
    CHECK_VIOLATION,
    'Event_seats_not_oversold',
    () => setAttendee(waiting, `"status" = 'CONFIRMED'`),
  ],
  [
    'an attendee moved to an event that is full',
    CHECK_VIOLATION,
    'Event_seats_not_oversold',
    () => setAttendee(ada, `"eventId" = '${full.id}'`),
  ],
  [
    'a capacity below the number confirmed',
    CHECK_VIOLATION,
    'Event_seats_not_oversold',
    () => setEvent(event, '"capacity" = 1'),
  ],
  [
    'a confirmed count below nothing',
    CHECK_VIOLATION,
    'Event_checked_in_are_confirmed', // that of the seats too, but this name comes first
    () => setEvent(empty, '"confirmedCount" = -1'),
  ],
  [
    'a waiting list shorter than nothing',
    CHECK_VIOLATION,
    'Event_waitlist_not_negative',
    () => setEvent(empty, '"waitlistLength" = -1'),
  ],
  [
    'more checked in than confirmed',
    CHECK_VIOLATION,
    'Event_checked_in_are_confirmed',
    () => setEvent(empty, '"checkedInCount" = 1'),
  ],
  [
    'fewer than nobody checked in',
    CHECK_VIOLATION,
    'Event_checked_in_are_confirmed',
    () => setEvent(empty, '"checkedInCount" = -1'),
  ],
  [
    'an end at the start',
    CHECK_VIOLATION,
    'Event_ends_after_start',
    () => setEvent(empty, '"endsAt" = "startsAt"'),
  ],
  [
    'an event without a name',
    CHECK_VIOLATION,
    'Event_name_length',
    () => setEvent(empty, `"name" = ''`),
  ],
  [
    'an event named by blanks',
    CHECK_VIOLATION,
    'Event_name_length',
    () => setEvent(empty, `"name" = '  '`),
  ],
  [
    "an event's name of 201 characters",
    CHECK_VIOLATION,
    'Event_name_length',
    () => setEvent(empty, `"name" = repeat('𝒜', 201)`),
  ],
  [
    'an event nowhere',
    CHECK_VIOLATION,
    'Event_location_length',
    () => setEvent(empty, `"location" = ' '`),
  ],
  [
    'a location of 201 characters',
    CHECK_VIOLATION,
    'Event_location_length',
    () => setEvent(empty, `"location" = repeat('𝒜', 201)`),
  ],
  [
    'a description of 10,001 characters',
    CHECK_VIOLATION,
    'Event_description_length',
    () => setEvent(empty, `"description" = repeat('𝒜', 10001)`),
  ],
  [
    'a transaction that is noted twice',
    UNIQUE_VIOLATION,
    'EventChange_pkey',
    () => 'INSERT INTO "EventChange" SELECT * FROM "EventChange" LIMIT 1',
  ],
  [
    'two attendees of one id',
    UNIQUE_VIOLATION,
    'Attendee_pkey',
    () => insertAttendee(event, { id: ada.id }),
  ],
  [
    'an attendee without a name',
    CHECK_VIOLATION,
    'Attendee_name_length',
    () => setAttendee(ada, `"name" = ' '`),
  ],
  [
    "an attendee's name of 201 characters",
    CHECK_VIOLATION,
    'Attendee_name_length',
    () => setAttendee(ada, `"name" = repeat('𝒜', 201)`),
  ],
  [
    'an email of 2 characters',
    CHECK_VIOLATION,
    'Attendee_email_length',
    () => setAttendee(ada, `"email" = 'a@'`),
  ],
  [
    'an email of 255 characters',
    CHECK_VIOLATION,
    'Attendee_email_length',
    () => setAttendee(ada, `"email" = repeat('a', 255)`),
  ],
  [
    'a waiting attendee who is checked in',
    CHECK_VIOLATION,
    'Attendee_checked_in_is_confirmed',
    () => setAttendee(waiting, '"checkedInAt" = now()'),
  ],
  [
    'a cancelled attendee who is checked in',
    CHECK_VIOLATION,
    'Attendee_checked_in_is_confirmed',
    () => setAttendee(ada, `"status" = 'CANCELLED', "cancelledAt" = now(), "checkedInAt" = now()`),
  ],
  [
    'a door named by 201 characters',
    CHECK_VIOLATION,
    'Attendee_checked_in_by_length',
    () => setAttendee(ada, `"checkedInAt" = now(), "checkedInBy" = repeat('𝒜', 201)`),
  ],
  [
    'a door through which nobody came yet',
    CHECK_VIOLATION,
    'Attendee_checked_in_by_has_time',
    () => setAttendee(ada, `"checkedInBy" = 'North'`),
  ],
  [
    'a cancellation without its time',
    CHECK_VIOLATION,
    'Attendee_cancelled_has_time',
    () => setAttendee(ada, `"status" = 'CANCELLED'`),
  ],
  [
    'a time of cancellation without a cancellation',
    CHECK_VIOLATION,
    'Attendee_cancelled_has_time',
    () => setAttendee(ada, '"cancelledAt" = now()'),
  ],
  [
    'an attendee of an event that does not exist',
    FOREIGN_KEY_VIOLATION,
    'Attendee_eventId_fkey',
    () => insertAttendee({ id: newId() }, {}),
  ],
  [
    'an event with an owner that a secret manages',
    CHECK_VIOLATION,
    'Event_owned_has_no_secret',
    () => setEvent(empty, '"owned" = true'),
  ],
  [
    'a second live registration of one email',
    UNIQUE_VIOLATION,
    'Attendee_one_live_per_email',
    () => insertAttendee(event, { email: 'ada@example.org' }),
  ],
  [
    'a second live registration of one email in another case, waiting or not',
    UNIQUE_VIOLATION,
    'Attendee_one_live_per_email',
    () => insertAttendee(event, { email: 'ADA@Example.ORG', status: 'WAITLISTED' }),
  ],
  [
    'two idempotency keys of one hash',
    UNIQUE_VIOLATION,
    'IdempotencyKey_pkey',
    () => insertTwice('"IdempotencyKey" ("keyHash", "inputHash", "createdAt")', `'a', 'b', now()`),
  ],
  [
    'one release of the zone rules twice',
    UNIQUE_VIOLATION,
    'ZoneRules_pkey',
    () => insertTwice('"ZoneRules" ("version", "appliedAt")', `'2000a', now()`),
  ],
  [
    'a capacity raised without giving the seat to who waits',
    CHECK_VIOLATION,
    'Event_no_idle_seat',
    () => setEvent(full, '"capacity" = 2'),
  ],
  [
    'a seat given back without giving it to who waits',
    CHECK_VIOLATION,
    'Event_no_idle_seat',
    () => setAttendee(holder, `"status" = 'CANCELLED', "cancelledAt" = now()`),
  ],
  [
    'an attendee with a seat removed without giving it to who waits',
    CHECK_VIOLATION,
    'Event_no_idle_seat',
    () => `DELETE FROM "Attendee" WHERE "id" = '${holder.id}'`,
  ],
  [
    'a registration by an account that does not exist',
    FOREIGN_KEY_VIOLATION,
    'Attendee_registeredById_fkey',
    () => setAttendee(ada, `"registeredById" = '${ada.id}'`),
  ],
  [
    'a person who waits although a seat is free',
    CHECK_VIOLATION,
    'Event_no_idle_seat',
    () => insertAttendee(empty, { status: 'WAITLISTED' }),
  ],
];

/** The tables that this file is about. Those of others are in the files named for them. */
const TABLES = ['Event', 'EventChange', 'Attendee', 'IdempotencyKey', 'ZoneRules'];
const ELSEWHERE = {
  sharingConstraints: ['Collaborator', 'EventVersion'],
  accountConstraints: [
    ...['User', 'Session', 'RefreshToken', 'Attempts'],
    ...['PasswordReset', 'SecondFactor', 'RecoveryCode'],
  ],
  notificationConstraints: ['Inbox', 'Notification'],
};

describe('PostgreSQL refuses', () => {
  it('in all tables that there are', async () => {
    const { rows } = await sql.query(`
      SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
    const named = [...TABLES, ...Object.values(ELSEWHERE).flat()];
    expect(rows.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  it.each(refused)('%s (%s %s)', async (_sentence, code, constraint, statement) => {
    await expect(sql.query(statement())).rejects.toMatchObject({ code, constraint });
    expect(await findBrokenPromises(db)).toEqual([]);
  });

  it('by every constraint, constraint trigger and unique index there is', async () => {
    const tested = new Set(refused.map(([, , constraint]) => constraint));
    expect(await refusersOf(sql, TABLES)).toEqual([...tested].sort());
  });

  it('to leave out what every row needs', async () => {
    const { rows } = await sql.query(`
      SELECT attrelid::regclass AS table, quote_ident(attname) AS column FROM pg_attribute
      WHERE attrelid IN ('"Event"'::regclass, '"Attendee"'::regclass) AND attnotnull AND attnum > 0`);

    for (const { table, column } of rows) {
      const statement = `UPDATE ${table} SET ${column} = NULL`;
      await expect(sql.query(statement)).rejects.toMatchObject({ code: '23502' });
    }
    expect(rows.length).toBeGreaterThan(20);
  });

  it('to write the number of free seats, which it works out itself', async () => {
    await expect(sql.query(setEvent(event, '"seatsLeft" = 5'))).rejects.toMatchObject({
      code: '428C9',
    });
    expect(await db.event.findUnique({ where: { id: event.id } })).toMatchObject({ seatsLeft: 1 });
  });
});

type Accepted = [sentence: string, statement: () => string];

describe('PostgreSQL accepts', () => {
  it.each<Accepted>([
    [
      'texts as long as they may be',
      () =>
        setEvent(
          empty,
          `"name" = repeat('𝒜', 200), "location" = repeat('𝒜', 200), "description" = repeat('𝒜', 10000)`,
        ),
    ],
    ['an email of 254 characters', () => setAttendee(ada, `"email" = repeat('a', 254)`)],
    ['the last seat', () => insertAttendee(event, {})],
    ['a capacity that is just enough', () => setEvent(event, '"capacity" = 2')],
    ['one email for two events', () => insertAttendee(empty, { email: 'ada@example.org' })],
    [
      'one email that was given back before',
      () =>
        `${insertAttendee(empty, { email: 'cyd@example.org', status: 'CANCELLED' })};
       ${insertAttendee(empty, { email: 'CYD@example.org', status: 'CANCELLED' })};
       ${insertAttendee(empty, { email: 'cyd@example.org' })}`,
    ],
    [
      'a free seat beside a waiting list where the event was called off',
      () => setEvent(full, `"status" = 'CANCELLED', "capacity" = 5`),
    ],
  ])('%s', async (_sentence, statement) => {
    await expect(sql.query(statement())).resolves.toBeDefined();
  });

  it('a seat that is free between two statements, when the transaction gives it away', async () => {
    await sql.query('BEGIN');
    await sql.query(setAttendee(holder, `"status" = 'CANCELLED', "cancelledAt" = now()`));
    await sql.query(setAttendee(waiting, `"status" = 'CONFIRMED'`));
    await sql.query('COMMIT');

    expect(await countersOf(full)).toEqual([1, 0, 0]);
  });

  it('a seat that is idle between two statements, when the transaction then calls the event off', async () => {
    await sql.query('BEGIN');
    await sql.query(setEvent(full, '"capacity" = 5'));
    await sql.query(setEvent(full, `"status" = 'CANCELLED'`));
    await sql.query('COMMIT');

    expect(await countersOf(full)).toEqual([1, 1, 0]);
  });

  it('the end of an event, and ends its registrations with it', async () => {
    await sql.query(`DELETE FROM "Event" WHERE "id" = '${full.id}'`);

    expect(await db.attendee.count({ where: { eventId: full.id } })).toBe(0);
  });

  it('no event that was called off back while it has an idle seat', async () => {
    await sql.query(setEvent(full, `"status" = 'CANCELLED', "capacity" = 5`));

    await expect(sql.query(setEvent(full, `"status" = 'SCHEDULED'`))).rejects.toMatchObject({
      constraint: 'Event_no_idle_seat',
    });
  });
});

const served: [index: string, query: string][] = [
  ['Event_startsAt_id_idx', 'SELECT * FROM "Event" ORDER BY "startsAt", "id" LIMIT 5'],
  ['Event_name_id_idx', 'SELECT * FROM "Event" ORDER BY "name", "id" LIMIT 5'],
  ['Event_createdAt_id_idx', 'SELECT * FROM "Event" ORDER BY "createdAt", "id" LIMIT 5'],
  ['Event_search_idx', `SELECT * FROM "Event" WHERE "searchText" LIKE '%reykjavik%'`],
  ['Event_location_idx', `SELECT * FROM "Event" WHERE fold_text("location") LIKE '%reykjavik%'`],
  [
    'Attendee_eventId_arrival_idx',
    `SELECT * FROM "Attendee" WHERE "eventId" = $1 ORDER BY "arrival" LIMIT 5`,
  ],
  [
    'Attendee_eventId_name_id_idx',
    `SELECT * FROM "Attendee" WHERE "eventId" = $1 ORDER BY "name", "id" LIMIT 5`,
  ],
  [
    'Attendee_waitlist_idx',
    `SELECT * FROM "Attendee" WHERE "eventId" = $1 AND "status" = 'WAITLISTED' ORDER BY "arrival" LIMIT 5`,
  ],
  [
    'Attendee_one_live_per_email',
    `SELECT * FROM "Attendee" WHERE "eventId" = $1 AND lower("email" COLLATE "C") = 'ada@example.org' AND "status" <> 'CANCELLED'`,
  ],
  [
    'Attendee_email_idx',
    `SELECT * FROM "Attendee" WHERE lower("email" COLLATE "C") = 'ada@example.org'`,
  ],
  ['Attendee_registeredBy_idx', `SELECT * FROM "Attendee" WHERE "registeredById" = $1`],
  [
    'Attendee_cancelled_idx',
    `SELECT * FROM "Attendee" WHERE "eventId" = $1 AND "status" = 'CANCELLED' ORDER BY "arrival" LIMIT 5`,
  ],
  [
    'Event_cancelled_idx',
    `SELECT * FROM "Event" WHERE "status" = 'CANCELLED' ORDER BY "startsAt", "id" LIMIT 5`,
  ],
  [
    'Event_private_idx',
    `SELECT * FROM "Event" WHERE "visibility" = 'PRIVATE' ORDER BY "startsAt", "id" LIMIT 5`,
  ],
  [
    'Event_upcoming_idx',
    `SELECT * FROM "Event" WHERE "status" = 'SCHEDULED' AND "visibility" = 'PUBLIC'
     ORDER BY "startsAt", "id" LIMIT 5`,
  ],
  ['EventChange_changedAt_idx', `SELECT * FROM "EventChange" WHERE "changedAt" < now()`],
  ['IdempotencyKey_createdAt_idx', `SELECT * FROM "IdempotencyKey" WHERE "createdAt" < now()`],
];

describe('an index', () => {
  it.each(served)('serves what it was made for: %s', async (index, query) => {
    await sql.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off');
    const { rows } = await sql.query(`EXPLAIN ${query.replace('$1', `'${event.id}'`)}`);
    await sql.query('ROLLBACK');

    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain(`"${index}"`);
  });

  it('is there for a query that is named here', async () => {
    const named = served.map(([index]) => index);
    const indexes = await servantsOf(sql, TABLES);
    expect(indexes.filter((name) => !named.includes(name))).toEqual([]);
  });
});

/** Confirmed, waiting, checked in. */
async function countersOf({ id }: { id: string }): Promise<number[]> {
  const { confirmedCount, waitlistLength, checkedInCount } = await db.event.findUniqueOrThrow({
    where: { id },
  });
  return [confirmedCount, waitlistLength, checkedInCount];
}

describe('the counters of events follow their attendees, several events in one statement', () => {
  let first: EventRow;
  let second: EventRow;
  let third: EventRow;
  let untouched: EventRow;
  const both = () => `"eventId" IN ('${first.id}', '${second.id}')`;

  beforeEach(async () => {
    const given = await Promise.all(
      [3, 3, 3, 3].map((capacity) => givenEventRow(db, { capacity })),
    );
    [first, second, third, untouched] = given.map(({ event }) => event) as [
      EventRow,
      EventRow,
      EventRow,
      EventRow,
    ];
    await givenAttendeeRow(db, untouched);
    await db.attendee.createMany({
      data: [
        ...[1, 2, 3, 4, 5].map((i) =>
          attendeeRow(first.id, { name: `${i}`, status: i <= 3 ? 'CONFIRMED' : 'WAITLISTED' }),
        ),
        ...[1, 2, 3, 4].map((i) =>
          attendeeRow(second.id, { name: `${i}`, status: i <= 3 ? 'CONFIRMED' : 'WAITLISTED' }),
        ),
        attendeeRow(third.id, { name: '1', checkedInAt: new Date() }),
        attendeeRow(third.id, { name: '2', status: 'CANCELLED' }),
      ],
    });
  });

  const expectCounters = async (expected: Record<'first' | 'second' | 'third', number[]>) => {
    expect({
      first: await countersOf(first),
      second: await countersOf(second),
      third: await countersOf(third),
    }).toEqual(expected);
    expect(await countersOf(untouched)).toEqual([1, 0, 0]);
    expect(await findBrokenPromises(db)).toEqual([]);
  };

  it('when attendees are inserted', () =>
    expectCounters({ first: [3, 2, 0], second: [3, 1, 0], third: [1, 0, 1] }));

  it('when their status changes', async () => {
    await sql.query('BEGIN');
    await sql.query(
      `UPDATE "Attendee" SET "status" = 'CANCELLED', "cancelledAt" = now() WHERE ${both()} AND "name" IN ('1', '2', '5')`,
    );
    await sql.query(
      `UPDATE "Attendee" SET "status" = 'CONFIRMED' WHERE ${both()} AND "status" = 'WAITLISTED'`,
    );
    await sql.query('COMMIT');

    await expectCounters({ first: [2, 0, 0], second: [2, 0, 0], third: [1, 0, 1] });
  });

  it('when they are checked in, and when that is undone', async () => {
    await sql.query(
      `UPDATE "Attendee" SET "checkedInAt" = CASE "eventId" WHEN '${third.id}' THEN NULL ELSE now() END
       WHERE "name" = '1' AND "eventId" IN ('${first.id}', '${second.id}', '${third.id}')`,
    );

    await expectCounters({ first: [3, 2, 1], second: [3, 1, 1], third: [1, 0, 0] });
  });

  it('when they move from one event to another', async () => {
    await sql.query(
      `UPDATE "Attendee" SET "eventId" = '${third.id}', "status" = 'CONFIRMED', "checkedInAt" = now()
       WHERE ${both()} AND "name" = '4'`,
    );

    await expectCounters({ first: [3, 1, 0], second: [3, 0, 0], third: [3, 0, 3] });
  });

  it('when a change changes nothing that is counted', async () => {
    await sql.query(`UPDATE "Attendee" SET "name" = 'Bob' WHERE ${both()}`);

    await expectCounters({ first: [3, 2, 0], second: [3, 1, 0], third: [1, 0, 1] });
  });

  it('when attendees are deleted', async () => {
    await sql.query(
      `DELETE FROM "Attendee" WHERE (${both()} AND "name" IN ('1', '4', '5')) OR "eventId" = '${third.id}'`,
    );

    await expectCounters({ first: [2, 0, 0], second: [2, 0, 0], third: [0, 0, 0] });
  });

  it('when one statement inserts some and changes others', async () => {
    const [ofFirst] = await db.attendee.findMany({ where: { eventId: first.id, name: '1' } });
    await sql.query(
      `${insertAttendee(third, { email: 'new@example.org' })},
        ('${ofFirst?.id}', '${first.id}', 'Ada', '1@example.org', 'CONFIRMED', now(), NULL, '')
       ON CONFLICT ("id") DO UPDATE SET "checkedInAt" = now()`,
    );

    await expectCounters({ first: [3, 2, 1], second: [3, 1, 0], third: [2, 0, 1] });
  });

  it('when a statement is undone with its transaction', async () => {
    await sql.query('BEGIN');
    await sql.query(`DELETE FROM "Attendee" WHERE ${both()}`);
    await sql.query('ROLLBACK');

    await expectCounters({ first: [3, 2, 0], second: [3, 1, 0], third: [1, 0, 1] });
  });
});

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('databaseRefusal reads the SQLSTATE and the constraint from an error', () => {
  it.each(refused)('of %s', async (_sentence, sqlState, constraint, statement) => {
    const text = statement();
    const errors = [
      await errorOf(sql.query(text)),
      await errorOf(db.$executeRawUnsafe(text)),
      await errorOf(db.$queryRawUnsafe(`${text} RETURNING 1 AS one`)),
      await errorOf(db.$transaction((tx) => tx.$executeRawUnsafe(text))),
      await errorOf(db.$transaction((tx) => tx.$queryRawUnsafe(`${text} RETURNING 1 AS one`))),
      await errorOf(db.$transaction([db.$executeRawUnsafe(text)])),
    ];

    expect(errors.map(databaseRefusal)).toEqual(errors.map(() => ({ sqlState, constraint })));
    expect(errors.map(isTransient)).toEqual(errors.map(() => false));
  });

  type ModelCall = [
    what: string,
    sqlState: string,
    constraint: string,
    call: (tx: Transaction) => Promise<unknown>,
  ];
  it.each<ModelCall>([
    [
      'create, against a check',
      CHECK_VIOLATION,
      'Event_seats_not_oversold',
      (tx) => tx.attendee.create({ data: attendeeRow(full.id) }),
    ],
    [
      'update, against a check',
      CHECK_VIOLATION,
      'Event_capacity_positive',
      (tx) => tx.event.update({ where: { id: empty.id }, data: { capacity: 0 } }),
    ],
    [
      'create, against a primary key',
      UNIQUE_VIOLATION,
      'Attendee_pkey',
      (tx) => tx.attendee.create({ data: attendeeRow(event.id, { id: ada.id }) }),
    ],
    [
      'create, against a unique index',
      UNIQUE_VIOLATION,
      'Attendee_one_live_per_email',
      (tx) => tx.attendee.create({ data: attendeeRow(event.id, { email: 'Ada@example.org' }) }),
    ],
    [
      'createMany, against a unique index',
      UNIQUE_VIOLATION,
      'Attendee_one_live_per_email',
      (tx) =>
        tx.attendee.createMany({ data: [attendeeRow(event.id, { email: 'Ada@example.org' })] }),
    ],
    [
      'create, against a foreign key',
      FOREIGN_KEY_VIOLATION,
      'Attendee_eventId_fkey',
      (tx) => tx.attendee.create({ data: attendeeRow(newId()) }),
    ],
    [
      'update, against a trigger that waits for COMMIT',
      CHECK_VIOLATION,
      'Event_no_idle_seat',
      (tx) => tx.event.update({ where: { id: full.id }, data: { capacity: 2 } }),
    ],
  ])('of a call of a model: %s', async (_what, sqlState, constraint, call) => {
    const alone = await errorOf(call(db));
    const within = await errorOf(db.$transaction((tx) => call(tx)));

    expect(databaseRefusal(alone)).toEqual({ sqlState, constraint });
    expect(databaseRefusal(within)).toEqual({ sqlState, constraint });
  });

  it('that COMMIT itself throws, and the connection serves again', async () => {
    const single = openDatabase(database.url, { poolSize: 1 });
    let reachedTheEnd = 0;
    for (let attempt = 1; attempt <= 3; attempt++) {
      const error = await errorOf(
        single.$transaction(async (tx) => {
          await tx.event.update({ where: { id: full.id }, data: { capacity: 2 } });
          reachedTheEnd = attempt;
        }),
      );
      expect(databaseRefusal(error)).toEqual({
        sqlState: CHECK_VIOLATION,
        constraint: 'Event_no_idle_seat',
      });
    }
    expect(reachedTheEnd).toBe(3);
    expect(await single.event.findUnique({ where: { id: full.id } })).toMatchObject({
      capacity: 1,
    });
    await single.$disconnect();
  });

  it.each<[string, unknown, object | null]>([
    [
      'a statement that is no SQL',
      () => db.$executeRawUnsafe('x'),
      { sqlState: '42601', constraint: null },
    ],
    [
      'a missing value',
      () => db.$executeRaw`UPDATE "Event" SET "name" = NULL`,
      { sqlState: '23502', constraint: null },
    ],
    ['a row that is not there (P2025)', () => db.event.delete({ where: { id: newId() } }), null],
    ['a plain error', () => Promise.reject(new Error('constraint "Event_pkey"')), null],
    ['no error at all', () => Promise.reject(null), null],
  ])('and knows when there is none: %s', async (_what, work, refusal) => {
    const error = await errorOf((work as () => Promise<unknown>)());

    expect(databaseRefusal(error)).toEqual(refusal);
    expect(isTransient(error)).toBe(false);
  });
});

describe('isTransient says that a transaction is worth another attempt', () => {
  const lock = (tx: Transaction, { id }: EventRow) =>
    tx.$queryRaw`SELECT 1 FROM "Event" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  const rename = (tx: Transaction, { id }: EventRow) =>
    tx.event.update({ where: { id }, data: { name: 'Renamed' } });

  /** The errors of transactions that ran at once. */
  const errorsOf = async (works: Promise<unknown>[]) =>
    (await Promise.all(works.map(errorOf))).filter((error) => error !== null);

  it.each([
    ['$queryRaw', lock],
    ['a call of a model', rename],
  ])('after a deadlock, seen by %s', async (_what, takeSecond) => {
    const bothHoldOne = createBarrier(2);
    const crossing = (one: EventRow, other: EventRow) =>
      db.$transaction(async (tx) => {
        await lock(tx, one);
        await bothHoldOne();
        await takeSecond(tx, other);
      });

    const errors = await errorsOf([crossing(event, empty), crossing(empty, event)]);

    expect(errors.map(databaseRefusal)).toEqual([{ sqlState: '40P01', constraint: null }]);
    expect(errors.map(isTransient)).toEqual([true]);
  });

  it('after a serialization failure of a statement', async () => {
    const bothHaveRead = createBarrier(2);
    const increment = () =>
      db.$transaction(
        async (tx) => {
          await tx.event.findUnique({ where: { id: event.id } });
          await bothHaveRead();
          await tx.event.update({ where: { id: event.id }, data: { version: { increment: 1 } } });
        },
        { isolationLevel: 'Serializable' },
      );

    const errors = await errorsOf([increment(), increment()]);

    expect(errors.map(databaseRefusal)).toEqual([{ sqlState: '40001', constraint: null }]);
    expect(errors.map(isTransient)).toEqual([true]);
  });

  it('after a serialization failure of COMMIT', async () => {
    const bothHaveRead = createBarrier(2);
    const bothHaveWritten = createBarrier(2);
    const skew = (mine: EventRow) =>
      db.$transaction(
        async (tx) => {
          await tx.event.aggregate({ _sum: { version: true } });
          await bothHaveRead();
          await rename(tx, mine);
          await bothHaveWritten();
        },
        { isolationLevel: 'Serializable' },
      );

    const errors = await errorsOf([skew(event), skew(empty)]);

    expect(errors.map(databaseRefusal)).toEqual([{ sqlState: '40001', constraint: null }]);
    expect(errors.map(isTransient)).toEqual([true]);
  });
});
