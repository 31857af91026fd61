import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Account,
  canUse,
  chooseAccount,
  findClosedFolder,
  giveTo,
  giveTreeTo,
} from './account.js';
import { type Binaries, findBinaries, makeRunnable } from './binaries.js';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';

/** Where one embedded database lives, and under whom. */
export type Place = {
  /** The folder that the caller named: password, log, and who owns the database. */
  home: string;
  /** Holds `data`. The home; or, when PostgreSQL's account cannot get there, a folder of its own. */
  folder: string;
  data: string;
  account: Account;
  binaries: Binaries;
};

/**
 * Settles where the database lives, and opens that place to PostgreSQL's account.
 *
 * Data that exists decides. Otherwise it is the home, unless root started Turnout in a folder
 * that only root may enter (a clone under /root): then it is `/var/lib/turnout/<hash of home>`.
 *
 * @throws EmbeddedDatabaseError when there is no such place, naming the folder that is closed
 */
export async function preparePlace(home: string): Promise<Place> {
  const elsewhere = folderElsewhere(home);
  const moved = !existsSync(join(home, 'data')) && existsSync(join(elsewhere, 'data'));
  const account = await chooseAccount(join(moved ? elsewhere : home, 'data'));

  await makeFolder(home);
  await giveTo(account, home);
  const folder = moved || !canUse(account, home, 'write') ? elsewhere : home;
  if (folder === elsewhere) await openElsewhere(home, folder, account);

  const data = join(folder, 'data');
  await openData(data, account);
  const binaries = await makeRunnable(findBinaries(), account, folder);
  return { home, folder, data, account, binaries };
}

/** Every folder that may hold something of the database of `home`. */
export function possibleFolders(home: string): string[] {
  return [home, folderElsewhere(home)];
}

function folderElsewhere(home: string): string {
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 12);
  return join('/var/lib/turnout', hash);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The database's folder ${folder} cannot be made: ${(cause as Error).message}. ` +
        'Give it to the user who runs Turnout, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

async function openElsewhere(home: string, folder: string, account: Account): Promise<void> {
  if (account.uid === undefined || existsSync(join(home, 'data'))) throw closed(home, account);
  try {
    await mkdir(folder, { recursive: true });
    await chmod('/var/lib/turnout', 0o755);
    await giveTo(account, folder);
    await chmod(folder, 0o700);
    await writeFile(join(folder, 'belongs-to.txt'), `${home}\n`);
  } catch {
    throw closed(home, account);
  }
  if (!canUse(account, folder, 'write')) throw closed(home, account);
}

/** Data that came with a copy of the tree may belong to root, or stand too open for PostgreSQL. */
async function openData(data: string, account: Account): Promise<void> {
  const found = await stat(data).catch(() => null);
  if (!found) return;
  if (account.uid === undefined && found.uid !== process.getuid?.())
    throw new EmbeddedDatabaseError(
      `The database in ${data} belongs to another user (id ${found.uid}): Turnout was started by root before. ` +
        `Start it as root again, or give the folder to ${account.name} with chown -R.`,
    );
  if (found.uid === 0 && account.uid !== undefined) giveTreeTo(account, data);
  await chmod(data, 0o700);
}

function closed(home: string, account: Account): EmbeddedDatabaseError {
  const folder = findClosedFolder(account, home);
  const obstacle =
    folder === home
      ? `The folder ${home} cannot be written by the account "${account.name}", under which PostgreSQL runs. Give it to that account (chown)`
      : `The folder ${folder} is closed for the account "${account.name}", under which PostgreSQL runs. Open it (chmod o+x ${folder})`;
  return new EmbeddedDatabaseError(
    `${obstacle}, start Turnout as another user, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}
