import { findEventsByIds } from '../../data/events.js';
import { findVersions } from '../../data/eventVersions.js';
import type { EventVersionRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { differingFields, type StateField } from '../events/eventState.js';
import { mayReadHistory } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';

export interface EventDiff {
  from: EventVersionRow;
  to: EventVersionRow;
  /** Those in which the two differ. */
  fields: StateField[];
}

/** Compares two versions of an event; null when one is not there, or may not be read. */
export async function diffEvent(
  { db, viewer }: Call,
  { eventId, from, to }: { eventId: string; from: number; to: number },
): Promise<EventDiff | null> {
  const [event] = await findEventsByIds(db, [eventId], askerOf(viewer));
  if (!event || !mayReadHistory(event, viewer)) return null;
  const versions = await findVersions(
    db,
    [from, to].map((number) => ({ eventId, number })),
  );
  const versionOf = (number: number) => versions.find((version) => version.number === number);
  const [before, after] = [versionOf(from), versionOf(to)];
  if (!before || !after) return null;
  return { from: before, to: after, fields: differingFields(before, after) };
}
