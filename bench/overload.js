// What one process still does when many times as much is asked of it as it can do: clients list
// events, and come back when `Retry-After` says while others register for one event. With
// `--impatient` they come back at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openConnection, requestBytes } from './connection.js';
import { openDatabaseNamed, seed, startPostgres } from './database.js';
import { factsFor } from './facts.js';
import { cpuSeconds, median, memoryOf } from './measure.js';
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
/** Fails when a connection ends while it is needed. */
let lost;
const connectionLost = new Promise((_, failed) => {
  lost = failed;
});
connectionLost.catch(() => {}); // when the server stops, they all do

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

/**
 * Connections that are there before anything is measured: opening hundreds takes its time. Each has
 * sent something by then: a server does not wait long for the first request of a connection.
 */
async function openClients(count) {
  const clients = [];
  while (clients.length < count) {
    const send = await openClient();
    await new Promise((heard) => send(JSON.stringify({ query: '{ __typename }' }), heard));
    clients.push(send);
  }
  return clients;
}

/** @returns how to send one request, and hear the status of its answer and when to come back */
function openClient() {
  return new Promise((ready) => {
    let hear;
    const send = (body, heard) => {
      hear = heard;
      connection.send(requestBytes(server.url, body));
    };
    const connection = openConnection(server.url, {
      opened: () => ready(send),
      answered: (status, answer) => hear(status, status === 503 ? retryAfterMs(answer) : 0),
      lost,
    });
  });
}

function retryAfterMs(answer) {
  return Number(/\nretry-after: *(\d+)/i.exec(answer.latin1Slice())[1]) * 1_000;
}

/** Each client sends one request after the other. @returns times in ms by status */
async function load(clients, body) {
  const byStatus = { 200: [], 503: [] };
  const end = performance.now() + SECONDS * 1_000;
  const oneClient = (send) =>
    new Promise((done) => {
      const next = () => {
        const begun = performance.now();
        if (begun >= end) return done();
        send(body(), (status, retryMs) => {
          const ended = performance.now();
          if (ended < end) byStatus[status].push(ended - begun);
          if (status === 200 || values.impatient) next();
          else setTimeout(next, Math.min(retryMs, end - ended));
        });
      };
      next();
    });
  await Promise.all(clients.map(oneClient));
  return byStatus;
}

const quantile = (times, q) => [...times].sort((a, b) => a - b)[Math.floor(times.length * q)] ?? 0;

async function round(times) {
  const before = {
    client: process.cpuUsage(),
    server: cpuSeconds(server.pid),
    at: performance.now(),
  };
  const both = Promise.all([
    load(readers.slice(0, READERS * times), list),
    load(writers, register),
  ]);
  const [reads, writes] = await Promise.race([both, connectionLost]);
  const seconds = (performance.now() - before.at) / 1_000;
  const { user, system } = process.cpuUsage(before.client);
  const answered = reads[200];
  const refused = reads[503];
  return {
    // Of a processor.
    clientCpu: (user + system) / 1e6 / seconds,
    serverCpu: (cpuSeconds(server.pid) - before.server) / seconds,
    serverMemory: memoryOf(server.pid).now,
    answerMs: [0.5, 0.99].map((q) => Math.round(quantile(answered, q))),
    refusalMs: [0.5, 0.99].map((q) => Math.round(quantile(refused, q))),
    reads: answered.length / SECONDS,
    registrations: writes[200].length / SECONDS,
    refused: refused.length / (refused.length + answered.length),
    refusedRegistrations: writes[503].length,
    // A refusal against an answer of the same moment: both wait for the same busy processor.
    refusalToAnswer: refused.length ? quantile(refused, 0.5) / quantile(answered, 0.5) : null,
  };
}

const rounds = Object.fromEntries(TIMES.map((times) => [times, []]));
let readers;
let writers;
try {
  const opened = Promise.all([openClients(READERS * Math.max(...TIMES)), openClients(32)]);
  [readers, writers] = await Promise.race([opened, connectionLost]);
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
const middle = (key, times) => Number(median(rounds[times].map((one) => one[key])).toFixed(2));
const results = Object.fromEntries(
  TIMES.map((times) => [
    `${times}×`,
    {
      'reads, against 1×': ratio('reads', times),
      'registrations, against 1×': ratio('registrations', times),
      'share of reads refused': middle('refused', times),
      'registrations refused': Math.max(...rounds[times].map((one) => one.refusedRegistrations)),
      'time of a refusal, against an answer':
        Number(median(rounds[times].map((one) => one.refusalToAnswer ?? 0)).toFixed(2)) || null,
      'cores of the server': middle('serverCpu', times),
      'cores of the clients': middle('clientCpu', times),
      'memory of the server, MB': Math.max(...rounds[times].map((one) => one.serverMemory)),
    },
  ]),
);
console.table(results);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/overload.json', `${JSON.stringify(results, null, 2)}\n`);
