import type { CancelRegistrationOutcome } from '../../domain/registration/cancelRegistration.js';
import type { CheckInOutcome, UndoCheckInOutcome } from '../../domain/registration/checkIn.js';
import type { RegistrationsOutcome } from '../../domain/registration/registerAttendees.js';
import type { RegistrationOutcome } from '../../domain/registration/registration.js';
import {
  attendeeNotFound,
  eventCancelled,
  eventNotFound,
  eventStarted,
  idempotencyKeyReused,
  invalidInput,
  permissionDenied,
} from './refusals.js';
import type { Result } from './result.js';

export function presentRegisterAttendee(
  outcome: RegistrationOutcome,
): Result<'RegisterAttendeeResult'> {
  switch (outcome.kind) {
    case 'registered': {
      const { attendee, waitlistRank, secret } = outcome;
      return {
        __typename: 'RegisterAttendeeSuccess',
        attendee: { ...attendee, own: true, waitlistRank },
        secret,
      };
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
        message:
          capacity === 1
            ? 'The one seat of this event is taken.'
            : `All ${capacity} seats of this event are taken.`,
        capacity,
        waitlistLength,
      };
    }
    case 'registrationBusy': {
      const { retryAfterSeconds } = outcome;
      return {
        __typename: 'RegistrationBusy',
        message: 'Very many people register at this moment. Please try again.',
        retryAfterSeconds,
      };
    }
    case 'eventCancelled':
      return eventCancelled();
    case 'eventStarted':
      return eventStarted(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentRegisterAttendees(
  outcome: RegistrationsOutcome,
): Result<'RegisterAttendeesResult'> {
  switch (outcome.kind) {
    case 'registered': {
      const refusedCount = outcome.results.filter(isRefused).length;
      return {
        __typename: 'RegisterAttendeesSuccess',
        results: presentRows(outcome.results),
        registeredCount: outcome.results.length - refusedCount,
        refusedCount,
      };
    }
    case 'registrationsRefused': {
      const refusedResults = presentRows(outcome.results).filter((_row, i) =>
        isRefused(outcome.results[i] as RegistrationOutcome),
      );
      return {
        __typename: 'RegistrationsRefused',
        message: `${refusedResults.length} of ${outcome.results.length} rows cannot be registered, so none was.`,
        refusedResults,
      };
    }
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

function presentRows(results: readonly RegistrationOutcome[]) {
  return results.map((result, index) => ({ index, result: presentRegisterAttendee(result) }));
}

function isRefused({ kind }: RegistrationOutcome): boolean {
  return kind !== 'registered';
}

export function presentCancelRegistration(
  outcome: CancelRegistrationOutcome,
): Result<'CancelRegistrationResult'> {
  switch (outcome.kind) {
    case 'cancelled': {
      const { own, promoted } = outcome;
      const attendee = own ? { ...outcome.attendee, own } : outcome.attendee;
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

export function presentCheckIn(outcome: CheckInOutcome): Result<'CheckInAttendeeResult'> {
  switch (outcome.kind) {
    case 'checkedIn':
      return { __typename: 'CheckInAttendeeSuccess', attendee: outcome.attendee };
    case 'alreadyCheckedIn': {
      const { checkedInAt, checkedInBy } = outcome;
      return {
        __typename: 'AlreadyCheckedIn',
        message: 'This person was let in before.',
        checkedInAt,
        checkedInBy,
      };
    }
    case 'notConfirmed': {
      const { status } = outcome;
      return {
        __typename: 'NotConfirmed',
        message:
          status === 'WAITLISTED'
            ? 'This person still waits for a seat.'
            : 'This registration was given back.',
        status,
      };
    }
    case 'ticketForAnotherEvent': {
      const { event } = outcome;
      return {
        __typename: 'TicketForAnotherEvent',
        message: `This ticket is for another event: ${event.name}.`,
        event,
      };
    }
    case 'eventCancelled':
      return eventCancelled();
    case 'attendeeNotFound':
      return attendeeNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentUndoCheckIn(outcome: UndoCheckInOutcome): Result<'UndoCheckInResult'> {
  switch (outcome.kind) {
    case 'checkInUndone':
      return { __typename: 'UndoCheckInSuccess', attendee: outcome.attendee };
    case 'notCheckedIn':
      return { __typename: 'NotCheckedIn', message: 'This person is not checked in.' };
    case 'attendeeNotFound':
      return attendeeNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}
