import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase, type Transaction } from '../../src/data/database.js';
import { isOutage } from '../../src/data/databaseErrors.js';
import { Prisma } from '../../src/data/prisma/client.js';
import { read, write, writeAlone } from '../../src/data/statements/send.js';
import { touch } from '../../src/data/touch.js';
import { inOnePacket, inTransaction } from '../../src/data/transaction.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { packetsWhile } from '../support/packets.js';
import { untilSomebodyWaits } from '../support/waiting.js';

let database: TestDatabase;
let db: Database;
/** Everybody else. */
let rival: pg.Client;
const statements: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, {
    onStatement: (sql) => statements.push(sql),
    waitMsMax: 60_000, // how fast the machine is must not matter
  });
  rival = new pg.Client({ connectionString: database.url });
  await rival.connect();
  await rival.query('CREATE TABLE note (n int PRIMARY KEY, text text)');
  await rival.query('CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)');
});
beforeEach(async () => {
  statements.length = 0;
  await rival.query(`TRUNCATE note, late; INSERT INTO note VALUES (0, 'first')`);
});
afterAll(async () => {
  await rival.end();
  await db.$disconnect();
  await database.drop();
});

const insert = (tx: Transaction, n: number) =>
  write(tx, Prisma.sql`INSERT INTO note VALUES (${n}) RETURNING n`);
const LOCK = Prisma.sql`SELECT n, text FROM note WHERE n = 0 FOR UPDATE`;
const numbers = async () => {
  const { rows } = await rival.query('SELECT n FROM note ORDER BY n');
  return rows.map(({ n }) => n);
};
const failureOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

it('is a packet, without a BEGIN or a COMMIT, and answers when all is written', async () => {
  let answers: unknown;
  const packets = await packetsWhile(async () => {
    answers = await inOnePacket(db, (tx) =>
      Promise.all([insert(tx, 1), read(tx, Prisma.sql`SELECT count(*) AS c FROM note`)]),
    );
  });
  expect(answers).toEqual([[{ n: 1 }], [{ c: 2n }]]);
  expect(packets).toHaveLength(1);
  expect(packets[0]).toEqual(statements);
  expect(statements).toHaveLength(2);
  expect(await numbers()).toEqual([0, 1]);
});

it('has in it what is asked for behind an await that waits for nothing', async () => {
  const later = async (tx: Transaction, n: number) => {
    await null;
    return insert(tx, n);
  };
  const packets = await packetsWhile(() =>
    inOnePacket(db, (tx) => Promise.all([insert(tx, 1), later(tx, 2)])),
  );
  expect(packets.map((packet) => packet.length)).toEqual([2]);
});

it('takes everything back when one statement fails', async () => {
  const failed = inOnePacket(db, (tx) =>
    Promise.all([insert(tx, 1), insert(tx, 0), insert(tx, 2)]),
  );
  expect(await failureOf(failed)).toMatchObject({ code: '23505' });
  expect(await numbers()).toEqual([0]);
});

it('answers none of its statements when the commit fails', async () => {
  const late = (tx: Transaction) => write(tx, Prisma.sql`INSERT INTO late VALUES (1) RETURNING n`);
  let outcomes: PromiseSettledResult<unknown>[] = [];
  await inOnePacket(db, async (tx) => {
    outcomes = await Promise.allSettled([insert(tx, 1), late(tx), late(tx)]);
  });
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await numbers()).toEqual([0]);
});

it('sees with each statement what was committed before it began, while it waited for a lock too', async () => {
  await rival.query('BEGIN');
  await rival.query(`UPDATE note SET text = 'changed' WHERE n = 0`);
  await rival.query('INSERT INTO note VALUES (7)');
  const answers = inOnePacket(db, (tx) =>
    Promise.all([write(tx, LOCK), read(tx, Prisma.sql`SELECT n FROM note ORDER BY n`)]),
  );
  await untilSomebodyWaits(db);
  await rival.query('COMMIT');
  expect(await answers).toEqual([[{ n: 0, text: 'changed' }], [{ n: 0 }, { n: 7 }]]);
});

it('is repeated when PostgreSQL ends it for a serialization failure', async () => {
  const fail = Prisma.raw(`DO $$ BEGIN RAISE 'once' USING ERRCODE = '40001'; END $$`);
  let attempts = 0;
  await inOnePacket(db, (tx) => {
    attempts += 1;
    return Promise.all([insert(tx, 1), ...(attempts === 1 ? [write(tx, fail)] : [])]);
  });
  expect(attempts).toBe(2);
  expect(await numbers()).toEqual([0, 1]);
});

it('is not sent again when its connection is lost: nobody knows what became of it', async () => {
  const text = 'SELECT pg_terminate_backend(pg_backend_pid())';
  const packets = await packetsWhile(async () => {
    const lost = inOnePacket(db, (tx) => Promise.all([insert(tx, 1), read(tx, Prisma.raw(text))]));
    expect(isOutage(await failureOf(lost))).toBe(true);
  });
  expect(packets.filter((packet) => packet.includes(text))).toHaveLength(1);
  expect(await numbers()).toEqual([0]);
  await inOnePacket(db, (tx) => insert(tx, 2));
  expect(await numbers()).toEqual([0, 2]);
});

it('refuses what is asked for behind its answer, or of Prisma', async () => {
  const both = inOnePacket(db, async (tx) => {
    await insert(tx, 1);
    await insert(tx, 2);
  });
  expect(await failureOf(both)).toMatchObject({ message: expect.stringContaining('same time') });
  const model = inOnePacket(db, async (tx) => tx.user.count());
  expect(await failureOf(model)).toBeInstanceOf(TypeError);
});

it('wakes those who wait for what it touched, when it is committed', async () => {
  const seen: Promise<number[]>[] = [];
  const end = db.wakeups.listen(['user 1'], () => seen.push(numbers()));
  await inOnePacket(db, async (tx) => {
    touch(tx, ['user 1']);
    await insert(tx, 1);
  });
  end();
  expect(await seen.at(-1)).toEqual([0, 1]);
});

it('a statement that is complete by itself is one, or part of the transaction that it stands in', async () => {
  const one = (tx: Transaction, n: number) =>
    writeAlone(tx, Prisma.sql`INSERT INTO note VALUES (${n}) RETURNING n`);
  expect(await one(db, 1)).toEqual([{ n: 1 }]);
  const failed = inTransaction(db, async (tx) => {
    expect(await one(tx, 2)).toEqual([{ n: 2 }]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await numbers()).toEqual([0, 1]);
});
