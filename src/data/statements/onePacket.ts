import type pg from 'pg';
import { type SendStatement, sendOnConnection } from './onConnection.js';
import type { RowMakers, Statement } from './StatementBatch.js';
import { StatementFailed } from './StatementFailed.js';

interface Waiting {
  statement: Statement;
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

const makers: RowMakers = new Map();

/**
 * A transaction that is one packet: the statements that are asked for together, in one turn.
 * PostgreSQL begins one with the first of a packet and commits it behind the last, so neither is sent;
 * all answers come after the commit. When one fails, or the commit, all do.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export function createPacket(pool: pg.Pool): SendStatement {
  const asked: Waiting[] = [];
  let isSent = false;

  async function send(): Promise<void> {
    await new Promise<void>(process.nextTick); // what else is asked for in this turn
    isSent = true;
    const statements = asked.map(({ statement }) => statement);
    const { answered, failure } = await sendOnConnection(pool, statements, makers);
    if (failure) throw failure;
    for (const [i, { resolve }] of asked.entries()) resolve(answered[i] ?? []);
  }

  function fail(error: unknown): void {
    for (const { reject } of asked) reject(new StatementFailed(error as Error));
  }

  return (statement) =>
    new Promise((resolve, reject) => {
      if (isSent) throw new Error('all that a packet has in it is asked for at the same time');
      asked.push({ statement, resolve, reject });
      if (asked.length === 1) send().catch(fail);
    });
}
