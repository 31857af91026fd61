import { findUsersNamed, hasOtherOwner, type UserName } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import { findEventsByIds, lockEvent } from '../../data/events.js';
import type { CollaboratorRow, EventRow, UserRow } from '../../data/rows.js';
import { type Action, type PermissionRefusal, refuse } from './permissions.js';
import { Unauthenticated } from './unauthenticated.js';
import { askerOf, type Viewer } from './viewer.js';

// What the verbs of sharing have in common. All of them lock the event first: who has which role on
// it changes under that lock alone.

/** The event would be left without an owner. */
export interface LastOwner {
  kind: 'lastOwner';
  events: EventRow[];
}

/** Some of the people have no account. */
export interface UsersNotFound {
  kind: 'usersNotFound';
  /** Where they stand among those who were named. */
  indexes: number[];
}

/**
 * Sharing is for people with an account, who can be told and asked: the manage secret alone is not
 * enough. An event that is to be shared is claimed first.
 *
 * @throws Unauthenticated when nobody is signed in
 */
export function needAccount({ user, administrator }: Viewer): void {
  if (!user && !administrator) throw new Unauthenticated('Sharing an event needs an account.');
}

/** Locks an event that the viewer may do `action` with. */
export async function lockShared(
  tx: Transaction,
  viewer: Viewer,
  eventId: string,
  action: Action,
): Promise<{ kind: 'locked'; event: EventRow } | PermissionRefusal> {
  const event = await lockEvent(tx, eventId, askerOf(viewer));
  const refusal = refuse(event, viewer, action);
  if (!event || refusal) return refusal ?? { kind: 'eventNotFound' };
  return { kind: 'locked', event };
}

/** The event as it is after a change of roles. */
export async function readAgain(
  tx: Transaction,
  { id }: EventRow,
  viewer: Viewer,
): Promise<EventRow> {
  const [event] = await findEventsByIds(tx, [id], askerOf(viewer));
  return event as EventRow;
}

/** Finds people by their names, or says who is not there. */
export async function findPeople(
  tx: Transaction,
  names: readonly UserName[],
): Promise<{ kind: 'found'; users: UserRow[] } | UsersNotFound> {
  const users = await findUsersNamed(tx, names);
  const indexes = users.flatMap((user, index) => (user ? [] : [index]));
  if (indexes.length > 0) return { kind: 'usersNotFound', indexes };
  return { kind: 'found', users: users.filter((user) => user !== null) };
}

/** Why a collaborator cannot stop being what they are; null when they can. */
export async function refuseToLetGo(
  tx: Transaction,
  event: EventRow,
  { role, userId }: CollaboratorRow,
): Promise<LastOwner | null> {
  if (role !== 'OWNER' || (await hasOtherOwner(tx, event.id, userId))) return null;
  return { kind: 'lastOwner', events: [event] };
}
