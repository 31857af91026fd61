import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { keyedRequest } from '../../src/domain/idempotency/keyedRequest.js';
import type { RegistrationRequest } from '../../src/domain/registration/registerGroup.js';
import type { RegistrationOutcome } from '../../src/domain/registration/registration.js';
import {
  createRegistrationDesk,
  type DeskOptions,
  type RegistrationDesk,
} from '../../src/domain/registration/registrationDesk.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Relay, startRelay } from '../support/relay.js';
import { eventRow } from '../support/rows.js';

let database: TestDatabase;
let relay: Relay;
/** The desk's own connection to PostgreSQL goes by way of the relay. */
let deskDb: Database;
/** What became of it is looked at past the relay. */
let db: Database;
const statements: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  relay = await startRelay(database.url);
  deskDb = openDatabase(relay.url, { onStatement: (sql) => statements.push(sql) });
  db = openDatabase(database.url);
});
beforeEach(() => {
  statements.length = 0;
});
afterAll(async () => {
  await deskDb.$disconnect();
  await relay.cut();
  await db.$disconnect();
  await database.drop();
});

const anyone = viewerWith(undefined, true);
const transactions = () => statements.filter((sql) => sql === 'COMMIT').length;
const kinds = (outcomes: readonly RegistrationOutcome[]) => outcomes.map(({ kind }) => kind);

function openDesk(options?: DeskOptions): RegistrationDesk {
  return createRegistrationDesk(deskDb, options);
}

async function givenEvent(capacity: number): Promise<string> {
  const { id } = await db.event.create({ data: eventRow({ capacity }) });
  return id;
}

function request(
  eventId: string,
  email: string,
  { name = email, key = '', joinWaitlist = false } = {},
): RegistrationRequest {
  const registration = { eventId, name, email, joinWaitlist };
  return {
    registration,
    viewer: anyone,
    now: new Date(),
    key: key ? keyedRequest(key, 'registerAttendee', registration) : null,
  };
}

const emails = (count: number) => Array.from({ length: count }, (_, i) => `p${i}@example.org`);

const registeredEmails = async (eventId: string) =>
  (await db.attendee.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } })).map(
    ({ email }) => email,
  );

/** A name that PostgreSQL refuses; the API never lets it come this far. */
const POISON = 'Ada\0Lovelace';

