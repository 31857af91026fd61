import type { Transaction } from './database.js';

/**
 * What the database's own zone rules say, in seconds east of UTC.
 *
 * @returns by zone name, one offset for each instant; zones that the database does not know are
 *   left out
 */
export async function zoneOffsetsInDatabase(
  db: Transaction,
  zones: readonly string[],
  instants: readonly Date[],
): Promise<Map<string, number[]>> {
  const rows = await db.$queryRaw<{ zone: string; offsets: number[] }[]>`
    SELECT zone, array_agg(
      extract(epoch FROM (instant AT TIME ZONE zone) - (instant AT TIME ZONE 'UTC'))::int
      ORDER BY instant) AS "offsets"
    FROM pg_timezone_names AS known
    JOIN unnest(${zones}::text[]) AS zone ON zone = known.name
    CROSS JOIN unnest(${instants}::timestamptz[]) AS instant
    GROUP BY zone`;
  return new Map(rows.map(({ zone, offsets }) => [zone, offsets]));
}
