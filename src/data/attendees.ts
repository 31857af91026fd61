import { countByEvent } from './countByEvent.js';
import type { Transaction } from './database.js';
import { folded } from './folded.js';
import { oneOf } from './oneOf.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { type AttendeeStatus, Prisma } from './prisma/client.js';
import { type AttendeeRow, attendeeColumns } from './rows.js';
import { containsEveryWord } from './search.js';
import { read, readAtLength, write } from './statements/send.js';
import { touch } from './touch.js';
import type { Topic } from './wakeups.js';

/** Which attendees of an event a list holds. */
export interface AttendeeCriteria {
  statuses: readonly AttendeeStatus[];
  /** All must occur in name or email. */
  words: readonly string[];
}

export const attendeeOrders = {
  REGISTERED: { column: 'arrival', type: 'bigint' },
  NAME: { column: 'name', type: 'text' },
} as const satisfies Record<string, Pick<Order, 'column' | 'type'>>;

/** Attendees by id, in no order; those that do not exist are left out. */
export function findAttendeesByIds(
  db: Transaction,
  ids: readonly string[],
): Promise<AttendeeRow[]> {
  return read(
    db,
    Prisma.sql`
    SELECT ${attendeeColumns.of('row')} FROM "Attendee" AS row WHERE "id" = ${oneOf(ids)}`,
  );
}

/** An email at an event. */
export interface EmailAtEvent {
  eventId: string;
  email: string;
}

/** The live registrations of emails for events, case ignored, in no order, in one statement. */
export function findLiveAttendees(
  db: Transaction,
  asked: readonly EmailAtEvent[],
): Promise<AttendeeRow[]> {
  return read(
    db,
    Prisma.sql`
    SELECT ${attendeeColumns.of('row')} FROM unnest(
      ${asked.map(({ eventId }) => eventId)}::uuid[],
      ${asked.map(({ email }) => email)}::text[]) AS asked("eventId", "email")
    JOIN "Attendee" AS row ON row."eventId" = asked."eventId" AND "status" <> 'CANCELLED'
      AND ${folded(Prisma.sql`row."email"`)} = ${folded(Prisma.sql`asked."email"`)}`,
  );
}

/** A registration that is about to be written. */
export type NewAttendee = Pick<
  AttendeeRow,
  'id' | 'eventId' | 'name' | 'email' | 'status' | 'registeredAt' | 'secretHash' | 'registeredById'
>;

/**
 * Writes registrations in one statement, in the order in which they arrived. Their events must be
 * locked.
 *
 * @returns what `arrival` each was given, by id
 */
export async function insertAttendees(
  tx: Transaction,
  attendees: readonly NewAttendee[],
): Promise<Map<string, bigint>> {
  const column = <Key extends keyof NewAttendee>(key: Key) => attendees.map((row) => row[key]);
  const registeredByIds = column('registeredById');
  const arrivals = await write<{ id: string; arrival: bigint }>(
    tx,
    Prisma.sql`
    INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt",
      "secretHash", "registeredById")
    SELECT given."id", "eventId", given."name", given."email", "status", "registeredAt",
      "secretHash", account."id"
    FROM unnest(
      ${column('id')}::uuid[], ${column('eventId')}::uuid[], ${column('name')}::text[],
      ${column('email')}::text[], ${column('status')}::"AttendeeStatus"[],
      ${column('registeredAt')}::timestamptz[], ${column('secretHash')}::bytea[],
      ${registeredByIds}::uuid[]
    ) WITH ORDINALITY AS given ("id", "eventId", "name", "email", "status", "registeredAt",
      "secretHash", "registeredById", "position")
    -- An account that is being erased at this moment is waited for, and then left out.
    LEFT JOIN (
      SELECT "id" FROM "User" WHERE "id" = ANY(${registeredByIds}::uuid[]) FOR KEY SHARE
    ) AS account ON account."id" = given."registeredById"
    ORDER BY "position"
    RETURNING "Attendee"."id", "arrival"`,
  );
  touch(
    tx,
    attendees.map(({ eventId }): Topic => `seats ${eventId}`),
  );
  return new Map(arrivals.map(({ id, arrival }) => [id, arrival]));
}

