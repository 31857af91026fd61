import { findCollaborator, setRole, type UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import type { CollaboratorRow, EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { findConflictOf, type ScheduleConflict } from '../events/scheduleConflict.js';
import { roleGiven } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import type { PermissionRefusal, Role } from './permissions.js';
import {
  findPeople,
  type LastOwner,
  lockShared,
  needAccount,
  readAgain,
  refuseToLetGo,
} from './sharing.js';
import { askerOf } from './viewer.js';

export interface RoleChange {
  eventId: string;
  user: UserName;
  role: Role;
  validateOnly: boolean;
}

export type UpdateCollaboratorOutcome =
  | { kind: 'updated'; event: EventRow; collaborator: CollaboratorRow }
  | { kind: 'collaboratorNotFound' }
  | LastOwner
  | ScheduleConflict
  | PermissionRefusal;

/**
 * Changes the role that someone has on an event.
 *
 * @throws Unauthenticated when nobody is signed in
 */
export async function updateCollaborator(
  call: Call,
  { eventId, user, role, validateOnly }: RoleChange,
): Promise<UpdateCollaboratorOutcome> {
  const { db, viewer } = call;
  needAccount(viewer);
  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<UpdateCollaboratorOutcome> => {
    const locked = await lockShared(tx, viewer, eventId, 'shareEvent');
    if (locked.kind !== 'locked') return locked;
    const found = await findPeople(tx, [user]);
    const userId = found.kind === 'found' ? found.users[0]?.id : undefined;
    const current = userId ? await findCollaborator(tx, eventId, userId) : null;
    if (!current) return { kind: 'collaboratorNotFound' };
    return changeRole(tx, call, locked.event, current, role);
  });
}

async function changeRole(
  tx: Transaction,
  { viewer, now }: Call,
  event: EventRow,
  current: CollaboratorRow,
  role: Role,
): Promise<UpdateCollaboratorOutcome> {
  if (current.role === role) return { kind: 'updated', event, collaborator: current };
  const refusal =
    role === 'OWNER'
      ? await findConflictOf(tx, viewer, event, [current.userId])
      : await refuseToLetGo(tx, event, current);
  if (refusal) return refusal;
  const collaborator = await setRole(tx, { ...current, role });
  const again = await readAgain(tx, event, viewer);
  const news = roleGiven(event, current.userId, current.role, role);
  await notify(tx, { actorId: askerOf(viewer), now }, [news]);
  return { kind: 'updated', event: again, collaborator };
}
