import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

// That the benchmark still runs, and that all who take part still answer alike. How fast anybody is
// depends on the machine, so no test says it.

interface Row {
  perSecond: number;
  p99: number;
  serverCpu: number;
  statements: number;
}
interface Results {
  base: string;
  memory: Record<string, { now: number; peak: number }>;
  workloads: Record<string, Record<string, Row>>;
}

const SIZE = ['--events', '600', '--attendees', '3000', '--hot', '300'];

/** What one of the benchmarks prints. */
async function bench(program: string, args: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: '' };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...SIZE, ...args], {
    env,
  });
  return stdout;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run bench', () => {
  it('compares answers, measures workloads on every server, and writes down what came of it', async () => {
    const out = join(folder, 'results.json');
    const names = ['list, different pages', 'one event, same', 'register, one hot event'];
    const pace = ['--rounds', '1', '--seconds', '0.1', '--warm-up', '0.1', '--statements', '8'];
    const only = names.flatMap((name) => ['--only', name]);
    const stdout = await bench('bench/run.js', [...pace, ...only, '--out', out]);

    const { base, memory, workloads }: Results = JSON.parse(await readFile(out, 'utf8'));
    expect(stdout).toBe(await readFile(join(folder, 'results.txt'), 'utf8'));
    const everyone = ['turnout', 'turnout, all cores', 'mercurius', 'apollo + prisma'];
    expect(base).toBe('mercurius');
    expect(Object.keys(memory)).toEqual(expect.arrayContaining(everyone));
    expect(Object.keys(workloads)).toEqual(names);
    for (const [name, servers] of Object.entries(workloads)) {
      expect(stdout).toContain(name);
      expect(Object.keys(servers)).toEqual(expect.arrayContaining(everyone));
      for (const row of Object.values(servers)) {
        const positive = [row.perSecond, row.p99, row.statements].every((number) => number > 0);
        expect({ name, row, positive }).toMatchObject({ positive: true });
      }
    }
  }, 240_000);
});

describe('npm run bench:garbage', () => {
  it('tells of each operation how much memory it takes, here and in the peer', async () => {
    const pace = ['--seconds', '1', '--warm-up', '0.1'];
    const printed = await bench('bench/garbage.js', ['--only', 'list, same page', ...pace]);
    for (const server of ['turnout', 'mercurius']) {
      const [, taken] = new RegExp(`list, same page: ${server} +│ ([\\d.]+)`).exec(printed) ?? [];
      expect({ server, printed, taken: Number(taken) > 0 }).toMatchObject({ taken: true });
    }
  }, 240_000);
});
