import { lockEvent } from '../../data/events.js';
import type { EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';

export interface Cancellation {
  id: string;
  /** Null or left out: whichever version it is. */
  expectedVersion?: number | null;
  validateOnly: boolean;
}

export type CancelEventOutcome =
  | { kind: 'cancelled'; event: EventRow }
  | { kind: 'eventCancelled' }
  | { kind: 'versionConflict'; event: EventRow }
  | PermissionRefusal;

/** Calls an event off. Its registrations stay as they are. */
export async function cancelEvent(
  { db, viewer, now }: Call,
  { id, expectedVersion, validateOnly }: Cancellation,
): Promise<CancelEventOutcome> {
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<CancelEventOutcome> => {
    const event = await lockEvent(tx, id);
    const refusal = refuse(event, viewer, 'cancelEvent');
    if (!event || refusal) return refusal ?? { kind: 'eventNotFound' };
    if (event.status === 'CANCELLED') return { kind: 'eventCancelled' };
    if (expectedVersion != null && event.version !== expectedVersion) {
      return { kind: 'versionConflict', event };
    }
    const cancelled = await tx.event.update({
      where: { id },
      data: { status: 'CANCELLED', version: { increment: 1 }, updatedAt: now },
    });
    return { kind: 'cancelled', event: cancelled };
  });
}