describe('a group', () => {
  it('has all in it who arrive at the same time: 60 people, one transaction', async () => {
    const event = await givenEvent(60);
    const desk = openDesk();

    const outcomes = await Promise.all(
      emails(60).map((email) => desk.register(request(event, email))),
    );

    expect(kinds(outcomes)).toEqual(emails(60).map(() => 'registered'));
    expect(transactions()).toBe(1);
    expect(statements.length).toBeLessThan(10);
  });

  it('waits for those who are at the door: a turn of the event loop that brings somebody', async () => {
    const event = await givenEvent(3);
    const desk = openDesk();
    const register = (email: string) => desk.register(request(event, email));

    const first = ['ada@example.org', 'bob@example.org'].map(register);
    await turn();
    await Promise.all([...first, register('cem@example.org')]);

    expect(transactions()).toBe(1);
  });

  it('gathers those who arrive while another is under way: 60 people, two transactions', async () => {
    const event = await givenEvent(60);
    const desk = openDesk();
    const lock = await holdEvent(event);
    const first = desk.register(request(event, 'first@example.org'));
    await untilTaken(desk);

    const others = emails(59).map((email) => desk.register(request(event, email)));
    await lock.release();
    const outcomes = await Promise.all([first, ...others]);

    expect(kinds(outcomes)).toEqual(outcomes.map(() => 'registered'));
    expect(transactions()).toBe(2);
  });

  it('has a bound: 60 people in groups of 10 take six transactions', async () => {
    const event = await givenEvent(60);
    const desk = openDesk({ groupSizeMax: 10 });

    await Promise.all(emails(60).map((email) => desk.register(request(event, email))));

    expect(transactions()).toBe(6);
  });

  it('takes no more statements for many events than for one', async () => {
    const events = await Promise.all(emails(20).map(() => givenEvent(1)));
    const desk = openDesk();

    const outcomes = await Promise.all(
      events.map((event) => desk.register(request(event, 'ada@example.org'))),
    );

    expect(kinds(outcomes)).toEqual(events.map(() => 'registered'));
    expect(transactions()).toBe(1);
  });

  it('gives the seats to those who came first, then the waiting places, and each their own answer', async () => {
    const event = await givenEvent(3);
    const desk = openDesk({ groupSizeMax: 4 });

    const outcomes = await Promise.all(
      emails(9).map((email, i) =>
        desk.register(request(event, email, { joinWaitlist: i % 2 === 0 })),
      ),
    );

    expect(outcomes).toMatchObject([
      { attendee: { email: 'p0@example.org', status: 'CONFIRMED' }, waitlistRank: null },
      { attendee: { email: 'p1@example.org', status: 'CONFIRMED' }, waitlistRank: null },
      { attendee: { email: 'p2@example.org', status: 'CONFIRMED' }, waitlistRank: null },
      { kind: 'eventFull', capacity: 3, waitlistLength: 0 },
      { attendee: { email: 'p4@example.org', status: 'WAITLISTED' }, waitlistRank: 1 },
      { kind: 'eventFull', capacity: 3, waitlistLength: 1 },
      { attendee: { email: 'p6@example.org', status: 'WAITLISTED' }, waitlistRank: 2 },
      { kind: 'eventFull', capacity: 3, waitlistLength: 2 },
      { attendee: { email: 'p8@example.org', status: 'WAITLISTED' }, waitlistRank: 3 },
    ]);
    expect(await registeredEmails(event)).toEqual(
      [0, 1, 2, 4, 6, 8].map((i) => `p${i}@example.org`),
    );
  });

  it('lets one email in once, also when it comes twice', async () => {
    const event = await givenEvent(5);
    const desk = openDesk();

    const outcomes = await Promise.all(
      ['x@example.org', 'ada@example.org', 'ADA@example.org'].map((email) =>
        desk.register(request(event, email)),
      ),
    );

    expect(kinds(outcomes)).toEqual(['registered', 'registered', 'alreadyRegistered']);
  });

  it('acts once on an idempotency key that comes twice, and gives both the same answer', async () => {
    const event = await givenEvent(5);
    const desk = openDesk();
    const twice = () => desk.register(request(event, 'ada@example.org', { key: 'one intent' }));

    const [, first, second] = await Promise.all([
      desk.register(request(event, 'x@example.org')),
      twice(),
      twice(),
    ]);

    expect(first).toMatchObject({ kind: 'registered', attendee: { email: 'ada@example.org' } });
    expect(second).toEqual(first);
    expect(await registeredEmails(event)).toEqual(['x@example.org', 'ada@example.org']);
    expect(statements).not.toContain('ROLLBACK');
  });
});

describe('an idle desk', () => {
  afterAll(() => {
    jest.useRealTimers();
  });

  it('decides at once: one request, one transaction, and nothing that waits for a clock', async () => {
    const event = await givenEvent(1);
    const desk = openDesk();
    await deskDb.$queryRaw`SELECT 1`; // connected before the clocks stand still
    statements.splice(0);
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'queueMicrotask', 'performance', 'setImmediate'],
    });

    const outcome = await desk.register(request(event, 'ada@example.org'));

    expect(outcome.kind).toBe('registered');
    expect(transactions()).toBe(1);
  });
});

describe('a fault', () => {
  it('stays with the request it is in: its neighbours are registered', async () => {
    const event = await givenEvent(20);
    const desk = openDesk();

    const settled = await Promise.allSettled(
      emails(20).map((email, i) =>
        desk.register(request(event, email, i === 7 || i === 12 ? { name: POISON } : {})),
      ),
    );

    const failed = settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []));
    expect(failed).toEqual([7, 12]);
    expect(await registeredEmails(event)).toEqual(emails(20).filter((_, i) => i !== 7 && i !== 12));
  });

  it('leaves the order of arrival as it was', async () => {
    const event = await givenEvent(3);
    const desk = openDesk();

    const settled = await Promise.allSettled(
      emails(6).map((email, i) =>
        desk.register(request(event, email, i === 2 ? { name: POISON } : {})),
      ),
    );

    expect(
      settled.map((result) => (result.status === 'fulfilled' ? result.value.kind : 'fault')),
    ).toEqual(['registered', 'registered', 'fault', 'registered', 'eventFull', 'eventFull']);
  });

  it('does not stop the desk', async () => {
    const event = await givenEvent(1);
    const desk = openDesk();

    await expect(
      desk.register(request(event, 'ada@example.org', { name: POISON })),
    ).rejects.toThrow();

    expect(await desk.register(request(event, 'bob@example.org'))).toMatchObject({
      kind: 'registered',
    });
  });
});

