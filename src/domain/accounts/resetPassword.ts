import type { Database } from '../../data/database.js';
import {
  deleteExpiredResets,
  findUserOfReset,
  putPasswordReset,
  type ResetCode,
  spendPasswordReset,
} from '../../data/passwordResets.js';
import { deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { findUserByEmail, lockUser } from '../../data/users.js';
import { createSecret, readSecret } from '../secret.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkPassword } from './accountRules.js';
import type { AccountsCall } from './accountsCall.js';
import { countWrongGuess, refuseGuesser } from './guesses.js';
import { hashPassword } from './passwords.js';

export type IssueResetCodeOutcome =
  | { kind: 'issued'; username: string; code: string; expiresAt: Date }
  | { kind: 'userNotFound' };

export interface PasswordReset {
  code: string;
  newPassword: string;
}

export type ResetPasswordOutcome =
  | { kind: 'passwordReset'; endedSessionsCount: number }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'invalidResetCode' };

const LIFETIME_MS = 30 * 60_000;

/**
 * Makes a code with which whoever has it sets the password of an account anew, for whoever runs the
 * server and made sure who is asking: an email is no proof. Only its hash is stored.
 */
export async function issueResetCode(
  db: Database,
  email: string,
  now: Date,
): Promise<IssueResetCodeOutcome> {
  const user = await findUserByEmail(db, email);
  if (!user) return { kind: 'userNotFound' };
  const { text: code, hash: codeHash } = createSecret(user.id);
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  await putPasswordReset(db, { userId: user.id, codeHash, createdAt: now, expiresAt });
  return { kind: 'issued', username: user.username, code, expiresAt };
}

/**
 * Sets a forgotten password anew. All sessions end, and none begins: one signs in with the new
 * password, and with all else that signing in asks for.
 *
 * @throws RateLimited after too many codes that were no good, and when too many passwords wait
 */
export async function resetPassword(
  call: AccountsCall,
  { code: text, newPassword }: PasswordReset,
): Promise<ResetPasswordOutcome> {
  const { db, now, address } = call;
  const code = readCode(text);
  const target = code && `reset ${code.userId}`;
  refuseGuesser(call, target);
  const user = code && (await findUserOfReset(db, code, now));
  if (!code || !user) {
    await countWrongGuess(call, target);
    return { kind: 'invalidResetCode' };
  }
  const complaints = new Complaints();
  checkPassword(complaints, 'newPassword', newPassword, user);
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const passwordHash = await hashPassword(newPassword, address);
  return inTransaction(db, async (tx): Promise<ResetPasswordOutcome> => {
    await lockUser(tx, user.id); // before its sessions, as those do who change the password
    if (!(await spendPasswordReset(tx, code, now))) return { kind: 'invalidResetCode' };
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, updatedAt: now } });
    const endedSessionsCount = await deleteSessions(tx, { userId: user.id });
    return { kind: 'passwordReset', endedSessionsCount };
  });
}

/** Removes the codes whose time is over. @returns how many */
export function forgetExpiredResets(db: Database, now: Date): Promise<number> {
  return deleteExpiredResets(db, now);
}

function readCode(text: string): ResetCode | null {
  const secret = readSecret(text);
  return secret && { userId: secret.id, codeHash: secret.hash };
}
