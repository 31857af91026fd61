import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { diffWithSchema } from '../../src/cli/migrationDiff.js';
import { migrate } from '../../src/data/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const ourMigrations = join(project, 'prisma', 'migrations');
const ourSchema = join(project, 'prisma', 'schema.prisma');

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'turnout-migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

describe('the migrations of Turnout', () => {
  it('make the tables that schema.prisma describes', async () => {
    await migrate(database.url, { directory: ourMigrations });

    expect(await diffWithSchema(database.url, ourSchema)).toBeNull();
  });

  it('are compared with a schema that could differ', async () => {
    await migrate(database.url, { directory: ourMigrations });
    const schema = await readFile(ourSchema, 'utf8');
    const longer = join(directory, 'schema.prisma');
    await writeFile(longer, `${schema}\nmodel Extra {\n  id Int @id\n}\n`);

    expect(await diffWithSchema(database.url, longer)).toContain('CREATE TABLE "Extra"');
  });
});

describe('migrate', () => {
  it('tells whether the database was fresh', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');

    expect(await migrate(database.url, { directory })).toMatchObject({ fresh: true });
    expect(await migrate(database.url, { directory })).toMatchObject({ fresh: false });
  });

  it('applies what is missing, in the order of the names', async () => {
    await given('002_second', 'ALTER TABLE t ADD b int');
    await given('001_first', 'CREATE TABLE t (a int)');
    expect(await run()).toEqual(['001_first', '002_second']);

    await given('003_third', 'ALTER TABLE t ADD c int');
    expect(await run()).toEqual(['003_third']);
    expect(await run()).toEqual([]);
  });

  it('applies once when several processes start at once', async () => {
    await given('001_slow', 'CREATE TABLE t (a int); SELECT pg_sleep(0.3)');

    const results = await Promise.all([run(), run(), run(), run()]);

    expect(results.flat()).toEqual(['001_slow']);
  });

  it('writes the row that Prisma Migrate would write', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');
    await run();

    expect(await query('SELECT * FROM "_prisma_migrations"')).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: '098a18b47891df879e69ba509a106741fc6c7ba2a0b8111445f1f34589252006',
        migration_name: '001_first',
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it('runs a script with functions, comments and semicolons in texts as it stands', async () => {
    await given(
      '001_tricky',
      `-- one; two
       CREATE FUNCTION greet() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END $$;
       CREATE TABLE greeting AS SELECT greet() AS said;`,
    );
    await run();

    expect(await query('SELECT said FROM greeting')).toEqual([{ said: 'a;b' }]);
  });

  it('leaves nothing of a script that fails, and applies it once it is corrected', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');
    await given('002_broken', 'CREATE TABLE half (a int);\nALTER TABLE missing ADD b int;');

    await expect(run()).rejects.toThrow(
      /Migration 002_broken failed and left nothing behind: relation "missing" does not exist \(SQLSTATE 42P01/,
    );
    expect(await tables()).toEqual(['_prisma_migrations', 't']);
    expect(await query('SELECT migration_name FROM "_prisma_migrations"')).toEqual([
      { migration_name: '001_first' },
    ]);

    await given('002_broken', 'CREATE TABLE half (a int)');
    expect(await run()).toEqual(['002_broken']);
  });

  it('names the line of a mistake', async () => {
    await given('001_typo', 'CREATE TABLE t (a int);\nCREATE TABEL u (a int);');

    await expect(run()).rejects.toThrow(/001_typo .*line 2/);
  });

  it('refuses a migration that was changed after it was applied, by name', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');
    await run();
    await given('001_first', 'CREATE TABLE t (a bigint)');

    await expect(run()).rejects.toThrow(/Migration 001_first was changed/);
  });

  it('forgives line ends that a checkout turned', async () => {
    await given('001_first', 'CREATE TABLE t (\n  a int\n)');
    await run();
    await given('001_first', 'CREATE TABLE t (\r\n  a int\r\n)');

    expect(await run()).toEqual([]);
  });

  it('refuses a database that has a migration which the folder lacks, by name', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');
    await given('002_newer', 'CREATE TABLE u (a int)');
    await run();
    await rm(join(directory, '002_newer'), { recursive: true });

    await expect(run()).rejects.toThrow(/Migration 002_newer was applied .* lacks it/);
  });

  it('refuses to go on after a migration that Prisma Migrate left failed', async () => {
    await given('001_first', 'CREATE TABLE t (a int)');
    await run();
    await query('UPDATE "_prisma_migrations" SET finished_at = NULL');

    await expect(run()).rejects.toThrow(/Migration 001_first failed in this database before/);
  });

  it('applies again what was marked as rolled back', async () => {
    await given('001_first', 'CREATE TABLE IF NOT EXISTS t (a int)');
    await run();
    await query('UPDATE "_prisma_migrations" SET rolled_back_at = now()');

    expect(await run()).toEqual(['001_first']);
  });

  it('passes over files beside the folders', async () => {
    await cp(join(ourMigrations, 'migration_lock.toml'), join(directory, 'migration_lock.toml'));

    expect(await run()).toEqual([]);
  });
});

async function given(name: string, script: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), script);
}

/** The names of what it applied. */
async function run(): Promise<string[]> {
  return (await migrate(database.url, { directory })).applied;
}

async function tables(): Promise<string[]> {
  const rows = await query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ tablename }) => String(tablename));
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
