import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './prisma/client.js';
import { createProbe, type Probe } from './probe.js';
import { createWakeups, type Wakeups } from './wakeups.js';

export type Database = PrismaClient & {
  readonly wakeups: Wakeups;
  readonly probe: Probe;
  readonly pool: PoolState;
  /** How long to wait for a free connection, in milliseconds. */
  readonly waitMsMax: number;
};

/** Connections that there are, those of them that nobody uses, and how many wait for one. */
export interface PoolState {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** What a statement can be sent to: the database itself, or a transaction on it. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** Connections kept at most. Each open transaction holds one. */
  poolSize?: number;
  /** How long to wait for a free connection. The driver would wait for ever. */
  waitMsMax?: number;
  /** Called with the text of each statement, after it ran. */
  onStatement?: (sql: string) => void;
  /** How often those who wait for changes are woken whatever happens. */
  wakeEveryMs?: number;
}

/** How long one statement may run before PostgreSQL ends it. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Opens a pool of connections to the PostgreSQL at `url`; connects when first used. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, waitMsMax = 5_000, onStatement, wakeEveryMs } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: waitMsMax,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'turnout',
    // Prisma sends and reads instants without their offset, so the session must count in UTC.
    options: '-c TimeZone=UTC',
  });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const probe = createProbe(url);
  const wakeups = createWakeups(url, { everyMs: wakeEveryMs });
  const db = onStatement ? watchedClient(adapter, onStatement) : new PrismaClient({ adapter });
  const disconnect = db.$disconnect.bind(db);
  return Object.assign(db, {
    wakeups,
    probe,
    pool,
    waitMsMax,
    async $disconnect() {
      await Promise.all([wakeups.close(), probe.close()]);
      await disconnect();
    },
  });
}

function watchedClient(adapter: PrismaPg, onStatement: (sql: string) => void): PrismaClient {
  const db = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', (event) => onStatement(event.query));
  return db as unknown as PrismaClient;
}
