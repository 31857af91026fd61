import type { Transaction } from '../../data/database.js';
import { findEventsByIds } from '../../data/events.js';
import type { EventRow } from '../../data/rows.js';
import { touch } from '../../data/touch.js';
import { inTransaction } from '../../data/transaction.js';
import {
  anonymizeAttendees,
  findEventsOwnedAlone,
  lockEventsOf,
  lockUser,
} from '../../data/users.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';
import { countGuess } from './guesses.js';
import { isPasswordOf } from './passwords.js';

export interface Erasure {
  password: string;
  /** Whether name and email also go from the registrations under the account's email. */
  eraseRegistrations: boolean;
}

export type EraseAccountOutcome =
  | { kind: 'erased'; userId: string; erasedRegistrationsCount: number }
  | { kind: 'lastOwner'; events: EventRow[] }
  | { kind: 'invalidCredentials' };

/** More are not told of. */
const EVENTS_MAX = 100;

/**
 * Erases the viewer's own account, with everything that says who they are. Events keep what they
 * did, without their name; events that would be left without an owner stand in the way.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses
 */
export async function eraseAccount(
  call: AccountsCall,
  { password, eraseRegistrations }: Erasure,
): Promise<EraseAccountOutcome> {
  const { user } = getSignedIn(call);
  const guess = await countGuess(call, `account ${user.id}`);
  if (!(await isPasswordOf(user.passwordHash, password))) return { kind: 'invalidCredentials' };
  await guess.takeBack();

  return inTransaction(call.db, async (tx): Promise<EraseAccountOutcome> => {
    // Nobody gains or loses a role on these events, and with the user nobody gains one elsewhere.
    await lockEventsOf(tx, user.id);
    const locked = await lockUser(tx, user.id);
    if (locked?.passwordHash !== user.passwordHash) return { kind: 'invalidCredentials' };
    const events = await eventsOwnedAlone(tx, user.id);
    if (events.length > 0) return { kind: 'lastOwner', events };

    const erasedRegistrationsCount = eraseRegistrations
      ? await anonymizeAttendees(tx, locked.email)
      : 0;
    await tx.user.delete({ where: { id: user.id } });
    touch(tx, [`user ${user.id}`]);
    return { kind: 'erased', userId: user.id, erasedRegistrationsCount };
  });
}

async function eventsOwnedAlone(tx: Transaction, userId: string): Promise<EventRow[]> {
  const ids = await findEventsOwnedAlone(tx, userId, EVENTS_MAX);
  const byId = new Map((await findEventsByIds(tx, ids, userId)).map((event) => [event.id, event]));
  return ids.map((id) => byId.get(id) as EventRow);
}
