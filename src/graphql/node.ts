import type { AttendeeRow, EventRow, SessionRow, UserRow } from '../data/rows.js';
import { mayReadAccount } from '../domain/accounts/mayReadAccount.js';
import { mayReadAttendees, maySee } from '../domain/sharing/permissions.js';
import { askerOf } from '../domain/sharing/viewer.js';
import type { RequestContext } from './context.js';
import { readGlobalId } from './globalId.js';
import type { NotificationModel } from './models.js';
import { presentNotification } from './presenters/notifications.js';

/** A row that is told apart by its type. */
export type NodeModel =
  | (EventRow & { __typename: 'Event' })
  | (AttendeeRow & { __typename: 'Attendee' })
  | (UserRow & { __typename: 'User' })
  | (SessionRow & { __typename: 'Session' })
  | NotificationModel;

/**
 * Any object that the viewer may see, by its global id.
 * @see https://relay.dev/graphql/objectidentification.htm
 */
export async function findNode(id: string, context: RequestContext): Promise<NodeModel | null> {
  const read = readGlobalId(id);
  switch (read?.type) {
    case 'event': {
      const event = await findEvent(read.uuid, context);
      return event && { __typename: 'Event', ...event };
    }
    case 'attendee': {
      const attendee = await findAttendee(read.uuid, context);
      return attendee && { __typename: 'Attendee', ...attendee };
    }
    case 'user': {
      const user = await findUser(read.uuid, context);
      return user && { __typename: 'User', ...user };
    }
    case 'notification':
      return findNotification(read.uuid, context);
    case 'session': {
      const session = await findSession(read.uuid, context);
      return session && { __typename: 'Session', ...session };
    }
    default:
      return null;
  }
}

/**
 * An event that the viewer may see.
 *
 * @param brief  whether its brief columns are enough
 */
export async function findEvent(
  id: string,
  { loaders, viewer }: RequestContext,
  brief = false,
): Promise<EventRow | null> {
  const event = await (brief ? loaders.briefEvent : loaders.event).load(id);
  return event && maySee(event, viewer) ? event : null;
}

async function findAttendee(
  id: string,
  { loaders, viewer }: RequestContext,
): Promise<AttendeeRow | null> {
  const attendee = await loaders.attendee.load(id);
  const event = attendee && (await loaders.event.load(attendee.eventId));
  return event && mayReadAttendees(event, viewer) ? attendee : null;
}

async function findUser(id: string, { loaders, viewer }: RequestContext): Promise<UserRow | null> {
  return mayReadAccount(viewer, id) ? loaders.user.load(id) : null;
}

async function findNotification(
  id: string,
  { loaders, viewer }: RequestContext,
): Promise<NotificationModel | null> {
  const asker = askerOf(viewer);
  const row = asker === null ? null : await loaders.notification.load(id);
  return row && row.userId === asker ? presentNotification(row) : null;
}

async function findSession(
  id: string,
  { loaders, viewer, now }: RequestContext,
): Promise<SessionRow | null> {
  const asker = askerOf(viewer);
  const session = asker === null ? null : await loaders.session.load(id);
  return session && session.userId === asker && session.expiresAt > now ? session : null;
}
