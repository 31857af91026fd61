import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/data/database.js';
import { findNotificationsAfter, insertNotifications } from '../../src/data/notifications.js';
import type { EventRow, NotificationRow, UserRow } from '../../src/data/rows.js';
import { erasePerson } from '../../src/domain/accounts/erasePerson.js';
import type { Call } from '../../src/domain/call.js';
import { updateEvent } from '../../src/domain/events/updateEvent.js';
import { markNotificationsRead } from '../../src/domain/notifications/markNotificationsRead.js';
import { registerAttendee } from '../../src/domain/registration/registerAttendee.js';
import { createRegistrationDesk } from '../../src/domain/registration/registrationDesk.js';
import { administrator, viewerWith } from '../../src/domain/sharing/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenAttendeeRow, givenEventRow, givenUserRow } from '../support/givenRows.js';
import { notificationOf } from '../support/notifications.js';
import { untilSomebodyWaits } from '../support/waiting.js';

// Many changes at once that concern the same people. Who reads a list up to a number must have read
// everything before it, whatever commits when.

// PostgreSQL takes a second to notice that two wait for each other.
jest.setTimeout(60_000);

let database: TestDatabase;
let db: Database;
let users: UserRow[];
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  db = openDatabase(database.url, { poolSize: 30 });
  users = await Promise.all(numbers(6).map(() => givenUserRow(db)));
});
afterAll(() => database.drop());

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const callOn = (viewer: Call['viewer'] = administrator): Call => ({
  db,
  desk: createRegistrationDesk(db),
  viewer,
  now: new Date(),
});
const rename = (event: EventRow, name: string) => change(event, { name });
const resize = (event: EventRow, capacity: number) => change(event, { capacity });
const change = ({ id, version }: EventRow, details: { name?: string; capacity?: number }) =>
  updateEvent(callOn(), {
    id,
    expectedVersion: version,
    ...details,
    ambiguousTime: 'EARLIER',
    validateOnly: false,
  });

/** Events whose collaborators are the same people, given their roles in another order each time. */
async function givenEvents(count: number): Promise<EventRow[]> {
  const events: EventRow[] = [];
  for (const i of numbers(count)) {
    const { event } = await givenEventRow(db);
    const order = i % 2 ? users : [...users].reverse();
    for (const { id: userId } of [...order.slice(i % 6), ...order.slice(0, i % 6)]) {
      await db.collaborator.create({
        data: { eventId: event.id, userId, role: 'VIEWER', createdAt: new Date() },
      });
    }
    events.push(event);
  }
  return events;
}

/** Follows a user's list as a client does that asks again behind what it has, until it has all. */
async function follow({ id }: UserRow, count: number): Promise<NotificationRow[]> {
  const seen: NotificationRow[] = [];
  while (seen.length < count) {
    const last = seen.at(-1)?.number ?? 0;
    const found = await findNotificationsAfter(db, id, last, 7, { includeOwn: false });
    if (found.some((row, i) => row.number !== last + i + 1)) throw new Error('A gap was seen.');
    seen.push(...found);
  }
  return seen;
}

/** How often PostgreSQL had to end a transaction because two waited for each other. */
async function deadlocks(): Promise<number> {
  await db.$disconnect(); // each connection tells what it counted when it ends
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  await client.end();
  return rows[0].deadlocks;
}

describe('fifty changes at once that concern the same people', () => {
  it('give each of them every notification once, without a gap for who follows along', async () => {
    const before = await deadlocks();
    db = openDatabase(database.url, { poolSize: 30 });
    const events = await givenEvents(50);

    const [outcomes, followed] = await Promise.all([
      Promise.all(events.map((event, i) => rename(event, `Renamed ${i}`))),
      Promise.all(users.map((user) => follow(user, 50))),
    ]);

    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['changed']));
    for (const rows of followed) {
      expect(rows.map(({ number }) => number)).toEqual(numbers(50).map((i) => i + 1));
      expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(50);
    }
    expect(await deadlocks()).toBe(before);
  });

  it('and are marked as read meanwhile: the counters stay the counts', async () => {
    const events = await givenEvents(20);
    const changes = events.map((event, i) => rename(event, `Renamed ${i}`));
    const marks = users.flatMap((user) =>
      numbers(5).map(async () => {
        const [row] = await follow(user, 1);
        const call = callOn(viewerWith(undefined, true, user));
        const [newest] = await findNotificationsAfter(db, user.id, 0, 100, { includeOwn: false });
        await markNotificationsRead(call, { ids: [row?.id as string] });
        return markNotificationsRead(call, { upToId: newest?.id as string });
      }),
    );
    const outcomes = await Promise.all([...changes, ...marks]);

    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['changed', 'markedRead']));
    for (const { id: userId } of users) {
      const inbox = await db.inbox.findUniqueOrThrow({ where: { userId } });
      const unread = await db.notification.count({ where: { userId, readAt: null } });
      expect(inbox).toMatchObject({ lastNumber: 20, unreadCount: unread });
      expect(unread).toBeLessThan(20);
    }
    await db.$disconnect();
  });
});

