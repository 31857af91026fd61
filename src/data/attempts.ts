import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { writeAlone } from './statements/send.js';

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
  const [counted] = await writeAlone<{ count: number }>(db, countSql(key, attempts));
  return (counted as { count: number }).count;
}

/** How many attempts there were under each of two keys; null where one was not counted. */
export interface Counts {
  first: number;
  second: number | null;
}

/**
 * Counts one attempt under two keys, in one statement: under the second not when there were more than
 * `max` under the first.
 *
 * @returns how many there were, this one included
 */
export async function countInTurn(
  db: Transaction,
  [first, second]: readonly [AttemptsKey, AttemptsKey],
  max: number,
): Promise<Counts> {
  const [counts] = await writeAlone<Counts>(
    db,
    Prisma.sql`
    WITH first AS (${countSql(first, 1)}),
      second AS (${countSql(second, 1, Prisma.sql`FROM first WHERE first."count" <= ${max}`)})
    SELECT first."count" AS "first", second."count" AS "second"
    FROM first LEFT JOIN second ON TRUE`,
  );
  return counts as Counts;
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
  await writeAlone(db, uncountSql(key));
}

/** Takes one attempt back that was counted in turn. */
export async function uncountInTurn(
  db: Transaction,
  [first, second]: readonly [AttemptsKey, AttemptsKey],
): Promise<void> {
  // In the order in which they are counted: in another one, the two could wait for each other.
  await writeAlone(
    db,
    Prisma.sql`
    WITH first AS (${uncountSql(first)} RETURNING TRUE)
    ${uncountSql(second)} AND (SELECT count(*) FROM first) >= 0`,
  );
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
