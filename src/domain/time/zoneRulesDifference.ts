import type { Transaction } from '../../data/database.js';
import { zoneOffsetsInDatabase } from '../../data/zoneOffsets.js';
import { offsetSecondsAt, timeZoneNames } from './zoneRules.js';

const WEEK_MS = 7 * 24 * 3_600_000;
const WEEKS_COMPARED = 5 * 52;

/**
 * The zones for which the database's rules differ from those in force here, in any week of the
 * next five years. Nothing is computed by the database's rules; a difference says that one of the
 * two is out of date, which whoever reads the tables by hand must know.
 */
export async function zoneRulesDifference(db: Transaction, now: Date): Promise<string[]> {
  const weeks = Array.from(
    { length: WEEKS_COMPARED },
    (_, week) => new Date(now.getTime() + week * WEEK_MS),
  );
  const inDatabase = await zoneOffsetsInDatabase(db, timeZoneNames(), weeks);
  return [...inDatabase]
    .filter(([zone, offsets]) =>
      offsets.some((offset, week) => offset !== offsetSecondsAt(zone, weeks[week] as Date)),
    )
    .map(([zone]) => zone)
    .sort();
}
