import { markNotificationsRead } from '../../../domain/notifications/markNotificationsRead.js';
import type { MutationResolvers } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import { presentMarkNotificationsRead } from '../../presenters/notifications.js';

export const notificationMutations = {
  // The schema's `@oneOf` makes sure that exactly one of the two is given.
  markNotificationsRead: async (_root, { input: { ids, upTo } }, context) => {
    const named = ids ?? [upTo ?? ''];
    const uuids = named.map((id) => uuidOf('notification', id));
    const references = ids == null ? { upToId: uuids[0] as string } : { ids: uuids };
    return presentMarkNotificationsRead(await markNotificationsRead(context, references), named);
  },
} satisfies MutationResolvers;
