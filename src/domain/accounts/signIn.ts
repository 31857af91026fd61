import type { Database } from '../../data/database.js';
import type { UserRow } from '../../data/rows.js';
import { inOnePacket } from '../../data/transaction.js';
import { findUserByName, lockUser } from '../../data/users.js';
import type { AccountsCall } from './accountsCall.js';
import { foldName } from './foldName.js';
import type { Guess } from './guesses.js';
import { withPassword } from './passwords.js';
import { type FactorRefusal, withSecondFactor } from './secondFactor.js';
import { type OpenSession, openSession, type StartedSession, startSession } from './session.js';

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
  const known = { passwordHash: user?.passwordHash ?? null, password };
  const session = await withPassword(call, target, known, async (guess) =>
    user ? beginSession(call, user, code, guess) : null,
  );
  if (!session) return { kind: 'invalidCredentials' };
  if ('kind' in session) return session;
  return { kind: 'signedIn', ...(await openSession(call, session)) };
}

/** Begins a session for who knows the password, and takes the guess back. */
async function beginSession(
  call: AccountsCall,
  user: UserRow,
  code: string | null | undefined,
  guess: Guess,
): Promise<StartedSession | FactorRefusal | null> {
  if (code == null) {
    const session = await beginWithoutFactor(call, user, guess);
    if (session) return session;
  } else await guess.takeBack();
  return withSecondFactor(call, user, code, (tx) => startSession(tx, call, user));
}

/** Most have no second factor; null for who has one, or when the password was changed meanwhile. */
function beginWithoutFactor(
  call: AccountsCall,
  user: UserRow,
  guess: Guess,
): Promise<StartedSession | null> {
  return inOnePacket(call.db, async (tx) => {
    // Who turns a factor on has the account locked, and what comes behind the lock sees it on.
    const [, session] = await Promise.all([
      lockUser(tx, user.id),
      startSession(tx, call, user, { withoutFactor: true }),
      guess.takeBack(tx),
    ]);
    return session;
  });
}

/** The longest name that an account can have: an email. */
const NAME_LENGTH_MAX = 254;

/** Text that PostgreSQL would not take is nobody's name. */
async function findAccount(db: Database, name: string): Promise<UserRow | null> {
  const possible = name.length <= NAME_LENGTH_MAX && /^[\x21-\x7e]+$/.test(name);
  return findUserByName(db, possible ? name : '');
}
