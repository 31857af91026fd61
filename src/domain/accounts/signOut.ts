import { deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { type AccountsCall, getSignedInOrEnrolling } from './accountsCall.js';

export interface SignOutOutcome {
  kind: 'signedOut';
  endedSessionsCount: number;
}

/** Ends this session, or all of the user's. @throws Unauthenticated when nobody is signed in */
export async function signOut(
  call: AccountsCall,
  { everywhere }: { everywhere: boolean },
): Promise<SignOutOutcome> {
  const { user, sessionId } = getSignedInOrEnrolling(call);
  const which = { userId: user.id, ...(everywhere ? {} : { id: sessionId }) };
  const endedSessionsCount = await inTransaction(call.db, (tx) => deleteSessions(tx, which));
  return { kind: 'signedOut', endedSessionsCount };
}
