import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './prisma/client.js';
import { createWakeups, type Wakeups } from './wakeups.js';

export type Database = PrismaClient & { readonly wakeups: Wakeups };
/** What a statement can be sent to: the database itself, or a transaction on it. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** Connections kept at most. Each open transaction holds one. */
  poolSize?: number;
  /** Called with the text of each statement, after it ran. */
  onStatement?: (sql: string) => void;
  /** How often those who wait for changes are woken whatever happens. */
  wakeEveryMs?: number;
}

/** How long one statement may run before PostgreSQL ends it. */
const STATEMENT_TIMEOUT_MS = 5_000;
/** How long to wait for a connection before the request fails. The driver would wait for ever. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens a pool of connections to the PostgreSQL at `url`; connects when first used. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, onStatement, wakeEveryMs } = options;
  const adapter = new PrismaPg({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'turnout',
    // Prisma sends and reads instants without their offset, so the session must count in UTC.
    options: '-c TimeZone=UTC',
  });
  const wakeups = createWakeups(url, { everyMs: wakeEveryMs });
  const db = onStatement ? watchedClient(adapter, onStatement) : new PrismaClient({ adapter });
  const disconnect = db.$disconnect.bind(db);
  return Object.assign(db, {
    wakeups,
    async $disconnect() {
      await wakeups.close();
      await disconnect();
    },
  });
}

function watchedClient(adapter: PrismaPg, onStatement: (sql: string) => void): PrismaClient {
  const db = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', (event) => onStatement(event.query));
  return db as unknown as PrismaClient;
}
