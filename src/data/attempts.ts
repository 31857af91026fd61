import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';

/** What attempts are counted under. */
export interface AttemptsKey {
  keyHash: Uint8Array<ArrayBuffer>;
  /** Where their minute begins, or their hour ends. */
  minute: Date;
}

/** Counts attempts. @returns how many there were in this minute, or hour, these included */
export async function countAttempts(
  db: Transaction,
  key: AttemptsKey,
  attempts: number,
): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>(countSql(key, attempts));
  return count;
}

/**
 * Counts one attempt under two keys, in one statement: under the second not when there were more than
 * `max` under the first.
 *
 * @returns how many there were under each, this one included; null where it was not counted
 */
export async function countInTurn(
  db: Transaction,
  [first, second]: readonly [AttemptsKey, AttemptsKey],
  max: number,
): Promise<[first: number, second: number | null]> {
  const [counts] = await db.$queryRaw<[{ first: number; second: number | null }]>`
    WITH first AS (${countSql(first, 1)}),
      second AS (${countSql(second, 1, Prisma.sql`FROM first WHERE first."count" <= ${max}`)})
    SELECT first."count" AS "first", second."count" AS "second"
    FROM first LEFT JOIN second ON TRUE`;
  return [counts.first, counts.second];
}

/** @param when  from what, and on which condition */
function countSql(
  { keyHash, minute }: AttemptsKey,
  attempts: number,
  when = Prisma.empty,
): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "Attempts" AS known ("keyHash", "minute", "count")
    SELECT ${keyHash}::bytea, ${minute}::timestamptz, ${attempts}::int ${when}
    ON CONFLICT ("keyHash", "minute") DO UPDATE SET "count" = known."count" + EXCLUDED."count"
    RETURNING "count"`;
}

/** Takes one attempt back. */
export async function uncountAttempt(db: Transaction, key: AttemptsKey): Promise<void> {
  await db.$executeRaw(uncountSql(key));
}

/** Takes one attempt back that was counted in turn. */
export async function uncountInTurn(
  db: Transaction,
  [first, second]: readonly [AttemptsKey, AttemptsKey],
): Promise<void> {
  // In the order in which they are counted: in another one, the two could wait for each other.
  await db.$executeRaw`
    WITH first AS (${uncountSql(first)} RETURNING TRUE)
    ${uncountSql(second)} AND (SELECT count(*) FROM first) >= 0`;
}

function uncountSql({ keyHash, minute }: AttemptsKey): Prisma.Sql {
  return Prisma.sql`
    UPDATE "Attempts" SET "count" = "count" - 1 WHERE "keyHash" = ${keyHash} AND "minute" = ${minute}`;
}

/** Removes the counts of minutes before this instant. */
export async function deleteAttempts(db: Transaction, before: Date): Promise<number> {
  const { count } = await db.attempts.deleteMany({ where: { minute: { lt: before } } });
  return count;
}
