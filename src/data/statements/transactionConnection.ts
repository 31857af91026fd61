import type { PrismaPg } from '@prisma/adapter-pg';
import {
  type Transaction as AdapterTransaction,
  ColumnTypeEnum,
  type SqlDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { Prisma } from '../prisma/client.js';

/** The connection of a transaction, for as long as the transaction has it. */
export interface TransactionConnection {
  client: pg.PoolClient;
  /** Whether its end was sent: what comes behind would be in no transaction. */
  isOver: boolean;
}

/** Never sent: asked in a transaction, it is answered here. */
export const WHICH_CONNECTION = 'SELECT the connection of this transaction';

const ENDS = new Set(['COMMIT', 'ROLLBACK']);

/** Connections that were asked for, and are about to be picked up, by the number that was answered. */
const told = new Map<string, TransactionConnection>();
let transactions = 0;

/**
 * The adapter, with transactions that know which connection is theirs. Prisma tells nobody, so the
 * question goes the way of every statement, through Prisma to the transaction, and cannot be
 * answered by another one.
 */
export function tellingConnections(factory: PrismaPg): SqlDriverAdapterFactory {
  const { provider, adapterName } = factory;
  return {
    provider,
    adapterName,
    async connect() {
      const adapter = await factory.connect();
      const start = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => tellingConnection(await start(level));
      return adapter;
    },
  };
}

function tellingConnection(transaction: AdapterTransaction): AdapterTransaction {
  const { client } = transaction as unknown as { client: pg.PoolClient };
  const connection = { client, isOver: false };
  transactions += 1;
  const number = String(transactions);
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);

  transaction.queryRaw = async (query) => {
    if (query.sql !== WHICH_CONNECTION) return queryRaw(query);
    told.set(number, connection);
    return { columnNames: ['number'], columnTypes: [ColumnTypeEnum.Text], rows: [[number]] };
  };
  transaction.executeRaw = (query) => {
    if (ENDS.has(query.sql)) {
      connection.isOver = true;
      told.delete(number);
    }
    return executeRaw(query);
  };
  return transaction;
}

/**
 * The connection on which a transaction's statements run; null when it has ended just now.
 *
 * @throws what Prisma says of one that has ended
 */
export async function connectionOf(
  tx: Prisma.TransactionClient,
): Promise<TransactionConnection | null> {
  const [row] = await tx.$queryRawUnsafe<{ number: string }[]>(WHICH_CONNECTION);
  const number = row?.number ?? '';
  const connection = told.get(number) ?? null;
  told.delete(number);
  return connection;
}
