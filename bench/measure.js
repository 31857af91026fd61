// Sends load, and tells what came of it and what it cost.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { childrenOf, postgresCpuSeconds } from './database.js';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const CLIENT = fileURLToPath(new URL('client.js', import.meta.url));

/** The process that sends load. */
export function startClient() {
  const child = fork(CLIENT, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    /** Tells it where a server is, and what its rows are like. */
    introduce: (server, facts) =>
      child.send({ know: { name: server.key ?? server.name, url: server.url, facts } }),
    async run(job) {
      child.send({ run: job });
      const [answer] = await once(child, 'message');
      if (answer.error) throw new Error(answer.error);
      return answer;
    },
    stop: () => child.disconnect(),
  };
}

/**
 * After how many operations what is called often is compiled: a nested list, which takes the longest,
 * takes as much of the CPU from the 2,000th on as ever after.
 */
const WARM_AFTER = 5_000;

/** Does a workload until it is warm, or until so many seconds have passed. */
export function warmUp({ client, server, workload, seconds }) {
  return client.run({ server: keyOf(server), workload, seconds, requests: WARM_AFTER });
}

/** As the client knows it: one program may be there twice. */
export const keyOf = ({ key, name }) => key ?? name;

/**
 * For how long the same is done before each measurement: connections open, and what the work before
 * has left in caches gives way.
 */
const LEAD_IN_SECONDS = 0.4;

/**
 * One round of a workload on one server.
 *
 * @returns operations a second, latencies in ms; CPU in µs per operation of the server's processes,
 *   of PostgreSQL's and of the client's
 */
export async function measure({ client, server, workload, seconds, postgresPid }) {
  const name = keyOf(server);
  await client.run({ server: name, workload, seconds: LEAD_IN_SECONDS });
  const serverBefore = cpuSeconds(server.pid);
  const postgresBefore = postgresCpuSeconds(postgresPid, TICKS_PER_SECOND);
  const { done, elapsedMs, p50, p99, cpuMicros } = await client.run({
    server: name,
    workload,
    seconds,
  });
  return {
    perSecond: done / (elapsedMs / 1_000),
    p50,
    p99,
    serverCpu: ((cpuSeconds(server.pid) - serverBefore) / done) * 1e6,
    postgresCpu:
      ((postgresCpuSeconds(postgresPid, TICKS_PER_SECOND) - postgresBefore) / done) * 1e6,
    clientCpu: cpuMicros,
  };
}

/** User and system time of a server: of its process, and of those that it started. */
export function cpuSeconds(pid) {
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuSecondsOf(each), 0);
}

function cpuSecondsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return (fields[11] + fields[12]) / TICKS_PER_SECOND;
}

/** Memory of a server's processes in MB: now, and the most that each of them ever had. */
export function memoryOf(pid) {
  const each = [pid, ...childrenOf(pid)].map(memoryOfOne);
  const sum = (key) => each.reduce((total, one) => total + one[key], 0);
  return { now: sum('now'), peak: sum('peak') };
}

function memoryOfOne(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians of several rounds, by key. */
export function medians(rounds) {
  return Object.fromEntries(
    Object.keys(rounds[0]).map((key) => [key, median(rounds.map((round) => round[key]))]),
  );
}
