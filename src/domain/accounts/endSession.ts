import { deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { type AccountsCall, getSignedIn } from './accountsCall.js';

export type EndSessionOutcome =
  | { kind: 'ended'; sessionId: string; current: boolean }
  | { kind: 'sessionNotFound' };

/** Ends one of the viewer's own sessions. @throws Unauthenticated when nobody is signed in */
export async function endSession(
  call: AccountsCall,
  { sessionId }: { sessionId: string },
): Promise<EndSessionOutcome> {
  const { user, sessionId: own } = getSignedIn(call);
  const which = { userId: user.id, id: sessionId };
  const endedCount = await inTransaction(call.db, (tx) => deleteSessions(tx, which));
  if (endedCount === 0) return { kind: 'sessionNotFound' };
  return { kind: 'ended', sessionId, current: sessionId === own };
}
