import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export type TestDatabase = {
  url: string;
  /** Ends whoever is still connected. */
  drop(): Promise<void>;
};

const cloneAttemptsMax = 50;
/** Somebody is connected to the template, which only happens while another clone is made. */
const objectInUse = '55006';

/** A migrated, empty database of the caller's own, on the server that `globalSetup` chose. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(`TEMPLATE "${required('TURNOUT_TEST_TEMPLATE')}"`);
}

/** A database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('TEMPLATE template0');
}

/** A database without any table, in which I and i are two letters: I folds to ı, and İ to i. */
export async function createTurkishDatabase(): Promise<TestDatabase> {
  return createDatabase(
    `TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'`,
  );
}

async function createDatabase(origin: string): Promise<TestDatabase> {
  // The template's name comes first: globalTeardown drops everything that begins with it.
  const name = `${required('TURNOUT_TEST_TEMPLATE')}_${randomBytes(6).toString('hex')}`;
  await withRetries(() => administrate(`CREATE DATABASE "${name}" ${origin}`));

  const url = new URL(required('TURNOUT_TEST_ADMIN_URL'));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administrate(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function administrate(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: required('TURNOUT_TEST_ADMIN_URL') });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

async function withRetries(create: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create();
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === objectInUse;
      if (!inUse || attempt === cloneAttemptsMax) throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is missing: run the tests through npm test.`);
  return value;
}
