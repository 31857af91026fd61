import type { FastifyRequest } from 'fastify';
import type { Database } from '../data/database.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import { authenticate, viewerOfSession } from '../domain/accounts/session.js';
import { checkEventSecrets } from '../domain/sharing/checkEventSecrets.js';
import { Unauthenticated } from '../domain/sharing/unauthenticated.js';
import { nobody, type Viewer, viewerWith } from '../domain/sharing/viewer.js';

/** What proves who sends a request. */
export type WithHeaders = Pick<FastifyRequest, 'headers'>;

interface Options {
  db: Database;
  tokens: SessionSettings;
  anonymousEvents: boolean;
  now: Date;
  /** The caller's network address. */
  address: string;
}

/**
 * Who sends a request: what its headers prove.
 *
 * @throws Unauthenticated for an access token that is no good, whatever the reason: who meant to be
 *         signed in must not be answered as if they were nobody
 * @throws RateLimited after too many wrong manage secrets
 */
export function requestViewer(
  { headers }: WithHeaders,
  options: Options,
): Viewer | Promise<Viewer> {
  // Most bring nothing, and a promise for each of them would be waited for in vain.
  if (!headers.authorization && headers['turnout-event-secret'] === undefined) {
    return nobody(options.anonymousEvents);
  }
  return proveViewer(headers, options);
}

async function proveViewer(
  headers: WithHeaders['headers'],
  { anonymousEvents, ...options }: Options,
): Promise<Viewer> {
  const secrets = [headers['turnout-event-secret'] ?? []].flat().join(',');
  if (!headers.authorization) return withGoodSecrets(options, viewerWith(secrets, anonymousEvents));

  const accessToken = bearerToken({ headers });
  const signedIn = accessToken ? await authenticate(options, accessToken) : null;
  if (!signedIn) throw new Unauthenticated('The access token is not good, or not any more.');
  const viewer = await viewerOfSession(options, signedIn);
  return withGoodSecrets(options, { ...viewerWith(secrets, anonymousEvents), ...viewer });
}

async function withGoodSecrets(
  options: Omit<Options, 'anonymousEvents'>,
  viewer: Viewer,
): Promise<Viewer> {
  await checkEventSecrets({ ...options, viewer });
  return viewer;
}

/** The access token of a request; null without one. @see RFC 6750 §2.1 */
export function bearerToken({ headers }: WithHeaders): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
