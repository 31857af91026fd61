import { findCollaboratorsOf } from '../../data/collaborators.js';
import type { Transaction } from '../../data/database.js';
import { insertNotifications, type NewNotification } from '../../data/notifications.js';
import type { CollaboratorRow } from '../../data/rows.js';
import { groupBy } from '../groupBy.js';
import { hasRole } from '../sharing/permissions.js';
import type { Facts, News } from './news.js';

/** By whom something was done, and when. */
export interface Doing {
  /** Null for nobody with an account. */
  actorId: string | null;
  now: Date;
}

/** Nothing of what only some kinds tell. */
const NO_FACTS: Facts = {
  version: null,
  changedFields: [],
  personId: null,
  previousRole: null,
  role: null,
  promotedCount: null,
  attendeeIds: [],
};

/**
 * Tells everyone concerned, in the transaction that did it: both are written, or neither. Call it
 * once, as the last thing, with all there is to tell: from here on others who want to tell the same
 * people wait. The events must be locked.
 */
export async function notify(tx: Transaction, doing: Doing, news: readonly News[]): Promise<void> {
  const shared = news.filter(({ leastRole }) => leastRole !== null);
  const eventIds = [...new Set(shared.map(({ event }) => event.id))];
  const found = eventIds.length > 0 ? await findCollaboratorsOf(tx, eventIds) : [];
  const collaborators = groupBy(found, ({ eventId }) => eventId);
  const rows = news.flatMap((item) => address(item, collaborators.get(item.event.id), doing));
  if (rows.length > 0) await insertNotifications(tx, rows);
}

/** One notification for each person whom the news concerns. */
function address(
  { kind, event, facts, leastRole, others, actorShownTo }: News,
  collaborators: readonly CollaboratorRow[] = [],
  { actorId, now }: Doing,
): NewNotification[] {
  const entitled = collaborators.filter(({ role }) => leastRole && hasRole(role, leastRole));
  const told = new Set(entitled.map(({ userId }) => userId));
  const write = (userId: string, some: Partial<Facts>, actorShown: boolean): NewNotification => ({
    ...NO_FACTS,
    ...some,
    userId,
    kind,
    createdAt: now,
    own: userId === actorId,
    actorId: actorShown ? actorId : null,
    eventId: event.id,
    eventName: event.name,
  });
  return [
    ...[...told].map((userId) => write(userId, facts, actorShownTo !== 'NOBODY')),
    ...others
      .filter(({ userId }) => !told.has(userId))
      .map((other) => write(other.userId, other.facts, actorShownTo === 'EVERYBODY')),
  ];
}
