import type { CancelRegistrationOutcome } from '../../domain/registration/cancelRegistration.js';
import type { RegisterAttendeeOutcome } from '../../domain/registration/registerAttendee.js';
import {
  attendeeNotFound,
  eventCancelled,
  eventNotFound,
  eventStarted,
  invalidInput,
  permissionDenied,
} from './refusals.js';
import type { Result } from './result.js';

export function presentRegisterAttendee(
  outcome: RegisterAttendeeOutcome,
): Result<'RegisterAttendeeResult'> {
  switch (outcome.kind) {
    case 'registered': {
      const { attendee, secret } = outcome;
      return { __typename: 'RegisterAttendeeSuccess', attendee, secret };
    }
    case 'alreadyRegistered':
      return {
        __typename: 'AlreadyRegistered',
        message: 'This email is already registered for the event.',
        attendee: outcome.attendee,
      };
    case 'eventFull': {
      const { capacity, waitlistLength } = outcome;
      return {
        __typename: 'EventFull',
        message: `All ${capacity} seats of this event are taken.`,
        capacity,
        waitlistLength,
      };
    }
    case 'eventCancelled':
      return eventCancelled();
    case 'eventStarted':
      return eventStarted(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentCancelRegistration(
  outcome: CancelRegistrationOutcome,
): Result<'CancelRegistrationResult'> {
  switch (outcome.kind) {
    case 'cancelled': {
      const { attendee, promoted } = outcome;
      return { __typename: 'CancelRegistrationSuccess', attendee, promotedAttendee: promoted };
    }
    case 'registrationCancelled': {
      const { cancelledAt } = outcome;
      return {
        __typename: 'RegistrationCancelled',
        message: 'This registration was given back before.',
        cancelledAt,
      };
    }
    case 'eventStarted':
      return eventStarted(outcome);
    case 'attendeeNotFound':
      return attendeeNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}
