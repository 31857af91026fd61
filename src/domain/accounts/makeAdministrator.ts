import type { Database } from '../../data/database.js';
import type { UserRow } from '../../data/rows.js';
import { findUserByName } from '../../data/users.js';
import type { InvalidField } from '../validation.js';
import { type NameTaken, nameTaken } from './accountRules.js';
import { foldName } from './foldName.js';
import { hashPassword, isPasswordOf } from './passwords.js';
import { type NewAccount, newUser, refuseAccount } from './signUp.js';

export type MakeAdministratorOutcome =
  | { kind: 'made' | 'promoted'; user: UserRow }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | { kind: 'otherAccount' }
  | NameTaken;

/**
 * Makes an account that may do everything, or makes one that exists such an account. Anyone can
 * sign up under any name, so an account that exists must have this email and this password too.
 */
export async function makeAdministrator(
  db: Database,
  account: Omit<NewAccount, 'timezone'>,
  now: Date,
): Promise<MakeAdministratorOutcome> {
  const fields = refuseAccount(account);
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  const known = await findUserByName(db, account.username);
  if (known) {
    const sameEmail = foldName(known.email) === foldName(account.email);
    const samePassword = await isPasswordOf(known.passwordHash, account.password);
    if (!sameEmail || !samePassword) return { kind: 'otherAccount' };
    const data = { role: 'ADMIN', updatedAt: now } as const;
    return { kind: 'promoted', user: await db.user.update({ where: { id: known.id }, data }) };
  }

  const passwordHash = await hashPassword(account.password);
  const row = newUser({ ...account, timezone: 'UTC' }, passwordHash, now);
  try {
    return { kind: 'made', user: await db.user.create({ data: { ...row, role: 'ADMIN' } }) };
  } catch (error) {
    return nameTaken(error);
  }
}
