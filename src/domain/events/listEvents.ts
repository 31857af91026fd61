import { countEvents, type EventCriteria, pageOfEvents } from '../../data/events.js';
import type { Page, PageRequest } from '../../data/page.js';
import type { EventStatus, EventVisibility } from '../../data/prisma/client.js';
import type { EventRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { onlookerOf } from '../sharing/viewer.js';

/** Which events are wanted. With no bound on the start: those that start in the future. */
export interface EventListFilter {
  startsFrom?: Date;
  startsBefore?: Date;
  location?: string;
  visibility?: EventVisibility;
  /** Default: `SCHEDULED` alone. */
  statuses?: readonly EventStatus[];
  seatsLeftMin?: number;
  /** Only events of which this user is an owner. */
  ownerId?: string;
  words: readonly string[];
}

/** A part of a list, and the means to count the whole. */
export interface List<Row> extends Page<Row> {
  countAll: () => Promise<number>;
}

/** Lists the events that the viewer may see. */
export async function listEvents(
  { db, viewer, now }: Call,
  { ownerId, ...filter }: EventListFilter,
  page: PageRequest,
): Promise<List<EventRow>> {
  const upcoming = filter.startsFrom === undefined && filter.startsBefore === undefined;
  const criteria: EventCriteria = {
    ...filter,
    startsFrom: upcoming ? now : filter.startsFrom,
    upcoming,
    statuses: filter.statuses ?? ['SCHEDULED'],
    collaborator: ownerId === undefined ? undefined : { userId: ownerId, roles: ['OWNER'] },
    onlooker: onlookerOf(viewer),
  };
  return {
    ...(await pageOfEvents(db, criteria, page)),
    countAll: () => countEvents(db, criteria),
  };
}
