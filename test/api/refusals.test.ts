import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assertInterfaceType,
  buildSchema,
  type GraphQLObjectType,
  type GraphQLUnionType,
  getNamedType,
  isLeafType,
  isUnionType,
} from 'graphql';
import { eventInput, givenEvent, letStart, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
/** Where nobody more can queue. */
let busy: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  busy = await startTestServer({
    databaseUrl: server.databaseUrl,
    desk: { queueLengthMax: 0 },
  });
});
afterAll(async () => {
  await busy.stop();
  await server.stop();
});

/** What is sent to be refused. */
interface Provocation {
  input: object;
  headers?: Record<string, string>;
  at?: TestServer;
}

const absent = 'event_01jz0000000000000000000000';
const person = () => ({ name: 'Ada Lovelace', email: `${randomUUID()}@example.org` });

/** An event with one person who has a seat. */
async function givenGuest() {
  const event = await givenEvent(server);
  const { attendee, secret } = await register(server, event, person().email);
  return {
    event,
    secret,
    id: attendee.id as string,
    email: attendee.email,
    headers: event.asOwner,
  };
}

async function givenCancelledEvent() {
  const guest = await givenGuest();
  await server.mutate('cancelEvent', { id: guest.event.id }, '', guest.headers);
  return guest;
}

/** Sends an input with a key, which another input must not have then. */
async function usedKey(mutation: string, input: object, changed: object, headers = {}) {
  const idempotencyKey = randomUUID();
  await server.mutate(mutation, { ...input, idempotencyKey }, '', headers);
  return { input: { ...input, ...changed, idempotencyKey }, headers };
}

/** How each refusal is provoked, by the union that has it as a member. */
const provocations: Record<string, Record<string, () => Promise<Provocation>>> = {
  CreateEventResult: {
    IdempotencyKeyReused: () => usedKey('createEvent', eventInput(), { capacity: 11 }),
    InvalidInput: async () => ({ input: eventInput({ name: '' }) }),
  },
  CreateEventsResult: {
    IdempotencyKeyReused: () =>
      usedKey('createEvents', { events: [eventInput()] }, { events: [eventInput()] }),
    InvalidInput: async () => ({ input: { events: [] } }),
  },
  UpdateEventResult: {
    CapacityBelowConfirmed: async () => {
      const { event, headers } = await givenGuest();
      await register(server, event, person().email);
      return { input: { id: event.id, expectedVersion: 1, capacity: 1 }, headers };
    },
    EventCancelled: async () => {
      const { event, headers } = await givenCancelledEvent();
      return { input: { id: event.id, expectedVersion: 2, name: 'New' }, headers };
    },
    EventNotFound: async () => ({ input: { id: absent, expectedVersion: 1 } }),
    InvalidInput: async () => {
      const { event, headers } = await givenGuest();
      return { input: { id: event.id, expectedVersion: 1, name: ' ' }, headers };
    },
    PermissionDenied: async () => {
      const { event } = await givenGuest();
      return { input: { id: event.id, expectedVersion: 1, name: 'New' } };
    },
    VersionConflict: async () => {
      const { event, headers } = await givenGuest();
      return { input: { id: event.id, expectedVersion: 2, name: 'New' }, headers };
    },
  },
  CancelEventResult: {
    EventCancelled: async () => {
      const { event, headers } = await givenCancelledEvent();
      return { input: { id: event.id }, headers };
    },
    EventNotFound: async () => ({ input: { id: absent } }),
    PermissionDenied: async () => ({ input: { id: (await givenGuest()).event.id } }),
    VersionConflict: async () => {
      const { event, headers } = await givenGuest();
      return { input: { id: event.id, expectedVersion: 2 }, headers };
    },
  },
  DeleteEventResult: {
    EventNotFound: async () => ({ input: { id: absent } }),
    PermissionDenied: async () => ({ input: { id: (await givenGuest()).event.id } }),
  },
  RegisterAttendeeResult: {
    AlreadyRegistered: async () => {
      const { event, email } = await givenGuest();
      return { input: { eventId: event.id, name: 'Ada', email } };
    },
    EventCancelled: async () => {
      const { event } = await givenCancelledEvent();
      return { input: { eventId: event.id, ...person() } };
    },
    EventFull: async () => {
      const event = await givenEvent(server, { capacity: 1 });
      await register(server, event, person().email);
      return { input: { eventId: event.id, ...person() } };
    },
    EventNotFound: async () => ({ input: { eventId: absent, ...person() } }),
    EventStarted: async () => {
      const event = await givenEvent(server);
      await letStart(server, event);
      return { input: { eventId: event.id, ...person() } };
    },
    IdempotencyKeyReused: async () => {
      const event = await givenEvent(server);
      return usedKey('registerAttendee', { eventId: event.id, ...person() }, person());
    },
    InvalidInput: async () => {
      const event = await givenEvent(server);
      return { input: { eventId: event.id, name: 'Ada', email: 'nobody' } };
    },
    RegistrationBusy: async () => {
      const event = await givenEvent(server);
      return { input: { eventId: event.id, ...person() }, at: busy };
    },
  },
  RegisterAttendeesResult: {
    EventNotFound: async () => ({ input: { eventId: absent, attendees: [person()] } }),
    IdempotencyKeyReused: async () => {
      const { event, headers } = await givenGuest();
      const input = { eventId: event.id, attendees: [person()] };
      return usedKey('registerAttendees', input, { attendees: [person()] }, headers);
    },
    InvalidInput: async () => {
      const { event, headers } = await givenGuest();
      return { input: { eventId: event.id, attendees: [] }, headers };
    },
    PermissionDenied: async () => {
      const { event } = await givenGuest();
      return { input: { eventId: event.id, attendees: [person()] } };
    },
    RegistrationsRefused: async () => {
      const { event, email, headers } = await givenGuest();
      return { input: { eventId: event.id, attendees: [{ name: 'Ada', email }] }, headers };
    },
  },
  CancelRegistrationResult: {
    AttendeeNotFound: async () => ({ input: { attendee: { secret: 'nonsense' } } }),
    EventStarted: async () => {
      const { event, secret } = await givenGuest();
      await letStart(server, event);
      return { input: { attendee: { secret } } };
    },
    PermissionDenied: async () => ({ input: { attendee: { id: (await givenGuest()).id } } }),
    RegistrationCancelled: async () => {
      const input = { attendee: { secret: (await givenGuest()).secret } };
      await server.mutate('cancelRegistration', input, '');
      return { input };
    },
  },
  CheckInAttendeeResult: {
    AlreadyCheckedIn: async () => {
      const { id, headers } = await givenGuest();
      const input = { ticket: { attendeeId: id }, checkedInBy: 'North door' };
      await server.mutate('checkInAttendee', input, '', headers);
      return { input, headers };
    },
    AttendeeNotFound: async () => ({ input: { ticket: { ticketCode: 'nonsense' } } }),
    EventCancelled: async () => {
      const { id, headers } = await givenCancelledEvent();
      return { input: { ticket: { attendeeId: id } }, headers };
    },
    InvalidInput: async () => {
      const { id, headers } = await givenGuest();
      return { input: { ticket: { attendeeId: id }, checkedInBy: '' }, headers };
    },
    NotConfirmed: async () => {
      const { id, secret, headers } = await givenGuest();
      await server.mutate('cancelRegistration', { attendee: { secret } }, '');
      return { input: { ticket: { attendeeId: id } }, headers };
    },
    PermissionDenied: async () => ({ input: { ticket: { attendeeId: (await givenGuest()).id } } }),
    TicketForAnotherEvent: async () => {
      const { id, headers } = await givenGuest();
      const { id: eventId } = await givenEvent(server);
      return { input: { ticket: { attendeeId: id }, eventId }, headers };
    },
  },
  UndoCheckInResult: {
    AttendeeNotFound: async () => ({ input: { ticket: { ticketCode: 'nonsense' } } }),
    NotCheckedIn: async () => {
      const { id, headers } = await givenGuest();
      return { input: { ticket: { attendeeId: id } }, headers };
    },
    PermissionDenied: async () => ({ input: { ticket: { attendeeId: (await givenGuest()).id } } }),
  },
};

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
const refusals = unions.flatMap((union) =>
  union
    .getTypes()
    .filter(isRefusal)
    .map((refusal) => ({ union, refusal, mutation: mutationOf(union) })),
);

