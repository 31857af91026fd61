import type { EventRow } from '../../data/rows.js';
import {
  type AmbiguousTime,
  type GivenTime,
  type PlacedTime,
  placeTime,
} from '../time/givenTime.js';
import { wallClockFromColumn, wallClockToColumn } from '../time/wallClock.js';
import type { Complaints } from '../validation.js';
import { isInCalendar } from './calendar.js';

/** When an event happens: the wall clock in its zone, and the instants derived from it. */
export interface Schedule {
  timezone: string;
  start: PlacedTime;
  end: PlacedTime;
}

/** What a caller says of a schedule; what is left out stays as it is. */
export interface GivenSchedule {
  timezone?: string | null;
  startsAt?: GivenTime | null;
  endsAt?: GivenTime | null;
  ambiguousTime: AmbiguousTime;
}

type ScheduleColumns = Pick<
  EventRow,
  'timezone' | 'startsLocal' | 'endsLocal' | 'startsAt' | 'endsAt'
>;

/**
 * Works out the schedule that `given` asks for.
 *
 * A zone changed alone keeps the wall clock: an event means a clock in a place.
 *
 * @param current  the schedule now; null for a new event, which gives both of its times
 * @returns null when something is wrong, which `complaints` then holds
 */
export function resolveSchedule(
  given: GivenSchedule,
  current: Schedule | null,
  now: Date,
  complaints: Complaints,
): Schedule | null {
  const timezone = given.timezone ?? current?.timezone ?? 'UTC';
  const moved = current !== null && timezone !== current.timezone;

  const place = (path: 'startsAt' | 'endsAt', before: PlacedTime | undefined) => {
    const meant = given[path] ?? (moved && before ? localTime(before) : null);
    if (!meant) return before ?? null;
    const placed = placeTime(meant, timezone, given.ambiguousTime);
    if (placed.kind === 'skipped') {
      complaints.add(path, placed.message);
      return null;
    }
    if (!isInCalendar(placed)) {
      complaints.add(path, 'Must be in the years 0001 to 9999, in UTC and on the spot.');
      return null;
    }
    return { instant: placed.instant, local: placed.local };
  };

  const start = place('startsAt', current?.start);
  const end = place('endsAt', current?.end);
  if (!start || !end) return null;

  if (start.instant.getTime() !== current?.start.instant.getTime() && start.instant <= now) {
    complaints.add('startsAt', 'Must be in the future.');
  }
  if (end.instant <= start.instant) complaints.add('endsAt', 'Must be after the start.');
  return { timezone, start, end };
}

export function scheduleOf(event: ScheduleColumns): Schedule {
  return {
    timezone: event.timezone,
    start: { instant: event.startsAt, local: wallClockFromColumn(event.startsLocal) },
    end: { instant: event.endsAt, local: wallClockFromColumn(event.endsLocal) },
  };
}

export function scheduleColumns({ timezone, start, end }: Schedule): ScheduleColumns {
  return {
    timezone,
    startsLocal: wallClockToColumn(start.local),
    endsLocal: wallClockToColumn(end.local),
    startsAt: start.instant,
    endsAt: end.instant,
  };
}

function localTime({ local }: PlacedTime): GivenTime {
  return { kind: 'local', wallClock: local };
}
