import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { columnTypes, parameterOf, type RowMaker, rowMaker } from './columnValues.js';
import { type Prisma, PrismaClient } from './prisma/client.js';
import { type Reader, readThrough } from './read.js';
import { statementName } from './statementNames.js';
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
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'turnout',
    // Prisma sends and reads instants without their offset, so the session must count in UTC.
    // Transactions are READ COMMITTED whatever the server's default is: said here once, and not by
    // a statement of its own in each of them.
    options: '-c TimeZone=UTC -c default_transaction_isolation=read\\ committed',
  });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // The driver prepares what has a name; Prisma's types do not know that some have none.
    statementNameGenerator: ({ sql }) => statementName(sql) as string,
  });
  const client = onStatement ? clientTelling(adapter, onStatement) : new PrismaClient({ adapter });
  const db = withWakeups(client, createWakeups(url, { everyMs: wakeEveryMs }));
  readThrough(poolReader(pool, db, onStatement), db);
  return db;
}

function withWakeups(client: PrismaClient, wakeups: Wakeups): Database {
  const disconnect = client.$disconnect.bind(client);
  return Object.assign(client, {
    wakeups,
    async $disconnect() {
      await wakeups.close();
      await disconnect();
    },
  });
}

function clientTelling(adapter: PrismaPg, onStatement: (sql: string) => void): PrismaClient {
  const db = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', (event) => onStatement(event.query));
  return db as unknown as PrismaClient;
}

function poolReader(pool: pg.Pool, db: Database, onStatement?: (sql: string) => void): Reader {
  let connected: Promise<void> | undefined;
  const makers = new Map<string, RowMaker>();
  return async ({ text, values }) => {
    // Prisma must know the pool before it is used: it listens to its errors, and ends it.
    connected ??= db.$connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    await connected;
    const name = statementName(text);
    const { rows, fields } = await pool.query<unknown[]>({
      name,
      text,
      values: values.map(parameterOf),
      rowMode: 'array',
      types: columnTypes,
    });
    onStatement?.(text);
    const makeRow = makers.get(text) ?? rowMaker(fields.map((field) => field.name));
    if (name) makers.set(text, makeRow);
    return rows.map(makeRow);
  };
}
