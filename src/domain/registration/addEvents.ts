import type { Transaction } from '../../data/database.js';
import { type AskerId, findEventsByIds } from '../../data/events.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';

/** An attendee in an outcome; with its event where that could not be read afterwards. */
export type AnsweredAttendee = AttendeeRow & {
  event?: EventRow;
  waitlistRank?: number | null;
};

/**
 * Puts its event, as the transaction sees it, beside each attendee: a rehearsal is taken back, and
 * what is kept under an idempotency key is repeated when the event may have changed or be gone.
 */
export async function addEvents(
  tx: Transaction,
  attendees: readonly (AnsweredAttendee | null)[],
  asker: AskerId,
): Promise<void> {
  const present = attendees.filter((attendee) => attendee !== null);
  if (present.length === 0) return;
  const eventIds = [...new Set(present.map(({ eventId }) => eventId))];
  const events = await findEventsByIds(tx, eventIds, asker);
  const byId = new Map(events.map((event) => [event.id, event]));
  for (const attendee of present) attendee.event = byId.get(attendee.eventId);
}
