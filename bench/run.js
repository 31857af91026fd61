// How much one server process does, workload by workload, with client, server and PostgreSQL on one
// machine. The numbers are for comparing two versions in the same run of a machine, not for boasting.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { round, say, summary } from './load.js';
import { eventIds, seed, startDatabase, startServer } from './setup.js';
import { workloads } from './workloads.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    events: { type: 'string', default: '10000' },
    attendees: { type: 'string', default: '100000' },
  },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);

const database = await startDatabase();
say('seeding …');
await seed(database, { events: Number(values.events), attendees: Number(values.attendees) });
const server = await startServer(database.url);

const rounds = {};
try {
  const all = Object.entries(workloads(await eventIds(server.url, 2_000)));
  for (let i = 0; i <= ROUNDS; i++) {
    for (const [name, { clients, body }] of all) {
      const one = await round({ server, clients, body, seconds: i ? SECONDS : 1 });
      say(`round ${i} of ${ROUNDS}: ${name}: ${Math.round(one.perSecond)}/s`);
      if (i === 0) continue; // it only warms up
      rounds[name] ??= [];
      rounds[name].push(one);
    }
  }
} finally {
  await server.stop();
  await database.stop();
}

const results = Object.fromEntries(
  Object.entries(rounds).map(([name, ofWorkload]) => [name, summary(ofWorkload)]),
);
console.table(results);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/run.json', `${JSON.stringify(results, null, 2)}\n`);
