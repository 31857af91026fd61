import { randomUUID } from 'node:crypto';
import type { TestServer } from './server.js';

/** An event that a test made, with what is needed to manage it. */
export interface GivenEvent {
  id: string;
  name: string;
  versionNumber: number;
  /** Headers that make a request act as the event's owner. */
  asOwner: Record<string, string>;
}

const DAY_MS = 24 * 3_600_000;

/** A valid input of `createEvent`; a test names only what it is about. */
export function eventInput(details: object = {}) {
  const start = Date.now() + 30 * DAY_MS;
  return {
    name: `Event ${randomUUID()}`,
    location: 'Reykjavík',
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + 7_200_000).toISOString(),
    timezone: 'Atlantic/Reykjavik',
    capacity: 10,
    ...details,
  };
}

export async function givenEvent(server: TestServer, details: object = {}): Promise<GivenEvent> {
  const created = await server.mutate(
    'createEvent',
    eventInput(details),
    '... on CreateEventSuccess { event { id name versionNumber } manageSecret } ... on InvalidInput { message }',
  );
  if (!created.event) throw new Error(created.message);
  return { ...created.event, asOwner: { 'turnout-event-secret': created.manageSecret } };
}

/** Everything that `registerAttendee` can answer. */
const REGISTRATION = `
  ... on RegisterAttendeeSuccess { secret attendee { id name email status waitlistRank } }
  ... on EventFull { message capacity waitlistLength }
  ... on EventStarted { message startedAt }
  ... on AlreadyRegistered { message attendee { id name } }
  ... on InvalidInput { message fields { path message } }
  ... on UserError { message }`;

export function register(
  server: TestServer,
  event: { id: string },
  email: string,
  more: object = {},
) {
  const input = { eventId: event.id, name: 'Ada Lovelace', email, ...more };
  return server.mutate('registerAttendee', input, REGISTRATION);
}

/** The event's own counters. */
export async function countsOf(server: TestServer, event: { id: string }) {
  const query = `query ($id: ID!) {
    event(id: $id) { confirmedCount seatsLeft waitlistLength checkedInCount } }`;
  const { data } = await server.send(query, { id: event.id });
  return data.event;
}

/** Moves an event into the past: the only way to test what has started. */
export async function letStart(server: TestServer, event: { name: string }): Promise<void> {
  await server.db.event.updateMany({
    where: { name: event.name },
    data: { startsAt: new Date(Date.now() - 3_600_000), endsAt: new Date(Date.now() + 3_600_000) },
  });
}
