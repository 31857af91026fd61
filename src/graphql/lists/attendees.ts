import type { GraphQLResolveInfo } from 'graphql';
import { type AttendeeCriteria, attendeeOrders } from '../../data/attendees.js';
import type { Order, PageRequest } from '../../data/page.js';
import { type AttendeeRow, attendeeColumns, type EventRow } from '../../data/rows.js';
import { mayReadAttendees } from '../../domain/sharing/permissions.js';
import { type AttendeeConnectionModel, connection, pageRequest } from '../connection.js';
import type { RequestContext } from '../context.js';
import { FieldColumns } from '../fieldColumns.js';
import type { Attendee, AttendeeOrder, EventAttendeesArgs } from '../generated.js';
import { searchWords } from '../search.js';
import { connectionSelection } from '../selection.js';

const fieldColumns = new FieldColumns(attendeeColumns, {
  __typename: [],
  id: [],
  name: ['name'],
  email: ['email'],
  status: ['status'],
  waitlistRank: ['status'],
  registeredAt: ['registeredAt'],
  promotedAt: ['promotedAt'],
  cancelledAt: ['cancelledAt'],
  checkedInAt: ['checkedInAt'],
  checkedInBy: ['checkedInBy'],
} satisfies Partial<Record<keyof Attendee, readonly (keyof AttendeeRow)[]>>);

/** What is asked of every event that the same field asks about. */
interface Question {
  order: Order;
  page: PageRequest;
  criteria: AttendeeCriteria;
  name: string;
}

/**
 * The arguments of a field are one object for all events of an operation, which are many. Measured,
 * with ids spelled in one go and no `info` for resolvers that do not look: 10 attendees of each of 20
 * events take 0.85 of the CPU.
 */
const questions = new WeakMap<EventAttendeesArgs, Question>();

function questionOf(args: EventAttendeesArgs, info: GraphQLResolveInfo): Question {
  let question = questions.get(args);
  if (!question) {
    const order = attendeeOrder(args.orderBy);
    const page = pageRequest(args, order, connectionSelection(info), fieldColumns);
    const criteria = {
      statuses: args.filter?.statuses ?? (['CONFIRMED', 'WAITLISTED'] as const),
      words: searchWords(args.search),
    };
    question = { order, page, criteria, name: JSON.stringify([criteria, page]) };
    questions.set(args, question);
  }
  return question;
}

/** `Event.attendees`: null when the viewer may not read them. */
export async function attendeeConnection(
  event: EventRow,
  args: EventAttendeesArgs,
  { viewer, loaders }: RequestContext,
  info: GraphQLResolveInfo,
): Promise<AttendeeConnectionModel | null> {
  const { order, page, criteria, name } = questionOf(args, info);
  if (!mayReadAttendees(event, viewer)) return null;
  const asked = { eventId: event.id, criteria, page, name };
  const found = await loaders.attendeePage.load(asked);
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
