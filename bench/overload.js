// What one process still does when many times as much is asked of it as it can do: clients list
// events, and come back when `Retry-After` says while others register for one event. With
// `--impatient` they come back at once, and it is their refusals that take the processor.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabaseNamed, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { median } from './measure.js';
import { say } from './progress.js';
import { startServer } from './servers.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    impatient: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
/** As many as keep the process busy. */
const READERS = 64;
const TIMES = [1, 3, 10];

const LIST = `query ($after: String) { events(first: 20, after: $after) {
  nodes { id name location startsAt(timezone: "Asia/Tokyo") seatsLeft } } }`;
const REGISTER = `mutation ($input: RegisterAttendeeInput!) {
  registerAttendee(input: $input) { __typename ... on RegisterAttendeeSuccess { secret } } }`;

const postgres = await startPostgres();
const url = await openDatabaseNamed(postgres.url, 'bench');
await seed(url, { events: 5_000, attendees: 20_000, hot: 2_000 });
// With the bounds that it has by itself.
const server = await startServer('turnout', url, { READS_WAIT_MS_MAX: '', LOOP_LATE_MS_MAX: '' });
const { cursors, hot } = await factsFor(server, url);
let sent = 0;

/** Another page for each request. */
const list = () =>
  JSON.stringify({ query: LIST, variables: { after: cursors[sent++ % cursors.length] } });
const register = () => {
  const input = { eventId: hot.id, name: 'Ada', email: `${process.pid}-${sent++}@example.org` };
  return JSON.stringify({
    query: REGISTER,
    variables: { input: { ...input, joinWaitlist: true } },
  });
};

/** Connections that are there before anything is measured: opening hundreds takes its time. */
async function openClients(count) {
  const clients = Array.from(
    { length: count },
    () => new Agent({ keepAlive: true, maxSockets: 1 }),
  );
  for (const agent of clients) await send(agent, '{"query":"{ __typename }"}');
  return clients;
}

/** @returns the status of the answer */
function send(agent, body) {
  return new Promise((done, failed) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(server.url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode));
    });
    sent.once('error', failed).end(body);
  });
}

/** Each client sends one request after the other. @returns times in ms by status */
async function load(clients, body) {
  const byStatus = { 200: [], 503: [] };
  const end = performance.now() + SECONDS * 1_000;
  await Promise.all(
    clients.map(async (agent) => {
      while (performance.now() < end) {
        const begun = performance.now();
        const status = await send(agent, body());
        const ended = performance.now();
        if (ended < end) byStatus[status].push(ended - begun);
        if (status === 503 && !values.impatient) await pause(Math.min(1_000, end - ended));
      }
    }),
  );
  return byStatus;
}

const quantile = (times, q) => [...times].sort((a, b) => a - b)[Math.floor(times.length * q)] ?? 0;

async function round(times) {
  const [reads, writes] = await Promise.all([
    load(readers.slice(0, READERS * times), list),
    load(writers, register),
  ]);
  const answered = reads[200];
  const refused = reads[503];
  return {
    reads: answered.length / SECONDS,
    registrations: writes[200].length / SECONDS,
    refused: refused.length / (refused.length + answered.length),
    refusedRegistrations: writes[503].length,
    // A refusal against an answer of the same moment: both wait for the same busy processor.
    refusalToAnswer: refused.length ? quantile(refused, 0.5) / quantile(answered, 0.5) : null,
  };
}

const readers = await openClients(READERS * Math.max(...TIMES));
const writers = await openClients(32);
const rounds = Object.fromEntries(TIMES.map((times) => [times, []]));
try {
  await round(1); // only warms up
  for (let i = 1; i <= ROUNDS; i++) {
    for (const times of TIMES) {
      const one = await round(times);
      say(`round ${i} of ${ROUNDS}, ${times}×: ${JSON.stringify(one)}`);
      rounds[times].push(one);
    }
  }
} finally {
  await server.stop();
  await postgres.stop();
}

const ratio = (key, times) =>
  Number(median(rounds[times].map((one, i) => one[key] / rounds[1][i][key])).toFixed(2));
const results = Object.fromEntries(
  TIMES.map((times) => [
    `${times}×`,
    {
      'reads, against 1×': ratio('reads', times),
      'registrations, against 1×': ratio('registrations', times),
      'share of reads refused': Number(median(rounds[times].map((one) => one.refused)).toFixed(2)),
      'registrations refused': Math.max(...rounds[times].map((one) => one.refusedRegistrations)),
      'time of a refusal, against an answer':
        Number(median(rounds[times].map((one) => one.refusalToAnswer ?? 0)).toFixed(2)) || null,
    },
  ]),
);
console.table(results);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/overload.json', `${JSON.stringify(results, null, 2)}\n`);
