import { deletePasswordReset } from '../../data/passwordResets.js';
import { deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { lockUser } from '../../data/users.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkPassword } from './accountRules.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';
import { hashPassword, knowsPassword } from './passwords.js';
import { type OpenSession, openSession, startSession } from './session.js';

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}

export type ChangePasswordOutcome =
  | ({ kind: 'passwordChanged' } & OpenSession)
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'invalidCredentials' };

/**
 * Changes the viewer's own password. All sessions end, and a new one starts: a token that was
 * stolen before is worth nothing afterwards.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export async function changePassword(
  call: AccountsCall,
  { currentPassword, newPassword }: PasswordChange,
): Promise<ChangePasswordOutcome> {
  const { user } = getSignedIn(call);
  const complaints = new Complaints();
  checkPassword(complaints, 'newPassword', newPassword, user);
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const known = { passwordHash: user.passwordHash, password: currentPassword };
  if (!(await knowsPassword(call, `account ${user.id}`, known))) {
    return { kind: 'invalidCredentials' };
  }

  const passwordHash = await hashPassword(newPassword, call.address);
  const session = await inTransaction(call.db, async (tx) => {
    const locked = await lockUser(tx, user.id);
    if (locked?.passwordHash !== user.passwordHash) return null; // somebody was faster
    const changed = await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, updatedAt: call.now },
    });
    await deletePasswordReset(tx, user.id);
    await deleteSessions(tx, { userId: user.id });
    return startSession(tx, call, changed);
  });
  if (!session) return { kind: 'invalidCredentials' };
  return { kind: 'passwordChanged', ...(await openSession(call, session)) };
}
