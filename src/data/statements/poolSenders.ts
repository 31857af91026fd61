import type pg from 'pg';
import { parameterOf } from './columnValues.js';
import { createLoneReading } from './loneReading.js';
import type { SendStatement } from './onConnection.js';
import { createPacket } from './onePacket.js';
import { createReadingQueue } from './readingQueue.js';
import type { Sender, Senders } from './send.js';
import { statementName } from './statementNames.js';

/** Of the connections of a pool, how many read what is quick: the rest is for what takes longer. */
const QUICK_SHARE = 1 / 2;
/** What is quick and sent together at most. */
const QUICK_MAX = 50;
/**
 * What an index finds is sent a few at a time, on few connections: each takes PostgreSQL as long as
 * several that are quick. Of 16 clients who search, one in a hundred waits up to 1.17 times as long
 * with eight at a time, and 1.3 times among what is quick.
 */
const FOUND = { connectionsMax: 2, batchMax: 4 };

/**
 * Sends on the connections of a pool what stands in no transaction of Prisma's. What reads quickly is
 * sent together with what else does; what may take long has a connection for itself, so that nobody
 * waits long behind it; and so has each packet that is a transaction.
 *
 * @param connect  tells Prisma of the pool, before it is first used
 * @param onStatement  called with the text of each statement, after it ran
 * @param traced  makes spans, where there are any
 */
export function poolSenders(
  pool: pg.Pool,
  {
    connect,
    onStatement,
    traced = (send) => send,
  }: {
    connect: () => Promise<void>;
    onStatement?: (sql: string) => void;
    traced?: (send: Sender) => Sender;
  },
): Senders {
  let connected: Promise<void> | undefined;
  const connectionsMax = Math.max(1, Math.floor(pool.options.max * QUICK_SHARE));

  function sender(send: SendStatement): Sender {
    return traced(async ({ text, values }) => {
      // Prisma must know the pool before it is used: it listens to its errors, and ends it.
      connected ??= connect().catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      await connected;
      const statement = { name: statementName(text), text, values: values.map(parameterOf) };
      const rows = await send(statement);
      onStatement?.(text);
      return rows;
    });
  }

  return {
    quick: sender(createReadingQueue(pool, { connectionsMax, batchMax: QUICK_MAX })),
    found: sender(createReadingQueue(pool, FOUND)),
    atLength: sender(createLoneReading(pool)),
    packet: () => sender(createPacket(pool)),
  };
}
