import type { Transaction } from '../../data/database.js';
import { eraseWordsOf, forgetWhoRegistered } from '../../data/erasure.js';
import { findEventsByIds } from '../../data/events.js';
import type { EventRow, UserRow } from '../../data/rows.js';
import { touch } from '../../data/touch.js';
import { findEventsOwnedAlone, lockEventsOf, lockUser } from '../../data/users.js';

/** More are not told of. */
const EVENTS_MAX = 100;

export type UserErasure =
  | { kind: 'erased' }
  /** Somebody else was faster: the account is gone, or has another password. */
  | { kind: 'userChanged' }
  | { kind: 'lastOwner'; events: EventRow[] };

/**
 * Erases an account with everything that says who it was: profile, sessions, roles, notifications,
 * their words in history. Events keep what they did, without their name; events that would be left
 * without an owner stand in the way.
 *
 * @param eraseMore  what else is to go, while the account is locked and still there
 */
export async function eraseUser(
  tx: Transaction,
  user: UserRow,
  eraseMore: (locked: UserRow) => Promise<void>,
): Promise<UserErasure> {
  // Nobody gains or loses a role on these events, and with the user nobody gains one elsewhere.
  await lockEventsOf(tx, user.id);
  const locked = await lockUser(tx, user.id);
  if (locked?.passwordHash !== user.passwordHash) return { kind: 'userChanged' };
  const events = await eventsOwnedAlone(tx, user.id);
  if (events.length > 0) return { kind: 'lastOwner', events };

  // Registrations before the inbox, as those who promote them and tell of it lock the two.
  await eraseMore(locked);
  await forgetWhoRegistered(tx, user.id);
  await eraseWordsOf(tx, locked);
  await tx.user.delete({ where: { id: user.id } });
  touch(tx, [`user ${user.id}`]);
  return { kind: 'erased' };
}

async function eventsOwnedAlone(tx: Transaction, userId: string): Promise<EventRow[]> {
  const ids = await findEventsOwnedAlone(tx, userId, EVENTS_MAX);
  const byId = new Map((await findEventsByIds(tx, ids, userId)).map((event) => [event.id, event]));
  return ids.map((id) => byId.get(id) as EventRow);
}
