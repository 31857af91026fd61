import { promoteWaiting } from '../../data/attendees.js';
import { lockEvent } from '../../data/events.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkDetails, type GivenDetails } from './details.js';
import { type GivenSchedule, resolveSchedule, scheduleColumns, scheduleOf } from './schedule.js';

/** A change of an event; what is left out or null stays as it is. */
export interface EventChange extends GivenDetails, GivenSchedule {
  id: string;
  expectedVersion: number;
  validateOnly: boolean;
}

export type UpdateEventOutcome =
  | { kind: 'updated'; event: EventRow; promoted: AttendeeRow[] }
  | { kind: 'versionConflict'; event: EventRow }
  | { kind: 'eventCancelled' }
  | { kind: 'capacityBelowConfirmed'; confirmedCount: number }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | PermissionRefusal;

/** Changes an event, and gives seats that the change adds to those who wait. */
export async function updateEvent(
  { db, viewer, now }: Call,
  change: EventChange,
): Promise<UpdateEventOutcome> {
  const complaints = new Complaints();
  checkDetails(change, complaints);

  const run = change.validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<UpdateEventOutcome> => {
    const event = await lockEvent(tx, change.id);
    const refusal = refuse(event, viewer, 'updateEvent');
    if (!event || refusal) return refusal ?? { kind: 'eventNotFound' };
    if (event.version !== change.expectedVersion) return { kind: 'versionConflict', event };
    if (event.status === 'CANCELLED') return { kind: 'eventCancelled' };

    const found = new Complaints(complaints.fields);
    const schedule = resolveSchedule(change, scheduleOf(event), now, found);
    if (!schedule || found.fields.length > 0) return { kind: 'invalidInput', fields: found.fields };
    if (change.capacity != null && change.capacity < event.confirmedCount) {
      return { kind: 'capacityBelowConfirmed', confirmedCount: event.confirmedCount };
    }

    const fields = { ...givenDetails(change), ...scheduleColumns(schedule) };
    if (isUnchanged(event, fields)) return { kind: 'updated', event, promoted: [] };
    const updated = await tx.event.update({
      where: { id: event.id },
      data: { ...fields, version: { increment: 1 }, updatedAt: now },
    });
    if (updated.capacity <= event.capacity)
      return { kind: 'updated', event: updated, promoted: [] };

    const promoted = await promoteWaiting(tx, event.id, now);
    const counted = await tx.event.findUniqueOrThrow({ where: { id: event.id } });
    return { kind: 'updated', event: counted, promoted };
  });
}

function givenDetails({ name, description, location, capacity, visibility }: GivenDetails) {
  const details = { name, description, location, capacity, visibility };
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value != null),
  ) as Partial<EventRow>;
}

/** A change that changes nothing makes no new version. */
function isUnchanged(event: EventRow, fields: Partial<EventRow>): boolean {
  return Object.entries(fields).every(([field, value]) => {
    const now = event[field as keyof EventRow];
    return value instanceof Date ? value.getTime() === (now as Date).getTime() : value === now;
  });
}