describe('a full queue', () => {
  it('answers at once that trying again is worth it, and queues nothing: registrationBusy', async () => {
    const event = await givenEvent(20);
    const desk = openDesk({ queueLengthMax: 4 });
    const lock = await holdEvent(event);
    const first = desk.register(request(event, 'first@example.org'));
    await untilTaken(desk);

    const others = emails(7).map((email) => desk.register(request(event, email)));
    await lock.release();
    const outcomes = await Promise.all([first, ...others]);

    // One is being decided, four wait, and three are told to come again.
    expect(kinds(outcomes)).toEqual([
      ...Array.from({ length: 5 }, () => 'registered'),
      ...Array.from({ length: 3 }, () => 'registrationBusy'),
    ]);
    expect(await registeredEmails(event)).toHaveLength(5);
    expect(await desk.register(request(event, 'p7@example.org'))).toMatchObject({
      kind: 'registered',
    });
  });
});

describe('without PostgreSQL', () => {
  it('everyone gets the fault, nobody waits for ever, and afterwards the desk works again', async () => {
    const event = await givenEvent(20);
    const desk = openDesk();
    const lock = await holdEvent(event);
    const queued = emails(5).map((email) => desk.register(request(event, email)));

    await relay.cut();
    const settled = await Promise.allSettled(queued);
    await lock.release();

    expect(settled.map(({ status }) => status)).toEqual(queued.map(() => 'rejected'));
    await expect(desk.register(request(event, 'p1@example.org'))).rejects.toThrow();

    await relay.mend();
    const outcomes = await Promise.all(
      emails(5).map((email) => desk.register(request(event, email))),
    );
    expect(kinds(outcomes)).toEqual(outcomes.map(() => 'registered'));
  });

  it.each([
    ['lost', ''],
    ['garbled', 'x\0\0\0\x04'],
  ])('decides nothing a second time when the answer to COMMIT is %s', async (_how, instead) => {
    const event = await givenEvent(20);
    const desk = openDesk();
    await desk.register(request(event, 'first@example.org'));
    // With a key one can ask again; without one, a second decision would be "already registered".
    const keyed = (email: string, i: number) =>
      request(event, email, i % 2 === 0 ? { key: `${email} at ${event}` } : {});

    relay.loseNextCommit(instead);
    const group = emails(4).map((email, i) => desk.register(keyed(email, i)));
    const settled = await Promise.allSettled(group);

    // They have their seats; nobody knows, and nobody is told anything else.
    expect(settled.map(({ status }) => status)).toEqual(group.map(() => 'rejected'));
    expect(await registeredEmails(event)).toEqual(['first@example.org', ...emails(4)]);

    await untilConnected();
    const again = await Promise.all(emails(4).map((email, i) => desk.register(keyed(email, i))));
    expect(kinds(again)).toEqual(
      emails(4).map((_, i) => (i % 2 === 0 ? 'registered' : 'alreadyRegistered')),
    );
  });
});

/** A connection that broke may be handed out once more, before the pool has noticed. */
async function untilConnected(): Promise<void> {
  const isUp = () =>
    deskDb.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    );
  while (!(await isUp()));
}

/** What was asked for is being decided. */
async function untilTaken(desk: RegistrationDesk): Promise<void> {
  while (desk.queueLength > 0) await turn();
}

/** The event loop comes round. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Locks an event, so that whoever decides about it has to wait. */
async function holdEvent(eventId: string): Promise<{ release(): Promise<void> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let holds = () => {};
  const held = new Promise<void>((resolve) => {
    holds = resolve;
  });
  const over = db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Event" WHERE "id" = ${eventId}::uuid FOR UPDATE`;
    holds();
    await released;
  });
  await held;
  return {
    async release() {
      release();
      await over;
    },
  };
}
