// The client, in a process of its own: sends operations and looks at each answer. Connections stay
// open, and each has one request under way.
import { openConnection, requestBytes } from './connection.js';
import { workloads } from './workloads.js';

/** What the parent said about each server: `{ url, facts }`. */
const known = new Map();
/** No two runs on one database send the same, however many a millisecond they send. */
let number = Date.now() * 1_000;

process.on('message', async ({ know, run }) => {
  if (know) known.set(know.name, know);
  if (run)
    process.send(await runWorkload(run).catch((error) => ({ error: String(error.message) })));
});

/** Until so many `seconds` have passed, or `requests` were sent, whichever is first. */
async function runWorkload({
  server,
  workload,
  seconds = Number.POSITIVE_INFINITY,
  requests = Number.POSITIVE_INFINITY,
  clients,
}) {
  const { url, facts } = known.get(server);
  const work = workloads[workload];
  const tally = { latencies: [], sent: 0, wrong: null };
  const send = () => requestFor(url, work, facts);
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const until = startedAt + seconds * 1_000;
  const goesOn = (now) => tally.wrong === null && tally.sent < requests && now < until;
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
    let sentAt = 0;
    const next = () => {
      const now = performance.now();
      if (!goesOn(now)) {
        connection.close();
        return resolve();
      }
      tally.sent += 1;
      sentAt = now;
      connection.send(request());
    };
    const connection = openConnection(url, {
      opened: next,
      answered(status, answer, bodyAt) {
        if (status !== 200) tally.wrong ??= answer.toString();
        else if (isRight(answer, bodyAt, work.has))
          tally.latencies.push(performance.now() - sentAt);
        else tally.wrong ??= answer.subarray(bodyAt).toString();
        next();
      },
      lost: reject,
    });
  });
}

function isRight(answer, bodyAt, has) {
  return answer.indexOf(has, bodyAt) >= 0 && answer.indexOf('"errors":', bodyAt) < 0;
}

function requestFor(url, { query, variables }, facts) {
  number += 1;
  return requestBytes(url, JSON.stringify({ query, variables: variables(facts, number) }));
}
