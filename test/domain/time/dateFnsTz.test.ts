import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { formatInTimeZone, fromZonedTime, toDate } from 'date-fns-tz';
import { formatInstant } from '../../../src/domain/time/formatInstant.js';
import { parseDateTime } from '../../../src/domain/time/parseDateTime.js';
import { resolveWallClock } from '../../../src/domain/time/wallClock.js';
import { isTimeZone, zoneRulesVersion } from '../../../src/domain/time/zoneRules.js';

// Why zones are resolved here and not by date-fns-tz alone. When one of these fails after an update
// of the library, the work-around beside it may go.
describe('faults of date-fns-tz that do not reach an answer', () => {
  it('it reads a time in a gap an hour early; we name the gap', () => {
    expect(fromZonedTime('2025-03-30T02:30:00', 'Europe/Paris').toISOString()).toBe(
      '2025-03-30T00:30:00.000Z', // shown as 01:30, before the gap
    );
    expect(resolveWallClock('2025-03-30T02:30:00', 'Europe/Paris', 'EARLIER')).toEqual({
      kind: 'gap',
      before: '2025-03-30T02:00:00',
      after: '2025-03-30T03:00:00',
    });
  });

  it('it lets the zone of the process choose in an overlap; we mean the first', () => {
    const script = "fromZonedTime('2025-10-26T02:30:00', 'Europe/Paris').toISOString()";

    expect(evaluate(script, 'Asia/Kolkata')).toBe('2025-10-26T01:30:00.000Z');
    expect(evaluate(script, 'America/New_York')).toBe('2025-10-26T00:30:00.000Z');
    expect(resolveWallClock('2025-10-26T02:30:00', 'Europe/Paris', 'EARLIER')).toEqual({
      kind: 'instant',
      instant: new Date('2025-10-26T00:30:00Z'),
      ambiguous: true,
    });
  });

  it('it writes another hour while the process itself is in a gap; we do not look at the process', () => {
    const script = "formatInTimeZone(new Date('2025-03-09T02:30:00Z'), 'UTC', 'HH:mm')";

    expect(evaluate(script, 'Asia/Kolkata')).toBe('02:30');
    expect(evaluate(script, 'America/New_York')).toBe('03:30');
    expect(formatInstant(new Date('2025-03-09T02:30:00Z'), 'UTC')).toBe('2025-03-09T02:30:00Z');
  });

  it('it takes an empty name for the zone of the process and an offset for a zone; we refuse both', () => {
    const script = "fromZonedTime('2025-06-20T15:30:00', '').toISOString()";

    expect(evaluate(script, 'Asia/Kolkata')).toBe('2025-06-20T10:00:00.000Z');
    expect(fromZonedTime('2025-06-20T15:30:00', '+02:00').toISOString()).toBe(
      '2025-06-20T13:30:00.000Z',
    );
    expect(['', '+02:00'].map(isTimeZone)).toEqual([false, false]);
  });

  it('it loses a millisecond near the epoch; we keep it', () => {
    const text = '1970-01-01T00:00:01.001Z';

    expect(toDate(text).getTime()).toBe(1000);
    expect(parseDateTime(text)).toEqual({ kind: 'instant', instant: new Date(1001) });
  });

  const itWithOldIntl = (process.versions.tz ?? '') < zoneRulesVersion ? it : it.skip;
  itWithOldIntl('it knows the zone rules of its Node only; ours come with a package', () => {
    const christmas = new Date('2026-12-25T12:00:00Z');

    expect(formatInTimeZone(christmas, 'America/Vancouver', 'xxx')).toBe('-08:00');
    expect(formatInstant(christmas, 'America/Vancouver')).toBe('2026-12-25T05:00:00-07:00');
  });
});

/** Runs an expression over date-fns-tz in a process of its own, under another zone. */
function evaluate(expression: string, processZone: string): string {
  const script = `import { formatInTimeZone, fromZonedTime } from 'date-fns-tz'; process.stdout.write(${expression});`;
  const env = { ...process.env, TZ: processZone, NODE_OPTIONS: '' };
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env,
    encoding: 'utf8',
  });
}
