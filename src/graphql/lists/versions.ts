import { versionOrder } from '../../data/eventVersions.js';
import type { EventRow } from '../../data/rows.js';
import { mayReadHistory } from '../../domain/sharing/permissions.js';
import { connection, pageRequest, type VersionConnectionModel } from '../connection.js';
import type { RequestContext } from '../context.js';
import type { EventVersionsArgs } from '../generated.js';

/** `Event.versions`: null when the viewer may not read them. */
export async function versionConnection(
  event: EventRow,
  { direction, ...args }: EventVersionsArgs,
  { viewer, loaders }: RequestContext,
): Promise<VersionConnectionModel | null> {
  const order = { name: 'versions', direction, ...versionOrder };
  const page = pageRequest(args, order);
  if (!mayReadHistory(event, viewer)) return null;
  const asked = { eventId: event.id };
  const found = await loaders.versionPage.load({ ...asked, page });
  return connection({ ...found, countAll: () => loaders.versionCount.load(asked) }, order);
}
