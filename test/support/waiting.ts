import type { Transaction } from '../../src/data/database.js';

const PATIENCE_MS = 5_000;

/** Waits until somebody in this database waits for a lock; not for ever, when nobody does. */
export async function untilSomebodyWaits(db: Transaction): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const waiting = await db.$queryRaw<object[]>`
      SELECT "pid" FROM "pg_stat_activity"
      WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
    if (waiting.length > 0) return;
  }
}
