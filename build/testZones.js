// Runs the tests of time with the process in several zones, none of which may change an answer.
//
//   node build/testZones.js            prints Jest's summaries
//   node build/testZones.js results    also writes Jest's results to results/<zone>.json
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { project } from './run.js';

const zones = ['UTC', 'America/New_York', 'Asia/Kolkata'];
const suites = ['test/domain/time', 'test/api/times.test.ts'].filter((path) =>
  existsSync(join(project, path)),
);

const [folder] = process.argv.slice(2);
const failed = zones.filter((zone) => !passes(zone));
if (failed.length > 0) console.log(`\nFailed with TZ=${failed.join(', TZ=')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

function passes(zone) {
  console.log(`\nTZ=${zone}`);
  const file = folder && join(resolve(folder), `${zone.replace('/', '-')}.json`);
  const results = file ? ['--json', `--outputFile=${file}`] : [];
  const { status } = spawnSync('npm', ['test', '--silent', '--', ...suites, ...results], {
    cwd: project,
    env: { ...process.env, TZ: zone },
    stdio: ['ignore', file ? 'ignore' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}
