import type { Transaction } from './database.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Counts attempts. @returns how many there were in this minute, or hour, these included */
export async function countAttempts(
  db: Transaction,
  keyHash: Bytes,
  minute: Date,
  attempts: number,
): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    INSERT INTO "Attempts" AS known ("keyHash", "minute", "count")
    VALUES (${keyHash}, ${minute}, ${attempts}::int)
    ON CONFLICT ("keyHash", "minute") DO UPDATE SET "count" = known."count" + EXCLUDED."count"
    RETURNING "count"`;
  return count;
}

/** Takes one attempt back. */
export async function uncountAttempt(db: Transaction, keyHash: Bytes, minute: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "Attempts" SET "count" = "count" - 1 WHERE "keyHash" = ${keyHash} AND "minute" = ${minute}`;
}

/** Removes the counts of minutes before this instant. */
export async function deleteAttempts(db: Transaction, before: Date): Promise<number> {
  const { count } = await db.attempts.deleteMany({ where: { minute: { lt: before } } });
  return count;
}