describe('an account that goes while it is to be told', () => {
  it('is told, or gone before: neither its erasure nor the change fails', async () => {
    const before = await deadlocks();
    db = openDatabase(database.url, { poolSize: 30 });
    for (const round of numbers(8)) {
      const user = await givenUserRow(db);
      const [{ event: shared }, { event: full }] = [
        await givenEventRow(db),
        await givenEventRow(db, { capacity: 1 }),
      ];
      await db.collaborator.create({
        data: { eventId: shared.id, userId: user.id, role: 'EDITOR', createdAt: new Date() },
      });
      await givenAttendeeRow(db, full);
      for (const _ of numbers(5)) {
        const details = { status: 'WAITLISTED', registeredById: user.id } as const;
        await givenAttendeeRow(db, full, details);
      }
      const register = registerAttendee(callOn(viewerWith(undefined, true, user)), {
        eventId: shared.id,
        name: 'Ada Lovelace',
        email: user.email,
        joinWaitlist: false,
      });

      const outcomes = await Promise.all([
        rename(shared, `Renamed ${round}`),
        resize(full, 9),
        erasePerson(db, user.email),
        register,
      ]);

      expect(outcomes.map(({ kind }) => kind)).toEqual([
        'changed',
        'changed',
        'erased',
        'registered',
      ]);
      expect(await db.notification.count({ where: { userId: user.id } })).toBe(0);
      expect(await db.attendee.count({ where: { registeredById: user.id } })).toBe(0);
    }
    expect(await deadlocks()).toBe(before);
  });
});

describe('a notification that commits late', () => {
  /** Writes one in an open transaction, then another in a second one; how the reader sees them. */
  async function readAround(write: (client: pg.Client, name: string) => Promise<unknown>) {
    const [late, early] = await Promise.all(
      numbers(2).map(async () => {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        return client;
      }),
    );
    if (!late || !early) throw new Error('No connection.');
    await late.query('BEGIN');
    await write(late, 'late');
    const second = write(early, 'early');
    await Promise.race([second, untilSomebodyWaits(db)]);
    return { late, early, second };
  }

  it('is not overtaken: the next one waits for it', async () => {
    const [user] = users as [UserRow];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written = () => {};
    const wrote = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = db.$transaction(async (tx) => {
      await insertNotifications(tx, [notificationOf(user, { eventName: 'late' })]);
      written();
      await held;
    });
    await wrote;
    const early = insertNotifications(db, [notificationOf(user, { eventName: 'early' })]);
    await untilSomebodyWaits(db);
    const read = () => findNotificationsAfter(db, user.id, 0, 10, { includeOwn: false });

    expect(await read()).toEqual([]);
    release();
    await Promise.all([late, early]);
    expect((await read()).map(({ number, eventName }) => [number, eventName])).toEqual([
      [1, 'late'],
      [2, 'early'],
    ]);
    await db.$disconnect();
  });

  it('would be missed for ever if a sequence gave the numbers, so the test above can fail', async () => {
    await db.$executeRaw`CREATE TABLE "Sequenced" ("number" serial, "name" text)`;
    const { late, early, second } = await readAround((client, name) =>
      client.query(`INSERT INTO "Sequenced" ("name") VALUES ('${name}')`),
    );
    const readBehind = async (number: number) =>
      (await early.query(`SELECT * FROM "Sequenced" WHERE "number" > ${number}`)).rows;
    await second;

    const seen = await readBehind(0);
    await late.query('COMMIT');

    expect(seen).toEqual([{ number: 2, name: 'early' }]);
    expect(await readBehind(2)).toEqual([]); // and never number 1
    await Promise.all([late.end(), early.end()]);
    await db.$executeRaw`DROP TABLE "Sequenced"`;
    await db.$disconnect();
  });

  it('would end in a deadlock if inboxes were locked in any order', async () => {
    const [a, b] = users as [UserRow, UserRow];
    const bump = (client: pg.Client, { id }: UserRow) =>
      client.query(`UPDATE "Inbox" SET "lastNumber" = "lastNumber" + 1 WHERE "userId" = '${id}'`);
    const { late, early, second } = await readAround(async (client, name) => {
      if (name === 'late') return bump(client, a);
      await client.query('BEGIN');
      await bump(client, b);
      return bump(client, a);
    });
    const codes = await Promise.all(
      [bump(late, b), second].map((query) =>
        query.then(
          () => null,
          ({ code }) => code,
        ),
      ),
    );
    expect(codes).toContain('40P01');
    await Promise.all([late.end(), early.end()]);
    await db.$disconnect();
  });
});
