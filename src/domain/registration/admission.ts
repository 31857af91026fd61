import type { EventRow } from '../../data/rows.js';

/** Why nobody can register for an event now. */
export type AdmissionRefusal =
  | { kind: 'eventCancelled' }
  | { kind: 'eventStarted'; startedAt: Date }
  | { kind: 'eventFull'; capacity: number; waitlistLength: number };

export type Admission =
  | { kind: 'admitted'; status: 'CONFIRMED' | 'WAITLISTED' }
  | { kind: 'refused'; refusal: AdmissionRefusal };

/** What a decision rests on. */
export type AdmissionFacts = Pick<
  EventRow,
  'status' | 'startsAt' | 'capacity' | 'confirmedCount' | 'waitlistLength'
>;

/**
 * May one more person come in? A seat that is free has nobody waiting for it: whatever frees
 * one gives it away, so a newcomer never overtakes the queue.
 */
export function admit(event: AdmissionFacts, joinWaitlist: boolean, now: Date): Admission {
  const { capacity, waitlistLength } = event;
  if (event.status === 'CANCELLED') return refused({ kind: 'eventCancelled' });
  if (event.startsAt <= now) return refused({ kind: 'eventStarted', startedAt: event.startsAt });
  if (event.confirmedCount < capacity && waitlistLength === 0) {
    return { kind: 'admitted', status: 'CONFIRMED' };
  }
  if (joinWaitlist) return { kind: 'admitted', status: 'WAITLISTED' };
  return refused({ kind: 'eventFull', capacity, waitlistLength });
}

function refused(refusal: AdmissionRefusal): Admission {
  return { kind: 'refused', refusal };
}
