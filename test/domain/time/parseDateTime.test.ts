import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDateTime } from '../../../src/domain/time/parseDateTime.js';
import { resolveWallClock } from '../../../src/domain/time/wallClock.js';

const reasonOf = (text: string) => {
  const parsed = parseDateTime(text);
  return parsed.kind === 'invalid' ? parsed.reason : null;
};

describe('reading an instant', () => {
  it.each([
    ['2025-06-20T15:30:00Z', '2025-06-20T15:30:00.000Z'],
    ['2025-06-20t15:30:00z', '2025-06-20T15:30:00.000Z'],
    ['2025-06-20 15:30:00Z', '2025-06-20T15:30:00.000Z'],
    ['2025-06-20T15:30:00+02:00', '2025-06-20T13:30:00.000Z'],
    ['2025-06-20T15:30:00-09:30', '2025-06-21T01:00:00.000Z'],
    ['2025-06-20T15:30:00-00:00', '2025-06-20T15:30:00.000Z'],
    ['2025-06-20T15:30:00+23:59', '2025-06-19T15:31:00.000Z'],
    ['2025-06-20T15:30:00.5Z', '2025-06-20T15:30:00.500Z'],
    ['2025-06-20T15:30:00.05+02:00', '2025-06-20T13:30:00.050Z'],
    ['2025-06-20T15:30:00.123000000Z', '2025-06-20T15:30:00.123Z'],
    ['1970-01-01T00:00:01.001Z', '1970-01-01T00:00:01.001Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59Z', '2000-02-29T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0099-03-01T00:00:00+01:00', '0099-02-28T23:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('reads %s', (text, instant) => {
    expect(parseDateTime(text)).toEqual({ kind: 'instant', instant: new Date(instant) });
  });

  it('agrees with Date on every millisecond and offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1900), max: Date.UTC(2200) }),
        fc.integer({ min: -1439, max: 1439 }),
        (instantMs, offsetMinutes) => {
          const clock = new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
          const minutes = Math.abs(offsetMinutes);
          const hhmm = `${Math.floor(minutes / 60)}`.padStart(2, '0');
          const text = `${clock}${offsetMinutes < 0 ? '-' : '+'}${hhmm}:${`${minutes % 60}`.padStart(2, '0')}`;

          expect(parseDateTime(text)).toEqual({ kind: 'instant', instant: new Date(instantMs) });
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('reading a local time', () => {
  it.each([
    ['2025-06-20T15:30', '2025-06-20T15:30:00'],
    ['2025-06-20 15:30', '2025-06-20T15:30:00'],
    ['2025-06-20t15:30', '2025-06-20T15:30:00'],
    ['2025-06-20T15:30:45', '2025-06-20T15:30:45'],
    ['2025-06-20 15:30:45.1', '2025-06-20T15:30:45.100'],
    ['2025-06-20T15:30:45.000', '2025-06-20T15:30:45'],
    ['2025-06-20T15:30:45.1230000', '2025-06-20T15:30:45.123'],
    ['2025-03-30T02:30', '2025-03-30T02:30:00'],
    ['2024-02-29T00:00', '2024-02-29T00:00:00'],
    ['0001-01-01T00:00', '0001-01-01T00:00:00'],
    ['9999-12-31T23:59', '9999-12-31T23:59:00'],
  ])('reads %s', (text, wallClock) => {
    expect(parseDateTime(text)).toEqual({ kind: 'local', wallClock });
    expect(resolveWallClock(wallClock, 'UTC', 'EARLIER')).toHaveProperty('kind', 'instant');
  });
});

describe('refusing a text', () => {
  it.each([
    ['2025-02-29T12:00', '2025-02-29 is not a date that exists: 2025-02 has 28 days.'],
    ['2024-02-30T12:00', '2024-02-30 is not a date that exists: 2024-02 has 29 days.'],
    ['1900-02-29T12:00', '1900-02-29 is not a date that exists: 1900-02 has 28 days.'],
    ['2025-04-31T12:00', '2025-04-31 is not a date that exists: 2025-04 has 30 days.'],
    ['2025-12-32T12:00', '2025-12-32 is not a date that exists: 2025-12 has 31 days.'],
    ['2025-06-00T12:00', '2025-06-00 is not a date that exists: 2025-06 has 30 days.'],
    ['2025-13-01T12:00', 'Month 13 does not exist: months go from 01 to 12.'],
    ['2025-00-01T12:00', 'Month 00 does not exist: months go from 01 to 12.'],
    ['0000-01-01T12:00', 'Year 0000 does not exist: years go from 0001 to 9999.'],
    ['2025-06-20T24:00', 'Hour 24 is not accepted: write 00:00 of the next day.'],
    ['2025-06-20T24:00:00Z', 'Hour 24 is not accepted: write 00:00 of the next day.'],
    ['2025-06-20T25:00', 'Hour 25 does not exist: hours go from 00 to 23.'],
    ['2025-06-20T12:60', 'Minute 60 does not exist: minutes go from 00 to 59.'],
    ['2025-06-20T12:00:61', 'Second 61 does not exist: seconds go from 00 to 59.'],
    ['2016-12-31T23:59:60Z', 'Second 60 is a leap second, which cannot be stored: use second 59.'],
    ['2016-12-31T23:59:60', 'Second 60 is a leap second, which cannot be stored: use second 59.'],
    [
      '2025-06-20T12:00:00+25:00',
      'Offset +25:00 does not exist: offsets go from -23:59 to +23:59.',
    ],
    [
      '2025-06-20T12:00:00-24:00',
      'Offset -24:00 does not exist: offsets go from -23:59 to +23:59.',
    ],
    [
      '2025-06-20T12:00:00+02:60',
      'Offset +02:60 does not exist: offsets go from -23:59 to +23:59.',
    ],
    ['2025-06-20T15:30+02:00', "A time with an offset needs its seconds, as in '15:30:00+02:00'."],
    ['2025-06-20T15:30Z', "A time with an offset needs its seconds, as in '15:30:00Z'."],
    ['2025-06-20', "A date needs a time of day: write '2025-06-20T15:30' for a local time."],
  ])('says what is wrong with %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it.each(['2025-06-20T15:30:00.1234Z', '2025-06-20T15:30:00.0001'])(
    'refuses to lose digits of %s',
    (text) => {
      expect(reasonOf(text)).toMatch(/at most 3 digits/);
    },
  );

  it.each(['9999-12-31T23:00:00-05:00', '0001-01-01T00:00:00+01:00'])(
    'refuses %s, which is in another millennium in UTC',
    (text) => {
      expect(reasonOf(text)).toBe('In UTC this instant is outside the years 0001 to 9999.');
    },
  );

  it.each([
    '',
    ' ',
    'now',
    ' 2025-06-20T15:30',
    '2025-06-20T15:30 ',
    '2025-06-20T15:30\n',
    '2025-06-20T15:30:00 Z',
    '2025-06-20  15:30',
    '2025-06-20_15:30',
    '2025-06-20T15',
    '2025-06-20T15:3',
    '2025-6-20T15:30',
    '20250620T153000',
    '2025-W25-5T15:30',
    '2025-171T15:30',
    '25-06-20T15:30',
    '+002025-06-20T15:30',
    '-2025-06-20T15:30',
    '12025-06-20T15:30',
    '2025-06-20T15:30:00,5',
    '2025-06-20T15:30:00.',
    '2025-06-20T15:30.5',
    '2025-06-20T15:30:00+0200',
    '2025-06-20T15:30:00+02',
    '2025-06-20T15:30:00−02:00',
    '2025-06-20T15:30:00[Europe/Paris]',
    '2025-06-20T15:30:00 Europe/Paris',
    '2025-06-20T15:30:00Z+02:00',
    '2025-06-20 3:30 PM',
    '1750433400',
    '٢٠٢٥-06-20T15:30',
  ])('shows how to write a date and time when given %j', (text) => {
    expect(reasonOf(text)).toMatch(/^A date and time is written '2025-/);
  });

  it('does not read on in a text longer than any date and time', () => {
    expect(parseDateTime(`2025-06-20T15:30:00.${'0'.repeat(44)}`).kind).toBe('local');
    expect(reasonOf(`2025-06-20T15:30:00.${'0'.repeat(45)}`)).toMatch(
      /^A date and time is written/,
    );
  });

  it('answers any text at all, and only with a whole sentence when it refuses', () => {
    const nearly = fc.stringMatching(
      /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,4})?)?(Z|[+-]\d\d:\d\d)?$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        expect(reasonOf(text) ?? 'A sentence.').toMatch(/^[A-Z\d].* .*\.$/);
      }),
      { numRuns: 3_000 },
    );
  });
});
