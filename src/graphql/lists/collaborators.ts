import { collaboratorOrder } from '../../data/collaborators.js';
import type { EventRow } from '../../data/rows.js';
import { mayReadCollaborators } from '../../domain/sharing/permissions.js';
import { type CollaboratorConnectionModel, connection, pageRequest } from '../connection.js';
import type { RequestContext } from '../context.js';
import type { EventCollaboratorsArgs } from '../generated.js';

const order = { name: 'collaborators', direction: 'ASC', ...collaboratorOrder } as const;

/** `Event.collaborators`: null when the viewer may not read them. */
export async function collaboratorConnection(
  event: EventRow,
  args: EventCollaboratorsArgs,
  { viewer, loaders }: RequestContext,
): Promise<CollaboratorConnectionModel | null> {
  const page = pageRequest(args, order);
  if (!mayReadCollaborators(event, viewer)) return null;
  const asked = { eventId: event.id };
  const found = await loaders.collaboratorPage.load({ ...asked, page });
  return connection({ ...found, countAll: () => loaders.collaboratorCount.load(asked) }, order);
}
