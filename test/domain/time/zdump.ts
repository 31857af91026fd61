/** The system's `zdump` as a second opinion on zone rules: other code, other files, same database. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ZONE_FOLDER = '/usr/share/zoneinfo';
const BATCHES = 8;

/** One stretch of an offset; the first of a zone starts at `-Infinity`. */
export interface Segment {
  fromMs: number;
  offsetSeconds: number;
}

/** Release of the system's zone files, such as `2026f`; null without `zdump` or without that line. */
export async function findSystemZoneVersion(): Promise<string | null> {
  try {
    await run('zdump', ['--version']);
    const [firstLine = ''] = readFileSync(`${ZONE_FOLDER}/tzdata.zi`, 'utf8').split('\n', 1);
    return /^# version (\S+)$/.exec(firstLine)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Some systems leave old aliases such as `US/Pacific` to a package of their own. */
export function isOnSystem(name: string): boolean {
  return existsSync(`${ZONE_FOLDER}/${name}`);
}

/** Offsets of each zone from the start of `fromYear` until before `untilYear`, oldest first. */
export async function dumpZones(
  names: readonly string[],
  fromYear: number,
  untilYear: number,
): Promise<Map<string, Segment[]>> {
  const size = Math.ceil(names.length / BATCHES);
  const batches = Array.from({ length: BATCHES }, (_, i) => names.slice(i * size, (i + 1) * size));
  const dumps = await Promise.all(
    batches.map(async (batch) => {
      const options = { maxBuffer: 2 ** 26 };
      return (await run('zdump', ['-i', '-c', `${fromYear},${untilYear}`, ...batch], options))
        .stdout;
    }),
  );
  return new Map(dumps.flatMap((dump) => dump.split(/^TZ=/m).slice(1).map(readZone)));
}

/** `"Name"`, then lines of date, time and offset as clocks show them just after each change. */
function readZone(text: string): [string, Segment[]] {
  const [name = '', ...lines] = text.trim().split('\n');
  const segments: Segment[] = [];
  for (const line of lines) {
    const [date = '', time = '', offset = ''] = line.split('\t');
    const offsetSeconds = readOffset(offset);
    if (segments.at(-1)?.offsetSeconds === offsetSeconds) continue; // only the abbreviation changed
    const [hour = '00', minute = '00', second = '00'] = time.split(':');
    const fromMs =
      date === '-'
        ? -Infinity
        : Date.parse(`${date}T${hour}:${minute}:${second}Z`) - offsetSeconds * 1000;
    if (Number.isNaN(fromMs)) throw new Error(`zdump wrote a line that cannot be read: ${line}`);
    segments.push({ fromMs, offsetSeconds });
  }
  return [JSON.parse(name) as string, segments];
}

/** `+02`, `+0530` or `-004430`. */
function readOffset(text: string): number {
  const match = /^([+-])(\d\d)(\d\d)?(\d\d)?$/.exec(text);
  if (!match) throw new Error(`zdump wrote an offset that cannot be read: ${text}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? 0 - total : total;
}
