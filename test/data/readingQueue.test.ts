import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createLoneReading } from '../../src/data/statements/loneReading.js';
import type { SendStatement } from '../../src/data/statements/onConnection.js';
import { createReadingQueue } from '../../src/data/statements/readingQueue.js';
import { StatementFailed } from '../../src/data/statements/StatementFailed.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { packetsWhile } from '../support/packets.js';

let database: TestDatabase;
let pool: pg.Pool;
let read: SendStatement;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await pool?.end();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => {}); // connections that a test ends while nobody uses them
  read = createReadingQueue(pool, { connectionsMax: 2, batchMax: 50 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const named = (name: string, text: string, ...values: string[]) => ({ name, text, values });
const unnamed = (text: string, ...values: string[]) => ({ name: undefined, text, values });
const number = (n: number) => named('a_number', 'SELECT $1::int AS "n"', String(n));

describe('statements that are asked for together', () => {
  it('are sent together, and each is answered with its own rows', async () => {
    let answers: unknown[] = [];
    const packets = await packetsWhile(async () => {
      answers = await Promise.all(Array.from({ length: 20 }, (_, n) => read(number(n))));
    });
    expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => [{ n }]));
    expect(packets.map(({ length }) => length)).toEqual([20]);
  });

  it('are no more than fifty in a packet', async () => {
    const packets = await packetsWhile(() =>
      Promise.all(Array.from({ length: 120 }, (_, n) => read(number(n)))),
    );
    expect(Math.max(...packets.map(({ length }) => length))).toBe(50);
    expect(packets.flat()).toHaveLength(120);
  });

  it('are no more in a packet than answered a thousand rows the last time, but for one alone', async () => {
    const rows = (name: string, n: number) =>
      named(name, 'SELECT generate_series(1, $1::int) AS "n"', String(n));
    const packets = async (name: string, count: number, n: number) => {
      const asked = Array.from({ length: count }, () => rows(name, n));
      const sent = await packetsWhile(() => Promise.all(asked.map(read)));
      return sent.map(({ length }) => length);
    };
    // Not before it is known how many rows they answer.
    expect(await packets('some_rows', 9, 300)).toEqual([9]);
    expect(Math.max(...(await packets('some_rows', 9, 300)))).toBe(3);
    await packets('many_rows', 1, 1_200);
    expect(await packets('many_rows', 3, 1_200)).toEqual([1, 1, 1]);
  });

  it('may be different ones, with names and without, with many rows, one or none', async () => {
    const answers = await Promise.all([
      read(named('many', 'SELECT n, n::text AS "text" FROM generate_series(1, 3) AS n')),
      read(unnamed('SELECT $1::text AS "it"', 'Ünï')),
      read(number(7)),
      read(unnamed('SELECT 1 WHERE FALSE')),
      read(unnamed('SELECT $1::text AS "it", NULL AS "nothing"', 'other')),
    ]);
    expect(answers).toEqual([
      [1, 2, 3].map((n) => ({ n, text: String(n) })),
      [{ it: 'Ünï' }],
      [{ n: 7 }],
      [],
      [{ it: 'other', nothing: null }],
    ]);
  });

  it('are prepared once on a connection, also for whoever else uses the name there', async () => {
    const one = new pg.Pool({ connectionString: database.url, max: 1 });
    const readByIt = createReadingQueue(one, { connectionsMax: 1, batchMax: 50 });
    await Promise.all([readByIt(number(1)), readByIt(number(2))]);
    await readByIt(number(3));
    const prepared = await one.query('SELECT name FROM pg_prepared_statements');
    const byDriver = await one.query({
      name: 'a_number',
      text: 'SELECT $1::int AS "n"',
      values: [4],
    });
    await one.end();
    expect(prepared.rows).toEqual([{ name: 'a_number' }]);
    expect(byDriver.rows).toEqual([{ n: 4 }]);
  });
});

describe('a statement that fails', () => {
  it('fails alone: those before it and those behind it are answered', async () => {
    const asked = [number(1), unnamed('SELECT 1/0'), number(2), unnamed('SELECT oops'), number(3)];
    const answers = await Promise.allSettled(asked.map(read));
    expect(answers).toEqual([
      { status: 'fulfilled', value: [{ n: 1 }] },
      { status: 'rejected', reason: expect.any(StatementFailed) },
      { status: 'fulfilled', value: [{ n: 2 }] },
      { status: 'rejected', reason: expect.any(StatementFailed) },
      { status: 'fulfilled', value: [{ n: 3 }] },
    ]);
    expect(
      answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : [])),
    ).toEqual(['22012', '42703']);
  });

  it('leaves its name usable, whether it failed in planning or in running', async () => {
    const divide = (n: number) => named('divide', 'SELECT 6 / $1::int AS "n"', String(n));
    await expect(read(divide(0))).rejects.toMatchObject({ code: '22012' });
    expect(await read(divide(2))).toEqual([{ n: 3 }]);

    const later = named('later', 'SELECT * FROM "Later"');
    await expect(read(later)).rejects.toMatchObject({ code: '42P01' });
    await pool.query('CREATE TABLE "Later" ("one" int)');
    expect(await read(later)).toEqual([]);
  });
});

