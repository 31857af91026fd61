import { randomUUID } from 'node:crypto';
import { newId } from '../../src/data/newId.js';
import type { Prisma } from '../../src/data/prisma/client.js';
import { createSecret } from '../../src/domain/secret.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import type { GivenEvent } from './events.js';
import type { TestServer } from './server.js';

// Rows put into the tables directly: quicker than the API, and free to break its rules.

type EventRowInput = Prisma.EventCreateManyInput & { startsAt: Date };
type AttendeeRowInput = Prisma.AttendeeCreateManyInput;

const HOUR_MS = 3_600_000;

/** A scheduled public event of two hours in UTC, in a month; a test names only what it is about. */
export function eventRow(details: Partial<EventRowInput> = {}): EventRowInput {
  const startsAt = details.startsAt ?? new Date(Date.now() + 30 * 24 * HOUR_MS);
  const endsAt = new Date(startsAt.getTime() + 2 * HOUR_MS);
  const createdAt = new Date();
  return {
    id: newId(),
    name: `Event ${randomUUID()}`,
    location: 'Reykjavík',
    timezone: 'UTC',
    startsAt,
    startsLocal: startsAt,
    endsAt,
    endsLocal: endsAt,
    capacity: 10,
    createdAt,
    updatedAt: createdAt,
    ...details,
  };
}

/** A confirmed attendee; the event must have a seat for it. */
export function attendeeRow(
  eventId: string,
  details: Partial<AttendeeRowInput> = {},
): AttendeeRowInput {
  const id = newId();
  const status = details.status ?? 'CONFIRMED';
  return {
    id,
    eventId,
    name: 'Ada Lovelace',
    email: `${randomUUID()}@example.org`,
    status,
    registeredAt: new Date(),
    cancelledAt: status === 'CANCELLED' ? new Date() : null,
    secretHash: createSecret(id).hash,
    ...details,
  };
}

/** An ownerless event that is there already, also where nobody may create one any more. */
export async function insertEvent(
  server: TestServer,
  details: Partial<EventRowInput> = {},
): Promise<GivenEvent & { uuid: string }> {
  const row = eventRow(details);
  const secret = createSecret(row.id);
  await server.db.event.create({ data: { ...row, manageSecretHash: secret.hash } });
  return {
    id: toGlobalId('event', row.id),
    uuid: row.id,
    name: row.name,
    versionNumber: row.version ?? 1,
    asOwner: { 'turnout-event-secret': secret.text },
  };
}
