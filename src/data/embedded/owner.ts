import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, giveTo } from './account.js';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';
import type { Place } from './place.js';
import { findProcessBirth } from './processes.js';

/** The Turnout process that runs a database, as `owner.json` in the database's home names it. */
export type Owner = {
  pid: number;
  /** Tells the process from a later one with the same id. */
  birth: string | null;
  /** Where PostgreSQL listens; null until it does. */
  port: number | null;
};

export type Claim = {
  announce(port: number): Promise<void>;
  release(): Promise<void>;
};

/**
 * Makes this process the one owner of the home.
 *
 * The file is linked into place, which the system grants to one process only; what an owner
 * left who died without releasing it is put aside.
 *
 * @throws EmbeddedDatabaseError when a living process owns it, naming that process
 */
export async function claimHome({ home, account }: Place): Promise<Claim> {
  const file = join(home, 'owner.json');
  const self: Owner = { pid: process.pid, birth: await findProcessBirth(process.pid), port: null };
  while (!(await linkInto(file, self, account))) {
    const owner = await findLiveOwner(home);
    if (owner) throw refuseRival(home, owner);
    await putAsideDeadOwner(home, file);
  }
  return {
    announce: (port) => replace(file, { ...self, port }, account),
    release: () => rm(file, { force: true }),
  };
}

/** @returns null when nobody owns the home, or its owner died */
export async function findLiveOwner(home: string): Promise<Owner | null> {
  const owner = await readOwner(join(home, 'owner.json'));
  if (!owner) return null;
  const birth = await findProcessBirth(owner.pid);
  return birth !== null && birth === owner.birth ? owner : null;
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function linkInto(file: string, owner: Owner, account: Account): Promise<boolean> {
  const draft = await writeDraft(file, owner, account);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replace(file: string, owner: Owner, account: Account): Promise<void> {
  await rename(await writeDraft(file, owner, account), file);
}

async function writeDraft(file: string, owner: Owner, account: Account): Promise<string> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  await giveTo(account, draft);
  return draft;
}

/** Between our look and our rename a rival may have claimed the home: then its claim goes back. */
async function putAsideDeadOwner(home: string, file: string): Promise<void> {
  const aside = `${file}.dead.${process.pid}`;
  await rename(file, aside).catch(() => {});
  const taken = await readOwner(aside);
  const alive = taken && (await findProcessBirth(taken.pid)) === taken.birth;
  if (alive) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
  if (alive) throw refuseRival(home, taken);
}

export function refuseRival(home: string, owner: Owner): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The database in ${home} is already run by process ${owner.pid}. ` +
      `Stop that process (kill ${owner.pid}), or set DATABASE_URL to let this one use another database.`,
  );
}
