import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { Prisma } from '../../src/data/prisma/client.js';
import { attendeeColumns, eventColumns } from '../../src/data/rows.js';
import { read } from '../../src/data/statements/send.js';
import { statementName } from '../../src/data/statements/statementNames.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { isKept, sentWhile } from '../support/plans.js';
import { attendeeRow, eventRow } from '../support/rows.js';

let database: TestDatabase;
let db: Database;
const statements: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { onStatement: (sql) => statements.push(sql) });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const INSTANTS = [
  '0001-01-01T00:00:00.000Z',
  '0099-12-31T23:59:59.999Z',
  '0100-01-01T00:00:00.000Z',
  '1883-11-18T17:00:00.000Z',
  '1969-12-31T23:59:59.990Z',
  '2025-06-20T13:30:00.250Z',
  '2024-02-29T12:00:00.007Z',
  '9999-12-31T23:59:59.999Z',
].map((text) => new Date(text));

it.each(INSTANTS)('%s is read as it was written, with zone and without', async (instant) => {
  const statement = Prisma.sql`
    SELECT ${instant}::timestamptz AS "zoned", ${instant}::timestamptz::timestamp AS "local"`;
  expect(await read(db, statement)).toEqual([{ zoned: instant, local: instant }]);
});

it('rows are those that Prisma gives, inside a transaction and outside', async () => {
  const event = eventRow({
    name: 'Ünï "quoted" \\ \n',
    manageSecretHash: new Uint8Array([0, 255]),
  });
  await db.event.create({ data: event });
  await db.attendee.create({
    data: attendeeRow(event.id, { checkedInAt: new Date(), checkedInBy: 'Door' }),
  });
  const events = Prisma.sql`SELECT ${eventColumns.of('row')} FROM "Event" AS row`;
  const attendees = Prisma.sql`SELECT ${attendeeColumns.of('row')} FROM "Attendee" AS row`;

  for (const sender of [db, null]) {
    const answer = (statement: Prisma.Sql) =>
      sender ? read(sender, statement) : db.$transaction((tx) => read(tx, statement));
    expect(await answer(events)).toStrictEqual(await db.event.findMany());
    expect(await answer(attendees)).toStrictEqual(await db.attendee.findMany());
  }
});

it('parameters arrive as what they are', async () => {
  const bytes = new Uint8Array([0, 39, 92, 255]);
  const instant = INSTANTS[0] as Date;
  const statement = Prisma.sql`SELECT ${bytes}::bytea AS "bytes", ${[bytes]}::bytea[] = ARRAY[${bytes}::bytea] AS "same",
    ${['a"b', 'c,d', 'NULL']}::text[] = ARRAY['a"b', 'c,d', 'NULL'] AS "texts", ${null}::text AS "nothing",
    ${[instant]}::timestamptz[] = ARRAY[${instant}::timestamptz] AS "instants", ${12n}::bigint AS "large"`;
  expect(await read(db, statement)).toEqual([
    { bytes, same: true, texts: true, nothing: null, instants: true, large: 12n },
  ]);
});

it('every statement is told of, and failures are those of the database', async () => {
  statements.length = 0;
  await read(db, Prisma.sql`SELECT 1 AS "one"`);
  expect(statements).toEqual(['SELECT 1 AS "one"']);
  await expect(read(db, Prisma.sql`SELECT 1/0`)).rejects.toMatchObject({ code: '22012' });
});

it('transactions are READ COMMITTED, and sessions count in UTC', async () => {
  const [level] = await db.$transaction((tx) => tx.$queryRaw<object[]>`SHOW transaction_isolation`);
  expect(level).toEqual({ transaction_isolation: 'read committed' });
  expect(await read(db, Prisma.sql`SHOW TimeZone`)).toEqual([{ TimeZone: 'UTC' }]);
});

it('goes on when a migration adds a column to a table that is being read', async () => {
  const columns = eventColumns.of('row');
  const ask = () => read(db, Prisma.sql`SELECT ${columns} FROM "Event" AS row`);
  await ask();
  await ask();
  const [sent] = await sentWhile(ask);
  expect(sent?.name).toBeDefined(); // it is kept prepared by now
  await db.$executeRaw`ALTER TABLE "Event" ADD COLUMN "later" int`;
  expect(await ask()).toHaveLength(1);
  expect(isKept('SELECT row.* FROM "Event" AS row')).toBe(false);
  expect(isKept('SELECT count(*) FROM "Event"')).toBe(true);
});

it('a bounded number of statements is kept prepared', () => {
  const tried = Array.from({ length: 10_000 }, (_, i) => statementName(`SELECT ${i}, 'once'`));
  expect(tried.filter((name) => name !== undefined)).toEqual([]);

  const twice = Array.from({ length: 1_000 }, (_, i) => `SELECT ${i}`).filter(isKept);
  expect(twice.length).toBeGreaterThan(100);
  expect(twice.length).toBeLessThan(301);
  expect(new Set(twice.map(statementName)).size).toBe(twice.length);
  expect(statementName('SELECT 0')).toBe(statementName('SELECT 0'));
});

it('a pool that was only read from ends with the client', async () => {
  const reading = openDatabase(database.url);
  await read(reading, Prisma.sql`SELECT 1`);
  await reading.$disconnect();
  await expect(read(reading, Prisma.sql`SELECT 1`)).rejects.toThrow(
    'after calling end on the pool',
  );
});
