import { findCollaborator, setRole } from '../../data/collaborators.js';
import type { EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { findConflictOf, type ScheduleConflict } from '../events/scheduleConflict.js';
import { roleGiven } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import type { PermissionRefusal } from './permissions.js';
import { lockShared, readAgain } from './sharing.js';
import { Unauthenticated } from './unauthenticated.js';

export type ClaimEventOutcome =
  | { kind: 'claimed'; event: EventRow }
  | ScheduleConflict
  | PermissionRefusal;

/**
 * Makes an event that the viewer has the manage secret of their own; the secret is worth nothing
 * from then on. An owner who claims it again changes nothing.
 *
 * @throws Unauthenticated when nobody is signed in
 */
export async function claimEvent(
  { db, viewer, now }: Call,
  { eventId, validateOnly }: { eventId: string; validateOnly: boolean },
): Promise<ClaimEventOutcome> {
  const { user } = viewer;
  if (!user) throw new Unauthenticated('Claiming an event needs an account.');
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<ClaimEventOutcome> => {
    const locked = await lockShared(tx, viewer, eventId, 'claimEvent');
    if (locked.kind !== 'locked') return locked;
    const conflict = await findConflictOf(tx, viewer, locked.event, [user.id]);
    if (conflict) return conflict;
    const previousRole = (await findCollaborator(tx, eventId, user.id))?.role ?? null;
    await setRole(tx, { eventId, userId: user.id, role: 'OWNER', createdAt: now });
    const event = await readAgain(tx, locked.event, viewer);
    const news = previousRole === 'OWNER' ? [] : [roleGiven(event, user.id, previousRole, 'OWNER')];
    await notify(tx, { actorId: user.id, now }, news);
    return { kind: 'claimed', event };
  });
}
