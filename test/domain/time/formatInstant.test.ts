import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant } from '../../../src/domain/time/formatInstant.js';
import { parseDateTime } from '../../../src/domain/time/parseDateTime.js';
import { wallClockAt } from '../../../src/domain/time/wallClock.js';
import { timeZoneNames } from '../../../src/domain/time/zoneRules.js';
import { anInstantAndZone } from './arbitraries.js';

describe('spelling an instant', () => {
  it.each([
    ['2025-03-30T00:59:59Z', 'Europe/Paris', '2025-03-30T01:59:59+01:00'],
    ['2025-03-30T01:00:00Z', 'Europe/Paris', '2025-03-30T03:00:00+02:00'],
    ['2025-10-26T00:30:00Z', 'Europe/Paris', '2025-10-26T02:30:00+02:00'],
    ['2025-10-26T01:30:00Z', 'Europe/Paris', '2025-10-26T02:30:00+01:00'],
    ['2025-06-20T12:00:00.007Z', 'Asia/Kolkata', '2025-06-20T17:30:00.007+05:30'],
    ['2025-06-20T12:00:00Z', 'America/St_Johns', '2025-06-20T09:30:00-02:30'],
    ['2025-01-01T00:00:00Z', 'Pacific/Marquesas', '2024-12-31T14:30:00-09:30'],
    ['2025-01-01T12:00:00Z', 'Pacific/Kiritimati', '2025-01-02T02:00:00+14:00'],
    ['2026-12-25T12:00:00Z', 'America/Vancouver', '2026-12-25T05:00:00-07:00'],
    ['1970-01-01T00:00:00Z', 'Europe/London', '1970-01-01T01:00:00+01:00'],
    ['0099-06-01T12:00:00Z', 'Asia/Tokyo', '0099-06-01T21:19:00+09:19'],
  ])('writes %s in %s as %s', (instant, timezone, text) => {
    expect(formatInstant(new Date(instant), timezone)).toBe(text);
  });

  it.each(['UTC', 'Etc/UTC', 'Zulu', 'Universal'])('ends in Z for %s', (timezone) => {
    expect(formatInstant(new Date('2025-01-01T12:00:00Z'), timezone)).toBe('2025-01-01T12:00:00Z');
  });

  it.each(['Europe/London', 'Etc/GMT', 'GMT', 'Africa/Abidjan', 'Africa/Casablanca'])(
    'writes +00:00 for %s, which is at zero but not UTC',
    (timezone) => {
      expect(formatInstant(new Date('2026-12-01T12:00:00Z'), timezone)).toBe(
        '2026-12-01T12:00:00+00:00',
      );
    },
  );

  it('rounds an offset with seconds to the minute and moves the clock with it', () => {
    const text = formatInstant(new Date('1971-06-01T00:00:00Z'), 'Africa/Monrovia');

    expect(text).toBe('1971-05-31T23:16:00-00:44');
    expect(new Date(text)).toEqual(new Date('1971-06-01T00:00:00Z'));
  });

  it('spells a clock past the year 9999 as ISO 8601 does', () => {
    expect(formatInstant(new Date('9999-12-31T20:00:00Z'), 'Asia/Tokyo')).toBe(
      '+010000-01-01T05:00:00+09:00',
    );
  });

  it('throws on an unknown zone and on an invalid date, whatever was spelled before', () => {
    formatInstant(new Date(0), 'Europe/Paris');

    expect(() => formatInstant(new Date(0), '')).toThrow(RangeError);
    expect(() => formatInstant(new Date(0), '+02:00')).toThrow(RangeError);
    expect(() => formatInstant(new Date(Number.NaN), 'Europe/Paris')).toThrow(RangeError);
  });

  it('never changes the instant: the text reads back as the same millisecond', () => {
    fc.assert(
      fc.property(anInstantAndZone(), ([instant, timezone]) => {
        expect(parseDateTime(formatInstant(instant, timezone))).toEqual({
          kind: 'instant',
          instant,
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it('shows what the clock on the wall shows, but for seconds in an offset', () => {
    fc.assert(
      fc.property(anInstantAndZone(), ([instant, timezone]) => {
        fc.pre(timezone !== 'Africa/Monrovia');

        expect(formatInstant(instant, timezone)).toMatch(
          new RegExp(`^${wallClockAt(instant, timezone)}(Z|[+-]\\d\\d:\\d\\d)$`),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('spells each instant alike in every order of calls', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...timeZoneNames()),
        fc.array(fc.integer({ min: 0, max: Date.UTC(2100) }), { minLength: 2, maxLength: 12 }),
        (timezone, times) => {
          const spell = (ms: number) => formatInstant(new Date(ms), timezone);
          const forward = times.map(spell);

          expect([...times].reverse().map(spell).reverse()).toEqual(forward);
          // A call in between, far away, replaces what was remembered.
          expect(times.map((ms) => [spell(-1e13), spell(ms)][1])).toEqual(forward);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
