import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../src/data/database.js';
import { newId } from '../../src/data/newId.js';
import type { AttendeeRow, EventRow, UserRow } from '../../src/data/rows.js';
import { createSecret } from '../../src/domain/secret.js';
import { attendeeRow, eventRow } from './rows.js';

// Rows in the tables, for tests that work on a database without a server.

/** An event that nobody is registered for, and the secret that manages it. */
export async function givenEventRow(
  db: Transaction,
  details: Parameters<typeof eventRow>[0] = {},
): Promise<{ event: EventRow; secret: string }> {
  const row = eventRow(details);
  const secret = createSecret(row.id);
  const event = await db.event.create({ data: { ...row, manageSecretHash: secret.hash } });
  return { event: { ...event, viewerRole: null }, secret: secret.text };
}

/** A user as whom nobody can sign in. */
export function givenUserRow(db: Transaction, details: Partial<UserRow> = {}): Promise<UserRow> {
  const username = details.username ?? `user-${randomUUID().slice(0, 23)}`;
  const createdAt = new Date();
  return db.user.create({
    data: {
      id: newId(),
      username,
      email: `${username}@example.org`,
      passwordHash: '',
      createdAt,
      updatedAt: createdAt,
      ...details,
    },
  });
}

/** A confirmed attendee, unless the details say otherwise. */
export function givenAttendeeRow(
  db: Transaction,
  event: { id: string },
  details: Parameters<typeof attendeeRow>[1] = {},
): Promise<AttendeeRow> {
  return db.attendee.create({ data: attendeeRow(event.id, details) });
}

/** Events whose counters are not the count of their attendees, that are oversold, or that have an idle seat. */
export function findBrokenPromises(db: Transaction): Promise<object[]> {
  return db.$queryRaw`
    SELECT "Event"."id", "capacity", "confirmedCount", "waitlistLength", "checkedInCount", counted.*
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
