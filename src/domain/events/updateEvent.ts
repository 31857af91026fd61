import type { Transaction } from '../../data/database.js';
import type { EventRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { Complaints } from '../validation.js';
import {
  type ChangeOutcome,
  changeEvent,
  type InvalidInput,
  type Plan,
  planState,
  type StateRefusal,
} from './changeEvent.js';
import { checkDetails, type GivenDetails } from './details.js';
import type { EventState } from './eventState.js';
import { checkNote } from './note.js';
import { type GivenSchedule, resolveSchedule, scheduleColumns, scheduleOf } from './schedule.js';

/** A change of an event; what is left out or null stays as it is. */
export interface EventUpdate extends GivenDetails, GivenSchedule {
  id: string;
  expectedVersion: number;
  note?: string | null;
  validateOnly: boolean;
}

type UpdateRefusal = InvalidInput | StateRefusal;

export type UpdateEventOutcome = ChangeOutcome | UpdateRefusal;

/** Changes some fields of an event. */
export function updateEvent(call: Call, update: EventUpdate): Promise<UpdateEventOutcome> {
  const { id, expectedVersion, note = null, validateOnly } = update;
  return changeEvent<UpdateRefusal>(call, {
    eventId: id,
    action: 'updateEvent',
    notification: 'EVENT_UPDATED',
    expectedVersion,
    note,
    validateOnly,
    ofCancelled: false,
    plan: (event, tx) => planUpdate(tx, call, event, update),
  });
}

async function planUpdate(
  tx: Transaction,
  { viewer, now }: Call,
  event: EventRow,
  update: EventUpdate,
): Promise<Plan | UpdateRefusal> {
  const complaints = new Complaints();
  checkDetails(update, complaints);
  checkNote(update.note, complaints);
  const schedule = resolveSchedule(update, scheduleOf(event), now, complaints);
  if (!schedule || complaints.fields.length > 0) {
    return { kind: 'invalidInput', fields: complaints.fields };
  }
  const state = { ...givenDetails(update), ...scheduleColumns(schedule) };
  return planState(tx, viewer, event, state);
}

function givenDetails(given: GivenDetails): Partial<EventState> {
  const { name, description, location, capacity, visibility, allowOverlap } = given;
  const details = { name, description, location, capacity, visibility, allowOverlap };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value != null));
}
