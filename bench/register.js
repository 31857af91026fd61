// Registrations decided in groups, against one transaction for each, on the same machine in the
// same run: interleaved rounds on one PostgreSQL, so that a slow minute hits both alike.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median, round, say, summary } from './load.js';
import { eventIds, seed, startDatabase, startServer } from './setup.js';
import { registration } from './workloads.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const SPREAD_OVER = 5_000;

const database = await startDatabase();
await seed(database, { events: SPREAD_OVER, attendees: 50_000 });
const servers = {
  groups: await startServer(database.url),
  'one by one': await startServer(database.url, {
    REGISTRATION_GROUP_MAX: '1',
    REGISTRATION_GROUPS_AT_ONCE: '10', // as many transactions at once as the pool has connections
  }),
};

const ids = await eventIds(servers.groups.url, SPREAD_OVER);
const workloads = {
  'one hot event, 64 clients': { clients: 64, eventOf: () => ids[0] },
  [`spread over ${ids.length} events, 32 clients`]: {
    clients: 32,
    eventOf: (number) => ids[number % ids.length],
  },
};

const results = {};
try {
  for (const [name, { clients, eventOf }] of Object.entries(workloads)) {
    const rounds = { groups: [], 'one by one': [] };
    for (let i = 0; i <= ROUNDS; i++) {
      for (const [way, server] of Object.entries(servers)) {
        const one = await round({
          server,
          clients,
          seconds: i ? SECONDS : 2,
          body: registration(eventOf),
        });
        say(`${name}, ${way}: round ${i} of ${ROUNDS}, ${Math.round(one.perSecond)}/s`);
        if (i > 0) rounds[way].push(one); // the first only warms up
      }
    }
    const ratio = median(
      rounds.groups.map((one, i) => one.perSecond / rounds['one by one'][i].perSecond),
    );
    results[name] = {
      groups: summary(rounds.groups),
      'one by one': summary(rounds['one by one']),
      ratio: Number(ratio.toFixed(2)),
    };
  }
} finally {
  for (const server of Object.values(servers)) await server.stop();
  await database.stop();
}

for (const [name, { ratio, ...ways }] of Object.entries(results)) {
  console.log(`\n${name}`);
  console.table(ways);
  console.log(`groups do ${ratio} times as many`);
}
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/register.json', `${JSON.stringify(results, null, 2)}\n`);
