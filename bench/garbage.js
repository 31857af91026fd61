// What an operation leaves behind: how much memory it takes, how much of that V8's collector carries
// over to what is old, which it goes through as a whole each time there has come enough of it, and how
// long it stops the server. By V8's own account, of this project and of the peer it is compared with.
// `npm run bench:garbage -- --only list`; with `--readme` into README.md too.
import { parseArgs } from 'node:util';
import { openDatabaseNamed, SMALL, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { startClient, warmUp } from './measure.js';
import { startProgress } from './progress.js';
import { markdown, writeBetween } from './report.js';
import { BASE, startServer } from './servers.js';
import { workloads } from './workloads.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    'warm-up': { type: 'string', default: '6' },
    events: { type: 'string', default: String(SMALL.events) },
    attendees: { type: 'string', default: String(SMALL.attendees) },
    hot: { type: 'string', default: String(SMALL.hot) },
    readme: { type: 'boolean', default: false },
  },
});
const names = Object.keys(workloads).filter((name) => name.includes(options.only));
if (names.length === 0) throw new Error(`no workload has ${options.only} in its name`);
const SERVERS = ['turnout', BASE];

const found = await measureAll();
console.table(
  Object.fromEntries(
    names.flatMap((name) => SERVERS.map((server) => [`${name}: ${server}`, found[server][name]])),
  ),
);
if (options.readme) writeBetween('garbage', inMarkdown());

/** @returns what each workload leaves on each server */
async function measureAll() {
  const postgres = await startPostgres();
  const client = startClient();
  const progress = startProgress('measuring');
  try {
    const databaseUrl = await openDatabaseNamed(postgres.url, 'bench');
    const [events, attendees, hot] = ['events', 'attendees', 'hot'].map((of) =>
      Number(options[of]),
    );
    await seed(databaseUrl, { events, attendees, hot }, (what) => progress.show(0, what));
    const byServer = {};
    for (const [at, name] of SERVERS.entries()) {
      const show = (share, what) =>
        progress.show((at + share) / SERVERS.length, `${what}, ${name}`);
      byServer[name] = await measureOne({ name, databaseUrl, client, show });
    }
    return byServer;
  } finally {
    progress.end();
    client.stop();
    await postgres.stop();
  }
}

async function measureOne({ name, databaseUrl, client, show }) {
  const lines = [];
  const server = await startServer(name, databaseUrl, {}, ['--trace-gc-nvp'], (line) =>
    lines.push(line),
  );
  try {
    client.introduce(server, await factsFor(server, databaseUrl));
    const byWorkload = {};
    for (const [at, workload] of names.entries()) {
      show(at / names.length, workload);
      await warmUp({ client, server, workload, seconds: Number(options['warm-up']) });
      lines.length = 0;
      const seconds = Number(options.seconds);
      const { done } = await client.run({ server: name, workload, seconds });
      byWorkload[workload] = sumUp(
        lines.filter((line) => line.includes(' gc=')),
        done,
      );
    }
    return byWorkload;
  } finally {
    await server.stop();
  }
}

/** @param collections  a line of `name=value` for each; `gc` is `s` for one of what is young alone */
function sumUp(collections, done) {
  const all = (name, lines = collections) =>
    lines.map((line) => Number(new RegExp(` ${name}=([\\d.]+)`).exec(line)?.[1] ?? 0));
  const sum = (...of) => all(...of).reduce((total, one) => total + one, 0);
  const ofYoung = collections.filter((line) => line.includes(' gc=s '));
  return {
    'taken, KB': Number((sum('allocated') / done / 1024).toFixed(1)),
    'grown old, bytes': Math.round(sum('promoted', ofYoung) / done),
    'times through all that is old': collections.length - ofYoung.length,
    'longest stop, ms': Math.max(0, ...all('pause')),
    'stopped, % of the time': Number((sum('pause') / Number(options.seconds) / 10).toFixed(1)),
  };
}

function inMarkdown() {
  const columns = Object.keys(found.turnout[names[0]]);
  const rows = names.map((name) => [
    name,
    ...columns.map((column) => SERVERS.map((server) => found[server][name][column]).join(' / ')),
  ]);
  return `\n${markdown([[`here / ${BASE}`, ...columns], ...rows])}\n`;
}
