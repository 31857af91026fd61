import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findProcessBirth } from '../../src/data/embedded/processes.js';
import {
  attachEmbeddedDatabase,
  type EmbeddedDatabase,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../src/data/embeddedDatabase.js';

const ownerScript = fileURLToPath(new URL('../support/databaseOwner.mjs', import.meta.url));
const timeoutMs = 60_000;

let home: string;
let running: EmbeddedDatabase[];
let owners: ChildProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'turnout-test-'));
  running = [];
  owners = [];
});

afterEach(async () => {
  await Promise.all(owners.map(kill));
  await Promise.all(running.map((database) => database.stop()));
  await removeEmbeddedDatabase(home);
});

describe('starting', () => {
  it('gives a PostgreSQL that knows the collation which sorts names', async () => {
    const database = await start();

    const [row] = await query(database.url, `SELECT 'ä' < 'b' COLLATE "und-x-icu" AS sorted`);
    expect(row).toEqual({ sorted: true });
  });

  it(
    'finds the data of the last time',
    async () => {
      const first = await start();
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop();

      const second = await start();

      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    },
    timeoutMs,
  );

  it('makes the data folder anew when the first start was interrupted', async () => {
    await mkdir(join(home, 'data.partial'));
    await writeFile(join(home, 'data.partial', 'PG_VERSION'), '18\n');

    const database = await start();

    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readdir(home)).not.toContain('data.partial');
  });

  it('lets nobody in without the password', async () => {
    const url = new URL((await start()).url);
    url.password = 'guess';

    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it(
    'is not kept out by a process that got the id of the last PostgreSQL',
    async () => {
      const first = await start();
      const lockFile = join(home, 'data', 'postmaster.pid');
      const lock = await readFile(lockFile, 'utf8');
      await first.stop();
      const stranger = spawn('sleep', ['60'], accountOf(home));
      await writeFile(lockFile, lock.replace(/^\d+/, String(stranger.pid)));

      const second = await start();

      expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(stranger.exitCode).toBeNull();
      stranger.kill();
    },
    timeoutMs,
  );
});

describe('an owner', () => {
  it('is the only one: the second is told which process to stop', async () => {
    await start();

    await expect(startEmbeddedDatabase({ home })).rejects.toThrow(
      new RegExp(`already run by process ${process.pid}\\b.*DATABASE_URL`),
    );
  });

  it(
    'is the only one of several that start at once',
    async () => {
      const attempts = await Promise.allSettled([start(), start(), start(), start()]);

      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    },
    timeoutMs,
  );

  it('shows the address to tools of other processes while it lives', async () => {
    expect(await attachEmbeddedDatabase(home)).toBeNull();
    const database = await start();
    expect(await attachEmbeddedDatabase(home)).toBe(database.url);
    await database.stop();
    expect(await attachEmbeddedDatabase(home)).toBeNull();
  });

  it(
    'that was killed leaves a database which the next one takes over',
    async () => {
      const { owner, url, postgres } = await startOwnerProcess();
      await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await kill(owner);
      expect(await attachEmbeddedDatabase(home)).toBeNull();

      const next = await start();

      expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      expect(await isAlive(postgres)).toBe(false);
    },
    timeoutMs,
  );

  it(
    'that exits in a hurry takes PostgreSQL along',
    async () => {
      const { owner, postgres } = await startOwnerProcess();
      owner.kill('SIGTERM'); // answered with process.exit(), which waits for nothing
      await once(owner, 'exit');

      await eventually(async () => !(await isAlive(postgres)));
    },
    timeoutMs,
  );
});

describe('a PostgreSQL that was killed', () => {
  it(
    'comes back at the same address with every acknowledged row',
    async () => {
      const database = await start({ durable: true });
      await query(database.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      const killed = database.pid;
      process.kill(killed, 'SIGKILL');

      await eventually(async () => {
        const rows = await query(database.url, 'SELECT answer FROM kept').catch(() => []);
        return rows.length === 1 && database.pid !== killed;
      });
    },
    timeoutMs,
  );

  it(
    'comes back again and again',
    async () => {
      const database = await start();
      for (let round = 1; round <= 3; round++) {
        const killed = database.pid;
        process.kill(killed, 'SIGKILL');
        await eventually(() => database.pid !== killed);
      }
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
    timeoutMs,
  );

  it(
    'stays down when its owner is stopping',
    async () => {
      const database = await start();
      process.kill(database.pid, 'SIGKILL');
      await database.stop();

      expect(await isAlive(database.pid)).toBe(false);
    },
    timeoutMs,
  );
});

describe('removing', () => {
  it('is refused while a living process runs the database', async () => {
    await start();

    await expect(removeEmbeddedDatabase(home)).rejects.toThrow(/already run by process/);
  });

  it(
    'stops what a killed owner left and deletes the folder',
    async () => {
      const { owner, postgres } = await startOwnerProcess();
      await kill(owner);

      await removeEmbeddedDatabase(home);

      expect(await isAlive(postgres)).toBe(false);
      expect(existsSync(home)).toBe(false);
    },
    timeoutMs,
  );
});

describe('stopping', () => {
  it('ends open sessions, leaves no process and gives the home up', async () => {
    const database = await start();
    const session = new pg.Client({ connectionString: database.url });
    session.on('error', () => {}); // it is about to be cut
    await session.connect();

    await Promise.all([database.stop(), database.stop()]);

    expect(await isAlive(database.pid)).toBe(false);
    expect(await readdir(home)).not.toContain('owner.json');
  });

  it(
    'lets the home be moved and used elsewhere',
    async () => {
      const database = await start();
      await query(database.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await database.stop();
      const moved = `${home}-moved`;
      await rename(home, moved);
      home = moved;

      const again = await start();

      expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    },
    timeoutMs,
  );
});

async function start({ durable = false } = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ home, durable });
  running.push(database);
  return database;
}

async function startOwnerProcess() {
  const owner = spawn(process.execPath, [ownerScript, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  const [line] = await once(createInterface(owner.stdout), 'line');
  const { url, postgres } = JSON.parse(line) as { url: string; postgres: number };
  return { owner, url, postgres };
}

async function kill(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return;
  owner.kill('SIGKILL');
  await once(owner, 'exit');
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The account of the data folder, so that PostgreSQL may ask whether the stranger lives. */
function accountOf(folder: string) {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = statSync(join(folder, 'data'));
  return { uid, gid };
}

/** A zombie that nobody has collected yet is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  return (await findProcessBirth(pid)) !== null;
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 30 seconds.');
    await sleep(20);
  }
}
