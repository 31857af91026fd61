import type { EventRow } from '../../data/rows.js';
import { ticketCodeOf } from '../../domain/registration/ticketCode.js';
import { may } from '../../domain/sharing/permissions.js';
import type { RequestContext } from '../context.js';
import type { AttendeeResolvers } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import type { AttendeeModel } from '../models.js';
import { nullableTimeField, timeField } from '../timeField.js';

export const Attendee: AttendeeResolvers = {
  id: (attendee) => toGlobalId('attendee', attendee.id),
  event: (attendee, _args, context) => eventOf(attendee, context),
  waitlistRank: (attendee, _args, { loaders }) => {
    if (attendee.waitlistRank !== undefined) return attendee.waitlistRank;
    return attendee.status === 'WAITLISTED' ? loaders.waitlistRank.load(attendee.id) : null;
  },
  registeredAt: timeField('registeredAt'),
  promotedAt: nullableTimeField('promotedAt'),
  cancelledAt: nullableTimeField('cancelledAt'),
  checkedInAt: nullableTimeField('checkedInAt'),
  ticketCode: async (attendee, _args, context) => {
    const readable =
      attendee.own || may(await eventOf(attendee, context), context.viewer, 'manageAttendees');
    return readable ? ticketCodeOf(attendee) : null;
  },
};

/** Whoever may see a registration may see what it is for; a foreign key says that it exists. */
async function eventOf(attendee: AttendeeModel, { loaders }: RequestContext): Promise<EventRow> {
  return attendee.event ?? ((await loaders.event.load(attendee.eventId)) as EventRow);
}
