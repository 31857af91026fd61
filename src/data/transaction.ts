import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from './database.js';
import { isTransient } from './databaseErrors.js';
import { createPacketOf, sendThrough } from './statements/send.js';
import { gatherTouched } from './touch.js';
import type { Topic } from './wakeups.js';

const ATTEMPTS_MAX = 5;
/** How long the whole transaction may take, its waits for locks included. */
const TIMEOUT_MS = 10_000;

/**
 * Runs `work` in one interactive transaction, READ COMMITTED (`openDatabase`): each statement sees what was
 * committed before it began, so what is read after a lock was waited for is up to date.
 *
 * When PostgreSQL ends the transaction for a deadlock or a serialization failure, `work` runs
 * again from its start, after a random pause, five times at most; it must not do anything
 * that a rollback would not undo. Those who wait for what it touched are woken after the commit.
 */
export function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return untilDone(db, (gather) =>
    db.$transaction(
      (tx) => {
        gather(tx);
        sendThrough(db.lineOf(tx), tx);
        return work(tx);
      },
      { maxWait: db.waitMsMax, timeout: TIMEOUT_MS },
    ),
  );
}

/**
 * The same for work that asks for all of its statements at the same time, by `read` and `write`: they
 * are one packet, and its answer comes after the commit. What is decided by an answer is so in SQL.
 *
 * Measured: signing in, of which hashing is the most, takes 0.91 of the CPU, and 0.89 of PostgreSQL's.
 */
export function inOnePacket<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return untilDone(db, (gather) => {
    const tx = createPacketOf(db);
    gather(tx);
    return work(tx);
  });
}

/** @param attempt  runs the transaction, and says which it is, before anything is done in it */
async function untilDone<T>(
  db: Database,
  attempt: (gather: (tx: Transaction) => void) => Promise<T>,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    let touched: Iterable<Topic> = [];
    try {
      const outcome = await attempt((tx) => {
        touched = gatherTouched(tx);
      });
      db.wakeups.announce(touched);
      return outcome;
    } catch (error) {
      if (attempts === ATTEMPTS_MAX || !isTransient(error)) throw error;
      await pause(Math.random() * 10 * 2 ** attempts);
    }
  }
}

/** Like `inTransaction`, but takes everything back: to learn what would happen. */
export async function inRehearsal<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(db, async (tx): Promise<never> => {
      throw new Rehearsed(await work(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as T;
    throw error;
  }
}

/** Carries an outcome out of a transaction that it rolls back. */
class Rehearsed extends Error {
  constructor(readonly outcome: unknown) {
    super('rolled back on purpose');
  }
}
