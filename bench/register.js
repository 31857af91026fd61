// Registrations decided in groups, against one transaction for each, on the same machine in the
// same run: interleaved rounds on one PostgreSQL, so that a slow minute hits both alike.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabaseNamed, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { measure, median, medians, startClient } from './measure.js';
import { say } from './progress.js';
import { startServer } from './servers.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const WORKLOADS = ['register, one hot event', 'register, spread over 5,000'];
/** How each server decides registrations. */
const WAYS = {
  groups: {},
  'one by one': {
    REGISTRATION_GROUP_MAX: '1',
    REGISTRATION_GROUPS_AT_ONCE: '10', // as many transactions at once as the pool has connections
  },
};

const postgres = await startPostgres();
const client = startClient();
const servers = [];
const results = {};
try {
  const url = await openDatabaseNamed(postgres.url, 'bench');
  await seed(url, { events: 6_000, attendees: 60_000, hot: 10_000 });
  for (const [key, settings] of Object.entries(WAYS)) {
    const server = { ...(await startServer('turnout', url, settings)), key };
    servers.push(server);
    client.introduce(server, await factsFor(server, url));
  }
  for (const workload of WORKLOADS) results[workload] = await compare(workload);
} finally {
  client.stop();
  for (const server of servers) await server.stop();
  await postgres.stop();
}

for (const [name, { ratio, ...ways }] of Object.entries(results)) {
  console.log(`\n${name}`);
  console.table(ways);
  console.log(`groups do ${ratio} times as many`);
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/register.json', `${JSON.stringify(results, null, 2)}\n`);

async function compare(workload) {
  const rounds = { groups: [], 'one by one': [] };
  for (let i = 0; i <= ROUNDS; i++) {
    for (const server of servers) {
      const seconds = i ? SECONDS : 2;
      const one = await measure({ client, server, workload, seconds, postgresPid: postgres.pid });
      say(`${workload}, ${server.key}: round ${i} of ${ROUNDS}, ${Math.round(one.perSecond)}/s`);
      if (i > 0) rounds[server.key].push(one); // the first only warms up
    }
  }
  const ratio = median(
    rounds.groups.map((one, i) => one.perSecond / rounds['one by one'][i].perSecond),
  );
  return {
    groups: summary(rounds.groups),
    'one by one': summary(rounds['one by one']),
    ratio: Number(ratio.toFixed(2)),
  };
}

function summary(rounds) {
  const { perSecond, p99, serverCpu } = medians(rounds);
  return {
    'requests/s': Math.round(perSecond),
    'p99 ms': Math.round(p99),
    'server CPU µs/request': Math.round(serverCpu),
  };
}
