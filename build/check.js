// Runs every `check:…` script of package.json and tells which failed: `npm run check`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, runCommand } from './run.js';

const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const checks = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const failed = [];
for (const name of checks) {
  if (!(await passes(name))) failed.push(name);
}

if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function passes(name) {
  const startedAt = Date.now();
  const { status, output } = await runCommand('npm', ['run', '--silent', name]);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(`\n${output}`);
  return status === 0;
}
