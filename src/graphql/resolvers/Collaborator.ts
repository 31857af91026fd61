import type { UserRow } from '../../data/rows.js';
import { formatInstant } from '../../domain/time/formatInstant.js';
import type { CollaboratorResolvers } from '../generated.js';

export const Collaborator: CollaboratorResolvers = {
  // A foreign key says that they exist.
  user: async ({ userId }, _args, { loaders }) => (await loaders.user.load(userId)) as UserRow,
  since: ({ createdAt }, { timezone }, context) =>
    formatInstant(createdAt, timezone ?? context.timezone),
};
