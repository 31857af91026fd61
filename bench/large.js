// Whether the cost of an operation grows with the tables: this project on small ones and on large
// ones, in turns.
import { fileURLToPath } from 'node:url';
import { LARGE, openDatabaseNamed, SMALL, startPostgres, withClient } from './database.js';
import { factsFor } from './facts.js';
import { measure, memoryOf, startClient } from './measure.js';
import { say, startProgress } from './progress.js';
import { startServer } from './servers.js';

/** Where the large database is kept for the next time. */
export const LARGE_HOME = fileURLToPath(new URL('../.turnout/bench', import.meta.url));

/** @returns as what runs with peers measure, with `small` and `large` as the servers */
export async function runLarge({ names, rounds, seconds }) {
  const postgres = await startPostgres(LARGE_HOME);
  const client = startClient();
  const running = [];
  try {
    for (const key of ['small', 'large']) {
      const url = await openDatabaseNamed(postgres.url, key);
      await refuseEmpty(url);
      const server = { ...(await startServer('turnout', url)), key };
      running.push(server);
      client.introduce(server, await factsFor(server, url));
    }
    say('Measuring.');
    const measured = {};
    const progress = startProgress('measuring');
    for (let round = 0; round <= rounds; round++) {
      for (const [at, workload] of names.entries()) {
        for (const server of round % 2 ? running : running.toReversed()) {
          progress.show((round * names.length + at) / ((rounds + 1) * names.length), workload);
          const one = await measure({
            client,
            server,
            workload,
            seconds,
            postgresPid: postgres.pid,
          });
          if (round === 0) continue; // it only warms up
          measured[workload] ??= {};
          measured[workload][server.key] ??= [];
          measured[workload][server.key].push(one);
        }
      }
    }
    progress.end();
    const memory = Object.fromEntries(running.map(({ key, pid }) => [key, memoryOf(pid)]));
    return { measured, memory, rounds, seconds, size: { small: SMALL, large: LARGE } };
  } finally {
    client.stop();
    for (const server of running) await server.stop();
    await postgres.stop();
  }
}

async function refuseEmpty(url) {
  const { rowCount } = await withClient(url, (client) =>
    client.query('SELECT FROM "Event" LIMIT 1'),
  );
  if (rowCount === 0) throw new Error('There are no rows yet: npm run bench:seed -- --large');
}
