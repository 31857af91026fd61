import type { Prisma } from '../prisma/client.js';
import { parameterOf } from './columnValues.js';
import { type RowMakers, StatementBatch } from './StatementBatch.js';
import { StatementFailed } from './StatementFailed.js';
import type { Sender } from './send.js';
import { statementName } from './statementNames.js';
import { connectionOf, type TransactionConnection } from './transactionConnection.js';

interface Waiting {
  statement: Prisma.Sql;
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

/** Prisma's code for a transaction that has ended already. */
const TRANSACTION_OVER = 'P2028';

const makers: RowMakers = new Map();

/**
 * Sends statements of a transaction on its connection. Those that are asked for together leave in one
 * packet, in the order in which they were asked for; each is a statement of its own, and sees what
 * was committed before it began. When one fails, those behind it fail with it, as the transaction has.
 */
export function transactionLine(
  tx: Prisma.TransactionClient,
  onStatement?: (sql: string) => void,
): Sender {
  let connection: Promise<TransactionConnection | null> | undefined;
  let waiting: Waiting[] = [];

  async function sendWaiting(): Promise<void> {
    connection ??= connectionOf(tx);
    const open = await connection;
    const sent = waiting;
    const statements = sent.map(({ statement: { text, values } }) => ({
      name: statementName(text),
      text,
      values: values.map(parameterOf),
    }));
    waiting = [];
    const batch = new StatementBatch(statements, makers);
    const { answered, failure } = open && !open.isOver ? await batch.sendTo(open.client) : OVER;
    for (const [i, { statement, resolve, reject }] of sent.entries()) {
      const rows = answered[i];
      if (rows) {
        onStatement?.(statement.text);
        resolve(rows);
      } else {
        reject(new StatementFailed(failure as Error));
      }
    }
  }

  function rejectWaiting(error: unknown): void {
    for (const { reject } of waiting.splice(0)) reject(error);
  }

  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      if (waiting.length === 1) sendWaiting().catch(rejectWaiting);
    });
}

const OVER = {
  answered: [] as unknown[][],
  failure: Object.assign(new Error('The transaction has ended.'), { code: TRANSACTION_OVER }),
};
