import type { EventRow } from '../../data/rows.js';

/** What a change can change, and a version keeps. */
export const stateFields = [
  'name',
  'description',
  'location',
  'timezone',
  'startsLocal',
  'endsLocal',
  'startsAt',
  'endsAt',
  'capacity',
  'visibility',
  'status',
  'allowOverlap',
] as const;

export type StateField = (typeof stateFields)[number];
export type EventState = Pick<EventRow, StateField>;

/** The fields in which two states of an event differ. */
export function differingFields(before: EventState, after: EventState): StateField[] {
  return stateFields.filter((field) => before[field].valueOf() !== after[field].valueOf());
}
