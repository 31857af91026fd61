import { findAttendeesByIds } from '../../data/attendees.js';
import type { Transaction } from '../../data/database.js';
import { findEventsByIds } from '../../data/events.js';
import type { AttendeeRow } from '../../data/rows.js';
import { type CallFrom, countWrongGuess, refuseGuesser } from '../accounts/guesses.js';
import type { Call } from '../call.js';
import { readSecret, sameHash } from '../secret.js';
import { mayReadAttendees } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';

/**
 * One's own registration, by its secret; null when no registration has it.
 *
 * @throws RateLimited after too many wrong guesses
 */
export async function findOwnAttendee(call: CallFrom, secret: string): Promise<AttendeeRow | null> {
  refuseGuesser(call);
  const attendee = await findBySecret(call.db, secret);
  if (!attendee) await countWrongGuess(call);
  return attendee;
}

async function findBySecret(db: Transaction, secret: string): Promise<AttendeeRow | null> {
  const known = readSecret(secret);
  if (!known) return null;
  const [attendee] = await findAttendeesByIds(db, [known.id]);
  return attendee && sameHash(attendee.secretHash, known.hash) ? attendee : null;
}

/** An attendee of an event whose attendees the viewer may read; null when there is none. */
export async function findAttendee({ db, viewer }: Call, id: string): Promise<AttendeeRow | null> {
  const [attendee] = await findAttendeesByIds(db, [id]);
  if (!attendee) return null;
  const [event] = await findEventsByIds(db, [attendee.eventId], askerOf(viewer));
  return event && mayReadAttendees(event, viewer) ? attendee : null;
}
