import type { NotificationRow } from '../../data/rows.js';
import type { MarkNotificationsReadOutcome } from '../../domain/notifications/markNotificationsRead.js';
import type { NotificationModel, NotificationTypename } from '../models.js';
import { invalidInput } from './refusals.js';
import type { Result } from './result.js';

const typenames: Record<NotificationRow['kind'], NotificationTypename> = {
  EVENT_CREATED: 'EventCreatedNotification',
  EVENT_UPDATED: 'EventUpdatedNotification',
  EVENT_CANCELLED: 'EventCancelledNotification',
  EVENT_ROLLED_BACK: 'EventRolledBackNotification',
  EVENT_DELETED: 'EventDeletedNotification',
  EVENT_SHARED: 'EventSharedNotification',
  ROLE_CHANGED: 'RoleChangedNotification',
  ACCESS_REVOKED: 'AccessRevokedNotification',
  ATTENDEES_PROMOTED: 'AttendeesPromotedNotification',
};

/** A notification as the schema's type of its kind. */
export function presentNotification(row: NotificationRow): NotificationModel {
  return { __typename: typenames[row.kind], ...row };
}

/** @param ids  as the input named them */
export function presentMarkNotificationsRead(
  outcome: MarkNotificationsReadOutcome,
  ids: readonly string[],
): Result<'MarkNotificationsReadResult'> {
  switch (outcome.kind) {
    case 'markedRead': {
      const { markedCount, unreadCount } = outcome;
      return { __typename: 'MarkNotificationsReadSuccess', markedCount, unreadCount };
    }
    case 'notificationsNotFound':
      return {
        __typename: 'NotificationsNotFound',
        message: 'Some of these are not notifications of yours.',
        ids: outcome.indexes.map((index) => ids[index] as string),
      };
    case 'invalidInput':
      return invalidInput(outcome);
  }
}
