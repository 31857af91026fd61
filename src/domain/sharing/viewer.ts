import type { AskerId, Onlooker } from '../../data/events.js';
import type { UserRow } from '../../data/rows.js';
import { readSecret } from '../secret.js';

/** Who asks, and what they brought along. */
export interface Viewer {
  /** Who is signed in; null for nobody. */
  user: UserRow | null;
  /** In which session; null for nobody. */
  sessionId: string | null;
  /** Manage secrets sent with the request: the hash of each by the event's id. */
  eventSecrets: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Whether events without an owner are allowed here; then anyone may read their attendees. */
  anonymousEvents: boolean;
  /** May do everything. */
  administrator: boolean;
  /**
   * Who has signed in where a second factor is demanded, and has none yet. They may turn one on, and
   * are nobody otherwise.
   */
  enrolling?: SignedIn | null;
}

/** Somebody, and in which session. */
export interface SignedIn {
  user: UserRow;
  sessionId: string;
}

/** Whoever runs a command on the database itself: it is theirs. */
export const administrator: Viewer = {
  user: null,
  sessionId: null,
  eventSecrets: new Map(),
  anonymousEvents: false,
  administrator: true,
};

/** More than these are ignored: one looks after a handful of events, not after a list of guesses. */
const SECRETS_MAX = 20;

/**
 * @param eventSecrets  manage secrets, separated by commas, as the header
 *                      `Turnout-Event-Secret` has them; what is not a secret is ignored
 * @param user          who is signed in; null for nobody
 * @param sessionId     in which session
 */
export function viewerWith(
  eventSecrets: string | undefined,
  anonymousEvents: boolean,
  user: UserRow | null = null,
  sessionId: string | null = null,
): Viewer {
  return {
    user,
    sessionId,
    eventSecrets: eventSecrets ? secretsIn(eventSecrets) : NO_SECRETS,
    anonymousEvents,
    administrator: user?.role === 'ADMIN',
  };
}

const NO_SECRETS: Viewer['eventSecrets'] = new Map();

const NOBODY = {
  user: null,
  sessionId: null,
  eventSecrets: NO_SECRETS,
  administrator: false,
};
const NOBODY_OF_EITHER = {
  withAnonymousEvents: Object.freeze({ ...NOBODY, anonymousEvents: true }),
  without: Object.freeze({ ...NOBODY, anonymousEvents: false }),
};

/** The viewer who brings nothing along: most do not. */
export function nobody(anonymousEvents: boolean): Viewer {
  return anonymousEvents ? NOBODY_OF_EITHER.withAnonymousEvents : NOBODY_OF_EITHER.without;
}

function secretsIn(text: string): Viewer['eventSecrets'] {
  const secrets = text.split(',', SECRETS_MAX).map((part) => readSecret(part.trim()));
  return new Map(secrets.flatMap((secret) => (secret ? [[secret.id, secret.hash]] : [])));
}

/** The id of the user who asks; null for nobody. */
export function askerOf({ user }: Viewer): AskerId {
  return user?.id ?? null;
}

/** The eyes with which lists of events are read. */
export function onlookerOf(viewer: Viewer): Onlooker {
  return {
    manageable: viewer.eventSecrets,
    asker: askerOf(viewer),
    seesAll: viewer.administrator,
  };
}
