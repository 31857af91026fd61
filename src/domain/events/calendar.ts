import type { PlacedTime } from '../time/givenTime.js';
import { wallClockToColumn } from '../time/wallClock.js';

// Events lie in the years that RFC 3339 can write. The database would take others, but what it
// answers for them cannot be read back.
const FIRST = new Date('0001-01-01T00:00:00.000Z');
const LAST = new Date('9999-12-31T23:59:59.999Z');

/** Whether an event can be at this time: in the years 0001 to 9999, in UTC and on the spot. */
export function isInCalendar({ instant, local }: PlacedTime): boolean {
  return [instant, wallClockToColumn(local)].every((date) => FIRST <= date && date <= LAST);
}

/** The instant nearest to `instant` that an event can have. */
export function nearestInCalendar(instant: Date): Date {
  if (instant < FIRST) return FIRST;
  return instant > LAST ? LAST : instant;
}
