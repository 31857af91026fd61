import type { ClaimEventOutcome } from '../../domain/sharing/claimEvent.js';
import type { RemoveCollaboratorOutcome } from '../../domain/sharing/removeCollaborator.js';
import type { ShareEventOutcome } from '../../domain/sharing/shareEvent.js';
import type { LastOwner, UsersNotFound } from '../../domain/sharing/sharing.js';
import type { TransferOwnershipOutcome } from '../../domain/sharing/transferOwnership.js';
import type { UpdateCollaboratorOutcome } from '../../domain/sharing/updateCollaborator.js';
import type { UserReference } from '../generated.js';
import { toGlobalId } from '../globalId.js';
import {
  eventNotFound,
  idempotencyKeyReused,
  invalidInput,
  permissionDenied,
  scheduleConflict,
} from './refusals.js';
import type { Result } from './result.js';

/** @param named  the people, as the input named them */
export function presentShareEvent(
  outcome: ShareEventOutcome,
  named: readonly UserReference[],
): Result<'ShareEventResult'> {
  switch (outcome.kind) {
    case 'shared': {
      const { event, collaborators } = outcome;
      return { __typename: 'ShareEventSuccess', event, collaborators };
    }
    case 'alreadyCollaborators':
      return {
        __typename: 'AlreadyCollaborators',
        message: 'Some have another role on this event already; `updateCollaborator` changes it.',
        collaborators: outcome.collaborators,
      };
    case 'usersNotFound':
      return usersNotFound(outcome, named);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentUpdateCollaborator(
  outcome: UpdateCollaboratorOutcome,
): Result<'UpdateCollaboratorResult'> {
  switch (outcome.kind) {
    case 'updated': {
      const { event, collaborator } = outcome;
      return { __typename: 'UpdateCollaboratorSuccess', event, collaborator };
    }
    case 'collaboratorNotFound':
      return collaboratorNotFound();
    case 'lastOwner':
      return lastOwner(outcome);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentRemoveCollaborator(
  outcome: RemoveCollaboratorOutcome,
): Result<'RemoveCollaboratorResult'> {
  switch (outcome.kind) {
    case 'removed': {
      const { event, userId } = outcome;
      const removedUserId = toGlobalId('user', userId);
      return { __typename: 'RemoveCollaboratorSuccess', event, removedUserId };
    }
    case 'collaboratorNotFound':
      return collaboratorNotFound();
    case 'lastOwner':
      return lastOwner(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

/** @param named  the person, as the input named them */
export function presentTransferOwnership(
  outcome: TransferOwnershipOutcome,
  named: UserReference,
): Result<'TransferOwnershipResult'> {
  switch (outcome.kind) {
    case 'transferred':
      return { __typename: 'TransferOwnershipSuccess', event: outcome.event };
    case 'usersNotFound':
      return usersNotFound(outcome, [named]);
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

export function presentClaimEvent(outcome: ClaimEventOutcome): Result<'ClaimEventResult'> {
  switch (outcome.kind) {
    case 'claimed':
      return { __typename: 'ClaimEventSuccess', event: outcome.event };
    case 'scheduleConflict':
      return scheduleConflict(outcome);
    case 'eventNotFound':
      return eventNotFound();
    case 'permissionDenied':
      return permissionDenied(outcome);
  }
}

function collaboratorNotFound() {
  return {
    __typename: 'CollaboratorNotFound',
    message: 'This person has no role on the event.',
  } as const;
}

function lastOwner({ events }: LastOwner) {
  return {
    __typename: 'LastOwner',
    message: 'The event would be left without an owner: make somebody else one first.',
    events,
  } as const;
}

function usersNotFound({ indexes }: UsersNotFound, named: readonly UserReference[]) {
  const people = indexes.map((index) => {
    const { id, username, email } = named[index] ?? {};
    return { index, name: id ?? username ?? email ?? '' };
  });
  return {
    __typename: 'UsersNotFound',
    message: `${people.length === 1 ? 'One of the people has' : 'Some of the people have'} no account.`,
    people,
  } as const;
}
