import pg from 'pg';
import { toGlobalId, uuidOf } from '../../src/graphql/globalId.js';
import type { FinalAttendee, Sample } from './history.js';

// How the tables look, read past the servers on a connection of the checker's own.

/** A look at some events; each statement sees one committed instant. */
export type Look = Omit<Sample, 'takenFrom' | 'takenBy'>;

const LOOK = `
  SELECT "Event"."id", "capacity", "Event"."status", "version", "confirmedCount",
    "waitlistLength", "checkedInCount", counted.*
  FROM "Event" CROSS JOIN LATERAL (
    SELECT
      count(*) FILTER (WHERE "status" = 'CONFIRMED')::int AS "confirmedRows",
      count(*) FILTER (WHERE "status" = 'WAITLISTED')::int AS "waitingRows",
      count("checkedInAt")::int AS "checkedInRows",
      (count(*) FILTER (WHERE "status" <> 'CANCELLED') - count(DISTINCT lower("email" COLLATE "C"))
        FILTER (WHERE "status" <> 'CANCELLED'))::int AS "duplicateRows",
      (max("arrival") FILTER (WHERE "status" = 'CONFIRMED'))::int AS "lastConfirmedArrival",
      (min("arrival") FILTER (WHERE "status" = 'WAITLISTED'))::int AS "firstWaitingArrival"
    FROM "Attendee" WHERE "eventId" = "Event"."id") AS counted
  WHERE "Event"."id" = ANY($1::uuid[])`;

const ROWS = `
  SELECT "id", "eventId", "email", "status", "arrival"::int, "promotedAt" IS NOT NULL AS "promoted",
    "checkedInAt" IS NOT NULL AS "checkedIn"
  FROM "Attendee" WHERE "eventId" = ANY($1::uuid[]) ORDER BY "arrival"`;

/** @returns what was seen, by the event's id */
export async function lookAt(
  client: pg.Client,
  eventIds: readonly string[],
): Promise<Map<string, Look>> {
  const { rows } = await client.query<Look & { id: string }>(LOOK, [eventIds.map(uuidOfEvent)]);
  return new Map(rows.map(({ id, ...look }) => [toGlobalId('event', id), look]));
}

/** @returns all registrations there ever were, by the event's id */
export async function readAttendees(
  client: pg.Client,
  eventIds: readonly string[],
): Promise<Map<string, FinalAttendee[]>> {
  const { rows } = await client.query<FinalAttendee & { eventId: string }>(ROWS, [
    eventIds.map(uuidOfEvent),
  ]);
  const attendees = new Map<string, FinalAttendee[]>(eventIds.map((id) => [id, []]));
  for (const { eventId, ...row } of rows) {
    attendees.get(toGlobalId('event', eventId))?.push({
      ...row,
      id: toGlobalId('attendee', row.id),
    });
  }
  return attendees;
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // told by the next statement
  await client.connect();
  return client;
}

function uuidOfEvent(id: string): string {
  return uuidOf('event', id);
}
