import type { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
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

/** Connections that were asked for, and are about to be picked up. */
const told = new Map<number, TransactionConnection>();
let number = 0;

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
      adapter.startTransaction = async (level) => {
        const transaction = await start(level);
        const { client } = transaction as unknown as { client: pg.PoolClient };
        const connection = { client, isOver: false };
        const queryRaw = transaction.queryRaw.bind(transaction);
        const executeRaw = transaction.executeRaw.bind(transaction);
        transaction.queryRaw = (query) =>
          query.sql === WHICH_CONNECTION ? tell(connection) : queryRaw(query);
        transaction.executeRaw = (query) => {
          if (ENDS.has(query.sql)) connection.isOver = true;
          return executeRaw(query);
        };
        return transaction;
      };
      return adapter;
    },
  };
}

async function tell(connection: TransactionConnection) {
  number += 1;
  told.set(number, connection);
  return {
    columnNames: ['number'],
    columnTypes: [ColumnTypeEnum.Int32],
    rows: [[number]],
  };
}

/** The connection on which a transaction's statements run. @throws what Prisma says when it is over */
export async function connectionOf(tx: Prisma.TransactionClient): Promise<TransactionConnection> {
  const [row] = await tx.$queryRawUnsafe<{ number: number }[]>(WHICH_CONNECTION);
  const answer = row?.number as number;
  const connection = told.get(answer) as TransactionConnection;
  told.delete(answer);
  return connection;
}
