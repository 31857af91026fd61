import type { Transaction } from '../../data/database.js';
import { eraseRegistrationsById, eraseRegistrationsMadeBy } from '../../data/erasure.js';
import type { EventRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import { findOwnAttendees } from '../registration/findAttendee.js';
import type { InvalidField } from '../validation.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';
import { eraseUser } from './eraseUser.js';
import { knowsPassword } from './passwords.js';
import { type FactorRefusal, withSecondFactor } from './secondFactor.js';

export interface Erasure {
  password: string;
  /** Of the second factor, or a recovery code; needed where the account has one. */
  code?: string | null;
  /** Whether name and email also go from the registrations made here under the account's email. */
  eraseRegistrations: boolean;
  /** Secrets of further registrations from which they go. */
  registrationSecrets: readonly string[];
}

export type EraseAccountOutcome =
  | { kind: 'erased'; userId: string; erasedRegistrationsCount: number }
  | { kind: 'lastOwner'; events: EventRow[] }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'invalidCredentials' }
  | FactorRefusal;

const SECRETS_MAX = 100;

/**
 * Erases the viewer's own account, with everything that says who they are.
 *
 * That an account has an email does not make it that person's: anyone can sign up with any. So of
 * the registrations under it only those go that were made while signed in to the account, and those
 * whose secrets are shown.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses
 */
export async function eraseAccount(
  call: AccountsCall,
  { password, code, eraseRegistrations, registrationSecrets }: Erasure,
): Promise<EraseAccountOutcome> {
  const { user } = getSignedIn(call);
  const known = { passwordHash: user.passwordHash, password };
  if (!(await knowsPassword(call, `account ${user.id}`, known))) {
    return { kind: 'invalidCredentials' };
  }
  // On its own: the account is locked after its events, and here before them.
  const refusal = await withSecondFactor(call, user, code, async () => null);
  if (refusal) return refusal;

  return inTransaction(call.db, async (tx): Promise<EraseAccountOutcome> => {
    const shown = await readSecrets(call, tx, registrationSecrets);
    if (shown.kind === 'invalidInput') return shown;
    let erasedRegistrationsCount = 0;
    const erasure = await eraseUser(tx, user, async (locked) => {
      const made = eraseRegistrations ? await eraseRegistrationsMadeBy(tx, locked) : 0;
      erasedRegistrationsCount = made + (await eraseRegistrationsById(tx, shown.ids));
    });
    if (erasure.kind === 'userChanged') return { kind: 'invalidCredentials' };
    if (erasure.kind === 'lastOwner') return erasure;
    return { kind: 'erased', userId: user.id, erasedRegistrationsCount };
  });
}

/** The registrations that secrets open; each must open one. */
async function readSecrets(
  call: AccountsCall,
  tx: Transaction,
  secrets: readonly string[],
): Promise<{ kind: 'read'; ids: string[] } | { kind: 'invalidInput'; fields: InvalidField[] }> {
  if (secrets.length > SECRETS_MAX) {
    const message = `Must have at most ${SECRETS_MAX} secrets, but had ${secrets.length}.`;
    return { kind: 'invalidInput', fields: [{ path: ['registrationSecrets'], message }] };
  }
  const attendees = await findOwnAttendees(call, tx, secrets);
  const fields = attendees.flatMap((attendee, index) => {
    const path = ['registrationSecrets', `${index}`];
    return attendee ? [] : [{ path, message: 'Must be the secret of a registration.' }];
  });
  if (fields.length > 0) return { kind: 'invalidInput', fields };
  return { kind: 'read', ids: attendees.flatMap((attendee) => (attendee ? [attendee.id] : [])) };
}
