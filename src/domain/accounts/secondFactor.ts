import type { Transaction } from '../../data/database.js';
import type { SecondFactorRow, UserRow } from '../../data/rows.js';
import { lockSecondFactor, spendRecoveryCode, spendStep } from '../../data/secondFactors.js';
import { inTransaction } from '../../data/transaction.js';
import { lockUser } from '../../data/users.js';
import type { AccountsCall } from './accountsCall.js';
import { openSecret } from './factorSecret.js';
import { countCodeGuess } from './guesses.js';
import { recoveryCodeHash } from './recoveryCodes.js';
import { stepOfCode } from './totp.js';

/** With blanks, as some write it. */
const CODE_LENGTH_MAX = 20;

export type FactorRefusal = { kind: 'secondFactorRequired' } | { kind: 'invalidSecondFactor' };

/**
 * Does `work` for who knows the password, once the second factor is proved too, in one transaction
 * that has the account locked: where there is none, it cannot be turned on meanwhile. To be called
 * when the password was right: whoever does not know it learns nothing of a second factor, and cannot
 * use up its guesses.
 *
 * @param code  of the second factor, or a recovery code; null when none was given
 * @param work  gets the account as it is now; null when it is gone
 * @throws RateLimited after too many wrong codes
 */
export async function withSecondFactor<Outcome>(
  call: AccountsCall,
  { id: userId }: Pick<UserRow, 'id'>,
  code: string | null | undefined,
  work: (tx: Transaction, locked: UserRow | null) => Promise<Outcome>,
): Promise<Outcome | FactorRefusal> {
  const guess = code == null ? null : await countCodeGuess(call, userId);
  return inTransaction(call.db, async (tx): Promise<Outcome | FactorRefusal> => {
    const [locked, factor] = await Promise.all([
      lockUser(tx, userId),
      lockSecondFactor(tx, userId),
    ]);
    if (factor?.confirmedAt) {
      if (code == null) return { kind: 'secondFactorRequired' };
      if (!(await spendCode(tx, call, factor, code))) return { kind: 'invalidSecondFactor' };
    }
    await guess?.takeBack(tx);
    return work(tx, locked);
  });
}

/**
 * Takes a code of a factor, which then is worth nothing any more; false for one that is wrong, or was
 * taken before. The factor must be locked: of two at once, one is first.
 */
export async function spendCode(
  tx: Transaction,
  { now, tokens }: Pick<AccountsCall, 'now' | 'tokens'>,
  { userId, sealedSecret, lastStep }: SecondFactorRow,
  code: string,
): Promise<boolean> {
  const recovery = recoveryCodeHash(code);
  if (recovery) return spendRecoveryCode(tx, userId, recovery);
  const digits = code.length > CODE_LENGTH_MAX ? '' : code.replaceAll(' ', '');
  if (!/^\d{6}$/.test(digits)) return false;
  const secret = openSecret(tokens.secondFactorKey, userId, sealedSecret);
  const step = stepOfCode(secret, digits, { now, lastStep });
  if (step === null) return false;
  await spendStep(tx, userId, step);
  return true;
}
