import type { Database } from '../../data/database.js';
import { findNotificationsAfter } from '../../data/notifications.js';
import type { NotificationRow } from '../../data/rows.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import { follow, type Look, type Stream, type Told } from './follow.js';
import { type Follower, lookUpViewer, topicsOf } from './follower.js';

/** Read at once; so many at most are held for a follower who is slow. */
const READ_MAX = 50;

/**
 * Tells the viewer's notifications, each once and in order: first those that were stored after a
 * number, then those that come.
 *
 * @param after  the number of the last one that is known; null: begin with what comes
 * @throws Unauthenticated when nobody is signed in
 */
export function followNotifications(
  follower: Follower & { db: Database },
  { after, includeOwn }: { after: number | null; includeOwn: boolean },
): Stream<Told<NotificationRow>> {
  const { db, liveReads, viewer } = follower;
  const userId = viewer.user?.id;
  if (!userId) throw new Unauthenticated('Notifications need an account: sign in first.');
  let last = after;

  async function look(): Promise<Look<NotificationRow>> {
    const viewer = await lookUpViewer(follower);
    const newest = await liveReads.lastNotification(userId as string);
    last = last ?? newest;
    if (newest <= last) return { viewer, news: [] };
    const news = await findNotificationsAfter(db, userId as string, last, READ_MAX, { includeOwn });
    // What was skipped, being one's own, need not be looked at again.
    last =
      news.length === READ_MAX
        ? (news.at(-1)?.number ?? newest)
        : Math.max(newest, news.at(-1)?.number ?? 0);
    return { viewer, news };
  }

  return follow({ wakeups: db.wakeups, topics: topicsOf(follower), look });
}
