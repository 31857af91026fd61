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

/**
 * The columns of a table, for a statement: named one by one, so that it answers the same when a
 * migration adds one, and can be kept prepared.
 *
 * @param from  what the table is called in the statement, quoted where it must be
 */
export function columnsOf(fields: Record<string, string>, from: string): Prisma.Sql {
  return Prisma.raw(
    Object.values(fields)
      .map((column) => `${from}."${column}"`)
      .join(', '),
  );
}

const { id, name, location, startsAt, endsAt, capacity, confirmedCount, waitlistLength } =
  Prisma.EventScalarFieldEnum;
const { seatsLeft, visibility, status, manageSecretHash, owned } = Prisma.EventScalarFieldEnum;
const attendee = Prisma.AttendeeScalarFieldEnum;

/**
 * What a list of events mostly shows, and what the rules on who may see what look at. Rows that were
 * asked for briefly have no more. Measured, together with not probing for what nobody asks
 * (`PageRequest.withBehind`): a page of 20 events takes 0.7 of the CPU, of the server and of
 * PostgreSQL alike.
 */
export const eventBriefColumns = columnsOf(
  {
    id,
    name,
    location,
    startsAt,
    endsAt,
    capacity,
    confirmedCount,
    waitlistLength,
    seatsLeft,
    visibility,
    status,
    manageSecretHash,
    owned,
  },
  'row',
);
export const attendeeBriefColumns = columnsOf(
  {
    id: attendee.id,
    name: attendee.name,
    status: attendee.status,
    arrival: attendee.arrival,
  },
  'row',
);

export const eventColumns = columnsOf(Prisma.EventScalarFieldEnum, 'row');
export const attendeeColumns = columnsOf(Prisma.AttendeeScalarFieldEnum, 'row');
export const userColumns = columnsOf(Prisma.UserScalarFieldEnum, 'row');
export const sessionColumns = columnsOf(Prisma.SessionScalarFieldEnum, 'row');
export const notificationColumns = columnsOf(Prisma.NotificationScalarFieldEnum, 'row');
export const versionColumns = columnsOf(Prisma.EventVersionScalarFieldEnum, 'row');
