import type { ParsedDateTime } from './parseDateTime.js';
import { resolveWallClock, type WallClock, wallClockAt } from './wallClock.js';

/** A time as a caller gave it: an instant, or a wall clock still without a zone. */
export type GivenTime = Exclude<ParsedDateTime, { kind: 'invalid' }>;

/** Which instant a wall clock means that happens twice. */
export type AmbiguousTime = 'EARLIER' | 'LATER';

/** An instant together with the wall clock it shows in the zone it was meant in. */
export interface PlacedTime {
  instant: Date;
  local: WallClock;
}

export type PlacedTimeOutcome =
  | ({ kind: 'placed' } & PlacedTime)
  /** `message` says in one sentence which clocks skip the time. */
  | { kind: 'skipped'; message: string };

/** Finds the instant and the wall clock in `timezone` that a given time means. */
export function placeTime(
  given: GivenTime,
  timezone: string,
  ambiguousTime: AmbiguousTime,
): PlacedTimeOutcome {
  if (given.kind === 'instant') {
    const { instant } = given;
    return { kind: 'placed', instant, local: wallClockAt(instant, timezone) };
  }
  const resolution = resolveWallClock(given.wallClock, timezone, ambiguousTime);
  if (resolution.kind === 'gap') {
    return {
      kind: 'skipped',
      message:
        `${given.wallClock} does not exist in ${timezone}: ` +
        `clocks there go from ${resolution.before} straight to ${resolution.after}.`,
    };
  }
  return { kind: 'placed', instant: resolution.instant, local: given.wallClock };
}
