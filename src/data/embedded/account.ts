import { spawnSync } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';

/** Under whom PostgreSQL runs. Without `uid`: under whoever runs this process. */
export type Account = { name: string; uid?: number; gid?: number };

/** PostgreSQL's own, and nothing of ours: a stray PGPORT or LC_ALL must not change the server. */
const postgresEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/**
 * Chooses the account. PostgreSQL refuses to run as root; then it runs under the owner of the
 * data that exists, else as `postgres`, else as `nobody` (initdb needs a passwd entry, and we
 * create no accounts).
 */
export async function chooseAccount(data: string): Promise<Account> {
  const self = process.getuid?.();
  if (self !== 0) return { name: nameOf(self) };

  const owner = await stat(data).catch(() => null);
  if (owner && owner.uid !== 0) return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid };

  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw new EmbeddedDatabaseError(
    'PostgreSQL refuses to run as root, and this system has neither an account "postgres" nor "nobody". ' +
      'Run Turnout as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

/** Whether the account can use `path` so; asked by doing it, because only the system knows all its rules. */
export function canUse(account: Account, path: string, how: 'enter' | 'write'): boolean {
  const check = how === 'enter' ? 'test -x "$0"' : 'test -x "$0" && test -w "$0"';
  return spawnSync('/bin/sh', ['-c', check, path], asAccount(account)).status === 0;
}

/** The outermost folder on the way to `path` that keeps the account out. */
export function findClosedFolder(account: Account, path: string): string {
  const parent = dirname(path);
  if (parent !== path && !canUse(account, parent, 'enter'))
    return findClosedFolder(account, parent);
  return path;
}

/** Options for a child that runs under the account, in a folder that every account may enter. */
export function asAccount({ uid, gid }: Account) {
  return { uid, gid, cwd: '/', env: postgresEnvironment };
}

export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined)
    await chown(path, account.uid, account.gid);
}

export function giveTreeTo({ uid, gid }: Account, path: string): void {
  if (uid !== undefined) spawnSync('chown', ['-R', `${uid}:${gid}`, path]);
}

function idOf(name: string, flag: '-u' | '-g'): number | null {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number.parseInt(stdout, 10) : null;
}

function nameOf(uid: number | undefined): string {
  const { status, stdout } = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : `user ${uid}`;
}
