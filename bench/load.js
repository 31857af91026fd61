// Sends load, and tells what came of it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * One round of a workload.
 *
 * @param server    where to send it
 * @param body      makes the body of each request; called with a number that never repeats
 * @param clients   connections, each with one request under way
 * @param seconds   how long
 * @returns requests a second, 99th percentile in ms, CPU of the server's process per request in µs
 */
export async function round({ server, body, clients, seconds }) {
  const cpuBefore = cpuSecondsOf(server.pid);
  const result = await autocannon({
    url: server.url,
    method: 'POST',
    connections: clients,
    duration: seconds,
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, body: body(nextNumber()) }) }],
    verifyBody: (text) => !text.includes('"errors"') && !text.includes('"__typename":"Ev'),
  });
  const done = result.requests.total;
  if (result.non2xx + result.errors + result.mismatches > 0) {
    const { non2xx, errors, mismatches } = result;
    throw new Error(
      `not all answers were right: ${JSON.stringify({ non2xx, errors, mismatches })}`,
    );
  }
  return {
    perSecond: done / result.duration,
    p99: result.latency.p99,
    cpuMicros: ((cpuSecondsOf(server.pid) - cpuBefore) / done) * 1e6,
  };
}

let number = Date.now();
/** Never the same one twice. */
export function nextNumber() {
  number += 1;
  return number;
}

/** User and system time of a process. */
function cpuSecondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Medians of several rounds, as one line of a table. */
export function summary(rounds) {
  const of = (key) => median(rounds.map((one) => one[key]));
  return {
    'requests/s': Math.round(of('perSecond')),
    'p99 ms': Math.round(of('p99')),
    'server CPU µs/request': Math.round(of('cpuMicros')),
  };
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}
