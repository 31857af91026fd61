import { describe, expect, it } from '@jest/globals';
import {
  resolveWallClock,
  wallClockAt,
  wallClockFromColumn,
} from '../../../src/domain/time/wallClock.js';
import {
  offsetSecondsAt,
  offsetWindowAt,
  timeZoneNames,
  zoneRulesVersion,
} from '../../../src/domain/time/zoneRules.js';
import { dumpZones, findSystemZoneVersion, isOnSystem, type Segment } from './zdump.js';

const FROM_YEAR = 1970;
const UNTIL_YEAR = 2038;

// Zones that the release of Node's `Intl` may still get wrong, with their aliases. Where `Intl` is
// the only witness, the table of facts in zoneRules.test.ts speaks for them.
const UNKNOWN_TO_OLD_INTL = [
  ...['Africa/Casablanca', 'Africa/El_Aaiun', 'America/Bogota', 'America/Edmonton'],
  ...['America/Havana', 'America/Inuvik', 'America/Rainy_River', 'America/Vancouver'],
  ...['America/Winnipeg', 'America/Yellowknife', 'Asia/Tehran', 'Canada/Central'],
  ...['Canada/Mountain', 'Canada/Pacific', 'Cuba', 'Europe/Chisinau', 'Europe/Tiraspol', 'Iran'],
];

// Since release 2024b these are aliases; Debian and others go on shipping the zones that they were.
const OLDER_ON_SOME_SYSTEMS: Record<string, string> = {
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
};

const zdumpSpeaksOfTheSameRelease = (await findSystemZoneVersion()) === zoneRulesVersion;
const namesForZdump = zdumpSpeaksOfTheSameRelease ? timeZoneNames().filter(isOnSystem) : [];
const namesForIntl = timeZoneNames().filter(
  (name) => !namesForZdump.includes(name) && !UNKNOWN_TO_OLD_INTL.includes(name),
);

const itWithZdump = namesForZdump.length > 0 ? it : it.skip;
const itWithIntl = namesForIntl.length > 0 ? it : it.skip;

describe('zone rules beside a second opinion', () => {
  it('leaves no name without a witness', () => {
    const judged = [...namesForZdump, ...namesForIntl];
    const unjudged = timeZoneNames().filter((name) => !judged.includes(name));

    expect(unjudged.filter((name) => !UNKNOWN_TO_OLD_INTL.includes(name))).toEqual([]);
    expect(judged.length).toBeGreaterThan(570);
  });

  itWithZdump(
    'agrees with zdump on every change of every zone from 1970 to 2037',
    async () => {
      const zones = await askZdump(FROM_YEAR, UNTIL_YEAR);
      const tally = new Tally();
      for (const [name, segments] of zones)
        compareZone(tally, name, segments, [FROM_YEAR, UNTIL_YEAR]);

      expect([...zones.keys()].sort()).toEqual([...namesForZdump]);
      expect(tally.mismatches).toEqual([]);
      expect(tally.facts).toBeGreaterThan(400 * namesForZdump.length);
    },
    60_000,
  );

  itWithZdump(
    'agrees with zdump around 2500, where the table of changes ends and its rules go on',
    async () => {
      const zones = await askZdump(2497, 2504);
      const tally = new Tally();
      for (const [name, segments] of zones) compareZone(tally, name, segments, [2497, 2504]);

      expect(tally.mismatches).toEqual([]);
      expect(tally.facts).toBeGreaterThan(20 * namesForZdump.length);
    },
    60_000,
  );

  itWithIntl(
    'agrees with Intl on the zones that zdump cannot judge',
    () => {
      const tally = new Tally();
      for (const name of namesForIntl) compareWithIntl(tally, name);

      expect(tally.mismatches).toEqual([]);
      expect(tally.facts).toBeGreaterThan(800 * namesForIntl.length);
    },
    60_000,
  );
});

/** Counts comparisons, because a million `expect` take minutes, and keeps the first that fail. */
class Tally {
  facts = 0;
  readonly mismatches: string[] = [];

  compare(actual: unknown, expected: unknown, describeFact: () => string): void {
    this.facts += 1;
    if (actual === expected || this.mismatches.length >= 20) return;
    this.mismatches.push(`${describeFact()}: expected ${expected}, got ${actual}`);
  }
}

async function askZdump(fromYear: number, untilYear: number): Promise<Map<string, Segment[]>> {
  const zones = await dumpZones(namesForZdump, fromYear, untilYear);
  for (const [alias, target] of Object.entries(OLDER_ON_SOME_SYSTEMS)) {
    zones.set(alias, zones.get(target) ?? []);
  }
  return zones;
}

