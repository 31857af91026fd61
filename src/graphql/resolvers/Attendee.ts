import type { EventRow } from '../../data/rows.js';
import type { AttendeeResolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import { nullableTimeField, timeField } from '../timeField.js';

export const Attendee: AttendeeResolvers = {
  id: (attendee) => toGlobalId('attendee', attendee.id),
  // Whoever may see a registration may see what it is for; a foreign key says that it exists.
  event: (attendee, _args, { loaders }) => loaders.event.load(attendee.eventId) as Promise<EventRow>,
  waitlistRank: (attendee, _args, { loaders }) =>
    attendee.status === 'WAITLISTED' ? loaders.waitlistRank.load(attendee.id) : null,
  registeredAt: timeField('registeredAt'),
  promotedAt: nullableTimeField('promotedAt'),
  cancelledAt: nullableTimeField('cancelledAt'),
};
