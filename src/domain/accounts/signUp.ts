import { newId } from '../../data/newId.js';
import { inTransaction } from '../../data/transaction.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkPassword, checkUsername, type NameTaken, nameTaken } from './accountRules.js';
import type { AccountsCall } from './accountsCall.js';
import { countSignUp } from './guesses.js';
import { hashPassword } from './passwords.js';
import { type OpenSession, openSession, type StartedSession, startSession } from './session.js';

export interface NewAccount {
  username: string;
  email: string;
  password: string;
  timezone: string;
}

export type SignUpOutcome =
  | ({ kind: 'signedUp' } & OpenSession)
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | NameTaken;

/**
 * Makes an account and signs it in.
 *
 * @throws RateLimited after too many new accounts from one address, also of names that were taken
 */
export async function signUp(call: AccountsCall, account: NewAccount): Promise<SignUpOutcome> {
  const fields = refuseAccount(account);
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  await countSignUp(call);
  const passwordHash = await hashPassword(account.password, call.address);
  try {
    const session = await inTransaction(call.db, async (tx) => {
      const user = await tx.user.create({ data: newUser(account, passwordHash, call.now) });
      return (await startSession(tx, call, user)) as StartedSession; // its password is as we just wrote it
    });
    return { kind: 'signedUp', ...(await openSession(call, session)) };
  } catch (error) {
    return nameTaken(error);
  }
}

/** What is wrong with a new account. */
export function refuseAccount({ username, email, password }: Omit<NewAccount, 'timezone'>) {
  const complaints = new Complaints();
  checkUsername(complaints, username);
  complaints.checkEmail('email', email);
  checkPassword(complaints, 'password', password, { username, email });
  return complaints.fields;
}

/** The row of a new account. */
export function newUser(
  { username, email, timezone }: Omit<NewAccount, 'password'>,
  passwordHash: string,
  now: Date,
) {
  return { id: newId(), username, email, passwordHash, timezone, createdAt: now, updatedAt: now };
}
