import { findCollaborator, setRole, type UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import type { EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import { type CallFrom, countUnknownPeople, refuseStranger } from '../accounts/guesses.js';
import { findConflictOf, type ScheduleConflict } from '../events/scheduleConflict.js';
import { type News, roleGiven } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
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
    const news: News[] = [];
    for (const userId of userIds) {
      const given = await makeOwner(tx, locked.event, userId, now);
      news.push(...given, ...(await stepDown(tx, locked.event, viewer, userId)));
    }
    const event = await readAgain(tx, locked.event, viewer);
    await notify(tx, { actorId: askerOf(viewer), now }, news);
    return { kind: 'transferred', event };
  });
  if (outcome.kind === 'usersNotFound') await countUnknownPeople(call, outcome.indexes.length);
  return outcome;
}

/** @returns what there is to tell of it: nothing of an owner who stays one */
async function makeOwner(
  tx: Transaction,
  event: EventRow,
  userId: string,
  now: Date,
): Promise<News[]> {
  const current = await findCollaborator(tx, event.id, userId);
  await setRole(tx, { eventId: event.id, userId, role: 'OWNER', createdAt: now });
  const previousRole = current?.role ?? null;
  return previousRole === 'OWNER' ? [] : [roleGiven(event, userId, previousRole, 'OWNER')];
}

/** Makes an owner who hands over to someone else an editor. */
async function stepDown(
  tx: Transaction,
  event: EventRow,
  viewer: Viewer,
  successorId: string,
): Promise<News[]> {
  const userId = askerOf(viewer);
  if (event.viewerRole !== 'OWNER' || userId === null || userId === successorId) return [];
  const where = { eventId_userId: { eventId: event.id, userId } };
  await tx.collaborator.update({ where, data: { role: 'EDITOR' } });
  return [roleGiven(event, userId, 'OWNER', 'EDITOR')];
}
