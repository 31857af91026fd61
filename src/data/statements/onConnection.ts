import type pg from 'pg';
import { databaseRefusal, isNoConnection, isOutage } from '../databaseErrors.js';
import {
  type BatchOutcome,
  type RowMakers,
  type Statement,
  StatementBatch,
} from './StatementBatch.js';

/** Runs a statement on some connection, and answers its rows. @throws StatementFailed */
export type SendStatement = (statement: Statement) => Promise<unknown[]>;

/** @param work  answers what broke the connection, if anything did: it is not used again then */
export async function onConnection(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Error | null>,
): Promise<void> {
  const client = await pool.connect();
  client.on('error', isTold);
  const broken = await work(client);
  client.off('error', isTold);
  client.release(broken ?? undefined);
}

/** Sends statements in one packet, on a connection that they have for themselves. */
export async function sendOnConnection(
  pool: pg.Pool,
  statements: readonly Statement[],
  makers: RowMakers,
): Promise<BatchOutcome> {
  let outcome: BatchOutcome = { answered: [], failure: null };
  await onConnection(pool, async (client) => {
    outcome = await new StatementBatch(statements, makers).sendTo(client);
    const { failure } = outcome;
    return failure && isConnectionLost(failure) ? failure : null;
  });
  return outcome;
}

/** The driver tells of a lost connection twice: here, and to whoever waits for an answer. */
function isTold(): void {}

/** Not one that was never had, for which was waited long enough, nor a statement that took too long. */
export function isConnectionLost(error: Error): boolean {
  if (!isOutage(error) || isNoConnection(error)) return false;
  return databaseRefusal(error)?.sqlState.startsWith('57P') ?? true;
}
