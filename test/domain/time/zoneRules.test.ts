import { describe, expect, it } from '@jest/globals';
import {
  isTimeZone,
  isUtcName,
  type OffsetWindow,
  offsetSecondsAt,
  offsetWindowAt,
  suggestTimeZone,
  timeZoneNames,
  zoneRulesVersion,
} from '../../../src/domain/time/zoneRules.js';
import { zoneWindows } from '../../../src/domain/time/zoneTable.js';

const hoursAt = (timezone: string, instant: string) =>
  offsetSecondsAt(timezone, new Date(instant)) / 3600;

describe('time zone names', () => {
  it.each([
    'Europe/Paris',
    'Asia/Calcutta',
    'America/Argentina/Ushuaia',
    'UTC',
    'Etc/GMT+5',
    'EST5EDT',
  ])('accepts %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'Z',
    'local',
    '+02:00',
    '-0800',
    'europe/paris',
    'EUROPE/PARIS',
    ' Europe/Paris',
    'Europe/Paris\n',
    'Europe',
    'Mars/Olympus',
    'PST',
    'toString',
    '__proto__',
  ])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
    expect(() => offsetSecondsAt(name, new Date(0))).toThrow(RangeError);
  });

  it('lists every name once, sorted, aliases included', () => {
    const names = timeZoneNames();

    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(expect.arrayContaining(['Asia/Calcutta', 'Asia/Kolkata', 'US/Pacific']));
    expect(names.every(isTimeZone)).toBe(true);
  });

  it('misses no name that the JavaScript engine knows', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it('tells the names of UTC from zones that merely have no offset', () => {
    const utcNames = ['Etc/UCT', 'Etc/UTC', 'Etc/Universal', 'Etc/Zulu', 'UCT', 'UTC'];

    expect(timeZoneNames().filter(isUtcName)).toEqual([...utcNames, 'Universal', 'Zulu']);
  });
});

describe('suggesting a time zone', () => {
  it.each([
    ['europe/paris', 'Europe/Paris'],
    ['Europe/Pari', 'Europe/Paris'],
    [' Europe/Paris ', 'Europe/Paris'],
    ['EUROPE/LONDN', 'Europe/London'],
    ['America/New York', 'America/New_York'],
    ['america/newyork', 'America/New_York'],
    ['New York', 'America/New_York'],
    ['tokyo', 'Asia/Tokyo'],
    ['Tokio', 'Asia/Tokyo'],
    ['louisville', 'America/Kentucky/Louisville'],
    ['utc', 'UTC'],
    ['Europe/Kyv', 'Europe/Kyiv'],
  ])('takes %j for %s', (text, name) => {
    expect(suggestTimeZone(text)).toBe(name);
  });

  it.each(['', '   ', 'PST', '+02:00', 'Mars/Olympus', 'pacific'])(
    'has no idea what %j means',
    (text) => {
      expect(suggestTimeZone(text)).toBeNull();
    },
  );

  it('does not search for a text longer than any name', () => {
    expect(suggestTimeZone(`${' '.repeat(60)}Europe/Paris`)).toBeNull();
  });

  it('answers each name with itself', () => {
    expect(timeZoneNames().filter((name) => suggestTimeZone(name) !== name)).toEqual([]);
  });
});

