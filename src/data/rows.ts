import { Columns } from './columns.js';
import { type CollaboratorRole, type Event, Prisma } from './prisma/client.js';

export type {
  Attendee as AttendeeRow,
  Collaborator as CollaboratorRow,
  EventVersion as EventVersionRow,
  Notification as NotificationRow,
  SecondFactor as SecondFactorRow,
  Session as SessionRow,
  User as UserRow,
} from './prisma/client.js';

/** An event, with the role that the user who asks has on it; null for nobody, or without one. */
export type EventRow = Event & { viewerRole: CollaboratorRole | null };

const { id, name, location, startsAt, endsAt, capacity, confirmedCount, waitlistLength } =
  Prisma.EventScalarFieldEnum;
const { visibility, status, manageSecretHash, owned } = Prisma.EventScalarFieldEnum;

/**
 * What is mostly shown of an event, and what the rules on who may see what look at. Rows that were
 * asked for briefly have no more.
 */
export const eventBriefColumns = new Columns([
  id,
  name,
  location,
  startsAt,
  endsAt,
  capacity,
  confirmedCount,
  waitlistLength,
  visibility,
  status,
  manageSecretHash,
  owned,
]);

export const eventColumns = allOf(Prisma.EventScalarFieldEnum);
export const attendeeColumns = allOf(Prisma.AttendeeScalarFieldEnum);
export const userColumns = allOf(Prisma.UserScalarFieldEnum);
export const sessionColumns = allOf(Prisma.SessionScalarFieldEnum);
export const notificationColumns = allOf(Prisma.NotificationScalarFieldEnum);
export const versionColumns = allOf(Prisma.EventVersionScalarFieldEnum);

function allOf(fields: Record<string, string>): Columns {
  return new Columns(Object.values(fields));
}
