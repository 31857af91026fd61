import { findAttendeesByIds } from '../../data/attendees.js';
import type { Transaction } from '../../data/database.js';
import { lockEvent } from '../../data/events.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { mayReadAttendees, type Role, refuse } from '../sharing/permissions.js';
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

/** Lets an attendee in, once: of two scanners at the same time the second is told of the first. */
export async function checkInAttendee(
  call: Call,
  { ticket, eventId, checkedInBy, validateOnly }: CheckIn,
): Promise<CheckInOutcome> {
  const complaints = new Complaints();
  if (checkedInBy !== null) {
    complaints.checkText('checkedInBy', checkedInBy, CHECKED_IN_BY_LENGTH_MAX);
  }
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const run = validateOnly ? inRehearsal : inTransaction;
  return run(call.db, async (tx): Promise<CheckInOutcome> => {
    const found = await lockTicket(tx, call, ticket);
    if (found.kind !== 'found') return found;
    const { attendee, event } = found;
    if (eventId !== null && eventId !== event.id) return { kind: 'ticketForAnotherEvent', event };
    if (event.status === 'CANCELLED') return { kind: 'eventCancelled' };
    if (attendee.status !== 'CONFIRMED') return { kind: 'notConfirmed', status: attendee.status };
    if (attendee.checkedInAt) {
      const { checkedInAt } = attendee;
      return { kind: 'alreadyCheckedIn', checkedInAt, checkedInBy: attendee.checkedInBy };
    }
    const data = { checkedInAt: call.now, checkedInBy };
    const checkedIn = await tx.attendee.update({ where: { id: attendee.id }, data });
    if (validateOnly) await addEvents(tx, [checkedIn]);
    return { kind: 'checkedIn', attendee: checkedIn };
  });
}

/** Takes a check-in back. */
export async function undoCheckIn(
  call: Call,
  { ticket, validateOnly }: Pick<CheckIn, 'ticket' | 'validateOnly'>,
): Promise<UndoCheckInOutcome> {
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(call.db, async (tx): Promise<UndoCheckInOutcome> => {
    const found = await lockTicket(tx, call, ticket);
    if (found.kind !== 'found') return found;
    const { attendee } = found;
    if (!attendee.checkedInAt) return { kind: 'notCheckedIn' };
    const data = { checkedInAt: null, checkedInBy: null };
    const undone = await tx.attendee.update({ where: { id: attendee.id }, data });
    if (validateOnly) await addEvents(tx, [undone]);
    return { kind: 'checkInUndone', attendee: undone };
  });
}

/** Finds the attendee behind a ticket, for those who manage the event, and locks the event. */
async function lockTicket(
  tx: Transaction,
  { viewer }: Call,
  ticket: TicketReference,
): Promise<{ kind: 'found'; attendee: AttendeeRow; event: EventRow } | TicketRefusal> {
  const id = 'attendeeId' in ticket ? ticket.attendeeId : attendeeIdIn(ticket.ticketCode);
  const [known] = id === null ? [] : await findAttendeesByIds(tx, [id]);
  const event = known && (await lockEvent(tx, known.eventId));
  const [attendee] = event ? await findAttendeesByIds(tx, [known.id]) : [];
  if (!event || !attendee) return { kind: 'attendeeNotFound' };
  if ('ticketCode' in ticket && !isTicketOf(attendee, ticket.ticketCode)) {
    return { kind: 'attendeeNotFound' };
  }
  const refusal = refuse(event, viewer, 'manageAttendees');
  if (!refusal) return { kind: 'found', attendee, event };
  // Who may not even read the attendees must not learn from the refusal that there is this one.
  if (refusal.kind === 'eventNotFound' || !mayReadAttendees(event, viewer)) {
    return { kind: 'attendeeNotFound' };
  }
  return refusal;
}
