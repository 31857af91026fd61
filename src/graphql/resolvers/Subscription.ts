import type { NotificationRow } from '../../data/rows.js';
import type { Told } from '../../domain/following/follow.js';
import { type EventNews, followEvent } from '../../domain/following/followEvent.js';
import { followNotifications } from '../../domain/following/followNotifications.js';
import { followSeats, type SeatsNews } from '../../domain/following/followSeats.js';
import type { SubscriptionResolvers } from '../generated.js';
import { uuidOf } from '../globalId.js';
import { notificationEdge, readNotificationCursor } from '../lists/notifications.js';
import { presentEventNews, presentSeatsNews } from '../presenters/following.js';

export const Subscription: SubscriptionResolvers = {
  notificationReceived: {
    subscribe: (_root, { after, includeOwn }, context) =>
      followNotifications(context, {
        after: after == null ? null : readNotificationCursor(after, 'after'),
        includeOwn,
      }),
    resolve: ({ news }: Told<NotificationRow>) => notificationEdge(news),
  },
  eventChanged: {
    subscribe: (_root, { id, after = null }, context) =>
      followEvent(context, { id: uuidOf('event', id), after }),
    resolve: ({ news }: Told<EventNews>) => presentEventNews(news),
  },
  seatsChanged: {
    subscribe: (_root, { eventId }, context) =>
      followSeats(context, { eventId: uuidOf('event', eventId) }),
    resolve: ({ news }: Told<SeatsNews>) => presentSeatsNews(news),
  },
};
