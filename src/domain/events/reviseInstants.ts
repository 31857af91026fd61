import { noteAuthor } from '../../data/authorship.js';
import type { Database, Transaction } from '../../data/database.js';
import { findEventsByIds, walkEvents } from '../../data/events.js';
import type { Event } from '../../data/prisma/client.js';
import { deferConflicts, findDoubleBooked } from '../../data/scheduleConflicts.js';
import { claimZoneRules } from '../../data/zoneRules.js';
import { eventChanged } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import { rederiveInstant } from '../time/rederiveInstant.js';
import { zoneRulesVersion } from '../time/zoneRules.js';
import { differingFields } from './eventState.js';
import { type Schedule, scheduleColumns, scheduleOf } from './schedule.js';

/** A long transaction, once per release of the rules; it may take longer than a request. */
const TIMEOUT_MS = 600_000;

/**
 * Works out the instants of future events anew when the zone rules have changed since they were
 * worked out. An event means a wall clock in a place, so the clock stays and the instant moves
 * with the rules; that is a change of the event, with a version of its own. What has started
 * stays as it was. Where two events of one owner come to overlap, which no rule of ours may prevent,
 * those that moved are allowed to. Several processes that call it at once do it once.
 *
 * @returns the ids of the events that moved
 */
export async function reviseInstants(db: Database, now: Date): Promise<string[]> {
  return db.$transaction(
    async (tx) => {
      if (!(await claimZoneRules(tx, zoneRulesVersion, now))) return [];
      await noteAuthor(tx, null, `New time zone rules: ${zoneRulesVersion}.`);
      await deferConflicts(tx);
      const moved = new Map<string, Event>();
      for await (const events of futureEvents(tx, now)) {
        for (const event of events) {
          if (await reviseEvent(tx, event, now)) moved.set(event.id, event);
        }
      }
      const ids = [...moved.keys()];
      await allowOverlaps(tx, ids, now);
      await tell(tx, moved, now);
      return ids;
    },
    { timeout: TIMEOUT_MS },
  );
}

/** @param moved  the events as they were, by id */
async function tell(tx: Transaction, moved: Map<string, Event>, now: Date): Promise<void> {
  if (moved.size === 0) return;
  const events = await findEventsByIds(tx, [...moved.keys()]);
  const news = events.map((event) => {
    const changedFields = differingFields(moved.get(event.id) as Event, event);
    return eventChanged('EVENT_UPDATED', event, changedFields);
  });
  await notify(tx, { actorId: null, now }, news);
}

async function allowOverlaps(tx: Transaction, moved: readonly string[], now: Date): Promise<void> {
  const doubleBooked = moved.length > 0 ? await findDoubleBooked(tx, moved) : [];
  await tx.event.updateMany({
    where: { id: { in: doubleBooked } },
    data: { allowOverlap: true, version: { increment: 1 }, updatedAt: now },
  });
}

/** Later than every id, so that a walk behind it begins with what starts later. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Reads each page before any of its events moves. One that moves ahead of the walk is met again,
 * and then stays where it is.
 */
async function* futureEvents(tx: Transaction, now: Date): AsyncGenerator<Event[]> {
  let behind: Pick<Event, 'startsAt' | 'id'> | undefined = { startsAt: now, id: LAST_ID };
  while (behind) {
    const events: Event[] = await walkEvents(tx, behind);
    yield events;
    behind = events.at(-1);
  }
}

async function reviseEvent(tx: Transaction, event: Event, now: Date): Promise<boolean> {
  const { timezone, start, end } = scheduleOf(event);
  const revised: Schedule = {
    timezone,
    start: { ...start, instant: rederiveInstant(start, timezone) },
    end: { ...end, instant: rederiveInstant(end, timezone) },
  };
  const moved =
    revised.start.instant.getTime() !== event.startsAt.getTime() ||
    revised.end.instant.getTime() !== event.endsAt.getTime();
  // An event that would end before it starts stays as it is, for its owner to look at.
  if (!moved || revised.end.instant <= revised.start.instant) return false;
  await tx.event.update({
    where: { id: event.id },
    data: { ...scheduleColumns(revised), version: { increment: 1 }, updatedAt: now },
  });
  return true;
}
