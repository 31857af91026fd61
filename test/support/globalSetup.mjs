// Runs once before all test files: a PostgreSQL server, and on it one migrated database that every
// test file clones. Plain JavaScript on the compiled code, because Jest does not transform it in
// ESM; `npm test` compiles first.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../../dist/data/embeddedDatabase.js';
import { migrate } from '../../dist/data/migrate.js';
import globalTeardown from './globalTeardown.mjs';

export default async function globalSetup() {
  const own = process.env.DATABASE_URL ? null : await startOwnServer();
  const adminUrl = process.env.DATABASE_URL || own.database.url;
  const prefix = `turnout_test_${randomBytes(4).toString('hex')}`;
  globalThis.turnoutTestServer = { ...own, adminUrl, prefix };

  process.env.TURNOUT_TEST_ADMIN_URL = adminUrl;
  process.env.TURNOUT_TEST_TEMPLATE = prefix;
  try {
    await createTemplate(adminUrl, prefix);
  } catch (error) {
    await globalTeardown(); // Jest only runs it after a setup that worked
    throw error;
  }
}

async function startOwnServer() {
  await removeForgottenServers();
  // Jest dies of a signal without a teardown; an exit at least takes the server along.
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  const home = await mkdtemp(join(tmpdir(), 'turnout-test-'));
  const database = await startEmbeddedDatabase({ home, durable: false, maxConnections: 300 });
  return { home, database };
}

/** Those of runs that were killed. A run that is just beginning has no owner.json yet. */
async function removeForgottenServers() {
  const names = (await readdir(tmpdir())).filter((name) => /^turnout-(test|scratch)-/.test(name));
  const homes = names.map((name) => join(tmpdir(), name));
  for (const home of homes.filter((home) => existsSync(join(home, 'owner.json'))))
    await removeEmbeddedDatabase(home).catch(() => {}); // its run lives, or is another user's
}

async function createTemplate(adminUrl, name) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  await admin.end();

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, {
    directory: fileURLToPath(new URL('../../prisma/migrations', import.meta.url)),
  });
}
