// Workloads on servers, in rounds, each with processes of its own: the same program was seen to differ
// by a quarter from one process to the next, and to stay so for as long as it runs. Within a round
// they take turns, so that a slow minute hits all alike.
import { factsFor } from './facts.js';
import { keyOf, measure, memoryOf, warmUp } from './measure.js';
import { startProgress } from './progress.js';
import { servers as known, startServer } from './servers.js';
import { workloads } from './workloads.js';

/**
 * @param chosen  who takes part: `name` in `servers`, `databaseUrl`, and a `key` for who is there twice
 * @param names  of workloads
 * @param inRound  is called in each round with those that run and the facts about their rows: before
 *   it is warm, with `done` false, and when all was measured
 * @returns what was measured, a list of rounds by workload and key of the server; and its memory
 */
export async function measureInRounds(
  { chosen, names, client, postgresPid, rounds, seconds, warmUpSeconds },
  inRound = async () => {},
) {
  const measured = {};
  const memory = {};
  const progress = startProgress('measuring');
  for (let round = 0; round < rounds; round++) {
    const show = (share, what) =>
      progress.show((round + share) / rounds, `round ${round + 1} of ${rounds}: ${what}`);
    await withServers({ chosen, client }, async (running, facts) => {
      await inRound(running, facts, { round, done: false });
      for (const { workload, server, share } of turns(names, running)) {
        show(share / 2, `${workload}, ${keyOf(server)}, not counted`);
        await warmUp({ client, server, workload, seconds: warmUpSeconds });
      }
      for (const { workload, server, share } of turns(names, running, round)) {
        show((1 + share) / 2, `${workload}, ${keyOf(server)}`);
        const one = await measure({ client, server, workload, seconds, postgresPid });
        measured[workload] ??= {};
        measured[workload][keyOf(server)] ??= [];
        measured[workload][keyOf(server)].push(one);
      }
      await inRound(running, facts, { round, done: true });
      for (const server of running) {
        const { now, peak } = memoryOf(server.pid);
        memory[keyOf(server)] = { now, peak: Math.max(peak, memory[keyOf(server)]?.peak ?? 0) };
      }
    });
  }
  progress.end();
  return { measured, memory };
}

/** Starts all servers for `work`, and stops them again. */
async function withServers({ chosen, client }, work) {
  const running = [];
  const facts = {};
  try {
    for (const { name, key, databaseUrl } of chosen) {
      const server = { ...(await startServer(name, databaseUrl)), key };
      running.push(server);
      facts[keyOf(server)] = await factsFor(server, databaseUrl);
      client.introduce(server, facts[keyOf(server)]);
    }
    await work(running, facts);
  } finally {
    for (const server of running) await server.stop();
  }
}

/** Those that can do a workload. */
export function ableTo(workload, running) {
  const { kind } = workloads[workload];
  return running.filter(({ name }) => !known[name].only || known[name].only === kind);
}

/** Each workload on each server that can do it. */
export function* turns(names, running, round = 0) {
  for (const [at, workload] of names.entries()) {
    const able = ableTo(workload, running);
    for (let turn = 0; turn < able.length; turn++) {
      // Another one begins each time: what comes first on a rested machine has an advantage.
      const server = able[(turn + round) % able.length];
      yield { workload, server, share: (at + turn / able.length) / names.length };
    }
  }
}
