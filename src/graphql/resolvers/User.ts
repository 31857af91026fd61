import { mayReadAccount } from '../../domain/accounts/mayReadAccount.js';
import { askerOf } from '../../domain/sharing/viewer.js';
import { formatInstant } from '../../domain/time/formatInstant.js';
import type { UserResolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import { ownEventConnection } from '../lists/events.js';
import { notificationConnection } from '../lists/notifications.js';
import { sessionConnection } from '../lists/sessions.js';
import { timeField } from '../timeField.js';

export const User: UserResolvers = {
  id: (user) => toGlobalId('user', user.id),
  email: (user, _args, { viewer }) => (mayReadAccount(viewer, user.id) ? user.email : null),
  timezone: (user, _args, { viewer }) => (mayReadAccount(viewer, user.id) ? user.timezone : null),
  role: (user, _args, { viewer }) => (mayReadAccount(viewer, user.id) ? user.role : null),
  createdAt: timeField('createdAt'),
  events: ownEventConnection,
  notifications: notificationConnection,
  sessions: sessionConnection,
  secondFactorSince: async ({ id }, { timezone }, context) => {
    if (!mayReadAccount(context.viewer, id)) return null;
    const factor = await context.loaders.secondFactor.load(id);
    return factor?.confirmedAt
      ? formatInstant(factor.confirmedAt, timezone ?? context.timezone)
      : null;
  },
  unreadCount: async ({ id }, _args, { viewer, loaders }) =>
    askerOf(viewer) === id ? ((await loaders.inbox.load(id))?.unreadCount ?? null) : null,
};
