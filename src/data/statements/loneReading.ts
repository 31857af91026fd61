import type pg from 'pg';
import { takeTurns } from '../takeTurns.js';
import { isConnectionLost, type SendStatement, sendOnConnection } from './onConnection.js';
import type { RowMakers, Statement } from './StatementBatch.js';
import { StatementFailed } from './StatementFailed.js';

/** Of the statements that have a connection each, how many run at once while they are quick. */
const LONE_AT_ONCE = 3;
/** For how long others wait for those. */
const LONE_PATIENCE_MS = 10;

/**
 * Runs each statement on a connection of its own: nobody waits behind one that takes long. Quick ones
 * wait for each other for a moment: all at once, on ten connections, PostgreSQL's processes kept each
 * other from the cores. Of 16 clients who searched, one in a hundred waited 1.1 to 1.4 times as long.
 */
export function createLoneReading(pool: pg.Pool): SendStatement {
  const makers: RowMakers = new Map();
  const turns = takeTurns(LONE_AT_ONCE, LONE_PATIENCE_MS);

  async function read(statement: Statement): Promise<unknown[]> {
    const { answered, failure } = await sendOnConnection(pool, [statement], makers);
    if (failure) throw failure;
    return answered[0] ?? [];
  }

  async function readTwice(statement: Statement): Promise<unknown[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(statement);
      } catch (error) {
        if (attempt > 1 || !isConnectionLost(error as Error))
          throw new StatementFailed(error as Error);
      }
    }
  }

  return async (statement) => {
    await turns.begin();
    return readTwice(statement).finally(turns.end);
  };
}
