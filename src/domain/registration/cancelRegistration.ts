import { findAttendeesByIds, promoteWaiting } from '../../data/attendees.js';
import type { Transaction } from '../../data/database.js';
import { lockEvent } from '../../data/events.js';
import type { AttendeeRow } from '../../data/rows.js';
import { touch } from '../../data/touch.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { CallFrom } from '../accounts/guesses.js';
import type { Call } from '../call.js';
import { attendeesPromoted } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import { mayReadAttendees, type Role, refuse } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';
import { type AnsweredAttendee, addEvents } from './addEvents.js';
import { findAttendee, findOwnAttendee } from './findAttendee.js';

/** A registration by its id, for those who manage the event, or by the person's own secret. */
export type AttendeeReference = { id: string } | { secret: string };

export interface Cancellation {
  attendee: AttendeeReference;
  validateOnly: boolean;
}

export type CancelRegistrationOutcome =
  /**
   * `own`: by the person themselves. `promoted` got the seat; null when nobody did, or the viewer
   * may not read who.
   */
  | {
      kind: 'cancelled';
      own: boolean;
      attendee: AnsweredAttendee;
      promoted: AnsweredAttendee | null;
    }
  | { kind: 'attendeeNotFound' }
  | { kind: 'permissionDenied'; requiredRole: Role }
  | { kind: 'registrationCancelled'; cancelledAt: Date }
  | { kind: 'eventStarted'; startedAt: Date };

/**
 * Gives a seat or a waiting place back; the first who waits gets the seat with it.
 *
 * @throws RateLimited after too many wrong guesses at a secret
 */
export async function cancelRegistration(
  call: CallFrom,
  { attendee: reference, validateOnly }: Cancellation,
): Promise<CancelRegistrationOutcome> {
  const { db } = call;
  const own = 'secret' in reference;
  const found = own
    ? await findOwnAttendee(call, reference.secret)
    : await findAttendee(call, reference.id);
  if (!found) return { kind: 'attendeeNotFound' };
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx) => {
    const outcome = await cancelUnderLock(tx, call, found, own);
    if (validateOnly && outcome.kind === 'cancelled') {
      await addEvents(tx, [outcome.attendee, outcome.promoted], askerOf(call.viewer));
    }
    return outcome;
  });
}

async function cancelUnderLock(
  tx: Transaction,
  { viewer, now }: Call,
  found: AttendeeRow,
  own: boolean,
): Promise<CancelRegistrationOutcome> {
  const event = await lockEvent(tx, found.eventId, askerOf(viewer));
  const [attendee] = event ? await findAttendeesByIds(tx, [found.id]) : [];
  if (!event || !attendee) return { kind: 'attendeeNotFound' };
  if (!own) {
    const refusal = refuse(event, viewer, 'manageAttendees');
    // A role that went while the lock was waited for: then there is no such attendee any more.
    if (refusal && !mayReadAttendees(event, viewer)) return { kind: 'attendeeNotFound' };
    if (refusal?.kind === 'eventNotFound') return { kind: 'attendeeNotFound' };
    if (refusal) return refusal;
  }
  if (attendee.cancelledAt) {
    return { kind: 'registrationCancelled', cancelledAt: attendee.cancelledAt };
  }
  if (own && event.startsAt <= now) return { kind: 'eventStarted', startedAt: event.startsAt };

  const cancelled = await tx.attendee.update({
    where: { id: attendee.id },
    data: { status: 'CANCELLED', cancelledAt: now, checkedInAt: null, checkedInBy: null },
  });
  touch(tx, [`seats ${event.id}`]);
  const promotions = event.status === 'SCHEDULED' ? await promoteWaiting(tx, event.id, now) : [];
  const news = attendeesPromoted(event, promotions, own ? 'NOBODY' : 'COLLABORATORS');
  await notify(tx, { actorId: askerOf(viewer), now }, news);
  const readable = mayReadAttendees(event, viewer);
  return {
    kind: 'cancelled',
    own,
    attendee: cancelled,
    promoted: readable ? (promotions[0] ?? null) : null,
  };
}
