import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a command left behind. */
export interface CommandRun {
  /** Its exit status; null when it was killed. */
  status: number | null;
  output: string;
  errors: string;
}

/**
 * Runs a command of `src/cli` as it is built, with nobody at the terminal.
 *
 * @param command  its file's name, like `createAdmin`
 * @param input    what it finds on its standard input
 */
export async function runCommand(
  databaseUrl: string,
  command: string,
  options: string[],
  input = '',
): Promise<CommandRun> {
  const child = spawn(process.execPath, [resolve(`dist/cli/${command}.js`), ...options], {
    cwd: tmpdir(), // out of reach of a developer's own .env
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
  });
  child.stdin.on('error', () => {}).end(input); // a command that fails may not read it
  const [output, errors, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((ended) => child.once('close', ended)),
  ]);
  return { status, output, errors };
}
