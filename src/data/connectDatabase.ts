import { fileURLToPath } from 'node:url';
import { attachEmbeddedDatabase, startEmbeddedDatabase } from './embeddedDatabase.js';
import { migrate } from './migrate.js';

/** A migrated PostgreSQL to work on. */
export interface ConnectedDatabase {
  url: string;
  /** Whether its tables were made just now. */
  fresh: boolean;
  /** Stops it, where it was started for this process. */
  stop(): Promise<void>;
}

/** The server of `DATABASE_URL` does not let us in. The message says which, and why. */
export class UnreachableDatabase extends Error {
  override name = 'UnreachableDatabase';
}

export interface ConnectOptions {
  /** The server to use; null: the embedded one. */
  databaseUrl: string | null;
  /** Whether to use the embedded database of a server that runs, instead of refusing. */
  attach?: boolean;
  /** How many connections an embedded one has to take. */
  connections?: number;
  log?: (line: string) => void;
}

// Both seen from `src/data` and `dist/data` alike.
const EMBEDDED_HOME = fileURLToPath(new URL('../../.turnout/database', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** With room for the command-line tools, and for a look with psql. */
const CONNECTIONS_MIN = 100;

/** Finds the database, or starts the embedded one, and brings its tables up to date. */
export async function connectDatabase({
  databaseUrl,
  attach = false,
  connections = 0,
  log,
}: ConnectOptions): Promise<ConnectedDatabase> {
  const running = databaseUrl ?? (attach ? await attachEmbeddedDatabase(EMBEDDED_HOME) : null);
  const { url, stop } = running
    ? { url: running, stop: async () => {} }
    : await startEmbeddedDatabase({
        home: EMBEDDED_HOME,
        maxConnections: Math.max(CONNECTIONS_MIN, connections),
        log,
      });
  try {
    const { fresh } = await migrate(url, { directory: MIGRATIONS, log });
    return { url, fresh, stop };
  } catch (error) {
    await stop();
    throw unreachable(url, error) ?? error;
  }
}

/** Codes of Node and of PostgreSQL: nobody there, unknown host, no such user, password or database. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  '28000',
  '28P01',
  '3D000',
]);

function unreachable(url: string, error: unknown): UnreachableDatabase | null {
  // Where a name has several addresses, one failure stands for all of them.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error && 'code' in first && UNREACHABLE.has(String(first.code)))) {
    return null;
  }
  const { host, pathname } = new URL(url);
  return new UnreachableDatabase(
    `The database ${host}${pathname} cannot be used: ${first.message}. Is DATABASE_URL right?`,
    { cause: error },
  );
}
