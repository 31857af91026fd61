import { newId } from '../../src/data/newId.js';
import type { NewNotification } from '../../src/data/notifications.js';

/** An update of some event that a user is to learn of; a test names only what it is about. */
export function notificationOf(
  { id: userId }: { id: string },
  details: Partial<NewNotification> = {},
): NewNotification {
  return {
    userId,
    kind: 'EVENT_UPDATED',
    createdAt: new Date(),
    own: false,
    actorId: null,
    eventId: newId(),
    eventName: 'Concert',
    version: 2,
    changedFields: ['name'],
    personId: null,
    previousRole: null,
    role: null,
    promotedCount: null,
    attendeeIds: [],
    ...details,
  };
}