/**
 * Gives the free seats of an event to those who wait, first come first served.
 * The event must be locked.
 *
 * @returns those who got a seat, in the order in which they waited
 */
export async function promoteWaiting(
  tx: Transaction,
  eventId: string,
  now: Date,
): Promise<AttendeeRow[]> {
  const promoted = await write<AttendeeRow>(
    tx,
    Prisma.sql`
    UPDATE "Attendee" AS row SET "status" = 'CONFIRMED', "promotedAt" = ${now}
    WHERE "id" IN (
      SELECT "id" FROM "Attendee"
      WHERE "eventId" = ${eventId}::uuid AND "status" = 'WAITLISTED'
      ORDER BY "arrival"
      LIMIT (SELECT "seatsLeft" FROM "Event" WHERE "id" = ${eventId}::uuid))
    RETURNING ${attendeeColumns.of('row')}`,
  );
  touch(tx, [`seats ${eventId}`]);
  return promoted.sort((a, b) => Number(a.arrival - b.arrival));
}

/** One page of attendees for each event, in one statement. */
export function pagesOfAttendees(
  db: Transaction,
  eventIds: readonly string[],
  criteria: AttendeeCriteria,
  page: PageRequest,
): Promise<Map<string, Page<AttendeeRow>>> {
  return selectPages<AttendeeRow>(db, {
    table: Prisma.sql`"Attendee"`,
    columns: page.columns ?? attendeeColumns,
    where: [Prisma.sql`row."eventId" = parent.id`, ...attendeeConditions(criteria)],
    parentIds: eventIds,
    ...(criteria.words.length > 0 && { search: 'planned' }),
    page,
  });
}

/**
 * The next attendees of an event in the order of arrival, for reading all of them in parts: each
 * costs the same, however many came before.
 *
 * @param arrival  of the last one that was read; 0 at the start
 */
export function attendeesAfter(
  db: Transaction,
  eventId: string,
  statuses: readonly AttendeeStatus[],
  arrival: bigint,
  size: number,
): Promise<AttendeeRow[]> {
  return db.attendee.findMany({
    where: { eventId, status: { in: [...statuses] }, arrival: { gt: arrival } },
    orderBy: { arrival: 'asc' },
    take: size,
  });
}

/** How many attendees each event has, in one statement. */
export function countAttendees(
  db: Transaction,
  eventIds: readonly string[],
  criteria: AttendeeCriteria,
): Promise<Map<string, number>> {
  return countByEvent(db, Prisma.sql`"Attendee"`, eventIds, attendeeConditions(criteria));
}

/**
 * Places on the waiting list, 1 is served next, in one statement. Each event's list is walked
 * once, no further than to the last attendee asked for.
 *
 * @returns ranks by attendee id; those who do not wait are left out
 */
export async function rankWaiting(
  db: Transaction,
  attendeeIds: readonly string[],
): Promise<Map<string, number>> {
  const ranks = await readAtLength<{ id: string; rank: number }>(
    db,
    Prisma.sql`
    WITH asked AS (
      SELECT "eventId", max("arrival") AS "last" FROM "Attendee"
      WHERE "id" = ANY(${attendeeIds}::uuid[]) AND "status" = 'WAITLISTED'
      GROUP BY "eventId")
    SELECT * FROM asked CROSS JOIN LATERAL (
      SELECT "id", (row_number() OVER (ORDER BY "arrival"))::int AS "rank" FROM "Attendee"
      WHERE "eventId" = asked."eventId" AND "status" = 'WAITLISTED' AND "arrival" <= asked."last"
    ) AS ranked
    WHERE "id" = ANY(${attendeeIds}::uuid[])`,
  );
  return new Map(ranks.map(({ id, rank }) => [id, rank]));
}

function attendeeConditions({ statuses, words }: AttendeeCriteria): Prisma.Sql[] {
  return [
    Prisma.sql`row."status" = ANY(${statuses}::"AttendeeStatus"[])`,
    ...containsEveryWord(Prisma.sql`fold_text(row."name" || E'\n' || row."email")`, words),
  ];
}
