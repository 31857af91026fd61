// Runs once after all test files: drops whatever they left, also on a server that is not ours.
import pg from 'pg';
import { removeEmbeddedDatabase } from '../../dist/data/embeddedDatabase.js';

export default async function globalTeardown() {
  const { adminUrl, prefix, database, home } = globalThis.turnoutTestServer;
  if (database) {
    await database.stop();
    await removeEmbeddedDatabase(home);
  } else {
    await dropDatabases(adminUrl, prefix);
  }
}

async function dropDatabases(adminUrl, prefix) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows } = await admin.query(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await admin.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await admin.end();
}
