import type { EventRow } from '../../data/rows.js';
import type { StateField } from '../../domain/events/eventState.js';
import type { ScheduleConflict } from '../../domain/events/scheduleConflict.js';
import type { Role } from '../../domain/sharing/permissions.js';
import type { InvalidField } from '../../domain/validation.js';
import { presentField } from './eventField.js';

// One presenter a refusal: `__typename`, a sentence for a person, and the facts.

export const eventNotFound = () =>
  ({ __typename: 'EventNotFound', message: 'There is no such event.' }) as const;

export const attendeeNotFound = () =>
  ({ __typename: 'AttendeeNotFound', message: 'There is no such registration.' }) as const;

export const eventCancelled = () =>
  ({ __typename: 'EventCancelled', message: 'This event was called off.' }) as const;

export const eventStarted = ({ startedAt }: { startedAt: Date }) =>
  ({
    __typename: 'EventStarted',
    message: 'This event has already started.',
    startedAt,
  }) as const;

export const permissionDenied = ({ requiredRole }: { requiredRole: Role }) =>
  ({
    __typename: 'PermissionDenied',
    message: `Only someone with the role ${requiredRole} on this event may do that.`,
    requiredRole,
  }) as const;

export const capacityBelowConfirmed = ({ confirmedCount }: { confirmedCount: number }) =>
  ({
    __typename: 'CapacityBelowConfirmed',
    message: `${confirmedCount} people have a seat already; the capacity cannot be less.`,
    confirmedCount,
  }) as const;

export const versionConflict = ({ event, changedFields }: VersionConflict) =>
  ({
    __typename: 'VersionConflict',
    message: `This event was changed meanwhile; it is now at version ${event.version}.`,
    currentEvent: event,
    changedFields: changedFields.map(presentField),
  }) as const;

export const scheduleConflict = ({
  events,
  hiddenCount,
  index,
  conflictingIndexes,
}: ScheduleConflict) => {
  const count = events.length + hiddenCount + conflictingIndexes.length;
  return {
    __typename: 'ScheduleConflict',
    message: `An owner would have to be at ${count === 1 ? 'another event' : `${count} other events`} at the same time. \`allowOverlap: true\` permits that.`,
    conflictingEvents: events,
    hiddenCount,
    index,
    conflictingIndexes,
  } as const;
};

interface VersionConflict {
  event: EventRow;
  changedFields: StateField[];
}

export const invalidInput = ({ fields }: { fields: InvalidField[] }) => {
  const complaints = fields.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return {
    __typename: 'InvalidInput',
    message: `The input breaks ${fields.length === 1 ? 'a rule' : 'some rules'}. ${complaints.join(' ')}`,
    fields,
  } as const;
};

export const idempotencyKeyReused = () =>
  ({
    __typename: 'IdempotencyKeyReused',
    message: 'This idempotency key was used before, with another input.',
  }) as const;
