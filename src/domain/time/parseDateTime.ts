import { toDate } from 'date-fns-tz';
import type { WallClock } from './wallClock.js';

/** What a text says: a point in time, a wall clock whose zone is given elsewhere, or nothing usable. */
export type ParsedDateTime =
  | { kind: 'instant'; instant: Date }
  | { kind: 'local'; wallClock: WallClock }
  /** `reason` is a full sentence for the person who wrote the text. */
  | { kind: 'invalid'; reason: string };

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  /** Undefined when the text stops at the minute. */
  readonly second: string | undefined;
  /** Digits after the point, without zeros at the end. */
  readonly fraction: string;
  /** `Z`, `±HH:MM`, or undefined for a wall clock. */
  readonly offset: string | undefined;
}

// Longer than any date-time with milliseconds, even one that ends in many zeros.
const TEXT_LENGTH_MAX = 64;

const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?([Zz]|[+-]\d{2}:\d{2})?$/;

const FIRST_INSTANT_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads a date and time as people and programs write them.
 *
 * Accepts an RFC 3339 date-time (`2025-06-20T15:30:00+02:00`; `t`, `z` and a blank for the `T` too)
 * as an instant, and the same without offset, its seconds optional (`2025-06-20 15:30`), as a wall
 * clock. Years 0001 to 9999, to the millisecond; anything else is refused, nothing is guessed.
 *
 * @see RFC 3339 §5.6, §5.7
 */
export function parseDateTime(text: string): ParsedDateTime {
  const parts = splitParts(text);
  if (!parts) return { kind: 'invalid', reason: explainShape(text) };

  const reason = refuseDate(parts) ?? refuseTime(parts) ?? refuseOffset(parts);
  if (reason !== null) return { kind: 'invalid', reason };

  return parts.offset === undefined
    ? { kind: 'local', wallClock: spellWallClock(parts) }
    : readInstant(parts, parts.offset);
}

function splitParts(text: string): Parts | null {
  const match = text.length <= TEXT_LENGTH_MAX ? SHAPE.exec(text) : null;
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second, digits = ''] = match;
  const fraction = digits.replace(/0+$/, '');
  const offset = match[8]?.toUpperCase();
  return { year, month, day, hour, minute, second, fraction, offset };
}

function explainShape(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return `A date needs a time of day: write '${text}T15:30' for a local time.`;
  }
  return "A date and time is written '2025-06-20T15:30:00+02:00' or '2025-06-20T13:30:00Z' for an instant, '2025-06-20T15:30' for a local time.";
}

function refuseDate({ year, month, day }: Parts): string | null {
  if (year === '0000') return 'Year 0000 does not exist: years go from 0001 to 9999.';
  if (month < '01' || month > '12') {
    return `Month ${month} does not exist: months go from 01 to 12.`;
  }
  const days = countDaysInMonth(Number(year), Number(month));
  if (Number(day) < 1 || Number(day) > days) {
    return `${year}-${month}-${day} is not a date that exists: ${year}-${month} has ${days} days.`;
  }
  return null;
}

function countDaysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeapYear ? 29 : 28;
}

function refuseTime({ hour, minute, second = '00', fraction }: Parts): string | null {
  if (hour === '24') return 'Hour 24 is not accepted: write 00:00 of the next day.';
  if (hour > '23') return `Hour ${hour} does not exist: hours go from 00 to 23.`;
  if (minute > '59') return `Minute ${minute} does not exist: minutes go from 00 to 59.`;
  if (second === '60') return 'Second 60 is a leap second, which cannot be stored: use second 59.';
  if (second > '60') return `Second ${second} does not exist: seconds go from 00 to 59.`;
  // Cutting digits off in silence would store another time than the one written.
  if (fraction.length > 3) {
    return 'Times are kept to the millisecond: write at most 3 digits after the point.';
  }
  return null;
}

function refuseOffset({ second, offset }: Parts): string | null {
  if (offset === undefined) return null;
  if (offset !== 'Z' && (offset.slice(1, 3) > '23' || offset.slice(4) > '59')) {
    return `Offset ${offset} does not exist: offsets go from -23:59 to +23:59.`;
  }
  if (second === undefined) {
    return `A time with an offset needs its seconds, as in '15:30:00${offset}'.`;
  }
  return null;
}

function spellWallClock({
  year,
  month,
  day,
  hour,
  minute,
  second = '00',
  fraction,
}: Parts): WallClock {
  const milliseconds = fraction === '' ? '' : `.${fraction.padEnd(3, '0')}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${milliseconds}`;
}

function readInstant(parts: Parts, offset: string): ParsedDateTime {
  // Milliseconds are added by hand: date-fns-tz loses one near the epoch (00:00:01.001 is 1.000 s).
  const wholeSeconds = toDate(spellWallClock({ ...parts, fraction: '' }) + offset);
  const instantMs = wholeSeconds.getTime() + Number(parts.fraction.padEnd(3, '0'));
  if (instantMs < FIRST_INSTANT_MS || instantMs > LAST_INSTANT_MS) {
    return { kind: 'invalid', reason: 'In UTC this instant is outside the years 0001 to 9999.' };
  }
  return { kind: 'instant', instant: new Date(instantMs) };
}
