import { deletePasswordReset } from '../../data/passwordResets.js';
import { deleteSessions } from '../../data/sessions.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkPassword } from './accountRules.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';
import { hashPassword, knowsPassword } from './passwords.js';
import { type FactorRefusal, withSecondFactor } from './secondFactor.js';
import { type OpenSession, openSession, startSession } from './session.js';

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
  /** Of the second factor, or a recovery code; needed where the account has one. */
  code?: string | null;
}

export type ChangePasswordOutcome =
  | ({ kind: 'passwordChanged' } & OpenSession)
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'invalidCredentials' }
  | FactorRefusal;

/**
 * Changes the viewer's own password. All sessions end, and a new one starts: a token that was
 * stolen before is worth nothing afterwards.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export async function changePassword(
  call: AccountsCall,
  { currentPassword, newPassword, code }: PasswordChange,
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
  const session = await withSecondFactor(call, user, code, async (tx, locked) => {
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
  if ('kind' in session) return session;
  return { kind: 'passwordChanged', ...(await openSession(call, session)) };
}
