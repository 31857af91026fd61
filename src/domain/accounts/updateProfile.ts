import type { Transaction } from '../../data/database.js';
import type { UserRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkUsername, type NameTaken, nameTaken } from './accountRules.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';
import { knowsPassword } from './passwords.js';
import { type FactorRefusal, withSecondFactor } from './secondFactor.js';

/** Null or left out: stays as it is. */
export interface ProfileChange {
  username?: string | null;
  email?: string | null;
  timezone?: string | null;
  /** Needed to change the username or the email. */
  currentPassword?: string | null;
  /** Of the second factor, or a recovery code; needed for the same where the account has one. */
  code?: string | null;
}

export type UpdateProfileOutcome =
  | { kind: 'updated'; user: UserRow }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'invalidCredentials' }
  | FactorRefusal
  | NameTaken;

/**
 * Changes the viewer's own account. The names that one signs in with change for who knows the
 * password only: whoever found an open session must not take the account over.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export async function updateProfile(
  call: AccountsCall,
  change: ProfileChange,
): Promise<UpdateProfileOutcome> {
  const { user } = getSignedIn(call);
  const renames = isOther(change.username, user.username) || isOther(change.email, user.email);
  const fields = refuseChange(change, renames);
  if (fields.length > 0) return { kind: 'invalidInput', fields };
  if (renames && !(await isProved(call, user, change.currentPassword ?? ''))) {
    return { kind: 'invalidCredentials' };
  }

  try {
    if (!renames) return await inTransaction(call.db, (tx) => write(tx, call, change));
    return await withSecondFactor(call, user, change.code, (tx, locked) =>
      writeIfSame(tx, call, change, locked),
    );
  } catch (error) {
    return nameTaken(error);
  }
}

/** The password that was right may not be the account's any more. */
async function writeIfSame(
  tx: Transaction,
  call: AccountsCall,
  change: ProfileChange,
  locked: UserRow | null,
): Promise<UpdateProfileOutcome> {
  const { passwordHash } = getSignedIn(call).user;
  if (locked?.passwordHash !== passwordHash) return { kind: 'invalidCredentials' };
  return write(tx, call, change);
}

async function write(
  tx: Transaction,
  call: AccountsCall,
  { username, email, timezone }: ProfileChange,
): Promise<UpdateProfileOutcome> {
  const data = {
    username: username ?? undefined,
    email: email ?? undefined,
    timezone: timezone ?? undefined,
    updatedAt: call.now,
  };
  const { id } = getSignedIn(call).user;
  return { kind: 'updated', user: await tx.user.update({ where: { id }, data }) };
}

function refuseChange(change: ProfileChange, renames: boolean): InvalidField[] {
  const complaints = new Complaints();
  if (change.username != null) checkUsername(complaints, change.username);
  if (change.email != null) complaints.checkEmail('email', change.email);
  if (renames && change.currentPassword == null) {
    complaints.add('currentPassword', 'Is needed to change the username or the email.');
  }
  return complaints.fields;
}

function isProved(call: AccountsCall, user: UserRow, password: string): Promise<boolean> {
  const { passwordHash } = user;
  return knowsPassword(call, `account ${user.id}`, { passwordHash, password });
}

function isOther(name: string | null | undefined, before: string): boolean {
  return name != null && name !== before;
}
