// Whether the cost of an operation grows with the tables: this project on small ones and on large
// ones, in turns.
import { fileURLToPath } from 'node:url';
import { LARGE, openDatabaseNamed, SMALL, startPostgres, withClient } from './database.js';
import { startClient } from './measure.js';
import { measureInRounds } from './rounds.js';

/** Where the large database is kept for the next time. */
export const LARGE_HOME = fileURLToPath(new URL('../.turnout/bench', import.meta.url));

/** @returns as what runs with peers measure, with `small` and `large` as the servers */
export async function runLarge({ names, rounds, seconds, warmUpSeconds }) {
  const postgres = await startPostgres(LARGE_HOME);
  const client = startClient();
  try {
    const chosen = [];
    for (const key of ['small', 'large']) {
      const databaseUrl = await openDatabaseNamed(postgres.url, key);
      await refuseEmpty(databaseUrl);
      chosen.push({ name: 'turnout', key, databaseUrl });
    }
    const { measured, memory } = await measureInRounds({
      chosen,
      names,
      client,
      postgresPid: postgres.pid,
      rounds,
      seconds,
      warmUpSeconds,
    });
    return { measured, memory, rounds, seconds, size: { small: SMALL, large: LARGE } };
  } finally {
    client.stop();
    await postgres.stop();
  }
}

async function refuseEmpty(url) {
  const { rowCount } = await withClient(url, (client) =>
    client.query('SELECT FROM "Event" LIMIT 1'),
  );
  if (rowCount === 0) throw new Error('There are no rows yet: npm run bench:seed -- --large');
}
