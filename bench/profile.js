// Where the time of an operation goes: runs one workload on this project under Node's profiler, and
// sums what it saw up by package. `npm run bench:profile -- --only "list, different pages"`; with
// `--readme` into README.md too.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabaseNamed, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { measure, startClient } from './measure.js';
import { say } from './progress.js';
import { writeBetween } from './report.js';
import { servers as known, startServer } from './servers.js';
import { workloads } from './workloads.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'list, different pages' },
    server: { type: 'string', default: 'turnout' },
    seconds: { type: 'string', default: '8' },
    functions: { type: 'string', default: '25' },
    readme: { type: 'boolean', default: false },
  },
});
const workload = Object.keys(workloads).find((name) => name.includes(options.only));
if (!workload || !known[options.server]) throw new Error('no such workload, or no such server');

const folder = await mkdtemp(join(tmpdir(), 'turnout-profile-'));
try {
  await record();
  const [file] = await readdir(folder);
  print(JSON.parse(await readFile(join(folder, file), 'utf8')));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function record() {
  const postgres = await startPostgres();
  const client = startClient();
  let server;
  try {
    const url = await openDatabaseNamed(postgres.url, 'bench');
    await seed(url, { events: 10_000, attendees: 100_000, hot: 20_000 });
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
    server = await startServer(options.server, url, {}, flags);
    client.introduce(server, await factsFor(server, url));
    const seconds = Number(options.seconds);
    const { perSecond, serverCpu } = await measure({
      client,
      server,
      workload,
      seconds,
      postgresPid: postgres.pid,
    });
    say(`${workload}: ${Math.round(perSecond)}/s, ${Math.round(serverCpu)} µs of the server's CPU`);
  } finally {
    client.stop();
    await server?.stop();
    await postgres.stop();
  }
}

function print({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const [packages, functions] = [new Map(), new Map()];
  let busy = 0;
  // What came before the load is the start of the process.
  let left = timeDeltas.reduce((sum, micros) => sum + micros, 0) - Number(options.seconds) * 1e6;
  for (const [i, id] of samples.entries()) {
    left -= timeDeltas[i];
    if (left > 0) continue;
    const { functionName, url, lineNumber } = byId.get(id);
    if (functionName === '(idle)' || functionName === '(root)') continue;
    const micros = timeDeltas[i];
    const owner = ownerOf(url, functionName);
    const place = url
      ? `${owner} ${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`
      : functionName;
    busy += micros;
    packages.set(owner, (packages.get(owner) ?? 0) + micros);
    functions.set(place, (functions.get(place) ?? 0) + micros);
  }
  printTop('by package', packages, 20, busy);
  printTop('by function', functions, Number(options.functions), busy);
  if (options.readme) writeBetween('profile', inWords(packages, busy));
}

/** One sentence with the largest shares. */
function inWords(packages, total) {
  const largest = [...packages].sort(([, a], [, b]) => b - a).slice(0, 10);
  const shares = largest.map(([name, of]) => `${name} ${((of / total) * 100).toFixed(0)} %`);
  return `\nOf the time the server was busy with "${workload}": ${shares.join(', ')}.\n`;
}

/** Whose code it is: a package, a part of this project, or Node itself. */
function ownerOf(url, functionName) {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (functionName === '(program)' || !url) return 'Node, native';
  if (url.startsWith('node:')) return 'Node';
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (inPackage) return inPackage[1];
  return `turnout ${/\/dist\/([^/]+)/.exec(url)?.[1] ?? ''}`.trim();
}

function printTop(title, micros, count, total) {
  console.log(`\n${title}, share of the time the server was busy`);
  const sorted = [...micros].sort(([, a], [, b]) => b - a).slice(0, count);
  for (const [name, of] of sorted) {
    console.log(`${((of / total) * 100).toFixed(1).padStart(6)} %  ${name}`);
  }
}
