import type { Database } from '../../data/database.js';
import { countEvents, deleteEventChanges } from '../../data/eventCounts.js';
import { type EventCriteria, pageOfEvents } from '../../data/events.js';
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

/**
 * Lists the events that the viewer may see.
 *
 * @param counted  whether the whole will be counted: then it is asked for together with the page
 */
export async function listEvents(
  { db, viewer, now }: Call,
  filter: EventListFilter,
  page: PageRequest,
  counted = false,
): Promise<List<EventRow>> {
  const { ownerId, startsFrom, startsBefore } = filter;
  const upcoming = startsFrom === undefined && startsBefore === undefined;
  const criteria: EventCriteria = {
    // All of it: the rest of an object, beside `ownerId`, lived on after its request. `npm run
    // bench:garbage`: of a list of 20 a third of the bytes grow old.
    ...filter,
    startsFrom: upcoming ? now : startsFrom,
    upcoming,
    statuses: filter.statuses ?? ['SCHEDULED'],
    collaborator: ownerId === undefined ? undefined : { userId: ownerId, roles: ['OWNER'] },
    onlooker: onlookerOf(viewer),
  };
  const total = counted ? countEvents(db, criteria) : null;
  total?.catch(() => {}); // whoever asks for it is told; nobody does when there is no page
  return {
    ...(await pageOfEvents(db, criteria, page)),
    countAll: () => total ?? countEvents(db, criteria),
  };
}

/** Longer than a count is kept that must be told of a change, and than any transaction takes. */
const CHANGES_KEPT_MS = 3_600_000;

/** Removes what tells of old changes of events. @returns how many */
export function forgetOldChanges(db: Database, now: Date): Promise<number> {
  return deleteEventChanges(db, new Date(now.getTime() - CHANGES_KEPT_MS));
}
