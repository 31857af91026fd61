import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const project = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program that a dependency brought, in the project's folder.
 *
 * @returns its exit status, and all that it said
 */
export function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(
    join('node_modules', '.bin', program),
    args,
    // On Windows these programs are scripts, which only a shell can start.
    { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  return { status, output: error ? `${error.message}\n` : stdout + stderr };
}