function compareZone(
  tally: Tally,
  name: string,
  segments: Segment[],
  [fromYear, untilYear]: [number, number],
): void {
  const endMs = Date.UTC(untilYear);
  for (const [i, { fromMs, offsetSeconds }] of segments.entries()) {
    const startMs = Math.max(fromMs, Date.UTC(fromYear));
    const untilMs = segments[i + 1]?.fromMs ?? endMs;
    const middleMs = Math.floor((startMs + untilMs) / 2);
    for (const instantMs of [startMs, middleMs, untilMs - 1]) {
      compareInstant(tally, name, instantMs, offsetSeconds);
      compareResolution(tally, name, instantMs + offsetSeconds * 1000, segments);
    }

    const next = segments[i + 1];
    if (!next) continue;
    const window = offsetWindowAt(name, untilMs - 1);
    tally.compare(window.untilMs, untilMs, () => `${name} changes next after ${iso(startMs)}`);
    compareChange(tally, name, next.fromMs, offsetSeconds, next.offsetSeconds, segments);
  }
}

function compareInstant(tally: Tally, name: string, instantMs: number, offset: number): void {
  const instant = new Date(instantMs);
  const where = () => `${name} at ${iso(instantMs)}`;
  tally.compare(offsetSecondsAt(name, instant), offset, where);
  tally.compare(wallClockAt(instant, name), clock(instantMs + offset * 1000), where);
}

/** Readings at the edges and in the middle of what clocks skip or repeat. */
function compareChange(
  tally: Tally,
  name: string,
  changeMs: number,
  offsetBefore: number,
  offsetAfter: number,
  segments: Segment[],
): void {
  const clockBefore = changeMs + offsetBefore * 1000;
  const clockAfter = changeMs + offsetAfter * 1000;
  const middle = Math.floor((clockBefore + clockAfter) / 2);
  for (const clockMs of [clockBefore - 1, clockBefore, middle, clockAfter - 1, clockAfter]) {
    compareResolution(tally, name, clockMs, segments);
  }
  if (offsetAfter < offsetBefore) return;

  const resolution = resolveWallClock(clock(middle), name, 'EARLIER');
  const gap = resolution.kind === 'gap' ? `${resolution.before} ${resolution.after}` : 'none';
  tally.compare(gap, `${clock(clockBefore)} ${clock(clockAfter)}`, () => `${name} gap`);
}

/** The meaning of a reading, found by trying every offset the zone ever had: slow, but plain. */
function compareResolution(tally: Tally, name: string, clockMs: number, segments: Segment[]): void {
  const instants = segments.flatMap(({ fromMs, offsetSeconds }, i) => {
    const instantMs = clockMs - offsetSeconds * 1000;
    const untilMs = segments[i + 1]?.fromMs ?? Infinity;
    return fromMs <= instantMs && instantMs < untilMs ? [instantMs] : [];
  });
  for (const inOverlap of ['EARLIER', 'LATER'] as const) {
    const expected = inOverlap === 'EARLIER' ? instants[0] : instants.at(-1);
    const found = resolveWallClock(clock(clockMs), name, inOverlap);
    const actual = found.kind === 'instant' ? found.instant.getTime() : undefined;
    const where = () => `${inOverlap} ${clock(clockMs)} in ${name}`;
    tally.compare(actual, expected, where);
    if (found.kind === 'instant') tally.compare(found.ambiguous, instants.length > 1, where);
  }
}

function compareWithIntl(tally: Tally, name: string): void {
  const readIntl = intlOffset(name);
  for (let month = 0; month < (UNTIL_YEAR - FROM_YEAR) * 12; month++) {
    compareInstant(tally, name, Date.UTC(FROM_YEAR, month), readIntl(Date.UTC(FROM_YEAR, month)));
  }
  let instantMs = offsetWindowAt(name, Date.UTC(FROM_YEAR)).untilMs;
  while (instantMs < Date.UTC(UNTIL_YEAR)) {
    compareInstant(tally, name, instantMs - 1000, readIntl(instantMs - 1000));
    compareInstant(tally, name, instantMs, readIntl(instantMs));
    instantMs = offsetWindowAt(name, instantMs).untilMs;
  }
}

function intlOffset(timeZone: string): (instantMs: number) => number {
  const options = { timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', options); // writes 2025-03-30 03:00:00
  return (instantMs) => (Date.parse(`${format.format(instantMs)}Z`) - instantMs) / 1000;
}

function clock(clockMs: number): string {
  return wallClockFromColumn(new Date(clockMs));
}

function iso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
