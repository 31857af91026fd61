import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase, type Transaction } from '../../src/data/database.js';
import { Prisma } from '../../src/data/prisma/client.js';
import { read, write } from '../../src/data/statements/send.js';
import { inTransaction } from '../../src/data/transaction.js';
import { type BrokenStatements, breakStatements } from '../support/brokenStatements.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { packetsWhile } from '../support/packets.js';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await db.$executeRaw`CREATE TABLE note (n int)`;
});
beforeEach(() => db.$executeRaw`TRUNCATE note`);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const INSERT = 'INSERT INTO note VALUES ($1)';
const insert = (tx: Transaction, n: number): Promise<unknown> =>
  write(tx, Prisma.sql`INSERT INTO note VALUES (${n})`);
const insertByPrisma = async (tx: Transaction, n: number): Promise<unknown> =>
  tx.$executeRaw`INSERT INTO note VALUES (${n})`;
const numbers = async () => {
  const rows = await db.$queryRaw<{ n: number }[]>`SELECT n FROM note ORDER BY n`;
  return rows.map(({ n }) => n);
};

describe('BEGIN', () => {
  it('leaves with the first statement', async () => {
    const packets = await packetsWhile(() =>
      inTransaction(db, async (tx) => {
        expect(await insert(tx, 1)).toEqual([]);
        expect(await read(tx, Prisma.sql`SELECT n FROM note`)).toEqual([{ n: 1 }]);
      }),
    );
    expect(packets).toEqual([['BEGIN', INSERT], ['SELECT n FROM note'], ['COMMIT']]);
  });

  it('leaves before the first statement, when that is one of Prisma', async () => {
    const packets = await packetsWhile(() => inTransaction(db, (tx) => insertByPrisma(tx, 1)));
    expect(packets).toEqual([['BEGIN'], [INSERT], ['COMMIT']]);
  });

  it('does not leave where nothing is asked', async () => {
    expect(await packetsWhile(() => inTransaction(db, async () => {}))).toEqual([]);
    const failed = inTransaction(db, () => Promise.reject(new Error('changed my mind')));
    await expect(failed).rejects.toThrow('changed my mind');
    // Neither is owed by whoever gets the connection next.
    const packets = await packetsWhile(() => read(db, Prisma.sql`SELECT n FROM note`));
    expect(packets).toEqual([['SELECT n FROM note']]);
  });

  it.each([insert, insertByPrisma])('comes before what is taken back', async (first) => {
    const failed = inTransaction(db, async (tx) => {
      await first(tx, 1);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await numbers()).toEqual([]);
  });
});

describe('a BEGIN that fails', () => {
  let broken: BrokenStatements;
  beforeAll(() => {
    broken = breakStatements();
  });
  afterAll(() => broken.restore());

  it.each([
    ['of Prisma', insertByPrisma, insertByPrisma],
    ['past Prisma', insert, insert],
    ['of both', insertByPrisma, insert],
    ['of both, in the other order', insert, insertByPrisma],
  ])('lets nothing behind it be done, by statements %s', async (_whose, first, second) => {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    broken.breakAt(1, 'refused');
    const failed = inTransaction(db, async (tx) => {
      outcomes.push(...(await Promise.allSettled([first(tx, 1)])));
      outcomes.push(...(await Promise.allSettled([second(tx, 2)])));
      throw new Error('given up');
    });
    await expect(failed).rejects.toThrow();
    broken.mend();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await numbers()).toEqual([]);

    await inTransaction(db, (tx) => first(tx, 3));
    expect(await numbers()).toEqual([3]);
  });

  it('lets nothing be done that was asked for at the same moment', async () => {
    broken.breakAt(1, 'refused');
    const failed = inTransaction(db, async (tx) => {
      await Promise.allSettled([insertByPrisma(tx, 1), insert(tx, 2), insert(tx, 3)]);
      throw new Error('given up');
    });
    await expect(failed).rejects.toThrow();
    broken.mend();
    expect(await numbers()).toEqual([]);
  });
});
