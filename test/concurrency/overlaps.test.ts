import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/data/database.js';
import type { EventRow, UserRow } from '../../src/data/rows.js';
import type { Call } from '../../src/domain/call.js';
import { createEvent, createEvents } from '../../src/domain/events/createEvents.js';
import { updateEvent } from '../../src/domain/events/updateEvent.js';
import { createRegistrationDesk } from '../../src/domain/registration/registrationDesk.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenUserRow } from '../support/givenRows.js';
import { eventRow } from '../support/rows.js';
import { untilSomebodyWaits } from '../support/waiting.js';

// Rivals for one owner's time. What one has not committed, the other cannot see: only the
// constraint of the database stands between them.

// PostgreSQL takes a second to notice that two wait for each other.
jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const START = Date.UTC(2090, 0, 1);

let database: TestDatabase;
let db: Database;
/** A connection of its own, whose transaction is open for as long as a test wants. */
let slow: pg.Client;
let owner: UserRow;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { poolSize: 40 });
  slow = new pg.Client({ connectionString: database.url });
  await slow.connect();
});
beforeEach(async () => {
  owner = await givenUserRow(db);
});
afterAll(async () => {
  await slow.end();
  await db.$disconnect();
  await database.drop();
});

const callOn = (on: Database): Call => ({
  db: on,
  desk: createRegistrationDesk(on),
  viewer: viewerWith(undefined, true, owner),
  now: new Date(),
});

const instant = (hour: number) => new Date(START + hour * HOUR_MS);
const newEvent = (from: number, to: number) => ({
  name: 'Rehearsal',
  description: '',
  location: 'Reykjavík',
  startsAt: { kind: 'instant' as const, instant: instant(from) },
  endsAt: { kind: 'instant' as const, instant: instant(to) },
  ambiguousTime: 'EARLIER' as const,
  capacity: 10,
  visibility: 'PUBLIC' as const,
  allowOverlap: false,
});

const create = (from: number, to: number, on = db) => createEvent(callOn(on), newEvent(from, to));
const createAll = (times: [from: number, to: number][]) =>
  createEvents(callOn(db), { events: times.map(([from, to]) => newEvent(from, to)) });
const move = ({ id, version }: EventRow, from: number, to: number) =>
  updateEvent(callOn(db), {
    id,
    expectedVersion: version,
    startsAt: { kind: 'instant', instant: instant(from) },
    endsAt: { kind: 'instant', instant: instant(to) },
    ambiguousTime: 'EARLIER',
    validateOnly: false,
  });

async function created(from: number, to: number): Promise<EventRow> {
  const outcome = await create(from, to);
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
  return outcome.event;
}

