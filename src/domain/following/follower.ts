import type { LiveReads } from '../../data/liveReads.js';
import type { Topic, Wakeups } from '../../data/wakeups.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import type { Viewer } from '../sharing/viewer.js';

/** What the verbs of following work with. */
export interface Follower {
  db: { wakeups: Wakeups };
  liveReads: LiveReads;
  /** Who began to follow. */
  viewer: Viewer;
}

/**
 * Who follows, as they are now: their session may have ended, their account may be another.
 *
 * @throws Unauthenticated when their session has ended
 */
export async function lookUpViewer({ viewer, liveReads }: Follower): Promise<Viewer> {
  if (!viewer.user || !viewer.sessionId) return viewer;
  const user = await liveReads.userOfSession(viewer.sessionId);
  if (!user) throw new Unauthenticated('The session has ended.');
  return { ...viewer, user, administrator: user.role === 'ADMIN' };
}

/** Where it is heard that a session ended. */
export function topicsOf({ viewer }: Follower): Topic[] {
  return viewer.user ? [`user ${viewer.user.id}`] : [];
}
