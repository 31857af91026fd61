// The long run: `npm run torture -- --minutes 10 --seed 42`.
//
// The seed replays which requests are made and what is killed when; how the requests interleave is
// up to the machine. Without one, a seed is drawn, and told.
import { parseArgs } from 'node:util';
import { check } from './checker.js';
import { accuse, summarise } from './report.js';
import { type Progress, run } from './run.js';
import { startOwnSystem } from './system.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    clients: { type: 'string', default: '16' },
  },
});
const seed = Number(values.seed);
const minutes = Number(values.minutes);
if (![seed, minutes, Number(values.clients)].every((number) => number >= 0)) {
  throw new Error('Usage: npm run torture -- [--minutes 10] [--seed 42] [--clients 16]');
}

console.log(`Seed ${seed}, ${minutes} minutes. The same again: --seed ${seed}`);
const system = await startOwnSystem(2);
// An exit takes the servers along, and PostgreSQL.
process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
try {
  const outcome = await run(system, {
    seed,
    durationMs: minutes * 60_000,
    clients: Number(values.clients),
    hotEvents: 3,
    coldEvents: 9,
    killGapMs: [1_000, 6_000],
    onProgress: showProgress,
  });
  process.stdout.write('\n');
  console.log(summarise(outcome));
  const violations = check(outcome.histories);
  for (const incident of outcome.incidents) console.log(`✗ ${incident}`);
  if (violations.length > 0) console.log(accuse(violations, outcome.histories));
  const broken = violations.length + outcome.incidents.length;
  console.log(
    broken === 0
      ? `✓ Every promise was kept. Seed ${seed}.`
      : `✗ ${broken} times a promise was broken. Seed ${seed}.`,
  );
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await system.stop();
}

function showProgress({ elapsedMs, requests, lost, kills }: Progress): void {
  const line = `${Math.round(elapsedMs / 1_000)} s: ${requests} requests, ${lost} without an answer, ${kills} kills`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line} `);
  else if (Math.round(elapsedMs / 1_000) % 10 === 0) console.log(line);
}
