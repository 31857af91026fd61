import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../src/data/database.js';
import { databaseRefusal, isOutage } from '../../src/data/databaseErrors.js';
import { inTransaction } from '../../src/data/transaction.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Relay, startRelay } from '../support/relay.js';

let database: TestDatabase;
let relay: Relay;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  relay = await startRelay(database.url);
});
// A pool of its own for each test: what broke in one must not be met in the next.
beforeEach(() => {
  db = openDatabase(relay.url);
});
afterEach(() => db.$disconnect());
afterAll(async () => {
  await relay.cut();
  await database.drop();
});

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (fault: unknown) => fault,
  );

describe('an outage', () => {
  it('is a connection that ends under a statement', async () => {
    await db.$queryRaw`SELECT 1`;
    const asleep = faultOf(db.$queryRaw`SELECT pg_sleep(60)::text`);
    await relay.cut();

    const fault = await asleep;
    await relay.mend();

    expect(isOutage(fault)).toBe(true);
    expect(databaseRefusal(fault)).toBeNull();
  });

  it('is a server that refuses connections', async () => {
    await relay.cut();
    const fault = await faultOf(db.$queryRaw`SELECT 1`);
    await relay.mend();

    expect(isOutage(fault)).toBe(true);
    expect(databaseRefusal(fault)).toBeNull();
  });

  it('is a COMMIT without an answer', async () => {
    relay.loseNextCommit();

    expect(isOutage(await faultOf(inTransaction(db, (tx) => tx.$queryRaw`SELECT 1`)))).toBe(true);
  });

  it('is a session that an administrator ends', async () => {
    const fault = await faultOf(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`);

    expect(isOutage(fault)).toBe(true);
    expect(databaseRefusal(fault)).toMatchObject({ sqlState: '57P01' });
  });

  it.each(['EPIPE', 'ECONNRESET', 'ETIMEDOUT'])('is %s, as the system says it', (code) => {
    expect(isOutage(Object.assign(new Error('write'), { code }))).toBe(true);
  });
});

describe('no outage', () => {
  it.each([
    ['a text that PostgreSQL cannot store', '22021', () => db.$queryRaw`SELECT ${'\0'}::text`],
    ['a division by zero', '22012', () => db.$queryRaw`SELECT 1 / ${0}::int`],
  ])('is %s', async (_what, sqlState, work) => {
    const fault = await faultOf(work());

    expect(isOutage(fault)).toBe(false);
    expect(databaseRefusal(fault)).toMatchObject({ sqlState });
  });

  it('is a mistake of ours', () => {
    expect(isOutage(new TypeError('undefined is not a function'))).toBe(false);
  });
});
