import DataLoader from 'dataloader';
import {
  type AttendeeCriteria,
  countAttendees,
  findAttendeesByIds,
  pagesOfAttendees,
  rankWaiting,
} from './attendees.js';
import {
  countCollaborators,
  type ListedCollaborator,
  pagesOfCollaborators,
} from './collaborators.js';
import type { Transaction } from './database.js';
import { countEvents } from './eventCounts.js';
import { type AskerId, type EventCriteria, findEventsByIds, pageOfEvents } from './events.js';
import {
  countVersions,
  findVersions,
  type ListedVersion,
  pagesOfVersions,
  type VersionKey,
} from './eventVersions.js';
import {
  countNotifications,
  findInboxes,
  findNotificationsByIds,
  type NotificationCriteria,
  pageOfNotifications,
} from './notifications.js';
import type { Page, PageRequest } from './page.js';
import type { Inbox } from './prisma/client.js';
import {
  type AttendeeRow,
  type EventRow,
  type EventVersionRow,
  eventBriefColumns,
  type NotificationRow,
  type SecondFactorRow,
  type SessionRow,
  type UserRow,
} from './rows.js';
import { findSecondFactors } from './secondFactors.js';
import {
  countSessions,
  findSessionsByIds,
  pageOfSessions,
  type SessionsAsked,
} from './sessions.js';
import { findUsersByIds } from './users.js';

interface OfEvent {
  eventId: string;
}

/** Which page of which event's attendees. */
export interface AttendeesOfEvent extends OfEvent {
  criteria: AttendeeCriteria;
  page: PageRequest;
  /** Names all that is asked but the event: spelling it anew for each event would take longer. */
  name: string;
}

/** Which of which user's notifications. */
export interface NotificationsAsked {
  userId: string;
  criteria: NotificationCriteria;
}

/**
 * Reads that carry no rule, gathered over one turn of the event loop into one statement each,
 * however many objects ask. They live for one operation, and answer null for what is not there.
 */
export interface Loaders {
  event: DataLoader<string, EventRow | null>;
  /** The same with the brief columns only, for an event of which no more is asked. */
  briefEvent: DataLoader<string, EventRow | null>;
  attendee: DataLoader<string, AttendeeRow | null>;
  attendeePage: DataLoader<AttendeesOfEvent, Page<AttendeeRow>, string>;
  attendeeCount: DataLoader<AttendeesOfEvent, number, string>;
  waitlistRank: DataLoader<string, number | null>;
  user: DataLoader<string, UserRow | null>;
  /** Lists that several objects of an operation may ask for: each is read once. */
  eventPage: DataLoader<{ criteria: EventCriteria; page: PageRequest }, Page<EventRow>, string>;
  eventCount: DataLoader<EventCriteria, number, string>;
  collaboratorPage: DataLoader<OfEvent & { page: PageRequest }, Page<ListedCollaborator>, string>;
  collaboratorCount: DataLoader<OfEvent, number, string>;
  version: DataLoader<VersionKey, EventVersionRow | null, string>;
  versionPage: DataLoader<OfEvent & { page: PageRequest }, Page<ListedVersion>, string>;
  versionCount: DataLoader<OfEvent, number, string>;
  notification: DataLoader<string, NotificationRow | null>;
  /** By the user's id. */
  inbox: DataLoader<string, Inbox | null>;
  notificationPage: DataLoader<
    NotificationsAsked & { page: PageRequest },
    Page<NotificationRow>,
    string
  >;
  notificationCount: DataLoader<NotificationsAsked, number, string>;
  session: DataLoader<string, SessionRow | null>;
  /** By the user's id. */
  secondFactor: DataLoader<string, SecondFactorRow | null>;
  sessionPage: DataLoader<SessionsAsked & { page: PageRequest }, Page<SessionRow>, string>;
  sessionCount: DataLoader<SessionsAsked, number, string>;
}

/**
 * Each is made when it is first asked for: an operation needs one or two of them, and to make all
 * took a twelfth of what a request allocates.
 *
 * @param asker  whose roles on events are loaded with them
 */
export function createLoaders(db: Transaction, asker: AskerId): Loaders {
  return new LazyLoaders(db, asker) as unknown as Loaders;
}

type Makers = {
  [Name in keyof Loaders]: (db: Transaction, asker: AskerId) => Loaders[Name];
};

