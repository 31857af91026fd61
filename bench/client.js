// The client, in a process of its own: sends operations over plain sockets and looks at each answer.
// It costs a few microseconds a request, because what it takes is missing for those it measures.
// Connections stay open, and each has one request under way.
import { connect } from 'node:net';
import { workloads } from './workloads.js';

/** What the parent said about each server: `{ url, facts }`. */
const known = new Map();
let number = Date.now();

process.on('message', async ({ know, run }) => {
  if (know) known.set(know.name, know);
  if (run)
    process.send(await runWorkload(run).catch((error) => ({ error: String(error.message) })));
});

async function runWorkload({ server, workload, seconds, requests, clients }) {
  const { url, facts } = known.get(server);
  const work = workloads[workload];
  const tally = { latencies: [], wrong: null, stopped: false };
  const send = () => requestBytes(url, work, facts);
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const until = requests ? Number.POSITIVE_INFINITY : startedAt + seconds * 1_000;
  const goesOn = (now) => tally.wrong === null && (requests ? tally.sent < requests : now < until);
  tally.sent = 0;
  await Promise.all(
    Array.from({ length: clients ?? work.clients }, () =>
      oneClient(url, work, tally, send, goesOn),
    ),
  );
  const elapsedMs = performance.now() - startedAt;
  const cpu = process.cpuUsage(cpuBefore);
  if (tally.wrong !== null)
    throw new Error(`${server}, ${workload}: not a right answer: ${tally.wrong}`);
  const sorted = Float64Array.from(tally.latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    done: sorted.length,
    elapsedMs,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicros: (cpu.user + cpu.system) / Math.max(1, sorted.length),
  };
}

/** Sends one request after the other until `goesOn` says no. */
function oneClient(url, work, tally, request, goesOn) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sentAt = 0;
    let finished = false;
    let received = [];
    let size = 0;
    /** Bytes of the whole answer; 0 until its head is there. */
    let expected = 0;
    let bodyAt = 0;

    const next = () => {
      const now = performance.now();
      if (!goesOn(now)) {
        finished = true;
        socket.destroy();
        return resolve();
      }
      tally.sent += 1;
      sentAt = now;
      socket.write(request());
    };
    socket.on('connect', next);
    socket.on('data', (chunk) => {
      received.push(chunk);
      size += chunk.length;
      let answer = chunk;
      if (expected === 0) {
        answer = received.length === 1 ? chunk : Buffer.concat(received);
        const headEnd = answer.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const head = answer.latin1Slice(0, headEnd);
        const length = /\ncontent-length: *(\d+)/i.exec(head);
        if (!head.startsWith('HTTP/1.1 200') || !length) {
          tally.wrong ??= answer.toString();
          return next();
        }
        bodyAt = headEnd + 4;
        expected = bodyAt + Number(length[1]);
      }
      if (size < expected) return;
      answer = received.length === 1 ? chunk : Buffer.concat(received);
      if (isRight(answer, bodyAt, work.has)) tally.latencies.push(performance.now() - sentAt);
      else tally.wrong ??= answer.subarray(bodyAt).toString();
      received = [];
      size = 0;
      expected = 0;
      next();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (!finished) reject(new Error(`${url} closed a connection`));
    });
  });
}

function isRight(answer, bodyAt, has) {
  return answer.indexOf(has, bodyAt) >= 0 && answer.indexOf('"errors":', bodyAt) < 0;
}

function requestBytes(url, { query, variables }, facts) {
  number += 1;
  const body = JSON.stringify({ query, variables: variables(facts, number) });
  return (
    `POST ${pathOf(url)} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

const paths = new Map();
function pathOf(url) {
  if (!paths.has(url)) paths.set(url, new URL(url).pathname);
  return paths.get(url);
}
