import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { readAtLength } from './statements/send.js';

/**
 * How many rows of a table each event has, in one statement. Each is counted by itself, by the index
 * that the event stands first in: to count them in groups, PostgreSQL may sort them.
 *
 * @param table  with a column `eventId`, quoted
 * @param where  conditions on `row`
 * @returns counts by event id; each event has one
 */
export async function countByEvent(
  db: Transaction,
  table: Prisma.Sql,
  eventIds: readonly string[],
  where: readonly Prisma.Sql[] = [],
): Promise<Map<string, number>> {
  const ofEvent = [Prisma.sql`row."eventId" = asked."id"`, ...where];
  const counts = await readAtLength<{ id: string; count: number }>(
    db,
    Prisma.sql`
    SELECT asked."id", (SELECT count(*)::int FROM ${table} AS row
      WHERE ${Prisma.join(ofEvent, ' AND ')}) AS "count"
    FROM unnest(${eventIds}::uuid[]) AS asked("id")`,
  );
  return new Map(counts.map(({ id, count }) => [id, count]));
}
