import type { Database } from '../../data/database.js';
import type { UserRow } from '../../data/rows.js';
import { findUserByName } from '../../data/users.js';
import type { AccountsCall } from './accountsCall.js';
import { foldName } from './foldName.js';
import { knowsPassword } from './passwords.js';
import { type FactorRefusal, withSecondFactor } from './secondFactor.js';
import { type OpenSession, openSession, startSession } from './session.js';

export interface Credentials {
  usernameOrEmail: string;
  password: string;
  /** Of the second factor, or a recovery code; needed where the account has one. */
  code?: string | null;
}

export type SignInOutcome =
  | ({ kind: 'signedIn' } & OpenSession)
  | { kind: 'invalidCredentials' }
  | FactorRefusal;

/**
 * Signs in. An account that does not exist is answered like a wrong password, and after as long; that
 * an account has a second factor is told to who knows its password.
 *
 * @throws RateLimited after too many wrong guesses or codes, and when too many sign in at once
 */
export async function signIn(
  call: AccountsCall,
  { usernameOrEmail, password, code }: Credentials,
): Promise<SignInOutcome> {
  const user = await findAccount(call.db, usernameOrEmail);
  // By id, so that guessing by username and by email is one count.
  const target = `account ${user?.id ?? foldName(usernameOrEmail)}`;
  const passwordHash = user?.passwordHash ?? null;
  const right = await knowsPassword(call, target, { passwordHash, password });
  if (!user || !right) return { kind: 'invalidCredentials' };

  const session = await withSecondFactor(call, user, code, (tx) => startSession(tx, call, user));
  if (!session) return { kind: 'invalidCredentials' };
  if ('kind' in session) return session;
  return { kind: 'signedIn', ...(await openSession(call, session)) };
}

/** The longest name that an account can have: an email. */
const NAME_LENGTH_MAX = 254;

/** Text that PostgreSQL would not take is nobody's name. */
async function findAccount(db: Database, name: string): Promise<UserRow | null> {
  const possible = name.length <= NAME_LENGTH_MAX && /^[\x21-\x7e]+$/.test(name);
  return findUserByName(db, possible ? name : '');
}
