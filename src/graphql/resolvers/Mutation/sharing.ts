import type { UserName } from '../../../data/collaborators.js';
import { claimEvent } from '../../../domain/sharing/claimEvent.js';
import { removeCollaborator } from '../../../domain/sharing/removeCollaborator.js';
import { shareEvent } from '../../../domain/sharing/shareEvent.js';
import { transferOwnership } from '../../../domain/sharing/transferOwnership.js';
import { updateCollaborator } from '../../../domain/sharing/updateCollaborator.js';
import type { MutationResolvers, UserReference } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import {
  presentClaimEvent,
  presentRemoveCollaborator,
  presentShareEvent,
  presentTransferOwnership,
  presentUpdateCollaborator,
} from '../../presenters/sharing.js';

export const sharingMutations = {
  shareEvent: async (_root, { input }, context) =>
    presentShareEvent(
      await shareEvent(context, {
        ...readEventId(input),
        people: input.people.map(({ user, role }) => ({ user: readUser(user), role })),
      }),
      input.people.map(({ user }) => user),
    ),

  updateCollaborator: async (_root, { input }, context) =>
    presentUpdateCollaborator(
      await updateCollaborator(context, { ...readEventId(input), user: readUser(input.user) }),
    ),

  removeCollaborator: async (_root, { input }, context) =>
    presentRemoveCollaborator(
      await removeCollaborator(context, { ...readEventId(input), user: readUser(input.user) }),
    ),

  transferOwnership: async (_root, { input }, context) =>
    presentTransferOwnership(
      await transferOwnership(context, { ...readEventId(input), user: readUser(input.user) }),
      input.user,
    ),

  claimEvent: async (_root, { input }, context) =>
    presentClaimEvent(await claimEvent(context, readEventId(input))),
} satisfies MutationResolvers;

function readEventId<Input extends { eventId: string }>(input: Input): Input {
  return { ...input, eventId: uuidOf('event', input.eventId) };
}

/** The schema's `@oneOf` makes sure that exactly one of the three is given. */
function readUser({ id, username, email }: UserReference): UserName {
  if (username != null) return { username };
  return email != null ? { email } : { id: uuidOf('user', id ?? '') };
}
