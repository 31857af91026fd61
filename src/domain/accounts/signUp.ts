import { newId } from '../../data/newId.js';
import { hasSecondFactor } from '../../data/secondFactors.js';
import { findUserOfSession } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { type KeyedCall, keyOf } from '../idempotency/keyedCall.js';
import { type KeyReused, once } from '../idempotency/once.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkPassword, checkUsername, type NameTaken, nameTaken } from './accountRules.js';
import type { AccountsCall } from './accountsCall.js';
import { countSignUp } from './guesses.js';
import { hashPassword, knowsPassword } from './passwords.js';
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
  | NameTaken
  | KeyReused;

/**
 * Makes an account and signs it in.
 *
 * @throws RateLimited after too many new accounts from one address, also of names that were taken
 */
export async function signUp(
  call: AccountsCall,
  { idempotencyKey, ...account }: KeyedCall<NewAccount>,
): Promise<SignUpOutcome> {
  const { password, ...names } = account;
  // Without the password: a fast hash of it, which somebody could guess at, must not be stored.
  const key = keyOf('signUp', idempotencyKey, names, call.viewer);
  const fields = [...refuseAccount(account), ...key.complaints];
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  await countSignUp(call);
  const passwordHash = await hashPassword(password, call.address);
  try {
    const outcome = await inTransaction(call.db, (tx) =>
      once<SignUpOutcome>(tx, key.keyed, call.now, async () => {
        const user = await tx.user.create({ data: newUser(account, passwordHash, call.now) });
        const session = await startSession(tx, call, user);
        // Its password is as we just wrote it.
        return { kind: 'signedUp', ...(await openSession(call, session as StartedSession)) };
      }),
    );
    const isRepeated = outcome.kind === 'signedUp' && outcome.user.passwordHash !== passwordHash;
    return isRepeated ? repeat(call, outcome, password) : outcome;
  } catch (error) {
    return nameTaken(error);
  }
}

/**
 * Repeats the first answer to who shows the same password, while its session lasts. An account that
 * has a second factor by now is not let in without it.
 *
 * @throws RateLimited after too many wrong guesses
 */
async function repeat(
  call: AccountsCall,
  first: { kind: 'signedUp' } & OpenSession,
  password: string,
): Promise<SignUpOutcome> {
  const { db, now } = call;
  const { id, passwordHash } = first.user;
  const right = await knowsPassword(call, `account ${id}`, { passwordHash, password });
  if (!right) return { kind: 'idempotencyKeyReused' };
  const lasts = await findUserOfSession(db, first.sessionId, id, now);
  return lasts && !(await hasSecondFactor(db, id)) ? first : { kind: 'usernameTaken' };
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
