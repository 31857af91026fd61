import type { PlacedTime } from './givenTime.js';
import { resolveWallClock, wallClockToColumn } from './wallClock.js';
import { offsetSecondsAt } from './zoneRules.js';

const DAY_MS = 86_400_000;

/**
 * The instant that a wall clock means under the rules in force now, when it meant `instant` under
 * others. Where the clock happens twice, the nearer of the two; where the clocks now skip it, it
 * is read with the offset before the gap.
 *
 * @see RFC 5545 §3.3.5
 */
export function rederiveInstant({ local, instant }: PlacedTime, timezone: string): Date {
  const earlier = resolveWallClock(local, timezone, 'EARLIER');
  if (earlier.kind === 'gap') {
    const clock = wallClockToColumn(local);
    const dayBefore = new Date(clock.getTime() - DAY_MS);
    return new Date(clock.getTime() - offsetSecondsAt(timezone, dayBefore) * 1_000);
  }
  const later = resolveWallClock(local, timezone, 'LATER');
  if (later.kind === 'gap') return earlier.instant;
  const distance = (other: Date) => Math.abs(other.getTime() - instant.getTime());
  return distance(later.instant) < distance(earlier.instant) ? later.instant : earlier.instant;
}
