/**
 * The rules of the world's time zones, from the IANA time zone database.
 *
 * They come from an npm package and not from the process's `Intl`, whose copy is as old as the Node
 * that runs: a country's new rule must not wait for a new Node.
 */
import { similarText } from './similarText.js';
import {
  canonicalZoneName,
  hasZone,
  type OffsetWindow,
  zoneNames,
  zoneRulesVersion,
  zoneWindows,
} from './zoneTable.js';

export { type OffsetWindow, zoneRulesVersion };

// The Gregorian calendar repeats after 400 years to the very weekday (146 097 days are 20 871 weeks).
const CALENDAR_CYCLE_MS = 146_097 * 86_400_000;

// The table spells out yearly rules until 2499. Predictions that no rule describes (Gaza's and
// Hebron's, by the lunar calendar) end in 2086, so its last 400 years are rules alone.
const YEARLY_RULES_SPELLED_UNTIL_MS = Date.UTC(2499);

const SUGGESTION_TEXT_LENGTH_MAX = 64;

// Regions whose zones are called after a place; `Canada/Pacific` and `Etc/GMT+5` are not.
const REGION =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//;

/** Whether `name` is an IANA time zone name or alias, in its exact case. Offsets and `''` are not. */
export function isTimeZone(name: string): boolean {
  return hasZone(name);
}

/** Every name that `isTimeZone` accepts, sorted by code unit. */
export function timeZoneNames(): readonly string[] {
  return zoneNames;
}

/** Whether the name stands for UTC itself (`UTC`, `Etc/UTC`, `Zulu` …), unlike `Etc/GMT` or London. */
export function isUtcName(name: string): boolean {
  return canonicalZoneName(name) === 'Etc/UTC';
}

/**
 * The offset in force at an instant.
 *
 * @param timezone  IANA name
 * @param instant   point in time, of any year
 * @returns seconds east of UTC: 7200 for Paris in summer
 * @throws RangeError when the zone is unknown or the date invalid
 */
export function offsetSecondsAt(timezone: string, instant: Date): number {
  return offsetWindowAt(timezone, instant.getTime()).offsetSeconds;
}

/**
 * The offset in force at an instant, and from when until when it stays in force.
 *
 * @param instantMs  milliseconds since the epoch
 * @throws RangeError when the zone is unknown or the instant is not a finite number
 */
export function offsetWindowAt(timezone: string, instantMs: number): OffsetWindow {
  const windows = zoneWindows(timezone);
  if (!Number.isFinite(instantMs)) throw new RangeError('Invalid date');

  const last = windowAt(windows, Infinity);
  if (instantMs < last.fromMs || last.fromMs < YEARLY_RULES_SPELLED_UNTIL_MS) {
    return windowAt(windows, instantMs);
  }
  // Past the table the clocks still change every year: look the same day up 400 years earlier.
  const aheadMs =
    (1 + Math.floor((instantMs - last.fromMs) / CALENDAR_CYCLE_MS)) * CALENDAR_CYCLE_MS;
  const { fromMs, untilMs, offsetSeconds } = windowAt(windows, instantMs - aheadMs);
  return { fromMs: fromMs + aheadMs, untilMs: untilMs + aheadMs, offsetSeconds };
}

function windowAt(windows: readonly OffsetWindow[], instantMs: number): OffsetWindow {
  let low = 0;
  let high = windows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((windows[middle] as OffsetWindow).fromMs <= instantMs) low = middle;
    else high = middle - 1;
  }
  return windows[low] as OffsetWindow;
}

/**
 * The zone that a mistyped name probably meant, for an error message.
 *
 * Finds names in another case, with blanks for underscores, by their last part alone (`tokyo`), or a
 * slip of the fingers or two away. Does a bounded amount of work for any text.
 *
 * @returns an IANA name, or null when nothing is near
 */
export function suggestTimeZone(text: string): string | null {
  if (text.length > SUGGESTION_TEXT_LENGTH_MAX) return null;
  const wanted = comparable(text.trim());
  if (wanted === '') return null;

  return (
    comparableNames.get(wanted) ??
    comparablePlaces.get(wanted) ??
    nearest(comparableNames, wanted) ??
    nearest(comparablePlaces, wanted)
  );
}

const comparableNames = new Map(zoneNames.map((name) => [comparable(name), name]));
const comparablePlaces = new Map(
  zoneNames
    .filter((name) => REGION.test(name))
    // Of two names that end alike the later stays in the map: never an alias before its target.
    .sort((a, b) => Number(canonicalZoneName(a) === a) - Number(canonicalZoneName(b) === b))
    .map((name) => [comparable(name.slice(name.lastIndexOf('/') + 1)), name]),
);

function comparable(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '_');
}

function nearest(names: ReadonlyMap<string, string>, wanted: string): string | null {
  // One slip in five characters: any more and short texts resemble everything (`PST` is not `EST`).
  const editsMax = Math.min(2, Math.floor(wanted.length / 5));
  const match = similarText(wanted, names.keys(), editsMax);
  return match === null ? null : (names.get(match) ?? null);
}
