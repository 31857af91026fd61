import {
  type AttendeeReference,
  cancelRegistration,
} from '../../../domain/registration/cancelRegistration.js';
import {
  checkInAttendee,
  type TicketReference,
  undoCheckIn,
} from '../../../domain/registration/checkIn.js';
import { registerAttendee } from '../../../domain/registration/registerAttendee.js';
import { registerAttendees } from '../../../domain/registration/registerAttendees.js';
import type * as Given from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import {
  presentCancelRegistration,
  presentCheckIn,
  presentRegisterAttendee,
  presentRegisterAttendees,
  presentUndoCheckIn,
} from '../../presenters/registration.js';

export const registrationMutations = {
  registerAttendee: async (_root, { input }, context) =>
    presentRegisterAttendee(
      await registerAttendee(context, { ...input, eventId: uuidOf('event', input.eventId) }),
    ),

  registerAttendees: async (_root, { input }, context) =>
    presentRegisterAttendees(
      await registerAttendees(context, { ...input, eventId: uuidOf('event', input.eventId) }),
    ),

  cancelRegistration: async (_root, { input }, context) =>
    presentCancelRegistration(
      await cancelRegistration(context, { ...input, attendee: readAttendee(input.attendee) }),
    ),

  checkInAttendee: async (_root, { input }, context) =>
    presentCheckIn(
      await checkInAttendee(context, {
        ticket: readTicket(input.ticket),
        eventId: input.eventId == null ? null : uuidOf('event', input.eventId),
        checkedInBy: input.checkedInBy ?? null,
        validateOnly: input.validateOnly,
      }),
    ),

  undoCheckIn: async (_root, { input }, context) =>
    presentUndoCheckIn(await undoCheckIn(context, { ...input, ticket: readTicket(input.ticket) })),
} satisfies Given.MutationResolvers;

// The schema's `@oneOf` makes sure that exactly one of the two is given.

function readAttendee({ id, secret }: Given.AttendeeReference): AttendeeReference {
  return secret != null ? { secret } : { id: uuidOf('attendee', id ?? '') };
}

function readTicket({ attendeeId, ticketCode }: Given.TicketReference): TicketReference {
  return ticketCode != null ? { ticketCode } : { attendeeId: uuidOf('attendee', attendeeId ?? '') };
}
