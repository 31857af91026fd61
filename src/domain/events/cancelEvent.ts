import type { Call } from '../call.js';
import { Complaints } from '../validation.js';
import { type ChangeOutcome, changeEvent, type InvalidInput } from './changeEvent.js';
import { checkNote } from './note.js';

export interface Cancellation {
  id: string;
  /** Null or left out: whichever version it is. */
  expectedVersion?: number | null;
  note?: string | null;
  validateOnly: boolean;
}

export type CancelEventOutcome = ChangeOutcome | InvalidInput;

/** Calls an event off. Its registrations stay as they are. */
export function cancelEvent(
  call: Call,
  { id, expectedVersion = null, note = null, validateOnly }: Cancellation,
): Promise<CancelEventOutcome> {
  const complaints = new Complaints();
  checkNote(note, complaints);
  return changeEvent<InvalidInput>(call, {
    eventId: id,
    action: 'cancelEvent',
    notification: 'EVENT_CANCELLED',
    expectedVersion,
    note,
    validateOnly,
    ofCancelled: false,
    plan: () =>
      complaints.fields.length > 0
        ? { kind: 'invalidInput', fields: complaints.fields }
        : { kind: 'plan', state: { status: 'CANCELLED' } },
  });
}