describe('offsets', () => {
  it('follows the release of the time zone database that the facts below were taken from', () => {
    expect(zoneRulesVersion).toBe('2026f');
  });

  // Rules newer than the copy in many a Node, as `zdump` of release 2026f prints them: the instant
  // of a change, hours east of UTC before it and from it on.
  it.each([
    ['America/Vancouver', '2026-03-08T10:00:00Z', -8, -7],
    ['America/Vancouver', '2026-11-01T09:00:00Z', -7, -7],
    ['America/Vancouver', '2030-12-25T00:00:00Z', -7, -7],
    ['Canada/Pacific', '2026-11-01T09:00:00Z', -7, -7],
    ['America/Edmonton', '2026-11-01T08:00:00Z', -6, -6],
    ['America/Edmonton', '2027-03-14T09:00:00Z', -6, -6],
    ['Canada/Mountain', '2026-11-01T08:00:00Z', -6, -6],
    ['America/Yellowknife', '2026-11-01T08:00:00Z', -6, -6],
    ['America/Inuvik', '2026-11-01T08:00:00Z', -6, -6],
    ['America/Winnipeg', '2026-03-08T08:00:00Z', -6, -5],
    ['America/Winnipeg', '2026-11-01T07:00:00Z', -5, -5],
    ['Canada/Central', '2026-11-01T07:00:00Z', -5, -5],
    ['America/Rainy_River', '2026-11-01T07:00:00Z', -5, -5],
    ['Africa/Casablanca', '2026-03-22T02:00:00Z', 0, 1],
    ['Africa/Casablanca', '2026-09-20T01:00:00Z', 1, 0],
    ['Africa/Casablanca', '2037-10-04T02:00:00Z', 0, 0],
    ['Africa/El_Aaiun', '2026-03-22T02:00:00Z', 0, 1],
    ['Africa/El_Aaiun', '2026-09-20T01:00:00Z', 1, 0],
    ['America/Havana', '2026-03-08T05:00:00Z', -5, -4],
    ['America/Havana', '2026-11-01T05:00:00Z', -4, -4],
    ['America/Havana', '2027-11-07T05:00:00Z', -4, -5],
    ['Cuba', '2026-11-01T05:00:00Z', -4, -4],
    ['Europe/Chisinau', '2021-03-28T00:00:00Z', 2, 3],
    ['Europe/Chisinau', '2022-03-27T01:00:00Z', 2, 3],
    ['Europe/Chisinau', '2026-10-25T01:00:00Z', 3, 2],
    ['Europe/Tiraspol', '2026-10-25T01:00:00Z', 3, 2],
    ['America/Bogota', '1992-05-02T05:00:00Z', -5, -4],
    ['Asia/Tehran', '1979-05-25T20:30:00Z', 3.5, 4.5],
    ['Iran', '1979-05-25T20:30:00Z', 3.5, 4.5],
  ])('%s at %s goes from %d to %d hours', (timezone, instant, before, after) => {
    const justBefore = new Date(Date.parse(instant) - 1).toISOString();

    expect([hoursAt(timezone, justBefore), hoursAt(timezone, instant)]).toEqual([before, after]);
  });

  it.each([
    ['Africa/Monrovia', '1971-06-01T00:00:00Z', -2670 / 3600],
    ['Australia/Lord_Howe', '2025-01-01T00:00:00Z', 11],
    ['Australia/Lord_Howe', '2025-07-01T00:00:00Z', 10.5],
    ['Asia/Kathmandu', '2025-07-01T00:00:00Z', 5.75],
    ['Pacific/Kiritimati', '2025-07-01T00:00:00Z', 14],
    ['Etc/GMT+12', '2025-07-01T00:00:00Z', -12],
    ['Europe/Paris', '1850-01-01T00:00:00Z', 561 / 3600],
  ])('%s is, at %s, %d hours east', (timezone, instant, hours) => {
    expect(hoursAt(timezone, instant)).toBe(hours);
  });

  it.each([
    ['America/New_York', '2100-07-01T00:00:00Z', -4],
    ['America/New_York', '2900-07-01T00:00:00Z', -4],
    ['America/New_York', '9999-12-31T23:59:59Z', -5],
    ['Australia/Sydney', '9999-12-31T23:59:59Z', 11],
    ['Asia/Gaza', '5000-08-01T00:00:00Z', 3],
    ['Asia/Tokyo', '9999-07-01T00:00:00Z', 9],
    ['Africa/Casablanca', '9999-07-01T00:00:00Z', 0],
  ])('keeps the yearly rules of %s in %s, long past the table', (timezone, instant, hours) => {
    expect(hoursAt(timezone, instant)).toBe(hours);
  });

  it('joins the years before and after 2500 without a seam', () => {
    let previous = offsetWindowAt('Europe/Paris', Date.UTC(2495));
    for (let changes = 0; changes < 2_000; changes++) {
      const next = offsetWindowAt('Europe/Paris', previous.untilMs);

      expect(next.fromMs).toBe(previous.untilMs);
      expect(next.offsetSeconds + previous.offsetSeconds).toBe(3 * 3600);
      expect(next.untilMs - next.fromMs).toBeLessThan(250 * 86_400_000);
      previous = next;
    }
  });

  it('covers all time in windows that touch, each with another offset than its neighbour', () => {
    for (const name of timeZoneNames()) {
      const windows = zoneWindows(name);
      const seams = windows
        .slice(1)
        .map((window, i) => [windows[i] as OffsetWindow, window] as const);

      expect([windows[0]?.fromMs, windows.at(-1)?.untilMs]).toEqual([-Infinity, Infinity]);
      expect(seams.filter(([before, after]) => before.untilMs !== after.fromMs)).toEqual([]);
      expect(seams.filter(([before, after]) => before.fromMs >= after.fromMs)).toEqual([]);
      expect(seams.filter(([a, b]) => a.offsetSeconds === b.offsetSeconds)).toEqual([]);
    }
  });

  it('throws on an invalid date', () => {
    expect(() => offsetSecondsAt('Europe/Paris', new Date(Number.NaN))).toThrow(RangeError);
  });
});
