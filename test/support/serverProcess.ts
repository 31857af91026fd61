import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/** Turnout as `npm start` runs it: a process of its own. */
export interface ServerProcess {
  /** Where it listens, without a slash at the end. */
  url: string;
  pid: number;
  /** Resolves with its exit status once it has ended; null when it was killed. */
  ended: Promise<number | null>;
  /** What it has said so far, on both of its outputs. */
  said(): string;
  /** Tells it to stop, and waits until it has. @returns its exit status; null when it had to be killed */
  stop(): Promise<number | null>;
}

const START_DEADLINE_MS = 40_000;
const STOP_DEADLINE_MS = 10_000;

/**
 * Starts a server, and waits until it says where it listens.
 *
 * @param databaseUrl  a database that is there already; empty: the embedded one of `folder`
 * @param folder       an installation to run, with its own `.env`; left out: this one, without one
 */
export async function startServerProcess(
  databaseUrl: string,
  environment: NodeJS.ProcessEnv = {},
  folder?: string,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [resolve(folder ?? '.', 'dist/main.js')], {
    cwd: folder ?? tmpdir(), // out of reach of a developer's own .env
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      SAMPLE_DATA: 'false',
      LOG_LEVEL: 'silent',
      // How fast the machine is that runs the tests must not matter to them.
      READS_WAIT_MS_MAX: '60000',
      LOOP_LATE_MS_MAX: '60000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Nobody may be left behind, not even when the tests are interrupted.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'close').then(([status]: (number | null)[]) => {
    process.off('exit', kill);
    return status ?? null;
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    url: await printedAddress(child, ended, () => said),
    pid: child.pid as number,
    ended,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(kill, STOP_DEADLINE_MS);
      return ended.finally(() => clearTimeout(late));
    },
  };
}

function printedAddress(
  child: ChildProcess,
  ended: Promise<number | null>,
  said: () => string,
): Promise<string> {
  return new Promise((found, failed) => {
    const giveUp = (why: string) => {
      child.kill('SIGKILL');
      failed(new Error(`The server ${why}. It said:\n${said()}`));
    };
    const late = setTimeout(() => giveUp('did not start in time'), START_DEADLINE_MS);
    void ended.then((status) => {
      clearTimeout(late);
      giveUp(`ended with status ${status}`);
    });
    child.stdout?.on('data', () => {
      const address = /^ *GraphQL +(http\S+)\/graphql$/m.exec(said())?.[1];
      if (!address) return;
      clearTimeout(late);
      found(address);
    });
  });
}
