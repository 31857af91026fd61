import type { CollaboratorRole, Event } from './prisma/client.js';

export type {
  Attendee as AttendeeRow,
  Collaborator as CollaboratorRow,
  EventVersion as EventVersionRow,
  Notification as NotificationRow,
  User as UserRow,
} from './prisma/client.js';

/** An event, with the role that the user who asks has on it; null for nobody, or without one. */
export type EventRow = Event & { viewerRole: CollaboratorRole | null };
