import { notificationOrder } from '../../data/notifications.js';
import type { Page } from '../../data/page.js';
import type { NotificationRow, UserRow } from '../../data/rows.js';
import { askerOf } from '../../domain/sharing/viewer.js';
import {
  connection,
  type NotificationConnectionModel,
  pageRequest,
  readCursor,
  writeCursor,
} from '../connection.js';
import type { RequestContext } from '../context.js';
import type { UserNotificationsArgs } from '../generated.js';
import { presentNotification } from '../presenters/notifications.js';

const order = { name: 'notifications', direction: 'DESC', ...notificationOrder } as const;

/** `User.notifications`: null for those of others. */
export async function notificationConnection(
  { id: userId }: UserRow,
  { unreadOnly, includeOwn, ...args }: UserNotificationsArgs,
  { viewer, loaders }: RequestContext,
): Promise<NotificationConnectionModel | null> {
  const page = pageRequest(args, order);
  if (askerOf(viewer) !== userId) return null;
  const asked = { userId, criteria: { unreadOnly, includeOwn } };
  const found: Page<NotificationRow> = await loaders.notificationPage.load({ ...asked, page });
  const rows = found.rows.map(presentNotification);
  const countAll = () => loaders.notificationCount.load(asked);
  return connection({ ...found, rows, countAll }, order);
}

/** A notification on its own, with the cursor that it has in the list. */
export function notificationEdge(row: NotificationRow) {
  return { cursor: writeCursor(row, order), node: presentNotification(row) };
}

/**
 * The number of the notification behind a cursor of the list, as `findNotificationsAfter` takes it.
 *
 * @throws GraphQLError `BAD_USER_INPUT`, naming the argument
 */
export function readNotificationCursor(cursor: string, argument: string): number {
  return readCursor(cursor, order, argument).value as number;
}
