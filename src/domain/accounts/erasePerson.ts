import type { Database } from '../../data/database.js';
import { countRegistrationsOf, eraseDoorkeeper, eraseRegistrationsOf } from '../../data/erasure.js';
import type { EventRow } from '../../data/rows.js';
import { inTransaction } from '../../data/transaction.js';
import { findUserByEmail } from '../../data/users.js';
import { eraseUser } from './eraseUser.js';

/** What is known of an email address. */
export interface Person {
  registrationsCount: number;
  /** Of the account that has it; null without one. */
  username: string | null;
}

export type ErasePersonOutcome =
  | ({ kind: 'erased' } & Person)
  | { kind: 'userChanged' }
  | { kind: 'lastOwner'; events: EventRow[] };

export async function findPerson(db: Database, email: string): Promise<Person> {
  const user = await findUserByEmail(db, email);
  const registrationsCount = await countRegistrationsOf(db, email);
  return { registrationsCount, username: user?.username ?? null };
}

/**
 * Erases everything under an email address, case ignored, for whoever runs the server and made sure
 * who is asking: all registrations, whoever made them, and the account, if there is one.
 */
export function erasePerson(db: Database, email: string): Promise<ErasePersonOutcome> {
  return inTransaction(db, async (tx): Promise<ErasePersonOutcome> => {
    const user = await findUserByEmail(tx, email);
    let registrationsCount = 0;
    const eraseAddress = async () => {
      registrationsCount = await eraseRegistrationsOf(tx, email);
      await eraseDoorkeeper(tx, email);
    };
    const erasure = user ? await eraseUser(tx, user, eraseAddress) : await eraseAddress();
    if (erasure && erasure.kind !== 'erased') return erasure;
    return { kind: 'erased', registrationsCount, username: user?.username ?? null };
  });
}
