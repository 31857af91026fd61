import type { EventRow } from '../../data/rows.js';
import type { Role } from '../../domain/sharing/permissions.js';
import type { InvalidField } from '../../domain/validation.js';

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

export const versionConflict = ({ event }: { event: EventRow }) =>
  ({
    __typename: 'VersionConflict',
    message: `This event was changed meanwhile; it is now at version ${event.version}.`,
    currentEvent: event,
  }) as const;

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
