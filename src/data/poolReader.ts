import type pg from 'pg';
import { columnTypes, parameterOf, type RowMaker, rowMaker } from './columnValues.js';
import { databaseRefusal, isNoConnection, isOutage } from './databaseErrors.js';
import type { Reader } from './read.js';
import { statementName } from './statementNames.js';

/** A statement that only reads has failed; `cause` is what the driver threw, here with a stack of ours. */
class ReadFailed extends Error {
  override name = 'ReadFailed';
  /** The SQLSTATE, or the system's code; null without one. */
  readonly code: string | null;

  constructor(cause: { message?: string; code?: string }) {
    super(cause.message, { cause });
    this.code = cause.code ?? null;
  }
}

/**
 * Reads on the connections of a pool. A connection that was lost meanwhile, as when PostgreSQL was
 * started again, is replaced by another, once: reading twice does no harm.
 *
 * @param connect  tells Prisma of the pool, before it is first used
 */
export function poolReader(
  pool: pg.Pool,
  connect: () => Promise<void>,
  onStatement?: (sql: string) => void,
): Reader {
  let connected: Promise<void> | undefined;
  const makers = new Map<string, RowMaker>();
  return async ({ text, values }) => {
    // Prisma must know the pool before it is used: it listens to its errors, and ends it.
    connected ??= connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    await connected;
    const name = statementName(text);
    const config = { name, text, rowMode: 'array' as const, types: columnTypes };
    const { rows, fields } = await query(pool, { ...config, values: values.map(parameterOf) });
    onStatement?.(text);
    const makeRow = makers.get(text) ?? rowMaker(fields.map((field) => field.name));
    if (name) makers.set(text, makeRow);
    return rows.map(makeRow);
  };
}

async function query(
  pool: pg.Pool,
  statement: pg.QueryArrayConfig<unknown[]>,
): Promise<pg.QueryArrayResult<unknown[]>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pool.query<unknown[]>(statement);
    } catch (cause) {
      if (attempt === 1 && isConnectionLost(cause)) continue;
      throw new ReadFailed(cause as Error);
    }
  }
}

/** Not one that was never had, for which was waited long enough, nor a statement that took too long. */
function isConnectionLost(error: unknown): boolean {
  if (!isOutage(error) || isNoConnection(error)) return false;
  return databaseRefusal(error)?.sqlState.startsWith('57P') ?? true;
}
