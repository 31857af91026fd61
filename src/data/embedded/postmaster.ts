import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAccount, giveTo } from './account.js';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';
import type { Place } from './place.js';
import { findProcessBirth, isPostmasterOf } from './processes.js';

export type PostgresSettings = { durable: boolean; maxConnections: number };

/** Another program took the port between the moment it was found free and PostgreSQL's start. */
export class PortTaken extends Error {}

const pollMs = 10;
/** How long a server that was killed may take to let go of its memory: its sessions notice late. */
const memoryReleaseMaxMs = 15_000;
const politeStopMaxMs = 10_000;
const logSizeMax = 10_000_000;

/**
 * Starts a PostgreSQL server and waits until it accepts connections.
 *
 * It leads a session of its own, so that Ctrl-C in a terminal reaches Turnout alone, which stops
 * it when the last request is answered.
 *
 * @throws PortTaken | EmbeddedDatabaseError
 */
export async function launchPostmaster(
  place: Place,
  settings: PostgresSettings,
  port: number,
): Promise<ChildProcess> {
  const deadline = Date.now() + memoryReleaseMaxMs;
  while (true) {
    await stopLeftover(place.data);
    const attempt = await attemptLaunch(place, settings, port);
    if (attempt.ready) return attempt.child;
    if (/Address already in use/.test(attempt.complaint)) throw new PortTaken();
    const rivalsLinger = /pre-existing shared memory block|lock file .* already exists/s;
    if (!rivalsLinger.test(attempt.complaint) || Date.now() > deadline)
      throw new EmbeddedDatabaseError(
        `The embedded PostgreSQL does not start: ${lastFatal(attempt.complaint)} ` +
          `(whole story: ${logFile(place)})`,
      );
    await sleep(200);
  }
}

/** Stops the server whose process id is `pid`: politely (open sessions end), then by force. */
export async function stopPostmaster(pid: number): Promise<void> {
  const birth = await findProcessBirth(pid);
  if (birth === null) return;
  // SIGINT: fast shutdown. SIGQUIT: immediate, the next start replays the log.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(pid, signal);
    if (await isGone(pid, birth, politeStopMaxMs)) return;
  }
  throw new EmbeddedDatabaseError(`PostgreSQL (process ${pid}) cannot be stopped.`);
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Signals without a fuss when the process is gone already. */
function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Stops the server that a killed Turnout left running on this data. The process id in PostgreSQL's
 * own lock file may meanwhile be a stranger's: then only the file goes, which would keep
 * PostgreSQL from starting.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = Number.parseInt((await readLines(file))[0] ?? '', 10);
  if (!(pid > 0)) return;
  if (await isPostmasterOf(data, pid)) await stopPostmaster(pid);
  else if (isSomeProcess(pid)) await rm(file, { force: true });
}

type Attempt = { ready: true; child: ChildProcess } | { ready: false; complaint: string };

async function attemptLaunch(
  place: Place,
  settings: PostgresSettings,
  port: number,
): Promise<Attempt> {
  const log = await openLog(place);
  const { size: logBefore } = await log.stat();
  const child = spawn(place.binaries.postgres, composeArguments(place.data, settings, port), {
    ...asAccount(place.account),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let spawnError: Error | null = null;
  child.once('error', (error) => {
    spawnError = error;
  });
  child.unref();
  stopWithThisProcess(child);
  await log.close();

  while (isRunning(child) && spawnError === null) {
    const lines = await readLines(join(place.data, 'postmaster.pid'));
    // Line 1 is the process, line 8 its state (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_…).
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready')
      return { ready: true, child };
    await sleep(pollMs);
  }
  const written = await readFile(logFile(place));
  return {
    ready: false,
    complaint: String(spawnError ?? written.subarray(logBefore).toString('utf8')),
  };
}

/** An uncaught exception or process.exit() leaves no time to wait, but enough to tell it. */
function stopWithThisProcess(child: ChildProcess): void {
  const tell = () => child.kill('SIGINT');
  process.once('exit', tell);
  child.once('exit', () => process.off('exit', tell));
}

function composeArguments(data: string, settings: PostgresSettings, port: number): string[] {
  const parameters = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: settings.maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Rows and parameters hold people's addresses, which belong in no log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(settings.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const options = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', data, '-p', String(port), ...options];
}

async function openLog(place: Place): Promise<FileHandle> {
  const file = logFile(place);
  const log = await open(file, 'a', 0o600);
  await giveTo(place.account, file);
  if ((await log.stat()).size <= logSizeMax) return log;
  await log.close();
  await rename(file, `${file}.1`);
  return openLog(place);
}

function logFile({ home }: Place): string {
  return join(home, 'postgres.log');
}

function lastFatal(complaint: string): string {
  const lines = complaint.trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC/.test(line));
  return (fatal ?? lines.at(-1) ?? '').replace(/^.*?(?=FATAL|PANIC)/, '');
}

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8').catch(() => '')).split('\n');
}

function isSomeProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isGone(pid: number, birth: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if ((await findProcessBirth(pid)) !== birth) return true;
    await sleep(pollMs);
  }
  return false;
}
