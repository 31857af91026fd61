// npm run migration:create -- add_waiting_list
//
// Writes prisma/migrations/<timestamp>_<name>/migration.sql with what the migrations lack to reach
// prisma/schema.prisma. The database for the comparison is a scratch one that lives for the moment.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../data/embeddedDatabase.js';
import { migrate } from '../data/migrate.js';
import { diffWithSchema } from './migrationDiff.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const directory = join(project, 'prisma', 'migrations');

async function main(): Promise<void> {
  const name = process.argv[2] ?? '';
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Stopped('Usage: npm run migration:create -- name_in_snake_case', 2);
  }
  await createMigration(name);
}

async function createMigration(name: string): Promise<void> {
  const script = await diffAfterMigrations();
  if (script === null) {
    console.log('Nothing differs: the migrations say what prisma/schema.prisma says.');
    return;
  }
  const folder = join(directory, `${timestamp(new Date())}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), script);
  console.log(`Wrote ${relative(project, folder)}/migration.sql. Read it before you apply it.`);
  console.log(
    'What Prisma does not know is not in it: add checks, triggers, functions, exclusion ' +
      'constraints, partial and expression indexes by hand.',
  );
}

async function diffAfterMigrations(): Promise<string | null> {
  const home = await mkdtemp(join(tmpdir(), 'turnout-scratch-'));
  process.once('SIGINT', () => process.exit(130)); // Ctrl-C: the exit takes the database along
  const database = await startEmbeddedDatabase({ home, durable: false });
  try {
    await migrate(database.url, { directory });
    return await diffWithSchema(database.url, join(project, 'prisma', 'schema.prisma'));
  } finally {
    await database.stop();
    await removeEmbeddedDatabase(home);
  }
}

/** As Prisma names its folders: `20261121093015`, UTC. */
function timestamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 14);
}

main().catch(reportFailure);
