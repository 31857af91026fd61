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
  const [attendee] = await findOwnAttendees(call, call.db, [secret]);
  return attendee ?? null;
}

/**
 * The registrations of these secrets, in their order; null for each that no registration has.
 *
 * @throws RateLimited after too many wrong guesses
 */
export async function findOwnAttendees(
  call: CallFrom,
  tx: Transaction,
  secrets: readonly string[],
): Promise<(AttendeeRow | null)[]> {
  refuseGuesser(call);
  const known = secrets.map(readSecret);
  const ids = known.flatMap((secret) => (secret ? [secret.id] : []));
  const found = ids.length > 0 ? await findAttendeesByIds(tx, ids) : [];
  const byId = new Map(found.map((attendee) => [attendee.id, attendee]));
  const attendees = known.map((secret) => {
    const attendee = secret && byId.get(secret.id);
    return attendee && sameHash(attendee.secretHash, secret.hash) ? attendee : null;
  });
  for (const attendee of attendees) if (!attendee) await countWrongGuess(call);
  return attendees;
}

/** An attendee of an event whose attendees the viewer may read; null when there is none. */
export async function findAttendee({ db, viewer }: Call, id: string): Promise<AttendeeRow | null> {
  const [attendee] = await findAttendeesByIds(db, [id]);
  if (!attendee) return null;
  const [event] = await findEventsByIds(db, [attendee.eventId], askerOf(viewer));
  return event && mayReadAttendees(event, viewer) ? attendee : null;
}