describe('a connection that is lost', () => {
  /** Ends the connection that it is sent on, as long as the sequence is below its number. */
  const endConnection = (times: number) =>
    unnamed(
      `SELECT nextval('ends')::int AS "n", CASE WHEN currval('ends') <= $1::int THEN
         pg_terminate_backend(pg_backend_pid()) END AS "ended"`,
      String(times),
    );
  beforeEach(async () => {
    await pool.query('DROP SEQUENCE IF EXISTS ends');
    await pool.query('CREATE SEQUENCE ends');
  });

  it('is replaced: everybody is answered', async () => {
    const answers = await Promise.all([read(number(1)), read(endConnection(1)), read(number(2))]);
    expect(answers).toEqual([[{ n: 1 }], [{ n: 2, ended: null }], [{ n: 2 }]]);
    expect(await read(number(3))).toEqual([{ n: 3 }]);
  });

  it('is replaced once: whoever loses two is told so', async () => {
    await expect(read(endConnection(9))).rejects.toBeInstanceOf(StatementFailed);
    const { rows } = await pool.query(`SELECT last_value::int AS "tries" FROM ends`);
    expect(rows).toEqual([{ tries: 2 }]);
    expect(await read(number(1))).toEqual([{ n: 1 }]);
  });

  it('is replaced for who reads alone, too', async () => {
    const readAlone = createLoneReading(pool);
    expect(await readAlone(endConnection(1))).toEqual([{ n: 2, ended: null }]);
    await expect(readAlone(endConnection(9))).rejects.toBeInstanceOf(StatementFailed);
    await expect(readAlone(unnamed('SELECT 1/0'))).rejects.toMatchObject({ code: '22012' });
  });
});

/** A lock that a statement waits for: it takes as long as the test wants. */
async function holdUp(): Promise<{
  statement: ReturnType<typeof unnamed>;
  release(): Promise<void>;
}> {
  const holder = await pool.connect();
  await holder.query('SELECT pg_advisory_lock(1)');
  return {
    statement: unnamed(`SELECT 'late' AS "n" FROM (SELECT pg_advisory_xact_lock(1)) AS held`),
    async release() {
      await holder.query('SELECT pg_advisory_unlock(1)');
      holder.release();
    },
  };
}

describe('who takes long', () => {
  it('does not hold up for ever those who come later: they take another connection', async () => {
    const { statement, release } = await holdUp();
    const late = read(statement);
    // As long as nobody is answered, ask again: at some time patience is over.
    let answered = false;
    const quick: Promise<unknown>[] = [];
    while (!answered) {
      quick.push(read(number(1)).finally(() => (answered = true)));
      await new Promise(setImmediate);
    }
    await release();
    await Promise.all(quick);
    expect(await late).toEqual([{ n: 'late' }]);
  });

  it('holds up nobody when it reads alone', async () => {
    const { statement, release } = await holdUp();
    const late = createLoneReading(pool)(statement);
    expect(await read(number(1))).toEqual([{ n: 1 }]);
    await release();
    expect(await late).toEqual([{ n: 'late' }]);
  });
});

it('who reads alone is one of three at once, however many came and failed before', async () => {
  const readAlone = createLoneReading(pool);
  const some = (count: number) => Array.from({ length: count }, (_, n) => readAlone(number(n)));
  await Promise.allSettled([...some(3), ...some(3).map(() => readAlone(unnamed('SELECT 1/0')))]);

  const answers = some(5);
  // The pool gives connections away in the next tick; nobody is answered before a turn is over.
  for (let ticks = 0; ticks < 3; ticks++) {
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }
  expect(pool.totalCount - pool.idleCount).toBe(3);
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4].map((n) => [{ n }]));
});

it('a statement begins after it was asked for, so what was written before is found', async () => {
  await pool.query('CREATE TABLE "Counted" AS SELECT 0 AS "n"');
  let written = 0;
  let reading = true;
  const readers = Array.from({ length: 6 }, async () => {
    while (reading) await read(unnamed('SELECT "n" FROM "Counted"'));
  });
  for (let i = 0; i < 100; i++) {
    await pool.query('UPDATE "Counted" SET "n" = "n" + 1');
    written += 1;
    const [row] = (await read(unnamed('SELECT "n" FROM "Counted"'))) as { n: number }[];
    expect(row?.n).toBe(written);
  }
  reading = false;
  await Promise.all(readers);
});

it('those who read on and on leave the only connection to whoever else waits for it', async () => {
  const one = new pg.Pool({ connectionString: database.url, max: 1 });
  const readByIt = createReadingQueue(one, { connectionsMax: 1, batchMax: 50 });
  let reading = true;
  const readers = Array.from({ length: 4 }, async () => {
    while (reading) await readByIt(number(1));
  });
  const client = await one.connect();
  const { rows } = await client.query('SELECT 2 AS "n"');
  client.release();
  reading = false;
  await Promise.all(readers);
  await one.end();
  expect(rows).toEqual([{ n: 2 }]);
});

it('who gets no connection in time is told so', async () => {
  const narrow = new pg.Pool({
    connectionString: database.url,
    max: 1,
    connectionTimeoutMillis: 50,
  });
  const holder = await narrow.connect();
  const readNarrow = createReadingQueue(narrow, { connectionsMax: 1, batchMax: 50 });
  const answers = await Promise.allSettled([readNarrow(number(1)), readNarrow(number(2))]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  holder.release();
  expect(await readNarrow(number(3))).toEqual([{ n: 3 }]);
  await narrow.end();
});
