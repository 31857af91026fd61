import type { Database, Transaction } from '../../data/database.js';
import { newId } from '../../data/newId.js';
import type { UserRow } from '../../data/rows.js';
import { hasSecondFactor } from '../../data/secondFactors.js';
import {
  deleteExpiredSessions,
  findUserOfSession,
  insertRefreshToken,
  insertSession,
} from '../../data/sessions.js';
import { createSecret } from '../secret.js';
import type { SignedIn, Viewer } from '../sharing/viewer.js';
import type { AccountsCall, SessionSettings } from './accountsCall.js';

/** A session that was started or goes on, and the secrets that prove it. */
export interface OpenSession {
  user: UserRow;
  sessionId: string;
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
  /** When the session ends, unless it is refreshed and may go on. */
  expiresAt: Date;
}

/** A session before its access token is signed. */
export type StartedSession = Pick<OpenSession, 'user' | 'sessionId' | 'refreshToken' | 'expiresAt'>;

type SessionCall = Pick<AccountsCall, 'tokens' | 'now'>;

const DAY_MS = 86_400_000;

/** When a session that began at `createdAt` ends if it is used now, and not again. */
export function sessionEnd({ tokens, now }: SessionCall, createdAt: Date): Date {
  const idle = now.getTime() + tokens.refreshTokenDays * DAY_MS;
  const whole = createdAt.getTime() + tokens.sessionDaysMax * DAY_MS;
  return new Date(Math.min(idle, whole));
}

/**
 * Starts a session; null when the user's password is not the one in `user` any more. All that it needs
 * is asked for at the same time.
 *
 * @param options  in the words of `insertSession`
 */
export async function startSession(
  tx: Transaction,
  call: SessionCall,
  user: UserRow,
  options: { withoutFactor?: boolean } = {},
): Promise<StartedSession | null> {
  const sessionId = newId();
  const expiresAt = sessionEnd(call, call.now);
  const session = { id: sessionId, createdAt: call.now, expiresAt };
  const [isStarted, refreshToken] = await Promise.all([
    insertSession(tx, session, user, options),
    giveRefreshToken(tx, sessionId, call.now), // none, where there is no session
  ]);
  return isStarted ? { user, sessionId, refreshToken, expiresAt } : null;
}

/** Adds a refresh token to a session, of which only the hash is stored. */
export async function giveRefreshToken(
  tx: Transaction,
  sessionId: string,
  now: Date,
): Promise<string> {
  const { text, hash } = createSecret(sessionId);
  await insertRefreshToken(tx, { hash, sessionId, createdAt: now });
  return text;
}

/** Signs the access token of a session, beyond whose end it does not last. */
export async function openSession(
  { tokens, now }: SessionCall,
  session: StartedSession,
): Promise<OpenSession> {
  const claims = { userId: session.user.id, sessionId: session.sessionId };
  const { token, expiresAt } = await tokens.accessTokens.issue(claims, now, session.expiresAt);
  return { ...session, accessToken: token, accessTokenExpiresAt: expiresAt };
}

/**
 * Whom an access token stands for. Its session is looked up each time, so that a token is worth
 * nothing once its session has ended.
 *
 * @returns null when it is not one of ours, has expired, or its session has ended; `expiresAt` is
 *          when the token does
 */
export async function authenticate(
  { db, tokens, now }: { db: Database; tokens: SessionSettings; now: Date },
  accessToken: string,
): Promise<{ user: UserRow; sessionId: string; expiresAt: Date } | null> {
  const claims = await tokens.accessTokens.read(accessToken, now);
  if (!claims) return null;
  const user = await findUserOfSession(db, claims.sessionId, claims.userId, now);
  return user && { user, sessionId: claims.sessionId, expiresAt: claims.expiresAt };
}

/**
 * As what somebody acts who has signed in: as themselves; or, where a second factor is demanded and
 * they have none, as one who may only turn one on. Costs a statement, where it is demanded.
 */
export async function viewerOfSession(
  { db, tokens }: { db: Database; tokens: SessionSettings },
  { user, sessionId }: SignedIn,
): Promise<Required<Pick<Viewer, 'user' | 'sessionId' | 'administrator' | 'enrolling'>>> {
  if (tokens.secondFactorRequired && !(await hasSecondFactor(db, user.id))) {
    const enrolling = { user, sessionId };
    return { user: null, sessionId: null, administrator: false, enrolling };
  }
  return { user, sessionId, administrator: user.role === 'ADMIN', enrolling: null };
}

/** Removes the sessions whose time is over. @returns how many */
export function forgetExpiredSessions(db: Database, now: Date): Promise<number> {
  return deleteExpiredSessions(db, now);
}
