import type { Tracer } from '@opentelemetry/api';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { type Prisma, PrismaClient } from './prisma/client.js';
import { createProbe, type Probe } from './probe.js';
import { beginningLate } from './statements/lateBegin.js';
import { poolSenders } from './statements/poolSenders.js';
import { type Sender, sendBy } from './statements/send.js';
import { statementName } from './statements/statementNames.js';
import { tellingConnections, WHICH_CONNECTION } from './statements/transactionConnection.js';
import { transactionLine } from './statements/transactionLine.js';
import { TracedPool, tracedClient } from './tracing/tracedConnections.js';
import { tracedSender } from './tracing/tracedSender.js';
import { createWakeups, type Wakeups } from './wakeups.js';

export type Database = PrismaClient & {
  readonly wakeups: Wakeups;
  readonly probe: Probe;
  readonly pool: PoolState;
  /** How long to wait for a free connection, in milliseconds. */
  readonly waitMsMax: number;
  /** What sends the statements of a transaction on this database. */
  readonly lineOf: (tx: Transaction) => Sender;
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
  /** Makes a span of each statement; null: there are none. */
  tracer?: Tracer | null;
  /** How often those who wait for changes are woken whatever happens. */
  wakeEveryMs?: number;
}

/** How long one statement may run before PostgreSQL ends it. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Opens a pool of connections to the PostgreSQL at `url`; connects when first used. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 10, waitMsMax = 5_000, onStatement, tracer, wakeEveryMs } = options;
  const settings: pg.PoolConfig = {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: waitMsMax,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'turnout',
    // Prisma sends and reads instants without their offset, so the session must count in UTC.
    // Transactions are READ COMMITTED whatever the server's default is: said here once, and not by
    // a statement of its own in each of them.
    // What is read often is in memory, and the rest on disks without a head that moves: PostgreSQL's
    // default, a page elsewhere for four in a row, has it walk a list where an index knows better.
    options:
      '-c TimeZone=UTC -c default_transaction_isolation=read\\ committed -c random_page_cost=1.1',
    Client: beginningLate(tracer ? tracedClient(tracer) : pg.Client),
  };
  const pool = tracer ? new TracedPool(settings) : new pg.Pool(settings);
  const driver = new PrismaPg(pool, {
    disposeExternalPool: true,
    // The driver prepares what has a name; Prisma's types do not know that some have none.
    statementNameGenerator: ({ sql }) => statementName(sql) as string,
  });
  const adapter = tellingConnections(driver);
  const client = onStatement ? clientTelling(adapter, onStatement) : new PrismaClient({ adapter });
  const traced = (send: Sender) => (tracer ? tracedSender(tracer, send) : send);
  const db = withParts(client, {
    wakeups: createWakeups(url, { everyMs: wakeEveryMs }),
    probe: createProbe(url),
    pool,
    waitMsMax,
    lineOf: (tx) => traced(transactionLine(tx, onStatement)),
  });
  const connect = () => client.$connect();
  sendBy(poolSenders(pool, { connect, onStatement, traced }), db);
  return db;
}

type Parts = Omit<Database, keyof PrismaClient>;

/** What belongs to a database besides Prisma, and ends with it. */
function withParts(client: PrismaClient, parts: Parts): Database {
  const disconnect = client.$disconnect.bind(client);
  return Object.assign(client, {
    ...parts,
    async $disconnect() {
      await Promise.all([parts.wakeups.close(), parts.probe.close()]);
      await disconnect();
    },
  });
}

function clientTelling(
  adapter: SqlDriverAdapterFactory,
  onStatement: (sql: string) => void,
): PrismaClient {
  const db = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', ({ query }) => {
    if (query !== WHICH_CONNECTION) onStatement(query);
  });
  return db as unknown as PrismaClient;
}
