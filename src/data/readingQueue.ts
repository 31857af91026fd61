import type pg from 'pg';
import { databaseRefusal, isNoConnection, isOutage } from './databaseErrors.js';
import { ReadFailed } from './ReadFailed.js';
import { ReadingBatch, type ReadingStatement, type RowMakers } from './readingBatch.js';

/** Statements that are sent together at most, unless it is said otherwise. */
const BATCH_MAX = 50;

interface Waiting {
  statement: ReadingStatement;
  resolve(rows: unknown[]): void;
  reject(error: ReadFailed): void;
  /** Whether the connection it was sent on was lost. */
  lost: boolean;
}

/** Runs statements that only read. @throws ReadFailed */
export type ReadingQueue = (statement: ReadingStatement) => Promise<unknown[]>;

/**
 * Sends statements that only read, several at a time: while the connections for it are at work,
 * those that come gather, and the next that is free takes them along in one packet. Each is a
 * statement of its own, which begins after it was asked for; who comes when nobody else reads is
 * served at once.
 *
 * @param connections  how many are used at the same time
 */
export function createReadingQueue(
  pool: pg.Pool,
  connections: number,
  batchMax = BATCH_MAX,
): ReadingQueue {
  const makers: RowMakers = new Map();
  let waiting: Waiting[] = [];
  let atWork = 0;

  function ask(one: Waiting): void {
    waiting.push(one);
    if (atWork < connections) void work();
  }

  async function work(): Promise<void> {
    atWork += 1;
    try {
      const client = await pool.connect();
      client.on('error', isTold);
      let broken: Error | undefined;
      while (waiting.length > 0 && !broken) broken = await sendTo(client);
      client.off('error', isTold);
      client.release(broken);
    } catch (error) {
      // They have waited for a connection for as long as one may.
      turnAway(waiting.splice(0), error as Error);
    }
    atWork -= 1;
  }

  /** @returns what broke the connection, if anything did */
  async function sendTo(client: pg.PoolClient): Promise<Error | undefined> {
    const sent = waiting.splice(0, batchMax);
    const statements = sent.map(({ statement }) => statement);
    const { answered, failure } = await new ReadingBatch(statements, makers).sendTo(client);
    for (const [i, rows] of answered.entries()) sent[i]?.resolve(rows);
    if (!failure) return undefined;

    const left = sent.slice(answered.length);
    if (isConnectionLost(failure)) {
      turnAway(left, failure);
      return failure;
    }
    left.shift()?.reject(new ReadFailed(failure));
    waiting = [...left, ...waiting];
    return undefined;
  }

  /** Reading twice does no harm: who lost a connection gets another, once. */
  function turnAway(left: Waiting[], failure: Error): void {
    const mayTryAgain = isConnectionLost(failure);
    for (const one of left) {
      if (one.lost || !mayTryAgain) one.reject(new ReadFailed(failure));
      else ask({ ...one, lost: true });
    }
  }

  return (statement) =>
    new Promise((resolve, reject) => ask({ statement, resolve, reject, lost: false }));
}

/** The driver tells of a lost connection twice: here, and to whoever waits for an answer. */
function isTold(): void {}

/** Not one that was never had, for which was waited long enough, nor a statement that took too long. */
function isConnectionLost(error: Error): boolean {
  if (!isOutage(error) || isNoConnection(error)) return false;
  return databaseRefusal(error)?.sqlState.startsWith('57P') ?? true;
}
