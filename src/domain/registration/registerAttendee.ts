import { findLiveAttendee } from '../../data/attendees.js';
import { lockEvent } from '../../data/events.js';
import { newId } from '../../data/newId.js';
import type { AttendeeRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { NAME_LENGTH_MAX } from '../events/details.js';
import { createSecret } from '../secret.js';
import { may, maySee } from '../sharing/permissions.js';
import { Complaints, type InvalidField } from '../validation.js';
import { type AdmissionRefusal, admit } from './admission.js';

export interface Registration {
  eventId: string;
  name: string;
  email: string;
  joinWaitlist: boolean;
}

export type RegisterAttendeeOutcome =
  /** `secret` can be learned only now. */
  | { kind: 'registered'; attendee: AttendeeRow; secret: string }
  /** `attendee` is null when the viewer may not read it. */
  | { kind: 'alreadyRegistered'; attendee: AttendeeRow | null }
  | { kind: 'eventNotFound' }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | AdmissionRefusal;

/** Gives a person a seat, or on wish a place on the waiting list when no seat is free. */
export async function registerAttendee(
  { db, viewer, now }: Call,
  { eventId, name, email, joinWaitlist }: Registration,
): Promise<RegisterAttendeeOutcome> {
  const complaints = new Complaints();
  complaints.checkText('name', name, NAME_LENGTH_MAX);
  complaints.checkEmail('email', email);
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  return inTransaction(db, async (tx): Promise<RegisterAttendeeOutcome> => {
    const event = await lockEvent(tx, eventId); // rivals for this event queue here
    if (!event || !maySee(event, viewer)) return { kind: 'eventNotFound' };

    const existing = await findLiveAttendee(tx, eventId, email);
    if (existing) {
      const readable = may(event, viewer, 'readAttendees');
      return { kind: 'alreadyRegistered', attendee: readable ? existing : null };
    }
    const admission = admit(event, joinWaitlist, now);
    if (admission.kind === 'refused') return admission.refusal;

    const id = newId();
    const secret = createSecret(id);
    const attendee = await tx.attendee.create({
      data: {
        id,
        eventId,
        name,
        email,
        status: admission.status,
        registeredAt: now,
        secretHash: secret.hash,
      },
    });
    return { kind: 'registered', attendee, secret: secret.text };
  });
}
