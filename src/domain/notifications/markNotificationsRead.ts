import {
  findNotificationsByIds,
  lockInbox,
  markRead,
  type NotificationsOfUser,
} from '../../data/notifications.js';
import type { NotificationRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import type { InvalidField } from '../validation.js';

/** Some notifications, or one and all that came before it. */
export type NotificationReferences = { ids: readonly string[] } | { upToId: string };

export type MarkNotificationsReadOutcome =
  /** `markedCount` were unread until now. */
  | { kind: 'markedRead'; markedCount: number; unreadCount: number }
  /** Indexes of those that are not the viewer's, whether there are any such or not. */
  | { kind: 'notificationsNotFound'; indexes: number[] }
  | { kind: 'invalidInput'; fields: InvalidField[] };

const IDS_MAX = 100;

/**
 * Marks notifications of the viewer as read, all or none; those that were read keep their time.
 *
 * @throws Unauthenticated when nobody is signed in
 */
export async function markNotificationsRead(
  { db, viewer, now }: Call,
  references: NotificationReferences,
): Promise<MarkNotificationsReadOutcome> {
  const { user } = viewer;
  if (!user) throw new Unauthenticated('Notifications need an account: sign in first.');
  const ids = 'ids' in references ? references.ids : [references.upToId];
  if (ids.length < 1 || ids.length > IDS_MAX) {
    const message = `Must have from 1 to ${IDS_MAX} ids, but had ${ids.length}.`;
    return { kind: 'invalidInput', fields: [{ path: ['ids'], message }] };
  }
  return inTransaction(db, async (tx): Promise<MarkNotificationsReadOutcome> => {
    // First, as those who write notifications do, and rivals who mark the same ones.
    const inbox = await lockInbox(tx, user.id);
    if (!inbox) throw new Unauthenticated('This account is gone.');
    const rows = await findNotificationsByIds(tx, ids);
    const own = new Map(rows.filter((row) => row.userId === user.id).map((row) => [row.id, row]));
    const indexes = ids.flatMap((id, index) => (own.has(id) ? [] : [index]));
    if (indexes.length > 0) return { kind: 'notificationsNotFound', indexes };

    const markedCount = await markRead(tx, user.id, chosen(references, [...own.values()]), now);
    return { kind: 'markedRead', markedCount, unreadCount: inbox.unreadCount - markedCount };
  });
}

function chosen(
  references: NotificationReferences,
  rows: readonly NotificationRow[],
): NotificationsOfUser {
  const numbers = rows.map(({ number }) => number);
  return 'ids' in references ? { numbers } : { upTo: Math.max(...numbers) };
}
