import type { Database, Transaction } from './database.js';
import type { UserRow } from './rows.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Which code of which user. */
export interface ResetCode {
  userId: string;
  codeHash: Bytes;
}

/** Keeps a code; the one that the user may have had is worth nothing from then on. */
export async function putPasswordReset(
  tx: Transaction,
  { userId, ...reset }: ResetCode & { createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.passwordReset.upsert({
    where: { userId },
    create: { userId, ...reset },
    update: reset,
  });
}

/** Whose code it is; null when it is nobody's, or not any more. */
export async function findUserOfReset(
  db: Transaction,
  code: ResetCode,
  now: Date,
): Promise<UserRow | null> {
  const where = { ...code, expiresAt: { gt: now } };
  const found = await db.passwordReset.findUnique({ where, include: { user: true } });
  return found?.user ?? null;
}

/** Removes a code. @returns whether it was there: of two at once, one finds it */
export async function spendPasswordReset(
  tx: Transaction,
  code: ResetCode,
  now: Date,
): Promise<boolean> {
  const where = { ...code, expiresAt: { gt: now } };
  return (await tx.passwordReset.deleteMany({ where })).count === 1;
}

/** Removes the code that a user may have. */
export async function deletePasswordReset(tx: Transaction, userId: string): Promise<void> {
  await tx.passwordReset.deleteMany({ where: { userId } });
}

/** Removes the codes whose time is over. */
export async function deleteExpiredResets(db: Database, now: Date): Promise<number> {
  return (await db.passwordReset.deleteMany({ where: { expiresAt: { lte: now } } })).count;
}
