import { cancelEvent } from '../../../domain/events/cancelEvent.js';
import { createEvent, createEvents } from '../../../domain/events/createEvents.js';
import { deleteEvent } from '../../../domain/events/deleteEvent.js';
import { updateEvent } from '../../../domain/events/updateEvent.js';
import type { MutationResolvers } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import {
  presentCancelEvent,
  presentCreateEvent,
  presentCreateEvents,
  presentDeleteEvent,
  presentUpdateEvent,
} from '../../presenters/events.js';

export const eventMutations = {
  createEvent: async (_root, { input }, context) =>
    presentCreateEvent(await createEvent(context, input)),

  createEvents: async (_root, { input }, context) =>
    presentCreateEvents(await createEvents(context, input)),

  updateEvent: async (_root, { input }, context) =>
    presentUpdateEvent(await updateEvent(context, { ...input, id: uuidOf('event', input.id) })),

  cancelEvent: async (_root, { input }, context) =>
    presentCancelEvent(await cancelEvent(context, { ...input, id: uuidOf('event', input.id) })),

  deleteEvent: async (_root, { input }, context) =>
    presentDeleteEvent(await deleteEvent(context, { ...input, id: uuidOf('event', input.id) })),
} satisfies MutationResolvers;
