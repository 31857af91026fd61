import { diffEvent } from '../../domain/history/diffEvent.js';
import { findOwnAttendee } from '../../domain/registration/findAttendee.js';
import { badUserInput } from '../errors.js';
import type { QueryResolvers } from '../generated.js';
import { uuidOf } from '../globalId.js';
import { eventConnection, isBriefEvent } from '../lists/events.js';
import { findEvent, findNode } from '../node.js';
import { presentDiff } from '../presenters/history.js';

const NODES_MAX = 100;

export const Query: QueryResolvers = {
  node: (_root, { id }, context) => findNode(id, context),
  nodes: (_root, { ids }, context) => {
    if (ids.length > NODES_MAX) {
      throw badUserInput(`\`ids\` must have at most ${NODES_MAX} ids, but had ${ids.length}.`, {
        argument: 'ids',
      });
    }
    return Promise.all(ids.map((id) => findNode(id, context)));
  },
  event: (_root, { id }, context, info) =>
    findEvent(uuidOf('event', id), context, isBriefEvent(info)),
  events: (_root, args, context, info) => eventConnection(args, context, info),
  eventDiff: async (_root, { eventId, ...versions }, context) => {
    const diff = await diffEvent(context, { ...versions, eventId: uuidOf('event', eventId) });
    return diff && presentDiff(diff);
  },
  attendee: async (_root, { secret }, context) => {
    const attendee = await findOwnAttendee(context, secret);
    return attendee && { ...attendee, own: true };
  },
  viewer: (_root, _args, { viewer }) => viewer.user,
};
