import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import type { SecondFactorRow } from './rows.js';
import { write } from './statements/send.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Locks a user's second factor, so that rivals for one code queue here; null without one. */
export async function lockSecondFactor(
  tx: Transaction,
  userId: string,
): Promise<SecondFactorRow | null> {
  const [factor] = await write<SecondFactorRow>(
    tx,
    Prisma.sql`
    SELECT "userId", "sealedSecret", "createdAt", "confirmedAt", "lastStep" FROM "SecondFactor"
    WHERE "userId" = ${userId}::uuid FOR UPDATE`,
  );
  return factor ?? null;
}

/** Second factors by their users, in no order. */
export function findSecondFactors(
  db: Transaction,
  userIds: readonly string[],
): Promise<SecondFactorRow[]> {
  return db.secondFactor.findMany({ where: { userId: { in: [...userIds] } } });
}

/** Whether a user's second factor is on. */
export async function hasSecondFactor(db: Transaction, userId: string): Promise<boolean> {
  return (await db.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
}

/** Keeps a factor that is not turned on yet; another such one of the user goes. */
export async function putSecondFactor(
  tx: Transaction,
  { userId, ...factor }: { userId: string; sealedSecret: Bytes; createdAt: Date },
): Promise<void> {
  await tx.secondFactor.upsert({
    where: { userId },
    create: { userId, ...factor },
    update: factor,
  });
}

/** Turns a factor on. It must be locked. */
export async function turnOnSecondFactor(
  tx: Transaction,
  userId: string,
  { recoveryCodeHashes, ...data }: { confirmedAt: Date; recoveryCodeHashes: readonly Bytes[] },
): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data });
  await tx.recoveryCode.createMany({
    data: recoveryCodeHashes.map((codeHash) => ({ codeHash, userId })),
  });
}

/** Remembers of which step a code was taken. The factor must be locked. */
export async function spendStep(tx: Transaction, userId: string, lastStep: number): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data: { lastStep } });
}

/** Removes a recovery code. @returns whether it was there */
export async function spendRecoveryCode(
  tx: Transaction,
  userId: string,
  codeHash: Bytes,
): Promise<boolean> {
  return (await tx.recoveryCode.deleteMany({ where: { userId, codeHash } })).count === 1;
}

/** Removes a second factor that is on, with its recovery codes. @returns whether there was one */
export async function deleteSecondFactor(tx: Transaction, userId: string): Promise<boolean> {
  const where = { userId, confirmedAt: { not: null } };
  return (await tx.secondFactor.deleteMany({ where })).count === 1;
}
