import { type OffsetWindow, offsetWindowAt } from './zoneRules.js';

/**
 * What a clock on a wall shows: a date and a time of day without a zone.
 *
 * `YYYY-MM-DDTHH:mm:ss`, with `.SSS` exactly when the milliseconds are not zero. Two wall clocks of
 * the years 0000–9999 compare as text; other years are spelled `±YYYYYY` as `Date` does.
 */
export type WallClock = string;

/** What a wall clock means in a zone. */
export type WallClockResolution =
  /** `ambiguous`: the wall clock happens twice and `instant` is the occurrence asked for. */
  | { kind: 'instant'; instant: Date; ambiguous: boolean }
  /** It never happens: clocks jump from `before`, which is not shown any more, to `after`. */
  | { kind: 'gap'; before: WallClock; after: WallClock };

// No zone has ever been a full day away from UTC.
const OFFSET_MAX_MS = 86_400_000;

/**
 * Reads the clock on the wall of a zone at an instant.
 *
 * @param instant   point in time (UTC)
 * @param timezone  IANA name, e.g. `Europe/Paris`
 * @throws RangeError when the zone is unknown or the date invalid
 */
export function wallClockAt(instant: Date, timezone: string): WallClock {
  const instantMs = instant.getTime();
  return wallClockOf(instantMs + offsetMs(offsetWindowAt(timezone, instantMs)));
}

/**
 * Finds the instant at which a zone's clocks show `wallClock`.
 *
 * @param inOverlap  the occurrence meant when clocks go back and show it twice
 * @returns the instant, or the gap that swallows the wall clock when clocks go forward
 * @throws RangeError when the zone is unknown or `wallClock` is not of the shape of a `WallClock`
 * @see RFC 5545 §3.3.5 for overlaps (the first occurrence); a gap is for the caller to refuse
 */
export function resolveWallClock(
  wallClock: WallClock,
  timezone: string,
  inOverlap: 'EARLIER' | 'LATER',
): WallClockResolution {
  const clockMs = wallClockToColumn(wallClock).getTime();
  const windows = windowsAround(timezone, clockMs);

  const instants = windows
    .filter((window) => shows(window, clockMs))
    .map((window) => clockMs - offsetMs(window));
  const found = inOverlap === 'EARLIER' ? instants[0] : instants.at(-1);
  if (found === undefined) return findGap(windows, clockMs);
  return { kind: 'instant', instant: new Date(found), ambiguous: instants.length > 1 };
}

/**
 * The `Date` whose UTC fields read as the wall clock: a PostgreSQL `timestamp` as Prisma takes it.
 *
 * @throws RangeError when the text is not of the shape of a `WallClock`
 */
export function wallClockToColumn(wallClock: WallClock): Date {
  const column = new Date(`${wallClock}Z`);
  // Read back, because `Date` turns 30 February into 2 March and takes several spellings.
  if (Number.isNaN(column.getTime()) || wallClockFromColumn(column) !== wallClock) {
    throw new RangeError(`Not a wall clock: ${wallClock.slice(0, 40)}`);
  }
  return column;
}

/**
 * The wall clock in a PostgreSQL `timestamp` column, which Prisma gives as a `Date` in UTC.
 *
 * @throws RangeError when the date is invalid
 */
export function wallClockFromColumn(column: Date): WallClock {
  return wallClockOf(column.getTime());
}

const DAY_MS = 86_400_000;
/** Texts of days that were spelled: lists have the same few, over and over. */
const days = new Map<number, string>();
const DAYS_MAX = 10_000;

/** `00` to `99`. */
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/**
 * The wall clock that a `Date` of so many milliseconds reads as in UTC. Put together here, because
 * `toISOString` takes three times as long, and a page of a list has forty of them.
 *
 * @throws RangeError when there is no such date
 */
export function wallClockOf(clockMs: number): WallClock {
  const day = Math.floor(clockMs / DAY_MS);
  const ms = clockMs - day * DAY_MS;
  const hours = TWO_DIGITS[Math.trunc(ms / 3_600_000)];
  const minutes = TWO_DIGITS[Math.trunc(ms / 60_000) % 60];
  const seconds = TWO_DIGITS[Math.trunc(ms / 1_000) % 60];
  const text = `${days.get(day) ?? spellDay(day)}T${hours}:${minutes}:${seconds}`;
  return ms % 1_000 === 0 ? text : `${text}.${String(ms % 1_000).padStart(3, '0')}`;
}

function spellDay(day: number): string {
  const [text = ''] = new Date(day * DAY_MS).toISOString().split('T');
  if (days.size >= DAYS_MAX) days.clear();
  days.set(day, text);
  return text;
}

function offsetMs(window: OffsetWindow): number {
  return window.offsetSeconds * 1000;
}

/** Whether clocks show the reading at some instant of the window. */
function shows(window: OffsetWindow, clockMs: number): boolean {
  const instantMs = clockMs - offsetMs(window);
  return window.fromMs <= instantMs && instantMs < window.untilMs;
}

/** All windows in which clocks could show the reading, oldest first. */
function windowsAround(timezone: string, clockMs: number): OffsetWindow[] {
  const windows: OffsetWindow[] = [];
  let fromMs = clockMs - OFFSET_MAX_MS;
  while (fromMs <= clockMs + OFFSET_MAX_MS) {
    const window = offsetWindowAt(timezone, fromMs);
    windows.push(window);
    fromMs = window.untilMs;
  }
  return windows;
}

/** The one change at which clocks jump from a reading up to `clockMs` to a reading past it. */
function findGap(windows: readonly OffsetWindow[], clockMs: number): WallClockResolution {
  for (const [i, window] of windows.entries()) {
    const next = windows[i + 1];
    if (!next) break;
    const beforeMs = window.untilMs + offsetMs(window);
    const afterMs = next.fromMs + offsetMs(next);
    if (beforeMs <= clockMs && clockMs < afterMs) {
      return { kind: 'gap', before: wallClockOf(beforeMs), after: wallClockOf(afterMs) };
    }
  }
  throw new Error(`No instant and no gap for ${wallClockOf(clockMs)}`);
}
