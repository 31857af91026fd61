import { NAME_LENGTH_MAX } from '../events/details.js';
import type { KeyReused } from '../idempotency/once.js';
import { Complaints, type InvalidField } from '../validation.js';
import type { AnsweredAttendee } from './addEvents.js';
import type { AdmissionRefusal } from './admission.js';

/** A person who wants to come to an event. */
export interface Registration {
  eventId: string;
  name: string;
  email: string;
  /** Whether the person waits when no seat is free. */
  joinWaitlist: boolean;
}

/** A registration as it was just decided. */
export interface Registered {
  kind: 'registered';
  attendee: AnsweredAttendee;
  /** The place on the waiting list; null with a seat. */
  waitlistRank: number | null;
  /** Can be learned only now; null in a rehearsal. */
  secret: string | null;
}

export type RegistrationOutcome =
  | Registered
  /** `attendee` is null when the viewer may not read it. */
  | { kind: 'alreadyRegistered'; attendee: AnsweredAttendee | null }
  | { kind: 'eventNotFound' }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  /** Too many wait to be decided; nothing was written. */
  | { kind: 'registrationBusy'; retryAfterSeconds: number }
  | KeyReused
  | AdmissionRefusal;

/** What is wrong with a person's name and email. */
export function checkPerson({ name, email }: Pick<Registration, 'name' | 'email'>): InvalidField[] {
  const complaints = new Complaints();
  complaints.checkText('name', name, NAME_LENGTH_MAX);
  complaints.checkEmail('email', email);
  return complaints.fields;
}

/** The attendees that outcomes show. */
export function attendeesIn(outcomes: readonly RegistrationOutcome[]): AnsweredAttendee[] {
  return outcomes.flatMap((outcome) =>
    'attendee' in outcome && outcome.attendee ? [outcome.attendee] : [],
  );
}
