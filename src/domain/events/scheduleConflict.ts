import type { Transaction } from '../../data/database.js';
import type { EventRow } from '../../data/rows.js';
import { findConflict } from '../../data/scheduleConflicts.js';
import { onlookerOf, type Viewer } from '../sharing/viewer.js';
import { differingFields, type EventState } from './eventState.js';

/** An owner would have two events at once. */
export interface ScheduleConflict {
  kind: 'scheduleConflict';
  /** Those of the events in the way that the viewer may see, soonest first. */
  events: EventRow[];
  /** How many others are in the way. */
  hiddenCount: number;
  /** Index of the first new event that has a conflict; null where it is not about new events. */
  index: number | null;
  /** Indexes of the other new events that are in its way. */
  conflictingIndexes: number[];
}

/** What keeps an owner busy, and when. */
export type Timing = Pick<EventState, 'startsAt' | 'endsAt' | 'allowOverlap'>;

/** The first of an owner's new events that overlaps with another, new or not; null when none does. */
export async function findConflictOfNew(
  tx: Transaction,
  viewer: Viewer,
  timings: readonly Timing[],
  owner: string,
): Promise<ScheduleConflict | null> {
  const exclusive = timings.flatMap((timing, index) =>
    timing.allowOverlap ? [] : [{ ...timing, eventId: null, index }],
  );
  if (exclusive.length === 0) return null;
  const inTheWayOf = (one: (typeof exclusive)[number]) =>
    exclusive.filter((other) => other.index !== one.index && overlap(one, other));

  const outside = await findConflict(tx, exclusive, [owner], onlookerOf(viewer));
  const outsideIndex = outside ? exclusive[outside.index]?.index : undefined;
  const first = exclusive.find((one) => one.index === outsideIndex || inTheWayOf(one).length > 0);
  if (!first) return null;
  return {
    kind: 'scheduleConflict',
    index: first.index,
    conflictingIndexes: inTheWayOf(first).map(({ index }) => index),
    events: outside && first.index === outsideIndex ? outside.events : [],
    hiddenCount: outside && first.index === outsideIndex ? outside.hiddenCount : 0,
  };
}

/** Half-open: an event that starts when another ends is not in its way. */
function overlap(a: Timing, b: Timing): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** What keeps the owners of an event from being at it as `after` has it; null when nothing new does. */
export async function findConflictOfChange(
  tx: Transaction,
  viewer: Viewer,
  event: EventRow,
  after: EventState,
): Promise<ScheduleConflict | null> {
  const timing = ['startsAt', 'endsAt', 'status', 'allowOverlap'];
  if (!event.owned || !differingFields(event, after).some((field) => timing.includes(field))) {
    return null;
  }
  return findConflictOf(tx, viewer, { ...event, ...after }, { ofEvent: event.id });
}

/**
 * What keeps owners from being at an event; null when nothing does.
 *
 * @param owners  user ids, or the event whose owners are meant
 */
export async function findConflictOf(
  tx: Transaction,
  viewer: Viewer,
  event: EventRow,
  owners: readonly string[] | { ofEvent: string },
): Promise<ScheduleConflict | null> {
  if (event.status === 'CANCELLED' || event.allowOverlap) return null;
  const { id: eventId, startsAt, endsAt } = event;
  const found = await findConflict(tx, [{ eventId, startsAt, endsAt }], owners, onlookerOf(viewer));
  if (!found) return null;
  const { events, hiddenCount } = found;
  return { kind: 'scheduleConflict', events, hiddenCount, index: null, conflictingIndexes: [] };
}
