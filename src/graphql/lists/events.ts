import type { GraphQLResolveInfo } from 'graphql';
import { type EventCriteria, eventOrders } from '../../data/events.js';
import type { Order } from '../../data/page.js';
import { type EventRow, eventBriefColumns, eventColumns, type UserRow } from '../../data/rows.js';
import { nearestInCalendar } from '../../domain/events/calendar.js';
import { type EventListFilter, listEvents } from '../../domain/events/listEvents.js';
import { askerOf, onlookerOf } from '../../domain/sharing/viewer.js';
import { type GivenTime, placeTime } from '../../domain/time/givenTime.js';
import { connection, type EventConnectionModel, pageRequest } from '../connection.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import { FieldColumns } from '../fieldColumns.js';
import type {
  Event,
  EventFilter,
  EventOrder,
  QueryEventsArgs,
  UserEventsArgs,
} from '../generated.js';
import { readGlobalId } from '../globalId.js';
import { checkedText, searchWords } from '../search.js';
import { connectionSelection, selectedFields } from '../selection.js';

/** What the rules on who may do what look at, besides the viewer's role. */
const RULED = ['visibility', 'manageSecretHash', 'owned'] as const;

const fieldColumns = new FieldColumns(eventColumns, {
  __typename: [],
  id: [],
  name: ['name'],
  description: ['description'],
  location: ['location'],
  startsAt: ['startsAt'],
  endsAt: ['endsAt'],
  timezone: ['timezone'],
  startsLocal: ['startsLocal'],
  endsLocal: ['endsLocal'],
  capacity: ['capacity'],
  confirmedCount: ['confirmedCount'],
  seatsLeft: ['capacity', 'confirmedCount'],
  waitlistLength: ['waitlistLength'],
  checkedInCount: ['checkedInCount'],
  visibility: ['visibility'],
  status: ['status'],
  versionNumber: ['version'],
  allowOverlap: ['allowOverlap'],
  createdAt: ['createdAt'],
  updatedAt: ['updatedAt'],
  viewerRole: RULED,
  attendees: [...RULED, 'confirmedCount', 'waitlistLength'],
  collaborators: RULED,
} satisfies Partial<Record<keyof Event, readonly (keyof EventRow)[]>>);

/**
 * Whether the brief columns of an event are enough for a field that answers one. Not when other
 * fields may come to the same event: it is read once, and then must have everything.
 */
export function isBriefEvent(info: GraphQLResolveInfo): boolean {
  const { selections } = info.operation.selectionSet;
  if (selections.length !== 1 || selections[0]?.kind !== 'Field') return false;
  const fields = selectedFields(info);
  if (fields.has('attendees') || fields.has('collaborators')) return false;
  return fieldColumns.of(fields)?.isWithin(eventBriefColumns) ?? false;
}

/** `Query.events`: the arguments, understood. */
export async function eventConnection(
  args: QueryEventsArgs,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<EventConnectionModel> {
  const order = eventOrder(args.orderBy);
  const filter = { ...eventFilter(args.filter ?? {}), words: searchWords(args.search) };
  const selection = connectionSelection(info);
  const page = pageRequest(args, order, selection, fieldColumns);
  return connection(await listEvents(context, filter, page, selection.hasTotal), order);
}

/** `User.events`: null for the events of others. */
export async function ownEventConnection(
  { id: userId }: UserRow,
  args: UserEventsArgs,
  { viewer, loaders }: RequestContext,
  info: GraphQLResolveInfo,
): Promise<EventConnectionModel | null> {
  const { roles, statuses, orderBy } = args;
  const order = eventOrder(orderBy);
  const page = pageRequest(args, order, connectionSelection(info), fieldColumns);
  const timezone = args.timezone ?? 'UTC';
  const criteria: EventCriteria = {
    startsFrom: bound(args.startsFrom, timezone, 'startsFrom'),
    startsBefore: bound(args.startsBefore, timezone, 'startsBefore'),
    statuses: statuses ?? ['SCHEDULED', 'CANCELLED'],
    words: [],
    collaborator: { userId, roles: roles ?? ['VIEWER', 'EDITOR', 'OWNER'] },
    onlooker: onlookerOf(viewer),
  };
  if (askerOf(viewer) !== userId) return null;
  const found = await loaders.eventPage.load({ criteria, page });
  return connection({ ...found, countAll: () => loaders.eventCount.load(criteria) }, order);
}

function eventOrder(orderBy: EventOrder | null | undefined): Order {
  const { field, direction } = orderBy ?? { field: 'START', direction: 'ASC' };
  return { name: `events by ${field}`, direction, ...eventOrders[field] };
}

function eventFilter(filter: EventFilter): Omit<EventListFilter, 'words'> {
  const timezone = filter.timezone ?? 'UTC';
  return {
    startsFrom: bound(filter.startsFrom, timezone, 'filter.startsFrom'),
    startsBefore: bound(filter.startsBefore, timezone, 'filter.startsBefore'),
    location: filter.location ? checkedText(filter.location, 'filter.location') : undefined,
    visibility: filter.visibility ?? undefined,
    statuses: filter.statuses ?? undefined,
    seatsLeftMin: filter.seatsLeftMin ?? undefined,
    ownerId: filter.ownerId == null ? undefined : userIdIn(filter.ownerId, 'filter.ownerId'),
  };
}

function userIdIn(id: string, argument: string): string {
  const read = readGlobalId(id);
  if (read?.type === 'user') return read.uuid;
  throw badUserInput(`\`${argument}\` must be the id of a user.`, { argument });
}

function bound(given: GivenTime | null | undefined, timezone: string, argument: string) {
  if (!given) return undefined;
  const placed = placeTime(given, timezone, 'EARLIER');
  if (placed.kind === 'placed') return nearestInCalendar(placed.instant);
  throw badUserInput(placed.message, { argument });
}
