import DataLoader from 'dataloader';
import type { Database } from './database.js';
import { type AskerId, findEventsByIds, findRoles } from './events.js';
import { type EventChangeRow, findChangesAfter, type VersionKey } from './eventVersions.js';
import { findInboxes } from './notifications.js';
import type { EventRow, UserRow } from './rows.js';
import { findUsersOfSessions } from './sessions.js';

/**
 * Reads of those who follow something. Whoever is woken reads at the same moment as all others who
 * are, so that a thousand who follow one event cost one statement. Nothing is kept: each read is
 * of the rows as they are.
 */
export interface LiveReads {
  /** An event as a user sees it; null when there is none. */
  event(id: string, asker: AskerId): Promise<EventRow | null>;
  /** What became of an event after one of its versions, oldest first; at most 100 changes. */
  changesAfter(key: VersionKey): Promise<EventChangeRow[]>;
  /** The number of a user's newest notification; 0 when there is none. */
  lastNotification(userId: string): Promise<number>;
  /** The user of a session; null when it has ended. */
  userOfSession(sessionId: string): Promise<UserRow | null>;
}

interface AskedEvent {
  id: string;
  asker: AskerId;
}

export function createLiveReads(db: Database, clock: () => Date): LiveReads {
  const events = new DataLoader<AskedEvent, EventRow | null>((asked) => findEvents(db, asked), {
    cache: false,
  });
  const changes = new DataLoader<VersionKey, EventChangeRow[]>((keys) => findChanges(db, keys), {
    cache: false,
  });
  const inboxes = new DataLoader<string, number>(
    async (ids) => {
      const found = await findInboxes(db, [...new Set(ids)]);
      const lastNumbers = new Map(found.map(({ userId, lastNumber }) => [userId, lastNumber]));
      return ids.map((id) => lastNumbers.get(id) ?? 0);
    },
    { cache: false },
  );
  const users = new DataLoader<string, UserRow | null>(
    async (ids) => {
      const found = await findUsersOfSessions(db, [...new Set(ids)], clock());
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );
  return {
    event: (id, asker) => events.load({ id, asker }),
    changesAfter: (key) => changes.load(key),
    lastNotification: (userId) => inboxes.load(userId),
    userOfSession: (id) => users.load(id),
  };
}

async function findEvents(
  db: Database,
  asked: readonly AskedEvent[],
): Promise<(EventRow | null)[]> {
  const key = (eventId: string, userId: AskerId) => `${eventId} ${userId}`;
  const users = new Map(
    asked.flatMap(({ id, asker }) =>
      asker === null ? [] : [[key(id, asker), { eventId: id, userId: asker }] as const],
    ),
  );
  // The roles first: who loses one between the two reads must not see the event as it is then.
  const roles = users.size > 0 ? await findRoles(db, [...users.values()]) : [];
  const found = await findEventsByIds(db, [...new Set(asked.map(({ id }) => id))]);
  const roleOf = new Map(roles.map(({ eventId, userId, role }) => [key(eventId, userId), role]));
  const byId = new Map(found.map((event) => [event.id, event]));
  return asked.map(({ id, asker }) => {
    const event = byId.get(id);
    return event ? { ...event, viewerRole: roleOf.get(key(id, asker)) ?? null } : null;
  });
}

async function findChanges(db: Database, keys: readonly VersionKey[]): Promise<EventChangeRow[][]> {
  const name = ({ eventId, number }: VersionKey) => `${eventId} ${number}`;
  const asked = new Map(keys.map((key) => [name(key), key]));
  const changes = new Map<string, EventChangeRow[]>([...asked.keys()].map((key) => [key, []]));
  for (const { after, ...change } of await findChangesAfter(db, [...asked.values()])) {
    changes.get(name({ eventId: change.eventId, number: after }))?.push(change);
  }
  return keys.map((key) => changes.get(name(key)) ?? []);
}
