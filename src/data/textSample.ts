import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { read } from './statements/send.js';

export interface SampledColumn {
  table: string;
  name: string;
}

/** PostgreSQL takes its sample anew when a tenth of the rows have changed. */
const KEPT_MS = 60_000;

export interface TextSample {
  /** About a hundred, the most common ones among them; none that is longer than a kilobyte. */
  texts: readonly string[];
  /** Rows of the table, as far as PostgreSQL knows. */
  rowCount: number;
}

/** Of a table that PostgreSQL has not looked at yet. */
const UNKNOWN: TextSample = { texts: [], rowCount: 0 };

interface Kept {
  sample: Promise<TextSample>;
  readAt: number;
}

const samples = new WeakMap<Transaction, Map<SampledColumn, Kept>>();

/**
 * Texts of a column that PostgreSQL keeps as a sample.
 *
 * @see https://www.postgresql.org/docs/current/view-pg-stats.html
 */
export function sampleOf(db: Transaction, column: SampledColumn): Promise<TextSample> {
  const ofDb = samples.get(db) ?? new Map<SampledColumn, Kept>();
  samples.set(db, ofDb);
  const known = ofDb.get(column);
  const now = performance.now();
  if (known && now - known.readAt < KEPT_MS) return known.sample;
  const sample = readSample(db, column);
  ofDb.set(column, { sample, readAt: now });
  sample.catch(() => ofDb.delete(column));
  return sample;
}

async function readSample(db: Transaction, { table, name }: SampledColumn): Promise<TextSample> {
  const [sample] = await read<TextSample>(
    db,
    Prisma.sql`
    SELECT coalesce("most_common_vals"::text::text[], '{}')
      || coalesce("histogram_bounds"::text::text[], '{}') AS "texts", "reltuples"::float8 AS "rowCount"
    FROM "pg_stats" JOIN "pg_class" ON "relname" = "tablename"
      AND "relnamespace" = current_schema()::regnamespace
    WHERE "schemaname" = current_schema() AND "tablename" = ${table} AND "attname" = ${name}`,
  );
  return sample ?? UNKNOWN;
}
