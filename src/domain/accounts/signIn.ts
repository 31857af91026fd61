import type { Database } from '../../data/database.js';
import type { UserRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import { findUserByName } from '../../data/users.js';
import type { AccountsCall } from './accountsCall.js';
import { foldName } from './foldName.js';
import { knowsPassword } from './passwords.js';
import { type OpenSession, openSession, startSession } from './session.js';

export interface Credentials {
  usernameOrEmail: string;
  password: string;
}

export type SignInOutcome = ({ kind: 'signedIn' } & OpenSession) | { kind: 'invalidCredentials' };

/**
 * Signs in. An account that does not exist is answered like a wrong password, and after as long.
 *
 * @throws RateLimited after too many wrong guesses, and when too many sign in at once
 */
export async function signIn(
  call: AccountsCall,
  { usernameOrEmail, password }: Credentials,
): Promise<SignInOutcome> {
  const user = await findAccount(call.db, usernameOrEmail);
  // By id, so that guessing by username and by email is one count.
  const target = `account ${user?.id ?? foldName(usernameOrEmail)}`;
  const passwordHash = user?.passwordHash ?? null;
  const right = await knowsPassword(call, target, { passwordHash, password });
  if (!user || !right) return { kind: 'invalidCredentials' };

  const session = await inTransaction(call.db, (tx) => startSession(tx, call, user));
  if (!session) return { kind: 'invalidCredentials' };
  return { kind: 'signedIn', ...(await openSession(call, session)) };
}

/** The longest name that an account can have: an email. */
const NAME_LENGTH_MAX = 254;

/** Text that PostgreSQL would not take is nobody's name. */
async function findAccount(db: Database, name: string): Promise<UserRow | null> {
  const possible = name.length <= NAME_LENGTH_MAX && /^[\x21-\x7e]+$/.test(name);
  return findUserByName(db, possible ? name : '');
}
