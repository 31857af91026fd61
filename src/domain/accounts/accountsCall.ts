import type { Call } from '../call.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import type { SignedIn } from '../sharing/viewer.js';
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
  /** Whether who has no second factor may do no more than turn one on. */
  secondFactorRequired: boolean;
}

/**
 * The one who is signed in, and in which session.
 *
 * @throws Unauthenticated when nobody is, or has no second factor where one is demanded
 */
export function getSignedIn({ viewer }: Call): SignedIn {
  const { user, sessionId, enrolling } = viewer;
  if (enrolling) throw new Unauthenticated('This needs a second factor: beginSecondFactor first.');
  if (!user || !sessionId) throw new Unauthenticated('This needs an account: sign in first.');
  return { user, sessionId };
}

/** Like `getSignedIn`, also for who has yet to turn on the second factor that is demanded. */
export function getSignedInOrEnrolling(call: Call): SignedIn {
  return call.viewer.enrolling ?? getSignedIn(call);
}
