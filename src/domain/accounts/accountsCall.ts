import type { UserRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import type { AccessTokens } from './accessTokens.js';
import type { CallFrom } from './guesses.js';

/** What the verbs of accounts work with. */
export interface AccountsCall extends CallFrom {
  tokens: SessionSettings;
}

/** How sessions are proved, and how long they last. */
export interface SessionSettings {
  accessTokens: AccessTokens;
  /** When nobody refreshes them. */
  refreshTokenDays: number;
  /** However often they are refreshed. */
  sessionDaysMax: number;
  /** Under which the secrets of second factors are kept; 256 bits. */
  secondFactorKey: Uint8Array<ArrayBuffer>;
}

/** The one who is signed in, and in which session. @throws Unauthenticated when nobody is */
export function getSignedIn({ viewer }: Call): { user: UserRow; sessionId: string } {
  const { user, sessionId } = viewer;
  if (!user || !sessionId) throw new Unauthenticated('This needs an account: sign in first.');
  return { user, sessionId };
}
