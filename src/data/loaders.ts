import DataLoader from 'dataloader';
import {
  type AttendeeCriteria,
  countAttendees,
  findAttendeesByIds,
  pagesOfAttendees,
  rankWaiting,
} from './attendees.js';
import type { Transaction } from './database.js';
import { findEventsByIds } from './events.js';
import type { Page, PageRequest } from './page.js';
import type { AttendeeRow, EventRow } from './rows.js';

/** Which page of which event's attendees. */
export interface AttendeesOfEvent {
  eventId: string;
  criteria: AttendeeCriteria;
}

/**
 * Reads that carry no rule, gathered over one turn of the event loop into one statement each,
 * however many objects ask. They live for one operation, and answer null for what is not there.
 */
export interface Loaders {
  event: DataLoader<string, EventRow | null>;
  attendee: DataLoader<string, AttendeeRow | null>;
  attendeePage: DataLoader<AttendeesOfEvent & { page: PageRequest }, Page<AttendeeRow>, string>;
  attendeeCount: DataLoader<AttendeesOfEvent, number, string>;
  waitlistRank: DataLoader<string, number | null>;
}

export function createLoaders(db: Transaction): Loaders {
  return {
    event: byId((ids) => findEventsByIds(db, ids)),
    attendee: byId((ids) => findAttendeesByIds(db, ids)),
    attendeePage: new DataLoader(
      (asked) =>
        inLists(asked, ({ criteria, page }, eventIds) =>
          pagesOfAttendees(db, eventIds, criteria, page),
        ) as Promise<Page<AttendeeRow>[]>,
      { cacheKeyFn: JSON.stringify },
    ),
    attendeeCount: new DataLoader(
      async (asked) => {
        const counts = await inLists(asked, ({ criteria }, eventIds) =>
          countAttendees(db, eventIds, criteria),
        );
        return counts.map((count) => count ?? 0);
      },
      { cacheKeyFn: JSON.stringify },
    ),
    waitlistRank: new DataLoader(async (ids) => {
      const ranks = await rankWaiting(db, ids);
      return ids.map((id) => ranks.get(id) ?? null);
    }),
  };
}

/** Forgets what was read, for what comes after a write in the same operation. */
export function clearLoaders(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
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
): Promise<(Answer | undefined)[]> {
  const groups = new Map<string, { sample: Asked; eventIds: string[] }>();
  const keys = asked.map(({ eventId, ...rest }) => JSON.stringify(rest));
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
