import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import { insertNotifications, markRead } from '../../src/data/notifications.js';
import type { UserRow } from '../../src/data/rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenUserRow } from '../support/givenRows.js';
import { notificationOf } from '../support/notifications.js';
import { blanksOf, refusersOf, servantsOf } from '../support/tables.js';

// What the database refuses of notifications and keeps of inboxes, whatever the code believes.

const TABLES = ['Inbox', 'Notification'];

let database: TestDatabase;
let db: Database;
let sql: pg.Client;
let ada: UserRow;
let bob: UserRow;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
beforeEach(async () => {
  await db.user.deleteMany();
  ada = await givenUserRow(db);
  bob = await givenUserRow(db);
  await insertNotifications(db, [notificationOf(ada), notificationOf(ada)]);
});
afterAll(async () => {
  await sql.end();
  await db.$disconnect();
  await database.drop();
});

const NOBODY = { id: newId() };
const COLUMNS = `"number", "kind", "createdAt", "readAt", "own", "actorId", "eventId", "eventName",
  "version", "changedFields", "personId", "previousRole", "role", "promotedCount", "attendeeIds"`;

/** Copies Ada's first notification, with other values in some columns. */
function copy(changes: Record<string, string> = {}): string {
  const values = { number: '3', ...changes };
  const columns = Object.keys(values).reduce(
    (names, name) => names.replace(`"${name}"`, `${values[name as keyof typeof values]}`),
    COLUMNS,
  );
  return `INSERT INTO "Notification" ("id", "userId", ${COLUMNS})
    SELECT gen_random_uuid(), "userId", ${columns} FROM "Notification"
    WHERE "userId" = '${ada.id}' AND "number" = 1`;
}
const set = (assignments: string) =>
  `UPDATE "Notification" SET ${assignments} WHERE "userId" = '${ada.id}' AND "number" = 1`;

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

type Refused = [sentence: string, sqlState: string, constraint: string, statement: () => string];

const refused: Refused[] = [
  [
    'two notifications of one number',
    UNIQUE_VIOLATION,
    'Notification_userId_number_key',
    () => copy({ number: '1' }),
  ],
  [
    'two notifications of one id',
    UNIQUE_VIOLATION,
    'Notification_pkey',
    () => `UPDATE "Notification" SET "id" = '${NOBODY.id}'`,
  ],
  ['a number 0', CHECK_VIOLATION, 'Notification_number_positive', () => copy({ number: '0' })],
  [
    'an unread notification of one’s own doing',
    CHECK_VIOLATION,
    'Notification_own_is_read',
    () => set('"own" = true'),
  ],
  [
    'an update without its version',
    CHECK_VIOLATION,
    'Notification_has_its_facts',
    () => set('"version" = NULL'),
  ],
  [
    'a share without a role',
    CHECK_VIOLATION,
    'Notification_has_its_facts',
    () => set(`"version" = NULL, "kind" = 'EVENT_SHARED'`),
  ],
  [
    'a change of role without what it was',
    CHECK_VIOLATION,
    'Notification_has_its_facts',
    () => set(`"version" = NULL, "kind" = 'ROLE_CHANGED', "role" = 'OWNER'`),
  ],
  [
    'a promotion of nobody knows how many',
    CHECK_VIOLATION,
    'Notification_has_its_facts',
    () => set(`"version" = NULL, "kind" = 'ATTENDEES_PROMOTED'`),
  ],
  [
    'a deletion with a version',
    CHECK_VIOLATION,
    'Notification_has_its_facts',
    () => set(`"kind" = 'EVENT_DELETED'`),
  ],
  [
    'a notification for nobody',
    FOREIGN_KEY_VIOLATION,
    'Notification_userId_fkey',
    () => set(`"userId" = '${NOBODY.id}'`),
  ],
  [
    'the doing of nobody there is',
    FOREIGN_KEY_VIOLATION,
    'Notification_actorId_fkey',
    () => set(`"actorId" = '${NOBODY.id}'`),
  ],
  [
    'the role of nobody there is',
    FOREIGN_KEY_VIOLATION,
    'Notification_personId_fkey',
    () => set(`"personId" = '${NOBODY.id}'`),
  ],
  [
    'two inboxes of one user',
    UNIQUE_VIOLATION,
    'Inbox_pkey',
    () => `INSERT INTO "Inbox" ("userId") VALUES ('${ada.id}')`,
  ],
  [
    'an inbox of nobody',
    FOREIGN_KEY_VIOLATION,
    'Inbox_userId_fkey',
    () => `INSERT INTO "Inbox" ("userId") VALUES ('${NOBODY.id}')`,
  ],
  [
    'fewer than no unread notifications',
    CHECK_VIOLATION,
    'Inbox_unread_are_some_of_all',
    () => `UPDATE "Inbox" SET "unreadCount" = -1 WHERE "userId" = '${ada.id}'`,
  ],
  [
    'more unread notifications than numbers were given out',
    CHECK_VIOLATION,
    'Inbox_unread_are_some_of_all',
    () => copy(),
  ],
];

