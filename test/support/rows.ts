import type { Database } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import type { Prisma } from '../../src/data/prisma/client.js';
import type { AttendeeRow, EventRow } from '../../src/data/rows.js';
import { createSecret } from '../../src/domain/secret.js';

// Rows straight into the tables, for tests that the API stands in the way of.

const HOUR_MS = 3_600_000;

export interface EventWithSecret {
  event: EventRow;
  /** The text that manages the event. */
  secret: string;
}

/** A scheduled, public event that nobody is registered for, thirty days from now. */
export async function givenEventRow(
  db: Database,
  details: Partial<Prisma.EventCreateManyInput> = {},
): Promise<EventWithSecret> {
  const id = newId();
  const secret = createSecret(id);
  const start = new Date(Date.now() + 30 * 24 * HOUR_MS);
  const end = new Date(start.getTime() + HOUR_MS);
  const event = await db.event.create({
    data: {
      id,
      name: `Event ${id}`,
      location: 'Reykjavík',
      timezone: 'UTC',
      startsLocal: start,
      endsLocal: end,
      startsAt: start,
      endsAt: end,
      capacity: 10,
      manageSecretHash: secret.hash,
      createdAt: new Date(),
      updatedAt: new Date(),
      ...details,
    },
  });
  return { event, secret: secret.text };
}

/** A registration with an email of its own: confirmed, unless `details` say otherwise. */
export function attendeeData(
  eventId: string,
  details: Partial<Prisma.AttendeeCreateManyInput> = {},
): Prisma.AttendeeCreateManyInput {
  const id = newId();
  return {
    id,
    eventId,
    name: 'Ada Lovelace',
    email: `${id}@example.org`,
    status: 'CONFIRMED',
    registeredAt: new Date(),
    cancelledAt: details.status === 'CANCELLED' ? new Date() : null,
    secretHash: createSecret(id).hash,
    ...details,
  };
}

export function givenAttendeeRow(
  db: Database,
  eventId: string,
  details: Partial<Prisma.AttendeeCreateManyInput> = {},
): Promise<AttendeeRow> {
  return db.attendee.create({ data: attendeeData(eventId, details) });
}

/** What is wrong with the events: counters that are not the count of their rows, and idle seats. */
export async function findBrokenPromises(db: Database): Promise<object[]> {
  return db.$queryRaw`
    SELECT "Event"."id", "capacity", "status", "confirmedCount", "waitlistLength", "checkedInCount", counted.*
    FROM "Event" CROSS JOIN LATERAL (
      SELECT
        count(*) FILTER (WHERE "Attendee"."status" = 'CONFIRMED')::int AS "confirmed",
        count(*) FILTER (WHERE "Attendee"."status" = 'WAITLISTED')::int AS "waiting",
        count("checkedInAt")::int AS "checkedIn"
      FROM "Attendee" WHERE "eventId" = "Event"."id"
    ) AS counted
    WHERE ("confirmedCount", "waitlistLength", "checkedInCount") <> ("confirmed", "waiting", "checkedIn")
      OR "confirmed" > "capacity"
      OR ("Event"."status" = 'SCHEDULED' AND "waiting" > 0 AND "confirmed" < "capacity")`;
}

/** All that the tables hold, by table; a test that nothing was written compares two of these. */
export async function everyRow({ db }: TestServer): Promise<Record<string, string[]>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT "tablename" AS "name" FROM "pg_tables" WHERE "schemaname" = 'public' ORDER BY 1`;
  const contents: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ text: string }[]>(
      `SELECT row::text AS "text" FROM "${name}" AS row ORDER BY 1`,
    );
    contents[name] = rows.map(({ text }) => text);
  }
  return contents;
}
