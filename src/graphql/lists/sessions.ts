import type { UserRow } from '../../data/rows.js';
import { sessionOrder } from '../../data/sessions.js';
import { askerOf } from '../../domain/sharing/viewer.js';
import { connection, pageRequest, type SessionConnectionModel } from '../connection.js';
import type { RequestContext } from '../context.js';
import type { UserSessionsArgs } from '../generated.js';

const order = { name: 'sessions', direction: 'DESC', ...sessionOrder } as const;

/** `User.sessions`: null for those of others. */
export async function sessionConnection(
  { id: userId }: UserRow,
  args: UserSessionsArgs,
  { viewer, loaders, now }: RequestContext,
): Promise<SessionConnectionModel | null> {
  const page = pageRequest(args, order);
  if (askerOf(viewer) !== userId) return null;
  const found = await loaders.sessionPage.load({ userId, now, page });
  return connection(
    { ...found, countAll: () => loaders.sessionCount.load({ userId, now }) },
    order,
  );
}
