import { wallClockOf } from './wallClock.js';
import { isUtcName, offsetWindowAt } from './zoneRules.js';

/** How instants from `fromMs` until before `untilMs` are spelled in one zone. */
interface Spelling {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly shiftMs: number;
  readonly suffix: string;
}

// Lists spell hundreds of instants in one zone and mostly in one season, so the last spelling of
// each zone is kept: at most one entry per IANA name, and nothing to invalidate.
const lastSpellings = new Map<string, Spelling>();

/**
 * Writes an instant as a wall clock in `timezone` shows it.
 *
 * The zone changes the spelling, never the instant. RFC 3339 has no seconds in an offset: where a
 * zone had some (Monrovia until 1972: -00:44:30) the offset is rounded to the nearest minute and the
 * clock moves with it, so the text still names exactly this instant. Clocks outside the years
 * 0000–9999, which RFC 3339 cannot write either, get the six-digit year of ISO 8601.
 *
 * @param instant   point in time (UTC)
 * @param timezone  IANA name, e.g. `Europe/Paris`
 * @returns date, time and offset to the second, milliseconds when not zero:
 *   `2025-03-30T03:00:00+02:00`; `Z` for UTC and its aliases, `+00:00` for other zones at zero
 * @throws RangeError when the zone is unknown (the `TimeZone` scalar refuses it earlier) or the date
 *   invalid
 * @see RFC 3339 §5.6
 */
export function formatInstant(instant: Date, timezone: string): string {
  const instantMs = instant.getTime();
  let spelling = lastSpellings.get(timezone);
  if (!spelling || !(spelling.fromMs <= instantMs && instantMs < spelling.untilMs)) {
    spelling = spellingAt(instantMs, timezone);
    lastSpellings.set(timezone, spelling);
  }
  return wallClockOf(instantMs + spelling.shiftMs) + spelling.suffix;
}

function spellingAt(instantMs: number, timezone: string): Spelling {
  const { fromMs, untilMs, offsetSeconds } = offsetWindowAt(timezone, instantMs);
  const offsetMinutes = Math.round(offsetSeconds / 60);
  const suffix = isUtcName(timezone) ? 'Z' : spellOffset(offsetMinutes);
  return { fromMs, untilMs, shiftMs: offsetMinutes * 60_000, suffix };
}

function spellOffset(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0');
  const mm = String(minutes % 60).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hh}:${mm}`;
}
