import type pg from 'pg';
import { parameterOf } from './columnValues.js';
import type { Reader } from './read.js';
import { createReadingQueue } from './readingQueue.js';
import { statementName } from './statementNames.js';

/** Of the connections of a pool, how many read what is quick at the same time. */
const QUICK_SHARE = 1 / 3;

/**
 * Reads on the connections of a pool. What is quick is sent together with what else is; what may
 * take long has a connection for itself, so that nobody waits behind it.
 *
 * @param connect  tells Prisma of the pool, before it is first used
 */
export function poolReader(
  pool: pg.Pool,
  connect: () => Promise<void>,
  onStatement?: (sql: string) => void,
): Reader {
  let connected: Promise<void> | undefined;
  const size = pool.options.max;
  const quick = createReadingQueue(pool, Math.max(1, Math.floor(size * QUICK_SHARE)));
  const long = createReadingQueue(pool, size, 1);

  return async ({ text, values }, mayTakeLong) => {
    // Prisma must know the pool before it is used: it listens to its errors, and ends it.
    connected ??= connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    await connected;
    const statement = { name: statementName(text), text, values: values.map(parameterOf) };
    const rows = await (mayTakeLong ? long : quick)(statement);
    onStatement?.(text);
    return rows;
  };
}
