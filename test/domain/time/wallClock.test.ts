import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  resolveWallClock,
  wallClockAt,
  wallClockFromColumn,
  wallClockToColumn,
} from '../../../src/domain/time/wallClock.js';
import { anInstantAndZone } from './arbitraries.js';

describe('reading the clock on the wall', () => {
  it.each([
    ['2025-06-20T13:30:00Z', 'Europe/Paris', '2025-06-20T15:30:00'],
    ['2025-06-20T13:30:00.050Z', 'Europe/Paris', '2025-06-20T15:30:00.050'],
    ['2025-03-30T00:59:59Z', 'Europe/Paris', '2025-03-30T01:59:59'],
    ['2025-03-30T01:00:00Z', 'Europe/Paris', '2025-03-30T03:00:00'],
    ['1971-06-01T00:00:00Z', 'Africa/Monrovia', '1971-05-31T23:15:30'],
    ['9999-12-31T20:00:00Z', 'Asia/Tokyo', '+010000-01-01T05:00:00'],
  ])('shows %s in %s as %s', (instant, timezone, wallClock) => {
    expect(wallClockAt(new Date(instant), timezone)).toBe(wallClock);
  });

  it('throws on an unknown zone and on an invalid date', () => {
    expect(() => wallClockAt(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
    expect(() => wallClockAt(new Date(Number.NaN), 'UTC')).toThrow(RangeError);
  });
});

describe('resolving a wall clock', () => {
  it.each([
    ['2025-06-20T15:30:00', 'Europe/Paris', '2025-06-20T13:30:00.000Z'],
    ['2025-06-20T15:30:00.250', 'Asia/Kolkata', '2025-06-20T10:00:00.250Z'],
    ['2025-03-30T01:59:59.999', 'Europe/Paris', '2025-03-30T00:59:59.999Z'],
    ['2025-03-30T03:00:00', 'Europe/Paris', '2025-03-30T01:00:00.000Z'],
    ['2011-12-29T23:59:59', 'Pacific/Apia', '2011-12-30T09:59:59.000Z'],
    ['2011-12-31T00:00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['1971-05-31T23:15:30', 'Africa/Monrovia', '1971-06-01T00:00:00.000Z'],
    ['2100-07-01T12:00:00', 'America/New_York', '2100-07-01T16:00:00.000Z'],
    ['0001-01-01T00:00:00', 'UTC', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:00:00', 'America/New_York', '+010000-01-01T04:00:00.000Z'],
  ])('finds the one instant of %s in %s', (wallClock, timezone, instant) => {
    const expected = { kind: 'instant', instant: new Date(instant), ambiguous: false };

    expect(resolveWallClock(wallClock, timezone, 'EARLIER')).toEqual(expected);
    expect(resolveWallClock(wallClock, timezone, 'LATER')).toEqual(expected);
  });

  it.each([
    ['2025-03-30T02:00:00', 'Europe/Paris', '2025-03-30T02:00:00', '2025-03-30T03:00:00'],
    ['2025-03-30T02:30:00', 'Europe/Paris', '2025-03-30T02:00:00', '2025-03-30T03:00:00'],
    ['2025-03-30T02:59:59.999', 'Europe/Paris', '2025-03-30T02:00:00', '2025-03-30T03:00:00'],
    ['2025-10-05T02:15:00', 'Australia/Lord_Howe', '2025-10-05T02:00:00', '2025-10-05T02:30:00'],
    ['2025-03-30T02:30:00', 'Antarctica/Troll', '2025-03-30T01:00:00', '2025-03-30T03:00:00'],
    ['2011-12-30T12:00:00', 'Pacific/Apia', '2011-12-30T00:00:00', '2011-12-31T00:00:00'],
    ['1993-08-21T12:00:00', 'Pacific/Kwajalein', '1993-08-21T00:00:00', '1993-08-22T00:00:00'],
    ['1972-01-07T00:30:00', 'Africa/Monrovia', '1972-01-07T00:00:00', '1972-01-07T00:44:30'],
    ['2026-03-22T02:30:00', 'Africa/Casablanca', '2026-03-22T02:00:00', '2026-03-22T03:00:00'],
    ['2600-03-30T02:30:00', 'Europe/Paris', '2600-03-30T02:00:00', '2600-03-30T03:00:00'],
  ])('names the gap that swallows %s in %s', (wallClock, timezone, before, after) => {
    const gap = { kind: 'gap', before, after };

    expect(resolveWallClock(wallClock, timezone, 'EARLIER')).toEqual(gap);
    expect(resolveWallClock(wallClock, timezone, 'LATER')).toEqual(gap);
  });

  it.each([
    ['2025-10-26T02:30:00', 'Europe/Paris', '2025-10-26T00:30:00.000Z', '2025-10-26T01:30:00.000Z'],
    [
      '2025-11-02T01:30:00',
      'America/New_York',
      '2025-11-02T05:30:00.000Z',
      '2025-11-02T06:30:00.000Z',
    ],
    [
      '2025-04-06T01:45:00',
      'Australia/Lord_Howe',
      '2025-04-05T14:45:00.000Z',
      '2025-04-05T15:15:00.000Z',
    ],
    [
      '1969-09-30T12:00:00',
      'Pacific/Kwajalein',
      '1969-09-30T01:00:00.000Z',
      '1969-10-01T00:00:00.000Z',
    ],
    [
      '2026-09-20T01:30:00',
      'Africa/Casablanca',
      '2026-09-20T00:30:00.000Z',
      '2026-09-20T01:30:00.000Z',
    ],
  ])(
    'means the first %s in %s unless the later is asked for',
    (wallClock, timezone, first, second) => {
      const ambiguous = { kind: 'instant', ambiguous: true };

      expect(resolveWallClock(wallClock, timezone, 'EARLIER')).toEqual({
        ...ambiguous,
        instant: new Date(first),
      });
      expect(resolveWallClock(wallClock, timezone, 'LATER')).toEqual({
        ...ambiguous,
        instant: new Date(second),
      });
    },
  );

  it('gives back every instant whose clock was read, in one of its two occurrences', () => {
    fc.assert(
      fc.property(anInstantAndZone(), ([instant, timezone]) => {
        const wallClock = wallClockAt(instant, timezone);
        const [earlier, later] = [
          resolveWallClock(wallClock, timezone, 'EARLIER'),
          resolveWallClock(wallClock, timezone, 'LATER'),
        ];
        const found = [earlier, later].map((r) => (r.kind === 'instant' ? r.instant.getTime() : 0));

        expect(found).toContain(instant.getTime());
        expect(earlier).toHaveProperty('ambiguous', found[0] !== found[1]);
        expect(found[0]).toBeLessThanOrEqual(found[1] as number);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    '',
    '2025-06-20',
    '2025-06-20T15:30',
    '2025-06-20 15:30:00',
    '2025-06-20T15:30:00Z',
    '2025-06-20T15:30:00+02:00',
    '2025-06-20T15:30:00.000',
    '2025-06-20T24:00:00',
    '2025-02-30T12:00:00',
    '2025-13-01T12:00:00',
  ])('throws on %j, which is not a wall clock', (text) => {
    expect(() => resolveWallClock(text, 'Europe/Paris', 'EARLIER')).toThrow(RangeError);
    expect(() => wallClockToColumn(text)).toThrow(RangeError);
  });

  it('throws on an unknown zone', () => {
    expect(() => resolveWallClock('2025-06-20T15:30:00', '+02:00', 'EARLIER')).toThrow(RangeError);
  });
});

describe('a wall clock in a column', () => {
  it('is the Date whose UTC fields read the same', () => {
    expect(wallClockToColumn('2025-03-30T02:30:00')).toEqual(new Date('2025-03-30T02:30:00.000Z'));
    expect(wallClockFromColumn(new Date('2025-03-30T02:30:00.007Z'))).toBe(
      '2025-03-30T02:30:00.007',
    );
  });

  it.each([
    '0001-01-01T00:00:00',
    '0099-12-31T23:59:59.999',
    '1969-12-31T23:59:59.001',
    '9999-12-31T23:59:59',
  ])('comes back unchanged: %s', (wallClock) => {
    expect(wallClockFromColumn(wallClockToColumn(wallClock))).toBe(wallClock);
  });

  it('throws on an invalid date', () => {
    expect(() => wallClockFromColumn(new Date(Number.NaN))).toThrow(RangeError);
  });
});
