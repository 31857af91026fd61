import type { Transaction } from '../../data/database.js';
import {
  deleteSessions,
  lockSession,
  prolongSession,
  spendRefreshToken,
} from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { readSecret } from '../secret.js';
import type { AccountsCall } from './accountsCall.js';
import { countWrongGuess, refuseGuesser } from './guesses.js';
import {
  giveRefreshToken,
  type OpenSession,
  openSession,
  type StartedSession,
  sessionEnd,
} from './session.js';

export type RefreshSessionOutcome =
  | ({ kind: 'refreshed' } & OpenSession)
  | { kind: 'invalidRefreshToken' };

/**
 * Exchanges a refresh token for fresh tokens. One that was exchanged before is in two hands, of
 * which one is a thief's: nobody can tell which, so the session ends for both. Of two at once one
 * is first, and the other is such a second use.
 *
 * @throws RateLimited after too many that were no good
 */
export async function refreshSession(
  call: AccountsCall,
  { refreshToken }: { refreshToken: string },
): Promise<RefreshSessionOutcome> {
  const secret = readSecret(refreshToken);
  const target = secret && `session ${secret.id}`;
  refuseGuesser(call, target);
  const session = secret && (await inTransaction(call.db, (tx) => exchange(tx, call, secret)));
  if (!session) {
    await countWrongGuess(call, target);
    return { kind: 'invalidRefreshToken' };
  }
  return { kind: 'refreshed', ...(await openSession(call, session)) };
}

async function exchange(
  tx: Transaction,
  call: AccountsCall,
  { id: sessionId, hash }: { id: string; hash: Uint8Array<ArrayBuffer> },
): Promise<StartedSession | null> {
  const { now } = call;
  const session = await lockSession(tx, sessionId, now); // rivals for this session queue here
  if (!session) return null;

  const use = await spendRefreshToken(tx, { hash, sessionId, now });
  const expiresAt = sessionEnd(call, session.createdAt);
  const isOver = expiresAt <= now; // it may have been allowed more days when it was refreshed last
  if (use === 'usedBefore' || isOver) {
    await deleteSessions(tx, { id: sessionId, userId: session.userId });
  }
  if (use !== 'good' || isOver) return null;

  await prolongSession(tx, sessionId, { refreshedAt: now, expiresAt });
  const refreshToken = await giveRefreshToken(tx, sessionId, now);
  const user = await tx.user.findUniqueOrThrow({ where: { id: session.userId } });
  return { user, sessionId, refreshToken, expiresAt };
}
