import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { asAccount, giveTo } from './account.js';
import { EmbeddedDatabaseError } from './EmbeddedDatabaseError.js';
import type { Place } from './place.js';

/** The user and the database, both. */
const name = 'turnout';

/**
 * Makes an empty database cluster, once. It is made beside its place and moved there when whole,
 * so an interrupted first start leaves nothing that looks like a database.
 */
export async function createCluster(place: Place, durable: boolean): Promise<void> {
  if (existsSync(place.data)) return;

  const partial = join(place.folder, 'data.partial');
  const passwordFile = join(place.folder, 'password.initdb');
  await rm(partial, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, await makePassword(place), { mode: 0o600, flag: 'wx' });
  await giveTo(place.account, passwordFile);
  try {
    await runInitdb(place, [
      `--pgdata=${partial}`,
      `--username=${name}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ]);
    await rename(partial, place.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The address of the database `turnout` behind `port`, with its password. */
export async function composeUrl(home: string, port: number): Promise<string> {
  return `postgresql://${name}:${await readPassword(home)}@127.0.0.1:${port}/${name}`;
}

export async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
}

/** A password that stands already was left by an interrupted first start, and serves again. */
async function makePassword({ home, account }: Place): Promise<string> {
  const file = join(home, 'password');
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await giveTo(account, draft);
    await rename(draft, file);
  }
  return readPassword(home);
}

async function readPassword(home: string): Promise<string> {
  const file = join(home, 'password');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The database's password cannot be read: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

async function runInitdb({ binaries, account }: Place, options: string[]): Promise<void> {
  const child = spawn(binaries.initdb, options, {
    ...asAccount(account),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0)
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL cannot make its data folder: ${complaint.trim()}`,
    );
}
