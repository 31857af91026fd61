import { readSecret } from '../secret.js';

/** Who asks, and what they brought along. */
export interface Viewer {
  /** Manage secrets sent with the request: the hash of each by the event's id. */
  eventSecrets: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Whether events without an owner are allowed here; then anyone may read their attendees. */
  anonymousEvents: boolean;
  /** May do everything. */
  administrator?: true;
}

/** Whoever runs a command on the database itself: it is theirs. */
export const administrator: Viewer = {
  eventSecrets: new Map(),
  anonymousEvents: false,
  administrator: true,
};

/** More than these are ignored: one looks after a handful of events, not after a list of guesses. */
const SECRETS_MAX = 20;

/**
 * @param eventSecrets  manage secrets, separated by commas, as the header
 *                      `Turnout-Event-Secret` has them; what is not a secret is ignored
 */
export function viewerWith(eventSecrets: string | undefined, anonymousEvents: boolean): Viewer {
  const secrets = (eventSecrets ?? '')
    .split(',', SECRETS_MAX)
    .map((text) => readSecret(text.trim()));
  return {
    eventSecrets: new Map(secrets.flatMap((secret) => (secret ? [[secret.id, secret.hash]] : []))),
    anonymousEvents,
  };
}
