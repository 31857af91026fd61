import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { read } from './statements/send.js';

export interface SampledColumn {
  table: string;
  name: string;
}

/** PostgreSQL takes its sample anew when a tenth of the rows have changed. */
const KEPT_MS = 60_000;

interface Sample {
  texts: Promise<readonly string[]>;
  readAt: number;
}

const samples = new WeakMap<Transaction, Map<SampledColumn, Sample>>();

/**
 * Texts of a column that PostgreSQL keeps as a sample, the most common ones among them: about a hundred.
 * None of a table that it has not looked at yet, and none that is longer than a kilobyte.
 *
 * @see https://www.postgresql.org/docs/current/view-pg-stats.html
 */
export function sampleOf(db: Transaction, column: SampledColumn): Promise<readonly string[]> {
  const ofDb = samples.get(db) ?? new Map<SampledColumn, Sample>();
  samples.set(db, ofDb);
  const known = ofDb.get(column);
  const now = performance.now();
  if (known && now - known.readAt < KEPT_MS) return known.texts;
  const sample = { texts: readSample(db, column), readAt: now };
  ofDb.set(column, sample);
  sample.texts.catch(() => ofDb.delete(column));
  return sample.texts;
}

async function readSample(
  db: Transaction,
  { table, name }: SampledColumn,
): Promise<readonly string[]> {
  const [row] = await read<{ texts: string[] }>(
    db,
    Prisma.sql`
    SELECT coalesce("most_common_vals"::text::text[], '{}')
      || coalesce("histogram_bounds"::text::text[], '{}') AS "texts"
    FROM "pg_stats" WHERE "schemaname" = current_schema()
      AND "tablename" = ${table} AND "attname" = ${name}`,
  );
  return row?.texts ?? [];
}
