// How much one server process does beside its peers: the same operations on the same PostgreSQL, in
// turns, so that a slow minute hits all alike, and in rounds, each with processes of its own. Client,
// servers and PostgreSQL share one machine; what counts is the ratio within a run.
// `npm run bench -- --help`
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { compareAnswers } from './compare.js';
import { countStatements, openDatabaseNamed, SMALL, seed, startPostgres } from './database.js';
import { runLarge } from './large.js';
import { medians, startClient } from './measure.js';
import { say, startProgress } from './progress.js';
import { summarize, table, writeReadme } from './report.js';
import { ableTo, measureInRounds, turns } from './rounds.js';
import { BASE, servers as known } from './servers.js';
import { workloads } from './workloads.js';

const USAGE = `Usage: npm run bench -- [options]

  --rounds N         rounds of each workload, each with all servers started anew (5)
  --seconds S        length of a workload on a server in each round (2)
  --warm-up S        for how long it is done before at most, as compilers take their time (6)
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
    'warm-up': { type: 'string', default: '6' },
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
    warmUpSeconds: number('warm-up'),
    statements: number('statements'),
    size: { events: number('events'), attendees: number('attendees'), hot: number('hot') },
  };
}

async function runPeers() {
  const { rounds, seconds, warmUpSeconds, statements, size } = numbers();
  const takesPart = (name) => name === 'turnout' || matches(name, options.peers);
  let counted;
  const postgres = await startPostgres();
  const client = startClient();
  try {
    const databaseUrl = await openDatabaseNamed(postgres.url, 'bench');
    const seeding = startProgress('seeding');
    await seed(databaseUrl, size, (what, share) => seeding.show(share, what));
    seeding.end();
    const chosen = Object.keys(known)
      .filter(takesPart)
      .map((name) => ({ name, databaseUrl }));
    const { measured, memory } = await measureInRounds(
      { chosen, names, client, postgresPid: postgres.pid, rounds, seconds, warmUpSeconds },
      async (running, facts, { round, done }) => {
        if (round === 0 && !done) await compareAll(running, facts);
        if (round === rounds - 1 && done)
          counted = await countAll(running, client, databaseUrl, statements);
      },
    );
    return { rounds, seconds, size, measured, counted, memory };
  } finally {
    client.stop();
    await postgres.stop();
  }
}

/** @throws Error with the answers that differ */
async function compareAll(running, facts) {
  for (const name of names) await compareAnswers(ableTo(name, running), [name], facts);
  say('All answer alike.');
}

/** @returns statements for each operation, by workload and server */
async function countAll(running, client, databaseUrl, requests) {
  const counted = {};
  for (const { workload, server } of turns(names, running)) {
    let done = 0;
    const calls = await countStatements(databaseUrl, async () => {
      done = (await client.run({ server: server.name, workload, requests })).done;
    });
    counted[workload] ??= {};
    counted[workload][server.name] = calls / done;
  }
  return counted;
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
