import type { Transaction } from './database.js';
import { isVisible, type Onlooker, roleOf } from './events.js';
import { Prisma } from './prisma/client.js';
import type { EventRow } from './rows.js';

/** When an event would keep its owners busy. */
export interface Slot {
  /** The event itself, which is in nobody's way; null for one that is not there yet. */
  eventId: string | null;
  startsAt: Date;
  endsAt: Date;
}

/** Events that stand in the way of one slot. */
export interface Conflict {
  /** Index of the slot. */
  index: number;
  /** Those that the onlooker may see, soonest first, at most `CONFLICTS_MAX`. */
  events: EventRow[];
  /** How many others there are. */
  hiddenCount: number;
}

const CONFLICTS_MAX = 100;

/**
 * What the exclusion constraint Collaborator_owner_not_double_booked would refuse, to say it with
 * the facts; rivals at the same moment are left to the constraint.
 *
 * The first of the slots in whose way other events of these owners stand; null when none is. Only
 * events that keep their owners busy do: not those that were called off, nor those that may overlap.
 *
 * @param owners  user ids, or the event whose owners are meant
 */
export async function findConflict(
  tx: Transaction,
  slots: readonly Slot[],
  owners: readonly string[] | { ofEvent: string },
  onlooker: Onlooker,
): Promise<Conflict | null> {
  const ownerIds =
    'ofEvent' in owners
      ? Prisma.sql`(SELECT "userId" FROM "Collaborator"
          WHERE "eventId" = ${owners.ofEvent}::uuid AND "role" = 'OWNER')`
      : Prisma.sql`(SELECT * FROM unnest(${owners}::uuid[]))`;
  const found = await tx.$queryRaw<(EventRow & Found)[]>`
    WITH clash AS (
      SELECT DISTINCT slot."position" - 1 AS "index", held."eventId"
      FROM unnest(
        ${slots.map(({ eventId }) => eventId)}::uuid[],
        ${slots.map(({ startsAt }) => startsAt)}::timestamptz[],
        ${slots.map(({ endsAt }) => endsAt)}::timestamptz[]
      ) WITH ORDINALITY AS slot("eventId", "startsAt", "endsAt", "position")
      JOIN "Collaborator" AS held
        ON held."busy" && tstzrange(slot."startsAt", slot."endsAt")
        AND held."userId" IN ${ownerIds}
        AND held."eventId" IS DISTINCT FROM slot."eventId"),
    first_clash AS (SELECT * FROM clash WHERE "index" = (SELECT min("index") FROM clash))
    SELECT row.*, ${roleOf(onlooker.asker)} AS "viewerRole", first_clash."index"::int AS "index",
      ${isVisible(onlooker)} AS "visible",
      (count(*) OVER ())::int AS "count"
    FROM first_clash JOIN "Event" AS row ON row."id" = first_clash."eventId"
    ORDER BY "visible" DESC, row."startsAt", row."id" LIMIT ${CONFLICTS_MAX}`;
  const [first] = found;
  if (!first) return null;
  const events = found.filter(({ visible }) => visible);
  return { index: first.index, events, hiddenCount: first.count - events.length };
}

interface Found {
  index: number;
  visible: boolean;
  count: number;
}

/**
 * Lets events that move one after the other in this transaction collide on the way: whether they
 * overlap is looked at when it commits.
 */
export async function deferConflicts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SET CONSTRAINTS "Collaborator_owner_not_double_booked" DEFERRED`;
}

/** Those of the events that overlap with another event of one of their owners. */
export async function findDoubleBooked(
  tx: Transaction,
  eventIds: readonly string[],
): Promise<string[]> {
  const found = await tx.$queryRaw<{ eventId: string }[]>`
    SELECT DISTINCT mine."eventId" FROM "Collaborator" AS mine
    JOIN "Collaborator" AS other ON other."userId" = mine."userId"
      AND other."busy" && mine."busy" AND other."eventId" <> mine."eventId"
    WHERE mine."eventId" = ANY(${eventIds}::uuid[])`;
  return found.map(({ eventId }) => eventId);
}
