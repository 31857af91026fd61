import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The database's history and the folder of migrations disagree, or a script failed. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

export type MigrateOptions = {
  /** `prisma/migrations`: a folder each, applied in the order of their names. */
  directory: string;
  log?: (line: string) => void;
};

type Migration = { name: string; script: string };

type RecordedMigration = { migration_name: string; checksum: string; finished_at: Date | null };

/** Prisma Migrate's own lock: whoever migrates, with it or with us, does so alone. */
const advisoryLock = 72707369;

/** Exactly as Prisma Migrate makes it, so that `prisma migrate deploy` sees the same history. */
const createBookkeeping = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations that the database lacks, as `prisma migrate deploy` would, without the
 * engine that it downloads. Several processes that call it at once migrate once.
 *
 * Each script runs in one transaction together with its row in `_prisma_migrations`: it counts as
 * applied when all of it is, and a script that fails leaves nothing behind, so the corrected one
 * can simply be started. (Prisma notes a failure in the table instead, which somebody then has to
 * resolve by hand.) The price: a script cannot hold what PostgreSQL refuses in a transaction,
 * such as `CREATE INDEX CONCURRENTLY`. Such a migration is for `prisma migrate deploy`; the history
 * is the same.
 *
 * @param url  the database to migrate
 * @returns the names of the migrations that this call applied, in order; `fresh` when the database
 *   had none before
 * @throws MigrationError naming the migration that failed, was changed after it was applied, or is
 *   recorded in the database and missing in the folder
 */
export async function migrate(
  url: string,
  { directory, log = () => {} }: MigrateOptions,
): Promise<{ applied: string[]; fresh: boolean }> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, application_name: 'turnout migrate' });
  await client.connect();
  try {
    await waitForTurn(client, log);
    await client.query(createBookkeeping);
    const recorded = await listRecorded(client);
    refuseBrokenHistory(migrations, recorded);

    const pending = withoutRecorded(migrations, recorded);
    for (const migration of pending) {
      await apply(client, migration);
      log(`Applied migration ${migration.name}.`);
    }
    return { applied: pending.map(({ name }) => name), fresh: recorded.length === 0 };
  } finally {
    await client.end(); // also gives the lock back
  }
}

/** Reads the folders in the order in which they are applied. */
async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      script: await readFile(join(directory, name, 'migration.sql'), 'utf8'),
    })),
  );
}

async function waitForTurn(client: pg.Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(${advisoryLock}) AS mine`,
  );
  if (rows[0]?.mine) return;
  log('Another process is migrating this database; waiting for it.');
  await client.query(`SELECT pg_advisory_lock(${advisoryLock})`);
}

/** What was marked as rolled back counts as never applied, as for Prisma. */
async function listRecorded(client: pg.Client): Promise<RecordedMigration[]> {
  const { rows } = await client.query<RecordedMigration>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

function refuseBrokenHistory(migrations: Migration[], recorded: RecordedMigration[]): void {
  const scripts = new Map(migrations.map(({ name, script }) => [name, script]));
  for (const { migration_name: name, checksum, finished_at } of recorded) {
    const script = scripts.get(name);
    if (finished_at === null)
      throw new MigrationError(
        `Migration ${name} failed in this database before. Repair what it left, then mark it with ` +
          `"prisma migrate resolve --rolled-back ${name}".`,
      );
    if (script === undefined)
      throw new MigrationError(
        `Migration ${name} was applied to this database, but the folder of migrations lacks it: ` +
          'a newer Turnout was here, or the file was deleted.',
      );
    if (!spellings(script).some((spelling) => checksumOf(spelling) === checksum))
      throw new MigrationError(
        `Migration ${name} was changed after it was applied to this database. ` +
          'Restore the file, and put the change into a new migration.',
      );
  }
}

function withoutRecorded(migrations: Migration[], recorded: RecordedMigration[]): Migration[] {
  const names = new Set(recorded.map(({ migration_name }) => migration_name));
  return migrations.filter(({ name }) => !names.has(name));
}

async function apply(client: pg.Client, { name, script }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    // No parameters: the simple protocol, which takes a whole script.
    await client.query(script);
    await client.query(
      `INSERT INTO "_prisma_migrations"
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksumOf(script), name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {}); // the connection may be what failed
    throw new MigrationError(
      `Migration ${name} failed and left nothing behind: ${describe(cause, script)}`,
      { cause },
    );
  }
}

function describe(error: unknown, script: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error);
  const line = script.slice(0, Number(error.position ?? 0)).split('\n').length;
  return `${error.message} (SQLSTATE ${error.code}${error.position ? `, line ${line}` : ''})`;
}

/** A checkout may have turned the line ends; Prisma Migrate forgives that too. */
function spellings(script: string): string[] {
  const unix = script.replaceAll('\r\n', '\n');
  return [script, unix, unix.replaceAll('\n', '\r\n')];
}

function checksumOf(script: string): string {
  return createHash('sha256').update(script).digest('hex');
}
