import { lockEvent } from '../../data/events.js';
import { touch } from '../../data/touch.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';

export type DeleteEventOutcome = { kind: 'deleted'; id: string } | PermissionRefusal;

/** Removes an event and all that hangs on it. */
export async function deleteEvent(
  { db, viewer }: Call,
  { id, validateOnly }: { id: string; validateOnly: boolean },
): Promise<DeleteEventOutcome> {
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<DeleteEventOutcome> => {
    const refusal = refuse(await lockEvent(tx, id, askerOf(viewer)), viewer, 'deleteEvent');
    if (refusal) return refusal;
    await tx.event.delete({ where: { id } });
    touch(tx, [`event ${id}`]);
    return { kind: 'deleted', id };
  });
}
