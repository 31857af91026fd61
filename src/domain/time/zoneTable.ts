import { createRequire } from 'node:module';

/** A stretch of time during which a zone keeps one offset. Half-open: `from ≤ instant < until`. */
export interface OffsetWindow {
  /** Milliseconds since the epoch; `-Infinity` for the zone's first window. */
  readonly fromMs: number;
  /** Milliseconds since the epoch; `Infinity` when no change is known. */
  readonly untilMs: number;
  /** Seconds east of UTC. */
  readonly offsetSeconds: number;
}

/** `moment-timezone`'s packed file: zones as `name|abbreviations|offsets|indices|differences|population`. */
interface PackedRules {
  readonly version: string;
  readonly zones: readonly string[];
  readonly links: readonly string[];
}

// `require`, because Node 20 prints a warning for each JSON file imported as a module.
const packed = createRequire(import.meta.url)(
  'moment-timezone/data/packed/latest.json',
) as PackedRules;

const packedZones = new Map(packed.zones.map((zone) => [zone.slice(0, zone.indexOf('|')), zone]));
const aliasTargets = new Map(
  packed.links.map((link) => {
    const [target = '', alias = ''] = link.split('|');
    return [alias, target];
  }),
);
const unpackedZones = new Map<string, readonly OffsetWindow[]>();

/** Release of the IANA time zone database in force, e.g. `2026f`. */
export const zoneRulesVersion: string = packed.version;

/** All IANA names known, aliases included, sorted by code unit. */
export const zoneNames: readonly string[] = [...packedZones.keys(), ...aliasTargets.keys()].sort();

/** The name that an alias stands for; other text comes back as it is. */
export function canonicalZoneName(name: string): string {
  return aliasTargets.get(name) ?? name;
}

/** Whether the database has this name or alias, in exactly this case. */
export function hasZone(name: string): boolean {
  return packedZones.has(canonicalZoneName(name));
}

/**
 * A zone's offsets from the beginning to the end of time, oldest first, without holes.
 *
 * Neighbours differ in offset: changes of the abbreviation alone are left out.
 *
 * @throws RangeError when the zone is unknown
 */
export function zoneWindows(name: string): readonly OffsetWindow[] {
  const canonical = canonicalZoneName(name);
  const known = unpackedZones.get(canonical);
  if (known) return known;

  const zone = packedZones.get(canonical);
  if (zone === undefined) throw new RangeError(`Unknown time zone: ${name}`);
  const windows = unpackZone(zone);
  unpackedZones.set(canonical, windows);
  return windows;
}

/** @see https://momentjs.com/timezone/docs/#/data-formats/packed-format/ */
function unpackZone(zone: string): OffsetWindow[] {
  const [, , offsetText = '', indexText = '', differenceText = ''] = zone.split('|');
  // The file counts minutes west of UTC; `0 -` keeps -0 out.
  const offsets = offsetText.split(' ').map((minutes) => 0 - unpackSeconds(minutes));
  const differences = differenceText === '' ? [] : differenceText.split(' ');

  const windows: OffsetWindow[] = [];
  let fromMs = -Infinity;
  let seconds = 0;
  for (let i = 0; i <= differences.length; i++) {
    const difference = differences[i];
    if (difference !== undefined) seconds += unpackSeconds(difference);
    const untilMs = difference === undefined ? Infinity : seconds * 1000;
    const offsetSeconds = offsets[unpackDigit(indexText.charCodeAt(i))];
    if (offsetSeconds === undefined)
      throw new RangeError(`Damaged zone rules: ${zone.slice(0, 40)}`);

    const last = windows.at(-1);
    if (last?.offsetSeconds === offsetSeconds) windows.pop();
    windows.push({
      fromMs: last?.offsetSeconds === offsetSeconds ? last.fromMs : fromMs,
      untilMs,
      offsetSeconds,
    });
    fromMs = untilMs;
  }
  return windows;
}

/** Reads minutes in base 60, perhaps with one digit of 60ths after a dot (`H.8` is 43:08), as seconds. */
function unpackSeconds(minutes: string): number {
  const [whole = '', sixtieths = ''] = minutes.replace('-', '').split('.');
  let seconds = 0;
  for (const digit of whole) seconds = seconds * 60 + unpackDigit(digit.charCodeAt(0));
  seconds *= 60;
  if (sixtieths !== '') seconds += unpackDigit(sixtieths.charCodeAt(0));
  return minutes.startsWith('-') ? -seconds : seconds;
}

/** `0`–`9`, `a`–`z`, `A`–`X` are the digits 0 to 59. */
function unpackDigit(charCode: number): number {
  if (charCode >= 97) return charCode - 87;
  if (charCode >= 65) return charCode - 29;
  return charCode - 48;
}