describe('PostgreSQL refuses', () => {
  it.each(refused)('%s (%s %s)', async (_sentence, code, constraint, statement) => {
    await expect(sql.query(statement())).rejects.toMatchObject({ code, constraint });
  });

  it('by every constraint and unique index of these tables', async () => {
    const tested = new Set(refused.map(([, , constraint]) => constraint));
    expect(await refusersOf(sql, TABLES)).toEqual([...tested].sort());
  });

  it('to leave out what every row needs', async () => {
    const statements = await blanksOf(sql, TABLES);
    for (const statement of statements) {
      await expect(sql.query(statement)).rejects.toMatchObject({ code: '23502' });
    }
    expect(statements.length).toBeGreaterThan(10);
  });
});

const served: [index: string, query: () => string][] = [
  [
    'Notification_unread_idx',
    () => `SELECT * FROM "Notification" WHERE "userId" = '${ada.id}' AND "readAt" IS NULL
      ORDER BY "number" DESC LIMIT 5`,
  ],
  [
    'Notification_of_others_idx',
    () => `SELECT * FROM "Notification" WHERE "userId" = '${ada.id}' AND NOT "own"
      ORDER BY "number" DESC LIMIT 5`,
  ],
  [
    'Notification_userId_number_key',
    () => `SELECT * FROM "Notification" WHERE "userId" = '${ada.id}' ORDER BY "number" LIMIT 5`,
  ],
  ['Notification_actor_idx', () => `SELECT * FROM "Notification" WHERE "actorId" = '${ada.id}'`],
  ['Notification_person_idx', () => `SELECT * FROM "Notification" WHERE "personId" = '${ada.id}'`],
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

const inboxOf = ({ id }: UserRow) => db.inbox.findUnique({ where: { userId: id } });

describe('PostgreSQL keeps by itself', () => {
  it('an inbox for every account, from its start to its end', async () => {
    expect(await inboxOf(bob)).toEqual({ userId: bob.id, lastNumber: 0, unreadCount: 0 });
    await sql.query(`DELETE FROM "User" WHERE "id" = '${ada.id}'`);
    expect(await inboxOf(ada)).toBeNull();
    expect(await db.notification.count()).toBe(0);
  });

  it('nobody’s name: an account that goes leaves the notifications of others, without it', async () => {
    const told = { kind: 'EVENT_SHARED', version: null, role: 'VIEWER' } as const;
    await insertNotifications(db, [
      notificationOf(bob, { ...told, actorId: ada.id, personId: ada.id }),
      notificationOf(ada, { ...told, actorId: ada.id, personId: ada.id, own: true }),
    ]);
    await sql.query(`DELETE FROM "User" WHERE "id" = '${ada.id}'`);
    expect(await db.notification.findMany()).toMatchObject([
      { userId: bob.id, actorId: null, personId: null },
    ]);
  });

  it('the number of unread notifications, of several users in one statement', async () => {
    await insertNotifications(db, [
      notificationOf(bob),
      notificationOf(ada),
      notificationOf(bob, { own: true }),
    ]);
    expect(await inboxOf(ada)).toMatchObject({ lastNumber: 3, unreadCount: 3 });
    expect(await inboxOf(bob)).toMatchObject({ lastNumber: 2, unreadCount: 1 });
    await sql.query(`UPDATE "Notification" SET "readAt" = now() WHERE "number" <= 2`);
    expect(await inboxOf(ada)).toMatchObject({ unreadCount: 1 });
    expect(await inboxOf(bob)).toMatchObject({ unreadCount: 0 });
    await sql.query(`UPDATE "Notification" SET "readAt" = NULL WHERE NOT "own"`);
    expect(await inboxOf(ada)).toMatchObject({ unreadCount: 3 });
    await sql.query(`DELETE FROM "Notification" WHERE "number" = 1`);
    expect(await inboxOf(ada)).toMatchObject({ lastNumber: 3, unreadCount: 2 });
    expect(await inboxOf(bob)).toMatchObject({ unreadCount: 0 });
  });

  it('the number of unread notifications, whatever is written and marked', async () => {
    const user = fc.constantFrom('ada', 'bob');
    const step = fc.oneof(
      fc.record({ write: fc.array(fc.record({ user, own: fc.boolean() }), { maxLength: 5 }) }),
      fc.record({ user, upTo: fc.integer({ min: 0, max: 12 }) }),
      fc.record({ user, numbers: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        await db.user.deleteMany();
        const users = { ada: await givenUserRow(db), bob: await givenUserRow(db) };
        const named = (name: string) => users[name as keyof typeof users];
        let written = 0;
        for (const each of steps) {
          if ('write' in each) {
            written += each.write.length;
            await insertNotifications(
              db,
              each.write.map(({ user: name, own }) => notificationOf(named(name), { own })),
            );
          } else {
            await markRead(db, named(each.user).id, each, new Date());
          }
        }
        for (const { id: userId } of Object.values(users)) {
          const rows = await db.notification.findMany({
            where: { userId },
            orderBy: { number: 'asc' },
          });
          const unreadCount = rows.filter(({ readAt }) => readAt === null).length;
          expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => i + 1));
          const inbox = { userId, lastNumber: rows.length, unreadCount };
          expect(await db.inbox.findUnique({ where: { userId } })).toEqual(inbox);
        }
        expect(await db.notification.count()).toBe(written);
      }),
      { numRuns: 25 },
    );
  });
});

describe('insertNotifications', () => {
  it('gives the numbers in the order of the rows, and writes nothing for no rows', async () => {
    await insertNotifications(db, []);
    await insertNotifications(db, [
      notificationOf(bob, { eventName: 'first' }),
      notificationOf(ada, { eventName: 'third' }),
      notificationOf(bob, { eventName: 'second' }),
    ]);
    const rows = await db.notification.findMany({
      where: { userId: bob.id },
      orderBy: { number: 'asc' },
    });
    expect(rows.map(({ eventName }) => eventName)).toEqual(['first', 'second']);
    expect((await inboxOf(ada))?.lastNumber).toBe(3);
  });

  it('writes more than one statement may hold, the numbers without a gap', async () => {
    const rows = Array.from({ length: 20_500 }, (_, i) => notificationOf(i % 2 ? ada : bob));
    await db.$transaction((tx) => insertNotifications(tx, rows), { timeout: 60_000 });
    expect(await inboxOf(bob)).toMatchObject({ lastNumber: 10_250, unreadCount: 10_250 });
    expect(await db.notification.count({ where: { userId: bob.id } })).toBe(10_250);
  }, 60_000);
});
