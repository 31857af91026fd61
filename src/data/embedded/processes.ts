import { spawnSync } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';

/**
 * Tells one process from a later one with the same id.
 *
 * @returns a text that only this process has; null when none runs (a zombie does not run)
 */
export async function findProcessBirth(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return findBirthByPs(pid);
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; state is field 3, starttime field 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

/** Whether `pid` is a PostgreSQL server on the folder `data`, and not a stranger who got its id. */
export async function isPostmasterOf(data: string, pid: number): Promise<boolean> {
  if ((await findProcessBirth(pid)) === null) return false;
  const words = await commandWords(pid);
  if (!/(^|\/)postgres$/.test(words[0] ?? '')) return false;
  return words.includes(data) || (await worksIn(data, pid));
}

function findBirthByPs(pid: number): string | null {
  const line = ps(pid, 'stat=,lstart=');
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}

async function commandWords(pid: number): Promise<string[]> {
  if (process.platform !== 'linux') return commandWordsByPs(pid);
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
}

/** `ps` joins the words with spaces, which a folder's name may contain: cut at the known options. */
function commandWordsByPs(pid: number): string[] {
  return ps(pid, 'command=').split(/ (?:-D|-p|-c) /);
}

/** A server changes into its data folder; this still recognizes it after the folder was moved. */
async function worksIn(data: string, pid: number): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data));
  } catch {
    return false;
  }
}

function ps(pid: number, columns: string): string {
  const { stdout } = spawnSync('ps', ['-ww', '-o', columns, '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
  return (stdout ?? '').trim();
}
