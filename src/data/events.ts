import type { Transaction } from './database.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { type EventStatus, type EventVisibility, Prisma } from './prisma/client.js';
import type { EventRow } from './rows.js';
import { containsEveryWord } from './search.js';

/** Which events a list holds. A condition left out does not narrow it. */
export interface EventCriteria {
  startsFrom?: Date;
  startsBefore?: Date;
  location?: string;
  visibility?: EventVisibility;
  statuses: readonly EventStatus[];
  seatsLeftMin?: number;
  /** All must occur in name, location or description. */
  words: readonly string[];
  /** Private events that the list may show, by the hash of their manage secret. */
  manageable: ReadonlyMap<string, Uint8Array>;
}

export const eventOrders = {
  START: { column: 'startsAt', type: 'timestamptz' },
  NAME: { column: 'name', type: 'text' },
  CREATED: { column: 'createdAt', type: 'timestamptz' },
  SEATS_LEFT: { column: 'seatsLeft', type: 'int' },
} as const satisfies Record<string, Pick<Order, 'column' | 'type'>>;

/** The list of events hangs on no parent; its one page is found under this. */
const NO_PARENT = '00000000-0000-0000-0000-000000000000';

/** Events by id, in no order; those that do not exist are left out. */
export function findEventsByIds(db: Transaction, ids: readonly string[]): Promise<EventRow[]> {
  return db.event.findMany({ where: { id: { in: [...ids] } } });
}

/**
 * Locks an event and reads it as it is once the lock is held, so that rivals for it queue here.
 * Not against those who only point at it: inserting an attendee takes a weaker lock.
 *
 * @returns null when there is no such event
 */
export async function lockEvent(tx: Transaction, id: string): Promise<EventRow | null> {
  const [event] = await tx.$queryRaw<EventRow[]>`
    SELECT * FROM "Event" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  return event ?? null;
}

/** An event as far as deciding on registrations needs it. */
export type LockedEvent = Pick<
  EventRow,
  | 'id'
  | 'status'
  | 'visibility'
  | 'startsAt'
  | 'capacity'
  | 'confirmedCount'
  | 'waitlistLength'
  | 'manageSecretHash'
>;

/**
 * Locks several events, like `lockEvent`; those that do not exist are left out. In the order of
 * their ids, so that two groups with events in common queue instead of blocking each other.
 */
export function lockEvents(tx: Transaction, ids: readonly string[]): Promise<LockedEvent[]> {
  return tx.$queryRaw<LockedEvent[]>`
    SELECT "id", "status", "visibility", "startsAt", "capacity", "confirmedCount",
      "waitlistLength", "manageSecretHash"
    FROM "Event" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** Events read at once by those who go through all of them. */
const WALK_SIZE = 500;

/** The next events by start and id behind a place, locked: for those who go through all of them. */
export function walkEvents(
  tx: Transaction,
  behind: Pick<EventRow, 'startsAt' | 'id'>,
): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT * FROM "Event"
    WHERE ("startsAt", "id") > (${behind.startsAt}::timestamptz, ${behind.id}::uuid)
    ORDER BY "startsAt", "id" LIMIT ${WALK_SIZE} FOR NO KEY UPDATE`;
}

export async function pageOfEvents(
  db: Transaction,
  criteria: EventCriteria,
  page: PageRequest,
): Promise<Page<EventRow>> {
  const pages = await selectPages<EventRow>(db, {
    table: Prisma.sql`"Event"`,
    where: eventConditions(criteria),
    parentIds: [NO_PARENT],
    page,
  });
  return pages.get(NO_PARENT) as Page<EventRow>;
}

export async function countEvents(db: Transaction, criteria: EventCriteria): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM "Event" AS row
    WHERE ${Prisma.join(eventConditions(criteria), ' AND ')}`;
  return count;
}

function eventConditions(criteria: EventCriteria): Prisma.Sql[] {
  const { startsFrom, startsBefore, location, visibility, seatsLeftMin } = criteria;
  return [
    isVisible(criteria.manageable),
    Prisma.sql`row."status" = ANY(${criteria.statuses}::"EventStatus"[])`,
    startsFrom && Prisma.sql`row."startsAt" >= ${startsFrom}`,
    startsBefore && Prisma.sql`row."startsAt" < ${startsBefore}`,
    visibility && Prisma.sql`row."visibility" = ${visibility}::"EventVisibility"`,
    seatsLeftMin !== undefined && Prisma.sql`row."seatsLeft" >= ${seatsLeftMin}`,
    ...containsEveryWord(Prisma.sql`fold_text(row."location")`, location ? [location] : []),
    ...containsEveryWord(
      Prisma.sql`event_search_text(row."name", row."location", row."description")`,
      criteria.words,
    ),
  ].filter((condition) => condition instanceof Prisma.Sql);
}

function isVisible(manageable: ReadonlyMap<string, Uint8Array>): Prisma.Sql {
  if (manageable.size === 0) return Prisma.sql`row."visibility" = 'PUBLIC'`;
  return Prisma.sql`(row."visibility" = 'PUBLIC' OR (row."id", row."manageSecretHash") IN (
    SELECT * FROM unnest(${[...manageable.keys()]}::uuid[], ${[...manageable.values()]}::bytea[])))`;
}
