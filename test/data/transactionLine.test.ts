import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase, type Transaction } from '../../src/data/database.js';
import { isOutage } from '../../src/data/databaseErrors.js';
import { Prisma } from '../../src/data/prisma/client.js';
import { read, sendThrough, write } from '../../src/data/statements/send.js';
import { inTransaction } from '../../src/data/transaction.js';
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
    poolSize: 8,
    waitMsMax: 60_000, // how fast the machine is must not matter
  });
  rival = new pg.Client({ connectionString: database.url });
  await rival.connect();
  await rival.query('CREATE TABLE note (n int PRIMARY KEY, text text)');
});
beforeEach(async () => {
  await rival.query(`TRUNCATE note; INSERT INTO note VALUES (0, 'first')`);
});
afterAll(async () => {
  await rival.end();
  await db.$disconnect();
  await database.drop();
});

const insert = (tx: Transaction, n: number) =>
  write<{ n: number }>(tx, Prisma.sql`INSERT INTO note VALUES (${n}) RETURNING n`);
const numbers = async () => {
  const { rows } = await rival.query('SELECT n FROM note ORDER BY n');
  return rows.map(({ n }) => n);
};

it('statements run in their transaction, among those that Prisma sends', async () => {
  const written = await inTransaction(db, async (tx) => {
    await tx.$executeRaw`INSERT INTO note VALUES (1)`;
    const [row] = await insert(tx, 2);
    const seen = await read(tx, Prisma.sql`SELECT n FROM note ORDER BY n`);
    expect(await tx.$queryRaw`SELECT n FROM note ORDER BY n`).toEqual(seen);
    expect(seen).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(await numbers()).toEqual([0]);
    return row;
  });
  expect(written).toEqual({ n: 2 });
  expect(await numbers()).toEqual([0, 1, 2]);
});

it('are taken back with it', async () => {
  const failed = inTransaction(db, async (tx) => {
    await insert(tx, 1);
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await numbers()).toEqual([0]);
});

it('find the connection of their own transaction among many', async () => {
  const backend = Prisma.sql`SELECT pg_backend_pid() AS pid, txid_current()::text AS id`;
  const manyAtOnce = () =>
    Promise.all(
      Array.from({ length: 100 }, () =>
        inTransaction(db, async (tx) => ({
          past: await read<{ pid: number; id: string }>(tx, backend),
          throughPrisma: await tx.$queryRaw(backend),
        })),
      ),
    );
  await manyAtOnce(); // from now on there are connections, and transactions begin in one turn
  const answers = await manyAtOnce();
  for (const { past, throughPrisma } of answers) expect(past).toEqual(throughPrisma);
  expect(new Set(answers.map(({ past: [row] }) => row?.id)).size).toBe(100);
});

it('leave together when they are asked for together, and are told of one by one', async () => {
  statements.length = 0;
  const packets = await packetsWhile(() =>
    inTransaction(db, async (tx) => {
      await Promise.all([insert(tx, 1), insert(tx, 2), read(tx, Prisma.sql`SELECT 1`)]);
      await insert(tx, 3);
    }),
  );
  const inserting = 'INSERT INTO note VALUES ($1) RETURNING n';
  const together = [inserting, inserting, 'SELECT 1'];
  expect(packets).toEqual([['BEGIN', ...together], [inserting], ['COMMIT']]);
  expect(statements).toEqual([...together, inserting, 'COMMIT']);
});

it('one that left with a lock sees what was committed while the lock was waited for', async () => {
  await rival.query('BEGIN; SELECT FROM note WHERE n = 0 FOR UPDATE; INSERT INTO note VALUES (1)');
  const seen = inTransaction(db, async (tx) => {
    const [, rows] = await Promise.all([
      write(tx, Prisma.sql`SELECT n FROM note WHERE n = 0 FOR UPDATE`),
      read(tx, Prisma.sql`SELECT n FROM note ORDER BY n`),
    ]);
    return rows;
  });
  await untilSomebodyWaits(db);
  await rival.query('COMMIT');
  expect(await seen).toEqual([{ n: 0 }, { n: 1 }]);
});

it('when one fails, those behind it and the transaction fail, and the connection goes on', async () => {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  const failed = inTransaction(db, async (tx) => {
    outcomes.push(
      ...(await Promise.allSettled([insert(tx, 1), insert(tx, 1), insert(tx, 2)])),
      ...(await Promise.allSettled([insert(tx, 3)])),
    );
    throw new Error('given up');
  });
  await expect(failed).rejects.toThrow('given up');
  const duplicate = { status: 'rejected', reason: { code: '23505' } };
  const aborted = { status: 'rejected', reason: { code: '25P02' } };
  expect(outcomes).toMatchObject([{ status: 'fulfilled' }, duplicate, duplicate, aborted]);
  expect(await numbers()).toEqual([0]);
  await inTransaction(db, (tx) => insert(tx, 1));
  expect(await numbers()).toEqual([0, 1]);
});

it('nothing is sent any more for a transaction that was ended for taking too long', async () => {
  let late: Promise<unknown> | undefined;
  const begin = db.$transaction(
    async (tx) => {
      sendThrough(db.lineOf(tx), tx);
      await read(tx, Prisma.sql`SELECT pg_sleep(0.5)`);
      late = insert(tx, 1);
      await late;
    },
    { timeout: 100 },
  );
  await expect(begin).rejects.toMatchObject({ code: 'P2028' });
  const refused = await late?.catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'P2028' });
  expect(isOutage(refused)).toBe(true);
  expect(await numbers()).toEqual([0]);
});

it('when the connection is lost, all that wait are told, and the next transaction works', async () => {
  const lost = inTransaction(db, async (tx) => {
    const outcomes = await Promise.allSettled([
      read(tx, Prisma.sql`SELECT pg_terminate_backend(pg_backend_pid())`),
      insert(tx, 1),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const [, { reason }] = outcomes as [unknown, PromiseRejectedResult];
    throw reason;
  });
  expect(isOutage(await lost.catch((error: unknown) => error))).toBe(true);
  await inTransaction(db, (tx) => insert(tx, 2));
  expect(await numbers()).toEqual([0, 2]);
});

it('writing belongs in a transaction', () => {
  expect(() => insert(db, 1)).toThrow('inTransaction');
});