describe('every refusal of the schema', () => {
  it.each(refusals.map((each) => ({ ...each, name: `${each.mutation}: ${each.refusal.name}` })))(
    'can happen, and tells all its facts: $name',
    async ({ union, refusal, mutation }) => {
      const provoke = provocations[union.name]?.[refusal.name];
      if (!provoke) throw new Error(`Nothing here provokes ${refusal.name} of ${union.name}.`);
      const { input, headers, at = server } = await provoke();

      const outcome = await at.mutate(mutation, input, allOf(refusal), headers);

      expect(outcome.__typename).toBe(refusal.name);
      expect(outcome.message).toMatch(/^[A-Z0-9].*\.$/s);
      expect(Object.values(outcome)).not.toContain(null);
    },
  );

  it('is the answer of a mutation', () => {
    const known = new Set(refusals.map(({ refusal }) => refusal));
    const lost = Object.values(schema.getTypeMap()).filter(
      (type) => isRefusal(type) && !known.has(type),
    );

    expect(lost).toEqual([]);
  });

  it('is what the provocations here are for', () => {
    const provoked = Object.entries(provocations).flatMap(([union, members]) =>
      Object.keys(members).map((refusal) => `${union}: ${refusal}`),
    );
    const known = refusals.map(({ union, refusal }) => `${union.name}: ${refusal.name}`);

    expect(provoked.sort()).toEqual(known.sort());
  });
});

function isRefusal(type: unknown): type is GraphQLObjectType {
  const userError = assertInterfaceType(schema.getType('UserError'));
  return schema.getImplementations(userError).objects.includes(type as GraphQLObjectType);
}

function mutationOf(union: GraphQLUnionType): string {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const mutation = mutations.find(({ type }) => getNamedType(type) === union);
  if (!mutation) throw new Error(`No mutation answers with ${union.name}.`);
  return mutation.name;
}

/** Selects every field of a refusal. */
function allOf(refusal: GraphQLObjectType): string {
  const fields = Object.values(refusal.getFields()).map(({ name, type }) =>
    isLeafType(getNamedType(type)) ? name : `${name} { __typename }`,
  );
  return `... on ${refusal.name} { ${fields.join(' ')} }`;
}
