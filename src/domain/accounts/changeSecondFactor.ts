import { randomBytes } from 'node:crypto';
import type { Database } from '../../data/database.js';
import type { SecondFactorRow } from '../../data/rows.js';
import {
  deleteSecondFactor,
  lockSecondFactor,
  putSecondFactor,
  turnOnSecondFactor,
} from '../../data/secondFactors.js';
import { deleteOtherSessions, deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { findUserByEmail, lockUser } from '../../data/users.js';
import { type AccountsCall, getSignedIn, getSignedInOrEnrolling } from './accountsCall.js';
import { sealSecret } from './factorSecret.js';
import { countCodeGuess } from './guesses.js';
import { knowsPassword } from './passwords.js';
import { createRecoveryCodes, recoveryCodeHash } from './recoveryCodes.js';
import { spendCode, withSecondFactor } from './secondFactor.js';
import { base32, otpauthUri, TOTP_SECRET_BYTES } from './totp.js';

export type BeginSecondFactorOutcome =
  | { kind: 'begun'; secret: string; otpauthUri: string }
  | { kind: 'invalidCredentials' }
  | { kind: 'secondFactorOn' };

export type ConfirmSecondFactorOutcome =
  | { kind: 'turnedOn'; recoveryCodes: string[]; endedSessionsCount: number }
  | { kind: 'invalidSecondFactor' }
  | { kind: 'secondFactorNotBegun' }
  | { kind: 'secondFactorOn' };

export type TurnOffSecondFactorOutcome =
  | { kind: 'turnedOff'; endedSessionsCount: number }
  | { kind: 'invalidCredentials' }
  | { kind: 'invalidSecondFactor' }
  | { kind: 'secondFactorNotOn' };

export type RemoveSecondFactorOutcome =
  | { kind: 'removed'; username: string; endedSessionsCount: number }
  | { kind: 'secondFactorNotOn'; username: string }
  | { kind: 'userNotFound' };

/** How long a secret waits for its first code. */
const BEGUN_MS = 30 * 60_000;

/**
 * Gives the viewer's account the secret of a second factor, which is not asked for before a first
 * code has shown that the person's app has it. One that was begun before is worth nothing any more.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export async function beginSecondFactor(
  call: AccountsCall,
  { currentPassword }: { currentPassword: string },
): Promise<BeginSecondFactorOutcome> {
  const { user } = getSignedInOrEnrolling(call);
  const known = { passwordHash: user.passwordHash, password: currentPassword };
  if (!(await knowsPassword(call, `account ${user.id}`, known))) {
    return { kind: 'invalidCredentials' };
  }
  const secret = randomBytes(TOTP_SECRET_BYTES);
  const sealedSecret = sealSecret(call.tokens.secondFactorKey, user.id, secret);
  return inTransaction(call.db, async (tx): Promise<BeginSecondFactorOutcome> => {
    const locked = await lockUser(tx, user.id);
    if (locked?.passwordHash !== user.passwordHash) return { kind: 'invalidCredentials' };
    const before = await lockSecondFactor(tx, user.id);
    if (before?.confirmedAt) return { kind: 'secondFactorOn' };
    await putSecondFactor(tx, { userId: user.id, sealedSecret, createdAt: call.now });
    const uri = otpauthUri(secret, locked.username);
    return { kind: 'begun', secret: base32(secret), otpauthUri: uri };
  });
}

/**
 * Turns the second factor on that was begun. All other sessions end: they were begun without it.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong codes
 */
export async function confirmSecondFactor(
  call: AccountsCall,
  { code }: { code: string },
): Promise<ConfirmSecondFactorOutcome> {
  const { user, sessionId } = getSignedInOrEnrolling(call);
  const { db, now } = call;
  const recoveryCodes = createRecoveryCodes();
  const guess = await countCodeGuess(call, user.id);
  return inTransaction(db, async (tx): Promise<ConfirmSecondFactorOutcome> => {
    await lockUser(tx, user.id); // who is signing in without it has begun the session, or waits
    const factor = await lockSecondFactor(tx, user.id);
    if (!factor || !isPending(factor, now)) {
      await guess.takeBack(tx); // there was nothing to guess at
      return { kind: factor?.confirmedAt ? 'secondFactorOn' : 'secondFactorNotBegun' };
    }
    if (!(await spendCode(tx, call, factor, code))) return { kind: 'invalidSecondFactor' };
    await guess.takeBack(tx);
    const recoveryCodeHashes = recoveryCodes.flatMap((text) => recoveryCodeHash(text) ?? []);
    await turnOnSecondFactor(tx, user.id, { confirmedAt: now, recoveryCodeHashes });
    const endedSessionsCount = await deleteOtherSessions(tx, { userId: user.id, id: sessionId });
    return { kind: 'turnedOn', recoveryCodes, endedSessionsCount };
  });
}

function isPending({ confirmedAt, createdAt }: SecondFactorRow, now: Date): boolean {
  return confirmedAt === null && createdAt.getTime() + BEGUN_MS > now.getTime();
}

/**
 * Turns the viewer's second factor off, with the password and a code. All other sessions end.
 *
 * @throws Unauthenticated when nobody is signed in
 * @throws RateLimited after too many wrong guesses, and when too many wait
 */
export async function turnOffSecondFactor(
  call: AccountsCall,
  { currentPassword, code }: { currentPassword: string; code: string },
): Promise<TurnOffSecondFactorOutcome> {
  const { user, sessionId } = getSignedIn(call);
  const known = { passwordHash: user.passwordHash, password: currentPassword };
  if (!(await knowsPassword(call, `account ${user.id}`, known))) {
    return { kind: 'invalidCredentials' };
  }
  const outcome = await withSecondFactor(
    call,
    user,
    code,
    async (tx, locked): Promise<TurnOffSecondFactorOutcome> => {
      if (locked?.passwordHash !== user.passwordHash) return { kind: 'invalidCredentials' };
      if (!(await deleteSecondFactor(tx, user.id))) return { kind: 'secondFactorNotOn' };
      const endedSessionsCount = await deleteOtherSessions(tx, { userId: user.id, id: sessionId });
      return { kind: 'turnedOff', endedSessionsCount };
    },
  );
  return outcome.kind === 'secondFactorRequired' ? { kind: 'invalidSecondFactor' } : outcome;
}

/**
 * Removes the second factor of the account that has this email, and ends its sessions, for whoever
 * runs the server and made sure who has lost it.
 */
export function removeSecondFactor(
  db: Database,
  email: string,
): Promise<RemoveSecondFactorOutcome> {
  return inTransaction(db, async (tx): Promise<RemoveSecondFactorOutcome> => {
    const user = await findUserByEmail(tx, email);
    if (!user) return { kind: 'userNotFound' };
    const { id: userId, username } = user;
    await lockUser(tx, userId);
    if (!(await deleteSecondFactor(tx, userId))) return { kind: 'secondFactorNotOn', username };
    return { kind: 'removed', username, endedSessionsCount: await deleteSessions(tx, { userId }) };
  });
}
