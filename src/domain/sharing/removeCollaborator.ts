import { findCollaborator, type UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import { lockEvent } from '../../data/events.js';
import type { EventRow } from '../../data/rows.js';
import { touch } from '../../data/touch.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { accessRevoked } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import { maySee, type PermissionRefusal, refuse } from './permissions.js';
import { findPeople, type LastOwner, needAccount, readAgain, refuseToLetGo } from './sharing.js';
import { askerOf } from './viewer.js';

export interface Removal {
  eventId: string;
  user: UserName;
  validateOnly: boolean;
}

export type RemoveCollaboratorOutcome =
  /** `event` is null when the viewer may not see it any more. */
  | { kind: 'removed'; userId: string; event: EventRow | null }
  | { kind: 'collaboratorNotFound' }
  | LastOwner
  | PermissionRefusal;

/**
 * Takes the role on an event from someone. To take it from oneself, any role will do.
 *
 * @throws Unauthenticated when nobody is signed in
 */
export async function removeCollaborator(
  call: Call,
  { eventId, user, validateOnly }: Removal,
): Promise<RemoveCollaboratorOutcome> {
  const { db, viewer } = call;
  needAccount(viewer);
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<RemoveCollaboratorOutcome> => {
    const event = await lockEvent(tx, eventId, askerOf(viewer));
    if (!event || !maySee(event, viewer)) return { kind: 'eventNotFound' };
    const found = await findPeople(tx, [user]);
    const userId = found.kind === 'found' ? found.users[0]?.id : undefined;
    const isSelf = userId !== undefined && userId === askerOf(viewer);
    const refusal = isSelf && event.viewerRole ? null : refuse(event, viewer, 'shareEvent');
    if (refusal) return refusal;
    return userId ? removeRole(tx, call, event, userId) : { kind: 'collaboratorNotFound' };
  });
}

async function removeRole(
  tx: Transaction,
  { viewer, now }: Call,
  event: EventRow,
  userId: string,
): Promise<RemoveCollaboratorOutcome> {
  const current = await findCollaborator(tx, event.id, userId);
  if (!current) return { kind: 'collaboratorNotFound' };
  const refusal = await refuseToLetGo(tx, event, current);
  if (refusal) return refusal;
  await tx.collaborator.delete({ where: { eventId_userId: { eventId: event.id, userId } } });
  touch(tx, [`event ${event.id}`]);
  const left = await readAgain(tx, event, viewer);
  const news = accessRevoked(event, userId, current.role);
  await notify(tx, { actorId: askerOf(viewer), now }, [news]);
  return { kind: 'removed', userId, event: maySee(left, viewer) ? left : null };
}
