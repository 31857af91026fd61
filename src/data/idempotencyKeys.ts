import type { Transaction } from './database.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A key that was used before. */
export interface UsedKey {
  keyHash: Bytes;
  inputHash: Bytes;
  outcome: Bytes;
}

/**
 * Claims keys for this transaction. A key that another transaction is just claiming is waited
 * for: if that one keeps an outcome the key is used, if not the key is ours. One whose time is
 * over counts as never used.
 *
 * @param expiry  keys claimed before this instant are free again
 * @returns hex of the hashes that are ours now; the others were used before
 */
export async function claimKeys(
  tx: Transaction,
  keys: readonly { keyHash: Bytes; inputHash: Bytes }[],
  now: Date,
  expiry: Date,
): Promise<Set<string>> {
  // In one order everywhere, so that two groups with keys in common cannot block each other.
  const sorted = [...keys].sort((a, b) => Buffer.compare(a.keyHash, b.keyHash));
  const claimed = await tx.$queryRaw<{ hex: string }[]>`
    INSERT INTO "IdempotencyKey" AS known ("keyHash", "inputHash", "createdAt")
    SELECT *, ${now}::timestamptz FROM unnest(
      ${sorted.map(({ keyHash }) => keyHash)}::bytea[],
      ${sorted.map(({ inputHash }) => inputHash)}::bytea[])
    ON CONFLICT ("keyHash") DO UPDATE
      SET "inputHash" = excluded."inputHash", "outcome" = NULL, "createdAt" = excluded."createdAt"
      WHERE known."createdAt" < ${expiry} OR known."outcome" IS NULL
    RETURNING encode("keyHash", 'hex') AS "hex"`;
  return new Set(claimed.map(({ hex }) => hex));
}

export async function findUsedKeys(
  tx: Transaction,
  keyHashes: readonly Bytes[],
): Promise<UsedKey[]> {
  const rows = await tx.idempotencyKey.findMany({ where: { keyHash: { in: [...keyHashes] } } });
  return rows.flatMap(({ keyHash, inputHash, outcome }) =>
    outcome ? [{ keyHash, inputHash, outcome }] : [],
  );
}

export async function keepOutcomes(
  tx: Transaction,
  outcomes: readonly { keyHash: Bytes; outcome: Bytes }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "IdempotencyKey" SET "outcome" = given."outcome"
    FROM unnest(
      ${outcomes.map(({ keyHash }) => keyHash)}::bytea[],
      ${outcomes.map(({ outcome }) => outcome)}::bytea[]) AS given("keyHash", "outcome")
    WHERE "IdempotencyKey"."keyHash" = given."keyHash"`;
}

/** Removes the keys whose time is over. */
export async function forgetKeys(db: Transaction, expiry: Date): Promise<number> {
  const { count } = await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: expiry } } });
  return count;
}
