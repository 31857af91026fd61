import type { Transaction } from '../../data/database.js';
import { findVersions } from '../../data/eventVersions.js';
import type { EventRow, EventVersionRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import {
  type ChangeOutcome,
  changeEvent,
  type InvalidInput,
  type Plan,
  planState,
  type StateRefusal,
} from '../events/changeEvent.js';
import { checkNote } from '../events/note.js';
import { type Schedule, scheduleColumns, scheduleOf } from '../events/schedule.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { formatInstant } from '../time/formatInstant.js';
import type { PlacedTime } from '../time/givenTime.js';
import { rederiveInstant } from '../time/rederiveInstant.js';
import { Complaints } from '../validation.js';

export interface Rollback {
  eventId: string;
  toVersion: number;
  expectedVersion: number;
  note?: string | null;
  validateOnly: boolean;
}

type RollbackRefusal =
  | InvalidInput
  | StateRefusal
  | PermissionRefusal
  | { kind: 'eventCancelled' }
  | { kind: 'versionNotFound'; number: number };

export type RollbackEventOutcome = ChangeOutcome | RollbackRefusal;

/** Makes an event again what it was at an earlier version: a change like any other. */
export function rollbackEvent(call: Call, rollback: Rollback): Promise<RollbackEventOutcome> {
  const { eventId, toVersion, expectedVersion, note = null, validateOnly } = rollback;
  return changeEvent<RollbackRefusal>(call, {
    eventId,
    action: 'rollBackEvent',
    notification: 'EVENT_ROLLED_BACK',
    expectedVersion,
    note,
    validateOnly,
    ofCancelled: true,
    plan: async (event, tx) => {
      const [version] = await findVersions(tx, [{ eventId, number: toVersion }]);
      if (!version) return { kind: 'versionNotFound', number: toVersion };
      return planRollback(tx, call, event, version, note);
    },
  });
}

async function planRollback(
  tx: Transaction,
  { viewer, now }: Call,
  event: EventRow,
  version: EventVersionRow,
  note: string | null,
): Promise<Plan | RollbackRefusal> {
  if (event.status === 'CANCELLED' && version.status === 'CANCELLED') {
    return { kind: 'eventCancelled' };
  }
  const statusChanges = event.status !== version.status;
  // Calling an event off by way of its history takes the role that calling it off takes.
  const refusal = statusChanges ? refuse(event, viewer, 'cancelEvent') : null;
  if (refusal) return refusal;

  const complaints = new Complaints();
  checkNote(note, complaints);
  const { timezone, start, end } = scheduleAgain(event, version);
  const moves = start.instant.getTime() !== event.startsAt.getTime();
  const returns = statusChanges && version.status === 'SCHEDULED';
  if ((moves || returns) && start.instant <= now) {
    const startsAt = formatInstant(start.instant, timezone);
    complaints.add('toVersion', `Must start in the future, but that version starts ${startsAt}.`);
  }
  if (end.instant <= start.instant) {
    complaints.add(
      'toVersion',
      'Must end after its start, also under the time zone rules of today.',
    );
  }
  if (complaints.fields.length > 0) return { kind: 'invalidInput', fields: complaints.fields };

  const { name, description, location, capacity, visibility, status, allowOverlap } = version;
  const details = { name, description, location, capacity, visibility, status, allowOverlap };
  const state = { ...details, ...scheduleColumns({ timezone, start, end }) };
  return planState(tx, viewer, event, state);
}

/**
 * The schedule of a version, under the zone rules in force now: an event means a wall clock in a
 * place. Where the event still has it, it stays as it is.
 */
function scheduleAgain(event: EventRow, version: EventVersionRow): Schedule {
  const current = scheduleOf(event);
  const { timezone, ...times } = scheduleOf(version);
  const again = (time: PlacedTime, now: PlacedTime): PlacedTime => {
    const stays = timezone === current.timezone && isSame(time, now);
    return stays ? now : { ...time, instant: rederiveInstant(time, timezone) };
  };
  return {
    timezone,
    start: again(times.start, current.start),
    end: again(times.end, current.end),
  };
}

function isSame(a: PlacedTime, b: PlacedTime): boolean {
  return a.local === b.local && a.instant.getTime() === b.instant.getTime();
}
