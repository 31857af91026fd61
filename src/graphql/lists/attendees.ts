import type { GraphQLResolveInfo } from 'graphql';
import { type AttendeeCriteria, attendeeOrders } from '../../data/attendees.js';
import type { Order } from '../../data/page.js';
import type { EventRow } from '../../data/rows.js';
import { mayReadAttendees } from '../../domain/sharing/permissions.js';
import { type AttendeeConnectionModel, connection, pageRequest } from '../connection.js';
import { connectionSelection } from '../connectionSelection.js';
import type { RequestContext } from '../context.js';
import type { AttendeeOrder, EventAttendeesArgs } from '../generated.js';
import { searchWords } from '../search.js';

/** What can be answered from the brief columns of an attendee (`attendeeBriefColumns`). */
const BRIEF_FIELDS = new Set([
  '__typename',
  'id',
  'name',
  'email',
  'status',
  'event',
  'waitlistRank',
]);

/** `Event.attendees`: null when the viewer may not read them. */
export async function attendeeConnection(
  event: EventRow,
  args: EventAttendeesArgs,
  { viewer, loaders }: RequestContext,
  info: GraphQLResolveInfo,
): Promise<AttendeeConnectionModel | null> {
  const order = attendeeOrder(args.orderBy);
  const page = pageRequest(args, order, connectionSelection(info), BRIEF_FIELDS);
  const criteria = {
    statuses: args.filter?.statuses ?? (['CONFIRMED', 'WAITLISTED'] as const),
    words: searchWords(args.search),
  };
  if (!mayReadAttendees(event, viewer)) return null;
  const asked = { eventId: event.id, criteria };
  const found = await loaders.attendeePage.load({ ...asked, page });
  const counted = countedWith(event, criteria);
  const countAll = async () => counted ?? loaders.attendeeCount.load(asked);
  return connection({ ...found, countAll }, order);
}

/** How many attendees the event's own counters say there are; null when they do not tell. */
function countedWith(event: EventRow, { statuses, words }: AttendeeCriteria): number | null {
  if (words.length > 0 || statuses.includes('CANCELLED')) return null;
  const confirmed = statuses.includes('CONFIRMED') ? event.confirmedCount : 0;
  return confirmed + (statuses.includes('WAITLISTED') ? event.waitlistLength : 0);
}

function attendeeOrder(orderBy: AttendeeOrder | null | undefined): Order {
  const { field, direction } = orderBy ?? { field: 'REGISTERED', direction: 'ASC' };
  return { name: `attendees by ${field}`, direction, ...attendeeOrders[field] };
}
