import { inRehearsal } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type KeyedCall, keyOf } from '../idempotency/keyedCall.js';
import { askerOf } from '../sharing/viewer.js';
import { addEvents } from './addEvents.js';
import { registerGroup } from './registerGroup.js';
import {
  attendeesIn,
  checkPerson,
  type Registration,
  type RegistrationOutcome,
} from './registration.js';

/** Gives a person a seat, or on wish a place on the waiting list when no seat is free. */
export async function registerAttendee(
  { db, desk, viewer, now }: Call,
  { idempotencyKey, validateOnly, ...registration }: KeyedCall<Registration>,
): Promise<RegistrationOutcome> {
  const key = keyOf('registerAttendee', idempotencyKey, registration, viewer);
  const fields = [...checkPerson(registration), ...key.complaints];
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  const request = { registration, viewer, now, key: key.keyed };
  if (!validateOnly) return desk.register(request);
  return inRehearsal(db, async (tx) => {
    const outcomes = await registerGroup(tx, [{ ...request, key: null }]);
    await addEvents(tx, attendeesIn(outcomes), askerOf(viewer));
    return withoutSecret(outcomes[0] as RegistrationOutcome);
  });
}

/** A registration that was only rehearsed has no secret that would open anything. */
export function withoutSecret(outcome: RegistrationOutcome): RegistrationOutcome {
  return outcome.kind === 'registered' ? { ...outcome, secret: null } : outcome;
}
