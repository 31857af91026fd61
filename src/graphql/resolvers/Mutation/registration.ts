import {
  type AttendeeReference,
  cancelRegistration,
} from '../../../domain/registration/cancelRegistration.js';
import { registerAttendee } from '../../../domain/registration/registerAttendee.js';
import type { AttendeeReference as GivenReference, MutationResolvers } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import {
  presentCancelRegistration,
  presentRegisterAttendee,
} from '../../presenters/registration.js';

export const registrationMutations = {
  registerAttendee: async (_root, { input }, context) =>
    presentRegisterAttendee(
      await registerAttendee(context, { ...input, eventId: uuidOf('event', input.eventId) }),
    ),

  cancelRegistration: async (_root, { input }, context) =>
    presentCancelRegistration(await cancelRegistration(context, readReference(input.attendee))),
} satisfies MutationResolvers;

/** The schema's `@oneOf` makes sure that exactly one of the two is given. */
function readReference({ id, secret }: GivenReference): AttendeeReference {
  return secret != null ? { secret } : { id: uuidOf('attendee', id ?? '') };
}
