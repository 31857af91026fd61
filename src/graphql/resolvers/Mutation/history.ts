import { rollbackEvent } from '../../../domain/history/rollbackEvent.js';
import type { MutationResolvers } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import { presentRollbackEvent } from '../../presenters/history.js';

export const historyMutations = {
  rollbackEvent: async (_root, { input }, context) =>
    presentRollbackEvent(
      await rollbackEvent(context, { ...input, eventId: uuidOf('event', input.eventId) }),
    ),
} satisfies MutationResolvers;
