import type { StateField } from '../../domain/events/eventState.js';
import { mayReadAttendees } from '../../domain/sharing/permissions.js';
import { askerOf } from '../../domain/sharing/viewer.js';
import type { RequestContext } from '../context.js';
import type { Resolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import type { NotificationModel } from '../models.js';
import { findEvent } from '../node.js';
import { presentField } from '../presenters/eventField.js';
import { nullableTimeField, timeField } from '../timeField.js';

type Load<Field extends 'actorId' | 'personId'> = (
  row: Pick<NotificationModel, Field>,
  args: object,
  context: RequestContext,
) => ReturnType<RequestContext['loaders']['user']['load']> | null;

const actor: Load<'actorId'> = ({ actorId }, _args, { loaders }) =>
  actorId === null ? null : loaders.user.load(actorId);
const user: Load<'personId'> = ({ personId }, _args, { loaders }) =>
  personId === null ? null : loaders.user.load(personId);
const changedFields = (row: NotificationModel) =>
  row.changedFields.map((field) => presentField(field as StateField));

/** What all kinds have. */
const fields = {
  id: ({ id }: NotificationModel) => toGlobalId('notification', id),
  createdAt: timeField('createdAt'),
  readAt: nullableTimeField('readAt'),
  actor,
  eventId: ({ eventId }: NotificationModel) => toGlobalId('event', eventId),
  event: ({ eventId }: NotificationModel, _args: object, context: RequestContext) =>
    findEvent(eventId, context),
};

export const notificationTypes = {
  EventCreatedNotification: fields,
  EventUpdatedNotification: { ...fields, changedFields },
  EventCancelledNotification: fields,
  EventRolledBackNotification: { ...fields, changedFields },
  EventDeletedNotification: fields,
  EventSharedNotification: { ...fields, user },
  RoleChangedNotification: { ...fields, user },
  AccessRevokedNotification: { ...fields, user },
  AttendeesPromotedNotification: {
    ...fields,
    attendees: (row, _args, context) => readableAttendees(row, context),
  },
} satisfies Resolvers;

/** Those promoted: all for who may read the attendees, else those whom the viewer registered. */
async function readableAttendees(
  { eventId, attendeeIds }: NotificationModel,
  { loaders, viewer }: RequestContext,
) {
  const [event, ...attendees] = await Promise.all([
    loaders.event.load(eventId),
    ...attendeeIds.map((id) => loaders.attendee.load(id)),
  ]);
  const readsAll = event !== null && mayReadAttendees(event, viewer);
  const readable = attendees
    .filter((attendee) => attendee !== null)
    .filter(({ registeredById }) => readsAll || isOf(registeredById, askerOf(viewer)));
  return readable.length > 0 ? readable : null;
}

function isOf(registeredById: string | null, asker: string | null): boolean {
  return asker !== null && registeredById === asker;
}