const tally = (outcomes: readonly { kind: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** Pairs of events of the owner that overlap. */
const overlaps = (on = db) =>
  on.$queryRaw<object[]>`
    SELECT a."id", b."id" FROM "Event" AS a JOIN "Collaborator" AS x ON x."eventId" = a."id"
    JOIN "Collaborator" AS y ON y."userId" = x."userId" JOIN "Event" AS b ON b."id" = y."eventId"
    WHERE x."userId" = ${owner.id}::uuid AND a."id" < b."id"
      AND tstzrange(a."startsAt", a."endsAt") && tstzrange(b."startsAt", b."endsAt")`;

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('rivals for the same time', () => {
  it('that create two overlapping events at once: exactly one does', async () => {
    for (const round of numbers(20)) {
      const outcomes = await Promise.all([
        create(10 * round, 10 * round + 2),
        create(10 * round + 1, 10 * round + 3),
      ]);
      expect(tally(outcomes)).toEqual({ created: 1, scheduleConflict: 1 });
    }
    expect(await overlaps()).toEqual([]);
  });

  it('that are twenty: exactly one does, and the others are told which', async () => {
    const outcomes = await Promise.all(numbers(20).map(() => create(0, 1)));

    expect(tally(outcomes)).toEqual({ created: 1, scheduleConflict: 19 });
    const winner = outcomes.find((outcome) => outcome.kind === 'created');
    for (const outcome of outcomes) {
      if (outcome.kind !== 'scheduleConflict') continue;
      expect(outcome.events.map(({ id }) => id)).toEqual([winner?.event.id]);
    }
  });

  it('that create and move: exactly one does', async () => {
    for (const round of numbers(10)) {
      const event = await created(1_000 + round, 1_001 + round);
      const outcomes = await Promise.all([
        create(10 * round, 10 * round + 2),
        move(event, 10 * round + 1, 10 * round + 3),
      ]);
      const kinds = Object.keys(tally(outcomes));
      expect(kinds).toHaveLength(2);
      expect(kinds).toContain('scheduleConflict');
    }
    expect(await overlaps()).toEqual([]);
  });

  it('that create several in opposite order: exactly one batch is there', async () => {
    const times = numbers(50).map((i): [number, number] => [i, i + 1]);
    const outcomes = await Promise.all([createAll(times), createAll(times.toReversed())]);

    expect(tally(outcomes)).toEqual({ created: 1, scheduleConflict: 1 });
    expect(await db.collaborator.count({ where: { userId: owner.id } })).toBe(50);
    expect(await overlaps()).toEqual([]);
  });

  it('that do not overlap do not stand in each other’s way', async () => {
    const outcomes = await Promise.all(numbers(20).map((i) => create(i, i + 1)));
    expect(tally(outcomes)).toEqual({ created: 20 });
  });
});

describe('a rival that has not committed yet', () => {
  /** Begins to give the owner an event, in a transaction that stays open. */
  async function begin(from: number, to: number): Promise<string> {
    const { id } = eventRow();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO "Event" ("id", "name", "location", "timezone", "startsLocal", "endsLocal",
         "startsAt", "endsAt", "capacity", "createdAt", "updatedAt")
       VALUES ($1, 'Slow', 'Here', 'UTC', $2::timestamptz, $3::timestamptz, $2::timestamptz,
         $3::timestamptz, 1, now(), now())`,
      [id, instant(from), instant(to)],
    );
    await slow.query(
      `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
       VALUES ($1, $2, 'OWNER', now())`,
      [id, owner.id],
    );
    return id;
  }

  it('is waited for; when it commits, the answer names its event: the constraint refused', async () => {
    const id = await begin(10, 12);
    const outcome = create(11, 13);
    await untilSomebodyWaits(db);
    await slow.query('COMMIT');

    expect(await outcome).toMatchObject({ kind: 'scheduleConflict', events: [{ id }] });
    expect(await db.collaborator.count({ where: { userId: owner.id } })).toBe(1);
  });

  it('stands in the way of a move and of a batch in the same manner', async () => {
    const event = await created(20, 22);
    const id = await begin(10, 12);
    const moved = move(event, 11, 13);
    const batch = createAll([
      [1, 2],
      [11, 13],
    ]);
    await untilSomebodyWaits(db);
    await slow.query('COMMIT');

    expect(await moved).toMatchObject({ kind: 'scheduleConflict', events: [{ id }] });
    expect(await batch).toMatchObject({ kind: 'scheduleConflict', index: 1, events: [{ id }] });
  });

  it('is waited for; when it gives up, the time is free', async () => {
    await begin(10, 12);
    const outcome = create(11, 13);
    await untilSomebodyWaits(db);
    await slow.query('ROLLBACK');

    expect(await outcome).toMatchObject({ kind: 'created' });
  });
});

describe('without the constraint', () => {
  let bare: TestDatabase;
  let bareDb: Database;
  beforeAll(async () => {
    bare = await createTestDatabase();
    bareDb = openDatabase(bare.url);
    await bareDb.$executeRaw`
      ALTER TABLE "Collaborator" DROP CONSTRAINT "Collaborator_owner_not_double_booked"`;
  });
  afterAll(async () => {
    await bareDb.$disconnect();
    await bare.drop();
  });

  it('both of two rivals succeed, so the tests above can fail', async () => {
    const { id, username, email } = owner;
    await givenUserRow(bareDb, { id, username, email });
    // Slows every insertion down, so that neither has committed when the other looks.
    await bareDb.$executeRaw`
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'`;
    await bareDb.$executeRaw`
      CREATE TRIGGER dawdle AFTER INSERT ON "Collaborator" FOR EACH ROW EXECUTE FUNCTION dawdle()`;

    const outcomes = await Promise.all([create(10, 12, bareDb), create(11, 13, bareDb)]);

    expect(tally(outcomes)).toEqual({ created: 2 });
    expect(await overlaps(bareDb)).toHaveLength(1);
  });
});