const makers: Makers = {
  event: (db, asker) => byId((ids) => findEventsByIds(db, ids, asker)),
  briefEvent: (db, asker) => byId((ids) => findEventsByIds(db, ids, asker, eventBriefColumns)),
  attendee: (db) => byId((ids) => findAttendeesByIds(db, ids)),
  attendeePage: (db) =>
    new DataLoader(
      (asked) =>
        inLists(
          asked,
          ({ criteria, page }, eventIds) => pagesOfAttendees(db, eventIds, criteria, page),
          ({ name }) => name,
        ) as Promise<Page<AttendeeRow>[]>,
      { cacheKeyFn: nameAtEvent },
    ),
  attendeeCount: (db) =>
    new DataLoader(
      async (asked) => {
        const counts = await inLists(
          asked,
          ({ criteria }, eventIds) => countAttendees(db, eventIds, criteria),
          ({ name }) => name,
        );
        return counts.map((count) => count ?? 0);
      },
      { cacheKeyFn: nameAtEvent },
    ),
  waitlistRank: (db) =>
    new DataLoader(async (ids) => {
      const ranks = await rankWaiting(db, ids);
      return ids.map((id) => ranks.get(id) ?? null);
    }),
  user: (db) => byId((ids) => findUsersByIds(db, ids)),
  eventPage: (db) =>
    new DataLoader(
      (asked) => Promise.all(asked.map(({ criteria, page }) => pageOfEvents(db, criteria, page))),
      { cacheKeyFn: JSON.stringify },
    ),
  eventCount: (db) =>
    new DataLoader((asked) => Promise.all(asked.map((criteria) => countEvents(db, criteria))), {
      cacheKeyFn: JSON.stringify,
    }),
  collaboratorPage: (db) =>
    new DataLoader(
      (asked) =>
        inLists(asked, ({ page }, eventIds) => pagesOfCollaborators(db, eventIds, page)) as Promise<
          Page<ListedCollaborator>[]
        >,
      { cacheKeyFn: JSON.stringify },
    ),
  collaboratorCount: (db) =>
    new DataLoader(
      async (asked) => {
        const counts = await inLists(asked, (_any, eventIds) => countCollaborators(db, eventIds));
        return counts.map((count) => count ?? 0);
      },
      { cacheKeyFn: JSON.stringify },
    ),
  version: (db) =>
    new DataLoader(
      async (keys) => {
        const found = await findVersions(db, keys);
        return keys.map(
          ({ eventId, number }) =>
            found.find((row) => row.eventId === eventId && row.number === number) ?? null,
        );
      },
      { cacheKeyFn: ({ eventId, number }) => `${eventId} ${number}` },
    ),
  versionPage: (db) =>
    new DataLoader(
      (asked) =>
        inLists(asked, ({ page }, eventIds) => pagesOfVersions(db, eventIds, page)) as Promise<
          Page<ListedVersion>[]
        >,
      { cacheKeyFn: JSON.stringify },
    ),
  versionCount: (db) =>
    new DataLoader(
      async (asked) => {
        const counts = await inLists(asked, (_any, eventIds) => countVersions(db, eventIds));
        return counts.map((count) => count ?? 0);
      },
      { cacheKeyFn: JSON.stringify },
    ),
  notification: (db) => byId((ids) => findNotificationsByIds(db, ids)),
  inbox: (db) =>
    new DataLoader(async (userIds) => {
      const inboxes = await findInboxes(db, userIds);
      return userIds.map((id) => inboxes.find(({ userId }) => userId === id) ?? null);
    }),
  // Nobody reads any but their own.
  notificationPage: (db) =>
    new DataLoader(
      (asked) =>
        Promise.all(
          asked.map(({ userId, criteria, page }) =>
            pageOfNotifications(db, userId, criteria, page),
          ),
        ),
      { cacheKeyFn: JSON.stringify },
    ),
  notificationCount: (db) =>
    new DataLoader(
      (asked) =>
        Promise.all(asked.map(({ userId, criteria }) => countNotifications(db, userId, criteria))),
      { cacheKeyFn: JSON.stringify },
    ),
  session: (db) => byId((ids) => findSessionsByIds(db, ids)),
  secondFactor: (db) =>
    new DataLoader(async (userIds) => {
      const factors = await findSecondFactors(db, userIds);
      return userIds.map((id) => factors.find(({ userId }) => userId === id) ?? null);
    }),
  sessionPage: (db) =>
    new DataLoader(
      (asked) => Promise.all(asked.map(({ page, ...whose }) => pageOfSessions(db, whose, page))),
      { cacheKeyFn: JSON.stringify },
    ),
  sessionCount: (db) =>
    new DataLoader((asked) => Promise.all(asked.map((whose) => countSessions(db, whose))), {
      cacheKeyFn: JSON.stringify,
    }),
};

class LazyLoaders {
  /** Those that were asked for. */
  readonly made: { [Name in keyof Loaders]?: Loaders[Name] } = {};

  constructor(
    readonly db: Transaction,
    readonly asker: AskerId,
  ) {}

  static {
    for (const name of Object.keys(makers) as (keyof Loaders)[]) {
      Object.defineProperty(LazyLoaders.prototype, name, {
        get(this: LazyLoaders) {
          this.made[name] ??= makers[name](this.db, this.asker) as never;
          return this.made[name];
        },
      });
    }
  }
}

/** Forgets what was read, for what comes after a write in the same operation. */
export function clearLoaders(loaders: Loaders): void {
  const { made } = loaders as unknown as LazyLoaders;
  for (const loader of Object.values(made)) loader.clearAll();
}

function nameAtEvent({ name, eventId }: AttendeesOfEvent): string {
  return `${eventId} ${name}`;
}

function byId<Row extends { id: string }>(
  find: (ids: readonly string[]) => Promise<Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader<string, Row | null>(async (ids) => {
    const rows = new Map((await find(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

/**
 * Asks once for all events of which the same is asked. One field of an operation asks the same
 * of every event, so this is one statement a field.
 */
async function inLists<Asked extends { eventId: string }, Answer>(
  asked: readonly Asked[],
  ask: (sample: Asked, eventIds: string[]) => Promise<Map<string, Answer>>,
  nameOf: (asked: Asked) => string = ({ eventId, ...rest }) => JSON.stringify(rest),
): Promise<(Answer | undefined)[]> {
  const groups = new Map<string, { sample: Asked; eventIds: string[] }>();
  const keys = asked.map(nameOf);
  for (const [i, sample] of asked.entries()) {
    const key = keys[i] as string;
    const group = groups.get(key) ?? { sample, eventIds: [] };
    group.eventIds.push(sample.eventId);
    groups.set(key, group);
  }
  const answers = new Map<string, Map<string, Answer>>();
  await Promise.all(
    [...groups].map(async ([key, { sample, eventIds }]) => {
      answers.set(key, await ask(sample, eventIds));
    }),
  );
  return asked.map(({ eventId }, i) => answers.get(keys[i] as string)?.get(eventId));
}
