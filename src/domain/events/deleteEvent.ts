import { findCollaboratorsOf } from '../../data/collaborators.js';
import { lockEvent } from '../../data/events.js';
import { touch } from '../../data/touch.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { eventDeleted } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';

export type DeleteEventOutcome = { kind: 'deleted'; id: string } | PermissionRefusal;

/** Removes an event and all that hangs on it. */
export async function deleteEvent(
  { db, viewer, now }: Call,
  { id, validateOnly }: { id: string; validateOnly: boolean },
): Promise<DeleteEventOutcome> {
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<DeleteEventOutcome> => {
    const event = await lockEvent(tx, id, askerOf(viewer));
    const refusal = refuse(event, viewer, 'deleteEvent');
    if (!event || refusal) return refusal ?? { kind: 'eventNotFound' };
    const collaborators = await findCollaboratorsOf(tx, [id]);
    await tx.event.delete({ where: { id } });
    touch(tx, [`event ${id}`]);
    const userIds = collaborators.map(({ userId }) => userId);
    await notify(tx, { actorId: askerOf(viewer), now }, [eventDeleted(event, userIds)]);
    return { kind: 'deleted', id };
  });
}
