import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findLiveAttendees } from '../../src/data/attendees.js';
import { type Database, openDatabase } from '../../src/data/database.js';
import { databaseRefusal } from '../../src/data/databaseErrors.js';
import { findEventsByIds, lockEvent } from '../../src/data/events.js';
import type { AttendeeRow, EventRow } from '../../src/data/rows.js';
import { inTransaction } from '../../src/data/transaction.js';
import { decide, writeDecisions } from '../../src/domain/registration/registerGroup.js';
import type { RegistrationOutcome } from '../../src/domain/registration/registration.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createBarrier } from '../support/barrier.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { findBrokenPromises, givenAttendeeRow, givenEventRow } from '../support/givenRows.js';
import { openReplica, type Replica } from '../support/replica.js';

// Hundreds of transactions on one row take their time on a busy machine.
jest.setTimeout(30_000);

let database: TestDatabase;
/** A connection beside those of the rivals. */
let observer: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  observer = openDatabase(database.url, { poolSize: 2 });
});
afterAll(async () => {
  await observer.$disconnect();
  await database.drop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const emailOf = (i: number) => `person${i}@example.org`;

/** How often each kind of outcome occurs. */
function tally(outcomes: readonly { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function registered(outcome: RegistrationOutcome): { attendee: AttendeeRow; secret: string } {
  if (outcome.kind !== 'registered' || outcome.secret === null) throw new Error(outcome.kind);
  return { attendee: outcome.attendee, secret: outcome.secret };
}

const countersOf = async ({ id }: EventRow) => {
  const event = await observer.event.findUniqueOrThrow({ where: { id } });
  return { confirmed: event.confirmedCount, waiting: event.waitlistLength };
};

/** Those who have waited or still do, in order of arrival. */
const queueOf = ({ id }: EventRow) =>
  observer.attendee.findMany({
    where: { eventId: id, OR: [{ status: 'WAITLISTED' }, { promotedAt: { not: null } }] },
    orderBy: { arrival: 'asc' },
  });

/**
 * Looks at all events again and again while `work` is done: at no committed instant is one
 * oversold, miscounted, or has it a free seat and a waiting attendee.
 */
async function whileWatched<T>(work: Promise<T>): Promise<T> {
  let underWay = true;
  const watch = async () => {
    const seen: object[] = [];
    while (underWay) seen.push(...(await findBrokenPromises(observer)));
    return seen;
  };
  const watching = watch();
  const result = await work.finally(() => {
    underWay = false;
  });
  expect(await watching).toEqual([]);
  expect(await findBrokenPromises(observer)).toEqual([]);
  return result;
}

describe.each([
  [
    'on twenty connections, each registration in a transaction of its own',
    [{ poolSize: 24, groupSizeMax: 1, groupsAtOnce: 20 }],
  ],
  ['on two replicas that decide in groups', [{ poolSize: 6 }, { poolSize: 6 }]],
  [
    'on two replicas, each with four small groups at a time',
    [
      { poolSize: 8, groupSizeMax: 7, groupsAtOnce: 4 },
      { poolSize: 8, groupSizeMax: 7, groupsAtOnce: 4 },
    ],
  ],
])('%s', (_arrangement, desks) => {
  let replicas: Replica[];
  beforeAll(() => {
    replicas = desks.map((desk) => openReplica(database.url, desk));
  });
  afterAll(() => Promise.all(replicas.map((replica) => replica.close())));

  const replica = (i: number) => replicas[i % replicas.length] as Replica;

  it('gives 20 seats to exactly 20 of 200 rivals, and tells all others that the event is full', async () => {
    const { event } = await givenEventRow(observer, { capacity: 20 });

    const outcomes = await whileWatched(
      Promise.all(numbers(200).map((i) => replica(i).register(event, emailOf(i)))),
    );

    expect(tally(outcomes)).toEqual({ registered: 20, eventFull: 180 });
    expect(await countersOf(event)).toEqual({ confirmed: 20, waiting: 0 });
  });

  it('lets everybody who wishes to wait do so, and refuses nobody', async () => {
    const { event } = await givenEventRow(observer, { capacity: 5 });

    const outcomes = await whileWatched(
      Promise.all(
        numbers(50).map((i) => replica(i).register(event, emailOf(i), { joinWaitlist: true })),
      ),
    );

    expect(tally(outcomes)).toEqual({ registered: 50 });
    expect(await countersOf(event)).toEqual({ confirmed: 5, waiting: 45 });
  });

  it('registers one email once, fired fifty times at once in any case', async () => {
    const { event } = await givenEventRow(observer, { capacity: 20 });
    const spellings = ['ada@example.org', 'Ada@Example.org', 'ADA@EXAMPLE.ORG'];

    const outcomes = await Promise.all(
      numbers(50).map((i) => replica(i).register(event, spellings[i % 3] as string)),
    );

    expect(tally(outcomes)).toEqual({ registered: 1, alreadyRegistered: 49 });
    expect(await countersOf(event)).toEqual({ confirmed: 1, waiting: 0 });
  });

  it('keeps every promise while people come, wait and leave, and the capacity changes', async () => {
    const { event, secret } = await givenEventRow(observer, { capacity: 10 });
    const comeAndPerhapsLeave = async (i: number) => {
      const more = { joinWaitlist: i % 5 !== 0 };
      const outcome = await replica(i).register(event, emailOf(i), more);
      if (outcome.kind !== 'registered' || i % 3 !== 0) return outcome;
      return replica(i + 1).cancel({ secret: registered(outcome).secret });
    };
    const changeCapacity = async (i: number) => {
      const [read] = await findEventsByIds(observer, [event.id]);
      return replica(i).changeCapacity(
        read as EventRow,
        [12, 7, 25, 10, 18][i % 5] as number,
        secret,
      );
    };

    const [people, changes] = await whileWatched(
      Promise.all([
        Promise.all(numbers(120).map(comeAndPerhapsLeave)),
        Promise.all(numbers(20).map(changeCapacity)),
      ]),
    );

    const { registered: stayed = 0, cancelled: left = 0, eventFull = 0 } = tally(people);
    expect(stayed + left + eventFull).toBe(120);
    expect(left).toBeGreaterThan(20);
    expect(tally(changes).changed).toBeGreaterThan(0);
    const { changed = 0, versionConflict = 0, capacityBelowConfirmed = 0 } = tally(changes);
    expect(changed + versionConflict + capacityBelowConfirmed).toBe(20);

    const { confirmed, waiting } = await countersOf(event);
    expect(confirmed + waiting).toBe(stayed); // nobody who was told so was lost
    const queue = (await queueOf(event)).filter(({ status }) => status !== 'CANCELLED');
    const firstWaiting = queue.findIndex(({ status }) => status === 'WAITLISTED');
    const behind = firstWaiting < 0 ? [] : queue.slice(firstWaiting);
    expect(behind.filter(({ status }) => status !== 'WAITLISTED')).toEqual([]);
  });

  it('serves the waiting list in order of arrival, whatever frees the seats', async () => {
    const { event, secret } = await givenEventRow(observer, { capacity: 5 });
    const seats = await Promise.all(
      numbers(5).map((i) => replica(i).register(event, emailOf(i)).then(registered)),
    );
    const waves: string[][] = [];
    const secrets = new Map<string, string>();
    for (const wave of numbers(4)) {
      const outcomes = await Promise.all(
        numbers(10).map((i) =>
          replica(i).register(event, emailOf(100 + 10 * wave + i), { joinWaitlist: true }),
        ),
      );
      const waiting = outcomes.map(registered);
      waves.push(waiting.map(({ attendee }) => attendee.id));
      for (const { attendee, secret } of waiting) secrets.set(attendee.id, secret);
    }
    const queue = (await queueOf(event)).map(({ id }) => id);
    // Who was told to wait before another one asked stands before that one.
    waves.forEach((wave, i) => {
      expect(queue.slice(10 * i, 10 * i + 10).sort()).toEqual([...wave].sort());
    });

    await whileWatched(
      Promise.all([
        ...seats.map(({ secret }, i) => replica(i).cancel({ secret })),
        replica(1).changeCapacity(event, 12, secret),
      ]),
    );

    const served = (await queueOf(event)).filter(({ status }) => status === 'CONFIRMED');
    expect(served.map(({ id }) => id)).toEqual(queue.slice(0, 12));
    for (const i of [0, 1, 2]) {
      const outcome = await replica(i).cancel({
        secret: secrets.get(queue[i] as string) as string,
      });
      expect(outcome).toMatchObject({ kind: 'cancelled', promoted: { id: queue[12 + i] } });
    }
  });

  it('gives a seat that is given back to who waits, never to a newcomer', async () => {
    const trials = await Promise.all(
      numbers(25).map(async (trial) => {
        const { event } = await givenEventRow(observer, { capacity: 1 });
        const holder = registered(await replica(0).register(event, emailOf(0)));
        const waiting = await replica(0).register(event, emailOf(1), { joinWaitlist: true });
        return { trial, event, holder, first: registered(waiting).attendee };
      }),
    );

    const newcomers = await whileWatched(
      Promise.all(
        trials.flatMap(({ trial, event, holder }) => [
          replica(trial).register(event, emailOf(2)),
          replica(trial + 1).cancel({ secret: holder.secret }),
          replica(trial).register(event, emailOf(3), { joinWaitlist: true }),
          replica(trial + 1).register(event, emailOf(4)),
        ]),
      ),
    );

    expect(tally(newcomers)).toEqual({ eventFull: 50, cancelled: 25, registered: 25 });
    const firsts = trials.map(({ first }) => first.id);
    const confirmed = await observer.attendee.findMany({
      where: { eventId: { in: trials.map(({ event }) => event.id) }, status: 'CONFIRMED' },
    });
    expect(confirmed.map(({ id }) => id).sort()).toEqual(firsts.sort());
  });
});

describe('without the lock', () => {
  const SEATS = 3;
  const RIVALS = 30;
  const viewer = viewerWith(undefined, true);

  let unguarded: TestDatabase;
  beforeAll(async () => {
    unguarded = await createTestDatabase();
    const db = openDatabase(unguarded.url);
    await db.$executeRaw`ALTER TABLE "Event" DROP CONSTRAINT "Event_seats_not_oversold"`;
    await db.$disconnect();
  });
  afterAll(() => unguarded.drop());

  /** What `registerGroup` does, but for the lock. All rivals have read before the first writes. */
  function registerWithoutLock(
    db: Database,
    event: EventRow,
    email: string,
    allHaveRead: () => Promise<void>,
  ): Promise<RegistrationOutcome> {
    const registration = { eventId: event.id, name: 'Ada Lovelace', email, joinWaitlist: false };
    return inTransaction(db, async (tx) => {
      const events = await findEventsByIds(tx, [event.id]);
      const live = await findLiveAttendees(tx, [registration]);
      await allHaveRead();

      const situation = {
        events: new Map(events.map((row) => [row.id, row])),
        roles: new Map(),
        live: new Map(live.map((row) => [row.id, row])),
      };
      const decision = decide(situation, { registration, viewer, now: new Date() }, null);
      await writeDecisions(tx, [decision]);
      return decision;
    });
  }

  async function rivalsWithoutLock(url: string) {
    const db = openDatabase(url, { poolSize: RIVALS });
    const { event } = await givenEventRow(db, { capacity: SEATS });
    const allHaveRead = createBarrier(RIVALS);
    const settled = await Promise.allSettled(
      numbers(RIVALS).map((i) => registerWithoutLock(db, event, emailOf(i), allHaveRead)),
    );
    const { confirmedCount } = await db.event.findUniqueOrThrow({ where: { id: event.id } });
    const broken = await findBrokenPromises(db);
    await db.$disconnect();
    return { settled, confirmedCount, broken };
  }

  it('the same rivals overbook, so the tests above can fail', async () => {
    const { settled, confirmedCount, broken } = await rivalsWithoutLock(unguarded.url);

    expect(confirmedCount).toBe(RIVALS);
    expect(confirmedCount).toBeGreaterThan(SEATS);
    expect(settled.map(({ status }) => status)).toEqual(Array(RIVALS).fill('fulfilled'));
    expect(broken).toHaveLength(1); // and whoever watches sees it
  });

  it('the database refuses what would overbook, so nothing worse than an error can happen', async () => {
    const { settled, confirmedCount, broken } = await rivalsWithoutLock(database.url);

    expect(confirmedCount).toBe(SEATS);
    const faults = settled.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(faults.map(databaseRefusal)).toEqual(
      Array(RIVALS - SEATS).fill({ sqlState: '23514', constraint: 'Event_seats_not_oversold' }),
    );
    expect(broken).toEqual([]);
  });

  it('but with it the constraint is not needed: the lock alone fills exactly', async () => {
    const replica = openReplica(unguarded.url, { poolSize: 24, groupSizeMax: 1, groupsAtOnce: 20 });
    const { event } = await givenEventRow(replica.db, { capacity: SEATS });

    const outcomes = await Promise.all(
      numbers(RIVALS).map((i) => replica.register(event, emailOf(i))),
    );

    expect(tally(outcomes)).toEqual({ registered: SEATS, eventFull: RIVALS - SEATS });
    expect(await replica.db.attendee.count({ where: { eventId: event.id } })).toBe(SEATS);
    await replica.close();
  });
});

describe("transactions that stand in each other's way", () => {
  it('are repeated when they deadlock, and all succeed', async () => {
    const { event: one } = await givenEventRow(observer);
    const { event: other } = await givenEventRow(observer);
    const bothHoldOne = createBarrier(2);
    let attempts = 0;
    const seatInBoth = (first: EventRow, second: EventRow) =>
      inTransaction(observer, async (tx) => {
        attempts += 1;
        await lockEvent(tx, first.id);
        await bothHoldOne();
        await lockEvent(tx, second.id);
        await givenAttendeeRow(tx, first);
        await givenAttendeeRow(tx, second);
      });

    await Promise.all([seatInBoth(one, other), seatInBoth(other, one)]);

    expect(attempts).toBe(3);
    expect(await countersOf(one)).toEqual({ confirmed: 2, waiting: 0 });
    expect(await countersOf(other)).toEqual({ confirmed: 2, waiting: 0 });
  });

  const failing = (sqlState: string) => {
    const attempts = { count: 0 };
    const outcome = inTransaction(observer, async (tx) => {
      attempts.count += 1;
      await tx.$executeRawUnsafe(
        `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${sqlState}'; END $$`,
      );
    });
    return { attempts, outcome };
  };

  it.each([
    ['a deadlock', '40P01', 5],
    ['a serialization failure', '40001', 5],
    ['a broken constraint', '23514', 1],
    ['a statement that took too long', '57014', 1],
  ])(
    'fail in the end after %s (%s) each time: %i attempts',
    async (_what, sqlState, attemptsMax) => {
      const { attempts, outcome } = failing(sqlState);

      await expect(outcome.catch(databaseRefusal)).resolves.toMatchObject({ sqlState });
      expect(attempts.count).toBe(attemptsMax);
    },
  );

  it('leave nothing of an attempt that failed behind', async () => {
    const { event } = await givenEventRow(observer);
    let attempts = 0;

    await inTransaction(observer, async (tx) => {
      await givenAttendeeRow(tx, event);
      attempts += 1;
      if (attempts < 3) {
        await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$`;
      }
    });

    expect(await countersOf(event)).toEqual({ confirmed: 1, waiting: 0 });
  });
});
