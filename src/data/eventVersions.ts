import { countByEvent } from './countByEvent.js';
import type { Transaction } from './database.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { Prisma } from './prisma/client.js';
import { type EventVersionRow, versionColumns } from './rows.js';
import { read } from './statements/send.js';

/** A version of an event in a list. Its `id` is that of the event: numbers make no ties. */
export type ListedVersion = EventVersionRow & { id: string };

export const versionOrder = {
  column: 'number',
  type: 'int',
} as const satisfies Pick<Order, 'column' | 'type'>;

/** Names a version. */
export interface VersionKey {
  eventId: string;
  number: number;
}

/** The versions of these names, in no order, in one statement; those that do not exist are left out. */
export function findVersions(
  db: Transaction,
  keys: readonly VersionKey[],
): Promise<EventVersionRow[]> {
  return read(
    db,
    Prisma.sql`
    SELECT ${versionColumns.of('row')} FROM "EventVersion" AS row
    WHERE ("eventId", "number") IN (SELECT * FROM unnest(
      ${keys.map(({ eventId }) => eventId)}::uuid[], ${keys.map(({ number }) => number)}::int[]))`,
  );
}

/** What became of an event in one change, without its state. */
export type EventChangeRow = Pick<
  EventVersionRow,
  'eventId' | 'number' | 'createdAt' | 'changedFields'
>;

/** Changes told at once, so that whoever is far behind does not hold many of them. */
const CHANGES_MAX = 100;

/** The changes of events after a version each, oldest first, at most 100 of each event. */
export function findChangesAfter(
  db: Transaction,
  keys: readonly VersionKey[],
): Promise<(EventChangeRow & { after: number })[]> {
  return db.$queryRaw<(EventChangeRow & { after: number })[]>`
    SELECT asked."number" AS "after", change.*
    FROM unnest(
      ${keys.map(({ eventId }) => eventId)}::uuid[],
      ${keys.map(({ number }) => number)}::int[]) AS asked("eventId", "number")
    CROSS JOIN LATERAL (
      SELECT "eventId", "number", "createdAt", "changedFields" FROM "EventVersion"
      WHERE "eventId" = asked."eventId" AND "number" > asked."number"
      ORDER BY "number" LIMIT ${CHANGES_MAX}) AS change
    ORDER BY change."eventId", change."number"`;
}

/** One page of versions for each event, in one statement. */
export function pagesOfVersions(
  db: Transaction,
  eventIds: readonly string[],
  page: PageRequest,
): Promise<Map<string, Page<ListedVersion>>> {
  return selectPages<ListedVersion>(db, {
    table: Prisma.sql`(SELECT ${versionColumns.of('row')}, "eventId" AS "id" FROM "EventVersion" AS row)`,
    columns: versionColumns.with('id'),
    where: [Prisma.sql`row."eventId" = parent.id`],
    parentIds: eventIds,
    page,
  });
}

/** How many versions each event has, in one statement. */
export function countVersions(
  db: Transaction,
  eventIds: readonly string[],
): Promise<Map<string, number>> {
  return countByEvent(db, Prisma.sql`"EventVersion"`, eventIds);
}
