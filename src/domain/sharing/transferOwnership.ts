import { setRole, type UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import type { EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import { type CallFrom, countUnknownPeople, refuseStranger } from '../accounts/guesses.js';
import { findConflictOf, type ScheduleConflict } from '../events/scheduleConflict.js';
import type { PermissionRefusal } from './permissions.js';
import { findPeople, lockShared, needAccount, readAgain, type UsersNotFound } from './sharing.js';
import { askerOf, type Viewer } from './viewer.js';

export interface Transfer {
  eventId: string;
  user: UserName;
  validateOnly: boolean;
}

export type TransferOwnershipOutcome =
  | { kind: 'transferred'; event: EventRow }
  | UsersNotFound
  | ScheduleConflict
  | PermissionRefusal;

/**
 * Makes someone an owner of an event in the viewer's place, who stays as an editor. Other owners
 * stay owners.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many people who have no account
 */
export async function transferOwnership(
  call: CallFrom,
  { eventId, user, validateOnly }: Transfer,
): Promise<TransferOwnershipOutcome> {
  const { db, viewer, now } = call;
  needAccount(viewer);
  refuseStranger(call);
  const run = validateOnly ? inRehearsal : inTransaction;
  const outcome = await run(db, async (tx): Promise<TransferOwnershipOutcome> => {
    const locked = await lockShared(tx, viewer, eventId, 'shareEvent');
    if (locked.kind !== 'locked') return locked;
    const found = await findPeople(tx, [user]);
    if (found.kind !== 'found') return found;
    const userIds = found.users.map(({ id }) => id);
    const conflict = await findConflictOf(tx, viewer, locked.event, userIds);
    if (conflict) return conflict;
    for (const userId of userIds) {
      await setRole(tx, { eventId, userId, role: 'OWNER', createdAt: now });
      await stepDown(tx, locked.event, viewer, userId);
    }
    return { kind: 'transferred', event: await readAgain(tx, locked.event, viewer) };
  });
  if (outcome.kind === 'usersNotFound') await countUnknownPeople(call, outcome.indexes.length);
  return outcome;
}

/** Makes an owner who hands over to someone else an editor. */
async function stepDown(
  tx: Transaction,
  { id: eventId, viewerRole }: EventRow,
  viewer: Viewer,
  successorId: string,
): Promise<void> {
  const userId = askerOf(viewer);
  if (viewerRole !== 'OWNER' || userId === null || userId === successorId) return;
  const where = { eventId_userId: { eventId, userId } };
  await tx.collaborator.update({ where, data: { role: 'EDITOR' } });
}
