import type { UserRow } from '../../data/rows.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkUsername, type NameTaken, nameTaken } from './accountRules.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';

/** Null or left out: stays as it is. */
export interface ProfileChange {
  username?: string | null;
  email?: string | null;
  timezone?: string | null;
}

export type UpdateProfileOutcome =
  | { kind: 'updated'; user: UserRow }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | NameTaken;

/** Changes the viewer's own account. @throws Unauthenticated when nobody is signed in */
export async function updateProfile(
  call: AccountsCall,
  change: ProfileChange,
): Promise<UpdateProfileOutcome> {
  const { id } = getSignedIn(call).user;
  const complaints = new Complaints();
  if (change.username != null) checkUsername(complaints, change.username);
  if (change.email != null) complaints.checkEmail('email', change.email);
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const data = {
    username: change.username ?? undefined,
    email: change.email ?? undefined,
    timezone: change.timezone ?? undefined,
    updatedAt: call.now,
  };
  try {
    return { kind: 'updated', user: await call.db.user.update({ where: { id }, data }) };
  } catch (error) {
    return nameTaken(error);
  }
}
