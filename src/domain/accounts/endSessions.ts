import type { Database } from '../../data/database.js';
import { deleteAllSessions, deleteSessions } from '../../data/sessions.js';
import { inTransaction } from '../../data/transaction.js';
import { findUserByEmail } from '../../data/users.js';

export type EndSessionsOutcome =
  | { kind: 'ended'; username: string; endedSessionsCount: number }
  | { kind: 'userNotFound' };

/** Ends all sessions of the account that has this email, for whoever runs the server. */
export function endSessionsOf(db: Database, email: string): Promise<EndSessionsOutcome> {
  return inTransaction(db, async (tx): Promise<EndSessionsOutcome> => {
    const user = await findUserByEmail(tx, email);
    if (!user) return { kind: 'userNotFound' };
    const endedSessionsCount = await deleteSessions(tx, { userId: user.id });
    return { kind: 'ended', username: user.username, endedSessionsCount };
  });
}

/** Ends all sessions of everybody, for whoever runs the server. @returns how many */
export function endSessionsOfAll(db: Database): Promise<number> {
  return inTransaction(db, deleteAllSessions);
}
