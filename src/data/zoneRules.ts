import type { Transaction } from './database.js';

/**
 * Notes that the instants of events are being brought to a release of the zone rules. Whoever
 * else does so at the same time waits for this transaction.
 *
 * @returns false when it was done before
 */
export async function claimZoneRules(
  tx: Transaction,
  version: string,
  now: Date,
): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    INSERT INTO "ZoneRules" ("version", "appliedAt") VALUES (${version}, ${now})
    ON CONFLICT DO NOTHING`;
  return claimed === 1;
}
