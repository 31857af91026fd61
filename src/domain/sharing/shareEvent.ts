import type { UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import type { CollaboratorRow, EventRow, UserRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import { findUsersByIds } from '../../data/users.js';
import { type CallFrom, countUnknownPeople, refuseStranger } from '../accounts/guesses.js';
import type { Call } from '../call.js';
import { findConflictOf, type ScheduleConflict } from '../events/scheduleConflict.js';
import { type KeyedCall, keyOf } from '../idempotency/keyedCall.js';
import { type KeyReused, once } from '../idempotency/once.js';
import { roleGiven } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import type { InvalidField } from '../validation.js';
import type { PermissionRefusal, Role } from './permissions.js';
import { findPeople, lockShared, needAccount, readAgain, type UsersNotFound } from './sharing.js';
import { askerOf } from './viewer.js';

export interface Share {
  eventId: string;
  people: readonly { user: UserName; role: Role }[];
}

export type ShareEventOutcome =
  /** `collaborators` are the people, in the order in which they were named. */
  | { kind: 'shared'; event: EventRow; collaborators: CollaboratorRow[] }
  /** These have another role already. */
  | { kind: 'alreadyCollaborators'; collaborators: CollaboratorRow[] }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | UsersNotFound
  | ScheduleConflict
  | PermissionRefusal
  | KeyReused;

/** A longer list is more likely a mistake than a team. */
const PEOPLE_MAX = 100;

/**
 * Gives several people roles on an event, all or none. Who has the role already keeps it, so that
 * a repetition does no harm.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many people who have no account
 */
export async function shareEvent(
  call: CallFrom,
  { idempotencyKey, validateOnly = false, ...share }: KeyedCall<Share>,
): Promise<ShareEventOutcome> {
  const { db, viewer, now } = call;
  needAccount(viewer);
  refuseStranger(call);
  const { keyed, complaints } = keyOf('shareEvent', idempotencyKey, share, viewer);
  if (complaints.length > 0) return { kind: 'invalidInput', fields: complaints };

  const run = validateOnly ? inRehearsal : inTransaction;
  const outcome = await run(db, async (tx) => {
    if (validateOnly || !keyed) return shareNow(tx, call, share);
    const kept = await once(tx, keyed, now, () => shareNow(tx, call, share));
    return withoutErased(tx, kept);
  });
  if (outcome.kind === 'usersNotFound') await countUnknownPeople(call, outcome.indexes.length);
  return outcome;
}

/** Of those whom a repeated answer tells of, some may have erased their account since. */
async function withoutErased(
  tx: Transaction,
  outcome: ShareEventOutcome,
): Promise<ShareEventOutcome> {
  if (!('collaborators' in outcome)) return outcome;
  const told = outcome.collaborators;
  const users = await findUsersByIds(
    tx,
    told.map(({ userId }) => userId),
  );
  const there = new Set(users.map(({ id }) => id));
  return { ...outcome, collaborators: told.filter(({ userId }) => there.has(userId)) };
}

async function shareNow(
  tx: Transaction,
  call: Call,
  { eventId, people }: Share,
): Promise<ShareEventOutcome> {
  const locked = await lockShared(tx, call.viewer, eventId, 'shareEvent');
  if (locked.kind !== 'locked') return locked;
  if (people.length < 1 || people.length > PEOPLE_MAX) {
    const message = `Must have from 1 to ${PEOPLE_MAX} people, but had ${people.length}.`;
    return { kind: 'invalidInput', fields: [{ path: ['people'], message }] };
  }
  const names = people.map(({ user }) => user);
  const found = await findPeople(tx, names);
  if (found.kind !== 'found') return found;
  const fields = findRepetitions(found.users);
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  const wanted = people.map(({ role }, i) => ({ userId: (found.users[i] as UserRow).id, role }));
  return giveRoles(tx, call, locked.event, wanted);
}

function findRepetitions(users: readonly UserRow[]): InvalidField[] {
  return users.flatMap(({ id }, index) => {
    const first = users.findIndex((other) => other.id === id);
    if (first === index) return [];
    const message = `Must be someone else than ${first}, who is the same person.`;
    return [{ path: ['people', `${index}`, 'user'], message }];
  });
}

async function giveRoles(
  tx: Transaction,
  { viewer, now }: Call,
  event: EventRow,
  wanted: readonly { userId: string; role: Role }[],
): Promise<ShareEventOutcome> {
  const userIds = wanted.map(({ userId }) => userId);
  const rows = await tx.collaborator.findMany({
    where: { eventId: event.id, userId: { in: userIds } },
  });
  const existing = new Map(rows.map((row) => [row.userId, row]));
  const others = wanted.flatMap(({ userId, role }) => {
    const row = existing.get(userId);
    return row && row.role !== role ? [row] : [];
  });
  if (others.length > 0) return { kind: 'alreadyCollaborators', collaborators: others };

  const fresh = wanted
    .filter(({ userId }) => !existing.has(userId))
    .map((given) => ({ ...given, eventId: event.id, createdAt: now }));
  const owners = fresh.filter(({ role }) => role === 'OWNER').map(({ userId }) => userId);
  const conflict = owners.length > 0 ? await findConflictOf(tx, viewer, event, owners) : null;
  if (conflict) return conflict;
  if (fresh.length > 0) await tx.collaborator.createMany({ data: fresh });
  const news = fresh.map(({ userId, role }) => roleGiven(event, userId, null, role));
  const again = await readAgain(tx, event, viewer);
  await notify(tx, { actorId: askerOf(viewer), now }, news);

  const all = new Map([...existing, ...fresh.map((row) => [row.userId, row] as const)]);
  return {
    kind: 'shared',
    event: again,
    collaborators: userIds.map((userId) => all.get(userId) as CollaboratorRow),
  };
}
