// Makes the databases that `npm run bench -- --large` compares, and keeps them: a small one and one
// with 1,000,000 events and 10,000,000 attendees. `npm run bench:seed -- --help`
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { removeEmbeddedDatabase } from '../dist/data/embeddedDatabase.js';
import { LARGE, openDatabaseNamed, SMALL, seed, startPostgres, withClient } from './database.js';
import { LARGE_HOME } from './large.js';
import { say, startProgress } from './progress.js';

const USAGE = `Usage: npm run bench:seed -- [--large] [--remove]

  --large    seeds 1,000,000 events and 10,000,000 attendees too: some minutes, some gigabytes
  --remove   removes what was seeded
  --help     show this
`;

/** Rows with their indexes, and the log of changes while they are written. */
const BYTES_NEEDED = 20e9;

const { values: options } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) process.stdout.write(USAGE);
else if (options.remove) await remove();
else await seedAll();

async function remove() {
  await removeEmbeddedDatabase(LARGE_HOME);
  say('Removed.');
}

async function seedAll() {
  if (options.large) await refuseFullDisk();
  const postgres = await startPostgres(LARGE_HOME);
  try {
    await seedOnce(postgres.url, 'small', SMALL);
    if (options.large) await seedOnce(postgres.url, 'large', LARGE);
  } finally {
    await postgres.stop();
  }
}

async function seedOnce(serverUrl, name, size) {
  const url = await openDatabaseNamed(serverUrl, name);
  const tables = await withClient(url, (client) =>
    client.query(`SELECT (SELECT count(*) FROM (SELECT FROM "Event" LIMIT 1) AS e)::int AS events,
      to_regclass('bench_numbers') IS NOT NULL AS interrupted`),
  );
  const [{ events, interrupted }] = tables.rows;
  if (interrupted)
    throw new Error('Seeding was interrupted: npm run bench:seed -- --remove first.');
  if (events > 0) return say(`${name}: is there already.`);
  const progress = startProgress(name);
  await seed(url, size, (what, share) => progress.show(share, what));
  progress.end();
  const { rows } = await withClient(url, (client) =>
    client.query('SELECT pg_size_pretty(pg_database_size(current_database())) AS size'),
  );
  say(`${name}: ${size.events} events, ${size.attendees} attendees, ${rows[0].size}.`);
}

async function refuseFullDisk() {
  if (existsSync(LARGE_HOME)) return;
  const { bavail, bsize } = await statfs('.');
  const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(0)} GB`;
  if (bavail * bsize > BYTES_NEEDED) return;
  throw new Error(
    `It needs ${gigabytes(BYTES_NEEDED)} of disk, and ${gigabytes(bavail * bsize)} are free.`,
  );
}
