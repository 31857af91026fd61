// How much one server process does beside its peers: the same operations on the same PostgreSQL, in
// rounds that take turns, so that a slow minute hits all alike. Client, servers and PostgreSQL share
// one machine; what counts is the ratio within a run. `npm run bench -- --help`
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { compareAnswers } from './compare.js';
import { countStatements, openDatabaseNamed, SMALL, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { runLarge } from './large.js';
import { measure, medians, memoryOf, startClient } from './measure.js';
import { say, startProgress } from './progress.js';
import { summarize, table, writeReadme } from './report.js';
import { BASE, servers as known, startServer } from './servers.js';
import { workloads } from './workloads.js';

const USAGE = `Usage: npm run bench -- [options]

  --rounds N         rounds of each workload on each server (5)
  --seconds S        length of a round (2)
  --only TEXT        only workloads with TEXT in their name; may be given several times
  --peers TEXT       only servers with TEXT in their name, beside this project; "none" for itself alone
  --events N, --attendees N, --hot N   rows to seed (10000, 500000, of which 200000 for one event)
  --statements N     operations of which the statements are counted (200)
  --large            small against large tables instead of peers; needs npm run bench:seed -- --large
  --out FILE         where to write the results as JSON; the table goes beside it as .txt
                     (bench/results/peers.json, or large.json)
  --readme           also writes the table into README.md
  --help             show this
`;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string', multiple: true },
    peers: { type: 'string', multiple: true },
    events: { type: 'string', default: String(SMALL.events) },
    attendees: { type: 'string', default: String(SMALL.attendees) },
    hot: { type: 'string', default: String(SMALL.hot) },
    statements: { type: 'string', default: '200' },
    large: { type: 'boolean', default: false },
    out: { type: 'string' },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const matches = (name, wanted) => !wanted || wanted.some((text) => name.includes(text));
const names = Object.keys(workloads).filter((name) => matches(name, options.only));

if (options.help) process.stdout.write(USAGE);
else if (names.length === 0) throw new Error(`no workload has ${options.only} in its name`);
else if (options.large) finish('large', await runLarge({ ...numbers(), names }));
else finish('peers', await runPeers());

function numbers() {
  const number = (name) => Number(options[name]);
  return {
    rounds: number('rounds'),
    seconds: number('seconds'),
    statements: number('statements'),
    size: { events: number('events'), attendees: number('attendees'), hot: number('hot') },
  };
}

async function runPeers() {
  const { rounds, seconds, statements, size } = numbers();
  const takesPart = (name) => name === 'turnout' || matches(name, options.peers);
  const chosen = Object.keys(known).filter(takesPart);
  const running = [];
  const postgres = await startPostgres();
  const client = startClient();
  try {
    const databaseUrl = await openDatabaseNamed(postgres.url, 'bench');
    const seeding = startProgress('seeding');
    await seed(databaseUrl, size, (what, share) => seeding.show(share, what));
    seeding.end();
    const facts = {};
    for (const name of chosen) {
      const server = await startServer(name, databaseUrl);
      running.push(server);
      facts[name] = await factsFor(server, databaseUrl);
      client.introduce(server, facts[name]);
    }
    for (const name of names) {
      await compareAnswers(ableTo(workloads[name], running), [name], facts);
    }
    say('All answer alike.');

    const measured = await takeTurns({
      running,
      client,
      rounds,
      seconds,
      postgresPid: postgres.pid,
    });
    const counted = {};
    for (const name of names) {
      counted[name] = {};
      for (const server of ableTo(workloads[name], running)) {
        const job = { server: server.name, workload: name, requests: statements };
        let done = 0;
        const calls = await countStatements(databaseUrl, async () => {
          done = (await client.run(job)).done;
        });
        counted[name][server.name] = calls / done;
      }
    }
    const memory = Object.fromEntries(running.map(({ name, pid }) => [name, memoryOf(pid)]));
    return { rounds, seconds, size, measured, counted, memory };
  } finally {
    client.stop();
    for (const server of running) await server.stop();
    await postgres.stop();
  }
}

/** Those that can do a workload. */
function ableTo({ kind }, running) {
  return running.filter(({ name }) => !known[name].only || known[name].only === kind);
}

/** @returns by workload and server: a measurement for each round */
async function takeTurns({ running, client, rounds, seconds, postgresPid }) {
  const measured = {};
  const progress = startProgress('measuring');
  for (let round = 0; round <= rounds; round++) {
    for (const [at, workload] of names.entries()) {
      const able = ableTo(workloads[workload], running);
      for (let turn = 0; turn < able.length; turn++) {
        // Another one begins each time: what comes first on a rested machine has an advantage.
        const server = able[(turn + round) % able.length];
        progress.show(
          (round * names.length + at + turn / able.length) / ((rounds + 1) * names.length),
          `round ${round} of ${rounds}: ${workload}, ${server.name}`,
        );
        const length = round === 0 ? Math.min(1, seconds) : seconds; // the first only warms up
        const one = await measure({ client, server, workload, seconds: length, postgresPid });
        if (round === 0) continue;
        measured[workload] ??= {};
        measured[workload][server.name] ??= [];
        measured[workload][server.name].push(one);
      }
    }
  }
  progress.end();
  return measured;
}

function finish(kind, results) {
  const out = options.out ?? `bench/results/${kind}.json`;
  const summary = summarize(results, { base: kind === 'peers' ? BASE : 'small', medians });
  const text = table(summary);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(out.replace(/(\.json)?$/, '.txt'), text);
  process.stdout.write(text);
  if (options.readme) writeReadme(kind, summary);
}
