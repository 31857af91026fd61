import { findAttendeesByIds } from '../../data/attendees.js';
import type { Transaction } from '../../data/database.js';
import { findEventsByIds, lockEvent } from '../../data/events.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import { type CallFrom, countWrongGuess, refuseGuesser } from '../accounts/guesses.js';
import { mayReadAttendees, maySee, type Role, refuse } from '../sharing/permissions.js';
import { askerOf, type Viewer } from '../sharing/viewer.js';
import { Complaints, type InvalidField } from '../validation.js';
import { type AnsweredAttendee, addEvents } from './addEvents.js';
import { attendeeIdIn, isTicketOf } from './ticketCode.js';

/** A ticket: the attendee's id, or the code that it shows. */
export type TicketReference = { attendeeId: string } | { ticketCode: string };

export interface CheckIn {
  ticket: TicketReference;
  /** The event at whose door the ticket is shown; null: whichever it is for. */
  eventId: string | null;
  /** Who, or which door, lets the person in. */
  checkedInBy: string | null;
  validateOnly: boolean;
}

type TicketRefusal =
  | { kind: 'attendeeNotFound' }
  | { kind: 'permissionDenied'; requiredRole: Role };

export type CheckInOutcome =
  | { kind: 'checkedIn'; attendee: AnsweredAttendee }
  | { kind: 'alreadyCheckedIn'; checkedInAt: Date; checkedInBy: string | null }
  | { kind: 'notConfirmed'; status: AttendeeRow['status'] }
  | { kind: 'ticketForAnotherEvent'; event: EventRow }
  | { kind: 'eventCancelled' }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | TicketRefusal;

export type UndoCheckInOutcome =
  | { kind: 'checkInUndone'; attendee: AnsweredAttendee }
  | { kind: 'notCheckedIn' }
  | TicketRefusal;

const CHECKED_IN_BY_LENGTH_MAX = 200;

/**
 * Lets an attendee in, once: of two scanners at the same time the second is told of the first.
 *
 * @throws RateLimited after too many codes that are no tickets
 */
export async function checkInAttendee(
  call: CallFrom,
  { ticket, eventId, checkedInBy, validateOnly }: CheckIn,
): Promise<CheckInOutcome> {
  const complaints = new Complaints();
  if (checkedInBy !== null) {
    complaints.checkText('checkedInBy', checkedInBy, CHECKED_IN_BY_LENGTH_MAX);
  }
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const run = validateOnly ? inRehearsal : inTransaction;
  return countingGuesses(call, ticket, () =>
    run(call.db, async (tx): Promise<CheckInOutcome> => {
      const found = await lockTicket(tx, call.viewer, ticket);
      if (!found) return { kind: 'attendeeNotFound' };
      const { attendee, event } = found;
      if (eventId !== null && (await isAtAnotherDoor(tx, call.viewer, found, eventId))) {
        return { kind: 'ticketForAnotherEvent', event };
      }
      const refusal = refuseTicket(event, call.viewer);
      if (refusal) return refusal;
      if (event.status === 'CANCELLED') return { kind: 'eventCancelled' };
      if (attendee.status !== 'CONFIRMED') return { kind: 'notConfirmed', status: attendee.status };
      if (attendee.checkedInAt) {
        const { checkedInAt } = attendee;
        return { kind: 'alreadyCheckedIn', checkedInAt, checkedInBy: attendee.checkedInBy };
      }
      const data = { checkedInAt: call.now, checkedInBy };
      const checkedIn = await tx.attendee.update({ where: { id: attendee.id }, data });
      if (validateOnly) await addEvents(tx, [checkedIn], askerOf(call.viewer));
      return { kind: 'checkedIn', attendee: checkedIn };
    }),
  );
}

/** Takes a check-in back. @throws RateLimited like `checkInAttendee` */
export async function undoCheckIn(
  call: CallFrom,
  { ticket, validateOnly }: Pick<CheckIn, 'ticket' | 'validateOnly'>,
): Promise<UndoCheckInOutcome> {
  const run = validateOnly ? inRehearsal : inTransaction;
  return countingGuesses(call, ticket, () =>
    run(call.db, async (tx): Promise<UndoCheckInOutcome> => {
      const found = await lockTicket(tx, call.viewer, ticket);
      if (!found) return { kind: 'attendeeNotFound' };
      const { attendee, event } = found;
      const refusal = refuseTicket(event, call.viewer);
      if (refusal) return refusal;
      if (!attendee.checkedInAt) return { kind: 'notCheckedIn' };
      const data = { checkedInAt: null, checkedInBy: null };
      const undone = await tx.attendee.update({ where: { id: attendee.id }, data });
      if (validateOnly) await addEvents(tx, [undone], askerOf(call.viewer));
      return { kind: 'checkInUndone', attendee: undone };
    }),
  );
}

/**
 * Counts a code that is no ticket. So is one of an event whose attendees the viewer may not read: the
 * count must not tell that it is a ticket all the same. An attendee's id is no secret to guess at.
 */
async function countingGuesses<Outcome extends { kind: string }>(
  call: CallFrom,
  ticket: TicketReference,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!('ticketCode' in ticket)) return work();
  refuseGuesser(call);
  const outcome = await work();
  if (outcome.kind === 'attendeeNotFound') await countWrongGuess(call);
  return outcome;
}

interface Ticket {
  attendee: AttendeeRow;
  event: EventRow;
  /** Whether the ticket itself was shown, and not only the attendee's id. */
  shown: boolean;
}

/** Finds the attendee behind a good ticket, and locks the event. */
async function lockTicket(
  tx: Transaction,
  viewer: Viewer,
  ticket: TicketReference,
): Promise<Ticket | null> {
  const shown = 'ticketCode' in ticket;
  const id = shown ? attendeeIdIn(ticket.ticketCode) : ticket.attendeeId;
  const [known] = id === null ? [] : await findAttendeesByIds(tx, [id]);
  const event = known && (await lockEvent(tx, known.eventId, askerOf(viewer)));
  const [attendee] = event ? await findAttendeesByIds(tx, [known.id]) : [];
  if (!event || !attendee) return null;
  if (shown && !isTicketOf(attendee, ticket.ticketCode)) return null;
  return { attendee, event, shown };
}

/**
 * Whether a ticket is for another event than the one at whose door it is. Told to those who manage
 * its event, and to those who manage the door when the ticket itself lies before them.
 */
async function isAtAnotherDoor(
  tx: Transaction,
  viewer: Viewer,
  { event, shown }: Ticket,
  doorEventId: string,
): Promise<boolean> {
  if (event.id === doorEventId) return false;
  if (!refuse(event, viewer, 'manageAttendees')) return true;
  const [door = null] = await findEventsByIds(tx, [doorEventId], askerOf(viewer));
  return shown && maySee(event, viewer) && !refuse(door, viewer, 'manageAttendees');
}

/** Why the viewer may not let anybody in to an event. */
function refuseTicket(event: EventRow, viewer: Viewer): TicketRefusal | null {
  const refusal = refuse(event, viewer, 'manageAttendees');
  // Who may not even read the attendees must not learn from the refusal that there is this one.
  if (refusal && !mayReadAttendees(event, viewer)) return { kind: 'attendeeNotFound' };
  return refusal?.kind === 'eventNotFound' ? { kind: 'attendeeNotFound' } : refusal;
}
