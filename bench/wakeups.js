// What it costs those who write to wake those who wait: PostgreSQL's NOTIFY inside the transaction
// that writes, after its commit as Turnout does it, and not at all. Interleaved rounds on one
// PostgreSQL that waits for its disk, each writer with a row of its own, so that nothing but
// the disk and NOTIFY's own lock is in anybody's way.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createWakeups } from '../dist/data/wakeups.js';
import { openDatabaseNamed, startPostgres, withClient } from './database.js';
import { median } from './measure.js';
import { say } from './progress.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const WRITERS = 32;

const postgres = await startPostgres();
const rounds = { 'no wake-up': [], 'inside the transaction': [], 'after the commit': [] };
try {
  const url = await openDatabaseNamed(postgres.url, 'wakeups');
  await withClient(url, async (admin) => {
    await admin.query('CREATE TABLE IF NOT EXISTS written (writer INT PRIMARY KEY, times INT)');
    await admin.query('TRUNCATE written');
    await admin.query('INSERT INTO written SELECT n, 0 FROM generate_series(1, $1) AS n', [
      WRITERS,
    ]);
  });
  const wakeups = createWakeups(url);
  const ways = {
    'no wake-up': {},
    'inside the transaction': {
      inside: (client, writer) => client.query('SELECT pg_notify($1, $2)', ['bench', `${writer}`]),
    },
    'after the commit': { after: (writer) => wakeups.announce([`event ${writer}`]) },
  };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [way, steps] of Object.entries(ways)) {
      const perSecond = await write(url, steps);
      say(`${way}: round ${round} of ${ROUNDS}, ${Math.round(perSecond)} commits/s`);
      if (round > 0) rounds[way].push(perSecond); // the first only warms up
    }
  }
  await wakeups.close();
} finally {
  await postgres.stop();
}

const without = rounds['no wake-up'];
console.table(
  Object.fromEntries(
    Object.entries(rounds).map(([way, found]) => [
      way,
      {
        'commits/s': Math.round(median(found)),
        'against no wake-up': Number(
          median(found.map((perSecond, i) => perSecond / without[i])).toFixed(2),
        ),
      },
    ]),
  ),
);

/** Commits a second of all writers together. */
async function write(url, { inside, after }) {
  const until = Date.now() + SECONDS * 1_000;
  let commits = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, i) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      while (Date.now() < until) {
        await client.query('BEGIN');
        await client.query('UPDATE written SET times = times + 1 WHERE writer = $1', [i + 1]);
        await inside?.(client, i);
        await client.query('COMMIT');
        after?.(i);
        commits += 1;
      }
      await client.end();
    }),
  );
  return commits / SECONDS;
}
