import type { StateField } from '../../domain/events/eventState.js';
import type { EventField } from '../generated.js';

const eventFields: Record<StateField, EventField> = {
  name: 'NAME',
  description: 'DESCRIPTION',
  location: 'LOCATION',
  timezone: 'TIMEZONE',
  startsLocal: 'STARTS_LOCAL',
  endsLocal: 'ENDS_LOCAL',
  startsAt: 'STARTS_AT',
  endsAt: 'ENDS_AT',
  capacity: 'CAPACITY',
  visibility: 'VISIBILITY',
  status: 'STATUS',
  allowOverlap: 'ALLOW_OVERLAP',
};

/** The schema's name of a field that versions keep. */
export function presentField(field: StateField): EventField {
  return eventFields[field];
}
