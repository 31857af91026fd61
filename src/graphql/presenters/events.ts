import type { CancelEventOutcome } from '../../domain/events/cancelEvent.js';
import type { CreateEventOutcome, CreateEventsOutcome } from '../../domain/events/createEvents.js';
import type { DeleteEventOutcome } from '../../domain/events/deleteEvent.js';
import type { UpdateEventOutcome } from '../../domain/events/updateEvent.js';
import { toGlobalId } from '../globalId.js';
import {
  capacityBelowConfirmed,
  eventCancelled,
  eventNotFound,
  idempotencyKeyReused,
  invalidInput,
  permissionDenied,
  scheduleConflict,
  versionConflict,
} from './refusals.js';
import type { Result } from './result.js';

export function presentCreateEvent(outcome: CreateEventOutcome): Result<'CreateEventResult'> {
  switch (outcome.kind) {
    case 'created': {
      const { event, manageSecret } = outcome;
      return { __typename: 'CreateEventSuccess', event, manageSecret };
    }
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
  }
}

export function presentCreateEvents(outcome: CreateEventsOutcome): Result<'CreateEventsResult'> {
  switch (outcome.kind) {
    case 'created':
      return { __typename: 'CreateEventsSuccess', results: outcome.results };
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
  }
}

export function presentUpdateEvent(outcome: UpdateEventOutcome): Result<'UpdateEventResult'> {
  switch (outcome.kind) {
    case 'changed': {
      const { event, promoted } = outcome;
      return { __typename: 'UpdateEventSuccess', event, promotedAttendees: promoted };
    }
    case 'capacityBelowConfirmed':
      return capacityBelowConfirmed(outcome);
    case 'versionConflict':
      return versionConflict(outcome);
    case 'eventCancelled':
      return eventCancelled();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentCancelEvent(outcome: CancelEventOutcome): Result<'CancelEventResult'> {
  switch (outcome.kind) {
    case 'changed':
      return { __typename: 'CancelEventSuccess', event: outcome.event };
    case 'versionConflict':
      return versionConflict(outcome);
    case 'eventCancelled':
      return eventCancelled();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentDeleteEvent(outcome: DeleteEventOutcome): Result<'DeleteEventResult'> {
  switch (outcome.kind) {
    case 'deleted':
      return { __typename: 'DeleteEventSuccess', deletedEventId: toGlobalId('event', outcome.id) };
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}
