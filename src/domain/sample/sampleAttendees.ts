import { newId } from '../../data/newId.js';
import type { Prisma } from '../../data/prisma/client.js';
import { NAME_LENGTH_MAX } from '../events/details.js';
import { createSecret } from '../secret.js';
import { Complaints, type InvalidField } from '../validation.js';
import type { SampleEvent } from './sampleEvents.js';

export const ATTENDEE_COLUMNS = ['event', 'name', 'email'] as const;
export type AttendeeColumn = (typeof ATTENDEE_COLUMNS)[number];

interface SampleAttendee {
  name: string;
  email: string;
  event: SampleEvent;
}

/** What is wrong with one line of the attendees, taken by itself. */
export function checkAttendee({ name, email }: Record<AttendeeColumn, string>): InvalidField[] {
  const complaints = new Complaints();
  complaints.checkText('name', name, NAME_LENGTH_MAX);
  complaints.checkEmail('email', email);
  return complaints.fields;
}

/**
 * Makes the rows of attendees. Those of one event come in one after the other, evenly between its
 * creation and its start or `now`: seats go to the first of them, and the rest wait.
 */
export function placeAttendees(
  attendees: readonly SampleAttendee[],
  now: Date,
): Prisma.AttendeeCreateManyInput[] {
  const totals = new Map<SampleEvent, number>();
  for (const { event } of attendees) totals.set(event, (totals.get(event) ?? 0) + 1);

  const placed = new Map<SampleEvent, number>();
  return attendees.map(({ event, name, email }) => {
    const place = (placed.get(event) ?? 0) + 1;
    placed.set(event, place);

    const opensMs = event.createdAt.getTime();
    const closesMs = Math.min(now.getTime(), event.startsAt.getTime());
    const share = place / ((totals.get(event) ?? 0) + 1);
    const id = newId();
    return {
      id,
      eventId: event.id,
      name,
      email,
      status: place <= event.capacity ? 'CONFIRMED' : 'WAITLISTED',
      registeredAt: new Date(Math.floor(opensMs + share * (closesMs - opensMs))),
      secretHash: createSecret(id).hash,
    };
  });
}
