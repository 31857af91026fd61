import type { CapacityWindow, Life } from './evidence.js';
import { type Instant, NEVER } from './history.js';

/** The least and the most that a number can have been from one instant to the next. */
interface Piece {
  from: Instant;
  /** People who had a seat for certain, and those who can have had one. */
  takenMin: number;
  takenMax: number;
  capacityMin: number;
  capacityMax: number;
}

/** How full an event can have been, instant by instant. */
export type Timeline = readonly Piece[];

export function drawTimeline(
  lives: readonly Life[],
  capacities: readonly CapacityWindow[],
): Timeline {
  const certain = new Steps();
  const possible = new Steps();
  for (const { seatFrom, seatBy, cancelFrom, cancelBy } of lives) {
    if (seatBy < cancelFrom) certain.add(seatBy, cancelFrom);
    possible.add(seatFrom, cancelBy + 1);
  }
  const instants = new Set([0, ...certain.changes.keys(), ...possible.changes.keys()]);
  for (const { from, until } of capacities) instants.add(from).add(until + 1);

  let takenMin = 0;
  let takenMax = 0;
  return [...instants]
    .filter((instant) => instant < NEVER)
    .sort((a, b) => a - b)
    .map((from) => {
      takenMin += certain.changes.get(from) ?? 0;
      takenMax += possible.changes.get(from) ?? 0;
      const inForce = capacities
        .filter((window) => window.from <= from && from <= window.until)
        .map(({ capacity }) => capacity);
      const capacityMin = Math.min(...inForce);
      return { from, takenMin, takenMax, capacityMin, capacityMax: Math.max(...inForce) };
    });
}

/** The pieces that have a part in the time from `from` to `to`. */
export function piecesWithin(timeline: Timeline, from: Instant, to: Instant): Timeline {
  let start = 0;
  let end = timeline.length;
  while (start < end) {
    const middle = (start + end) >>> 1;
    if ((timeline[middle] as Piece).from <= from) start = middle + 1;
    else end = middle;
  }
  const first = Math.max(0, start - 1);
  let last = first + 1;
  while (last < timeline.length && (timeline[last] as Piece).from <= to) last += 1;
  return timeline.slice(first, last);
}

class Steps {
  readonly changes = new Map<Instant, number>();

  /** One more from `from` on, until `end`. */
  add(from: Instant, end: Instant): void {
    if (from === NEVER) return;
    this.changes.set(from, (this.changes.get(from) ?? 0) + 1);
    this.changes.set(end, (this.changes.get(end) ?? 0) - 1);
  }
}
