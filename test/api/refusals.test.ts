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
import { givenResetCode, givenUser, PASSWORD } from '../support/accounts.js';
import { eventInput, givenEvent, letStart, register } from '../support/events.js';
import { givenRole } from '../support/roles.js';
import { insertEvent } from '../support/rows.js';
import { givenSecondFactor } from '../support/secondFactor.js';
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
  /** The facts that there are none of, which are null then. */
  without?: string[];
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

/** Someone with an event of their own, which is at the time of every other here. */
async function givenOwner() {
  const owner = await givenUser(server);
  const event = await insertEvent(server);
  await givenRole(server, event, owner, 'OWNER');
  return { event, owner, headers: owner.asUser };
}

/** An event of somebody's, as somebody else asks for it. */
async function givenStranger() {
  const { event, owner } = await givenOwner();
  return { event, owner, headers: (await givenUser(server)).asUser };
}

/** An event that would have to be at the time of another of its owner's to be what it was. */
async function givenTakenTime() {
  const { event, owner, headers } = await givenOwner();
  await server.mutate('cancelEvent', { id: event.id }, '', headers);
  await givenRole(server, await insertEvent(server), owner, 'OWNER');
  return { event, headers };
}

/** Somebody with a second factor. */
async function givenSecured() {
  const user = await givenUser(server);
  return { user, factor: await givenSecondFactor(server, user), headers: user.asUser };
}

/** What is asked with a code that is wrong, and without one. */
const withFactor = (input: (user: { username: string }) => object) => ({
  InvalidSecondFactor: async () => {
    const { user, headers } = await givenSecured();
    return { input: { ...input(user), code: 'nonsense' }, headers };
  },
  SecondFactorRequired: async () => {
    const { user, headers } = await givenSecured();
    return { input: input(user), headers };
  },
});

const people = (user: { id: string }, role: string) => [{ user: { id: user.id }, role }];
const longNote = 'x'.repeat(501);

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
    ScheduleConflict: async () => {
      const { headers } = await givenOwner();
      return { input: eventInput(), headers, without: ['index'] };
    },
  },
  CreateEventsResult: {
    IdempotencyKeyReused: () =>
      usedKey('createEvents', { events: [eventInput()] }, { events: [eventInput()] }),
    InvalidInput: async () => ({ input: { events: [] } }),
    ScheduleConflict: async () => {
      const { headers } = await givenOwner();
      return { input: { events: [eventInput()] }, headers };
    },
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
    ScheduleConflict: async () => {
      const { owner, headers } = await givenOwner();
      const later = await insertEvent(server, { startsAt: new Date('2090-01-01T10:00Z') });
      await givenRole(server, later, owner, 'OWNER');
      const { startsAt, endsAt } = eventInput();
      const input = { id: later.id, expectedVersion: 1, startsAt, endsAt };
      return { input, headers, without: ['index'] };
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
    InvalidInput: async () => {
      const { event, headers } = await givenGuest();
      return { input: { id: event.id, note: longNote }, headers };
    },
    PermissionDenied: async () => ({ input: { id: (await givenGuest()).event.id } }),
    VersionConflict: async () => {
      const { event, headers } = await givenGuest();
      return { input: { id: event.id, expectedVersion: 2 }, headers };
    },
  },
  RollbackEventResult: {
    CapacityBelowConfirmed: async () => {
      const event = await givenEvent(server, { capacity: 1 });
      const change = { id: event.id, expectedVersion: 1, capacity: 2 };
      await server.mutate('updateEvent', change, '', event.asOwner);
      await register(server, event, person().email);
      await register(server, event, person().email);
      const input = { eventId: event.id, toVersion: 1, expectedVersion: 2 };
      return { input, headers: event.asOwner };
    },
    EventCancelled: async () => {
      const { event, headers } = await givenCancelledEvent();
      return { input: { eventId: event.id, toVersion: 2, expectedVersion: 2 }, headers };
    },
    EventNotFound: async () => ({ input: { eventId: absent, toVersion: 1, expectedVersion: 1 } }),
    InvalidInput: async () => {
      const { event, headers } = await givenGuest();
      const input = { eventId: event.id, toVersion: 1, expectedVersion: 1, note: longNote };
      return { input, headers };
    },
    PermissionDenied: async () => {
      const { event } = await givenGuest();
      return { input: { eventId: event.id, toVersion: 1, expectedVersion: 1 } };
    },
    ScheduleConflict: async () => {
      const { event, headers } = await givenTakenTime();
      const input = { eventId: event.id, toVersion: 1, expectedVersion: 2 };
      return { input, headers, without: ['index'] };
    },
    VersionConflict: async () => {
      const { event, headers } = await givenGuest();
      return { input: { eventId: event.id, toVersion: 1, expectedVersion: 2 }, headers };
    },
    VersionNotFound: async () => {
      const { event, headers } = await givenGuest();
      return { input: { eventId: event.id, toVersion: 2, expectedVersion: 1 }, headers };
    },
  },
  DeleteEventResult: {
    EventNotFound: async () => ({ input: { id: absent } }),
    PermissionDenied: async () => ({ input: { id: (await givenGuest()).event.id } }),
  },
  ClaimEventResult: {
    EventNotFound: async () => {
      const { headers } = await givenStranger();
      return { input: { eventId: absent }, headers };
    },
    PermissionDenied: async () => {
      const { event, headers } = await givenStranger();
      return { input: { eventId: event.id }, headers };
    },
    ScheduleConflict: async () => {
      const { headers } = await givenOwner();
      const { id: eventId, asOwner } = await insertEvent(server);
      return { input: { eventId }, headers: { ...headers, ...asOwner }, without: ['index'] };
    },
  },
  ShareEventResult: {
    AlreadyCollaborators: async () => {
      const { event, owner, headers } = await givenOwner();
      return { input: { eventId: event.id, people: people(owner, 'VIEWER') }, headers };
    },
    EventNotFound: async () => {
      const { owner, headers } = await givenStranger();
      return { input: { eventId: absent, people: people(owner, 'VIEWER') }, headers };
    },
    IdempotencyKeyReused: async () => {
      const { event, headers } = await givenOwner();
      const { owner: other } = await givenStranger();
      const input = { eventId: event.id, people: people(other, 'VIEWER') };
      return usedKey('shareEvent', input, { people: people(other, 'EDITOR') }, headers);
    },
    InvalidInput: async () => {
      const { event, headers } = await givenOwner();
      return { input: { eventId: event.id, people: [] }, headers };
    },
    PermissionDenied: async () => {
      const { event, owner, headers } = await givenStranger();
      return { input: { eventId: event.id, people: people(owner, 'VIEWER') }, headers };
    },
    ScheduleConflict: async () => {
      const { event, headers } = await givenOwner();
      const { owner: other } = await givenOwner();
      const input = { eventId: event.id, people: people(other, 'OWNER') };
      return { input, headers, without: ['index'] };
    },
    UsersNotFound: async () => {
      const { event, headers } = await givenOwner();
      const nobody = { user: { username: 'nobody' }, role: 'VIEWER' };
      return { input: { eventId: event.id, people: [nobody] }, headers };
    },
  },
  UpdateCollaboratorResult: {
    CollaboratorNotFound: async () => {
      const { event, headers } = await givenOwner();
      const { id } = await givenUser(server);
      return { input: { eventId: event.id, user: { id }, role: 'VIEWER' }, headers };
    },
    EventNotFound: async () => {
      const { owner, headers } = await givenStranger();
      return { input: { eventId: absent, user: { id: owner.id }, role: 'VIEWER' }, headers };
    },
    LastOwner: async () => {
      const { event, owner, headers } = await givenOwner();
      return { input: { eventId: event.id, user: { id: owner.id }, role: 'EDITOR' }, headers };
    },
    PermissionDenied: async () => {
      const { event, owner, headers } = await givenStranger();
      return { input: { eventId: event.id, user: { id: owner.id }, role: 'VIEWER' }, headers };
    },
    ScheduleConflict: async () => {
      const { event, headers } = await givenOwner();
      const { owner: other } = await givenOwner();
      await givenRole(server, event, other, 'VIEWER');
      const input = { eventId: event.id, user: { id: other.id }, role: 'OWNER' };
      return { input, headers, without: ['index'] };
    },
  },
  RemoveCollaboratorResult: {
    CollaboratorNotFound: async () => {
      const { event, headers } = await givenOwner();
      const { id } = await givenUser(server);
      return { input: { eventId: event.id, user: { id } }, headers };
    },
    EventNotFound: async () => {
      const { owner, headers } = await givenStranger();
      return { input: { eventId: absent, user: { id: owner.id } }, headers };
    },
    LastOwner: async () => {
      const { event, owner, headers } = await givenOwner();
      return { input: { eventId: event.id, user: { id: owner.id } }, headers };
    },
    PermissionDenied: async () => {
      const { event, owner, headers } = await givenStranger();
      return { input: { eventId: event.id, user: { id: owner.id } }, headers };
    },
  },
  TransferOwnershipResult: {
    EventNotFound: async () => {
      const { owner, headers } = await givenStranger();
      return { input: { eventId: absent, user: { id: owner.id } }, headers };
    },
    PermissionDenied: async () => {
      const { event, owner, headers } = await givenStranger();
      return { input: { eventId: event.id, user: { id: owner.id } }, headers };
    },
    ScheduleConflict: async () => {
      const { event, headers } = await givenOwner();
      const { owner: other } = await givenOwner();
      const input = { eventId: event.id, user: { id: other.id } };
      return { input, headers, without: ['index'] };
    },
    UsersNotFound: async () => {
      const { event, headers } = await givenOwner();
      return { input: { eventId: event.id, user: { username: 'nobody' } }, headers };
    },
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
  MarkNotificationsReadResult: {
    InvalidInput: async () => ({ input: { ids: [] }, headers: (await givenUser(server)).asUser }),
    NotificationsNotFound: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { upTo: 'notification_01jz0000000000000000000000' }, headers };
    },
  },
  SignUpResult: {
    EmailTaken: async () => {
      const { email } = await givenUser(server);
      return { input: { username: 'somebody.else', email, password: PASSWORD } };
    },
    IdempotencyKeyReused: async () => {
      const username = `somebody-${randomUUID().slice(0, 13)}`;
      const input = { username, email: person().email, password: PASSWORD };
      return usedKey('signUp', input, { timezone: 'Asia/Tokyo' });
    },
    InvalidInput: async () => {
      const { email } = person();
      return { input: { username: 'somebody.else', email, password: 'short' } };
    },
    UsernameTaken: async () => {
      const { username } = await givenUser(server);
      return { input: { username, email: person().email, password: PASSWORD } };
    },
  },
  SignInResult: {
    InvalidCredentials: async () => ({
      input: { usernameOrEmail: 'nobody', password: PASSWORD },
    }),
    ...withFactor(({ username }) => ({ usernameOrEmail: username, password: PASSWORD })),
  },
  RefreshSessionResult: {
    InvalidRefreshToken: async () => ({ input: { refreshToken: 'nonsense' } }),
  },
  EndSessionResult: {
    SessionNotFound: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { id: 'session_01jz0000000000000000000000' }, headers };
    },
  },
  UpdateProfileResult: {
    ...withFactor(() => ({ email: person().email, currentPassword: PASSWORD })),
    EmailTaken: async () => {
      const { email } = await givenUser(server);
      const input = { email, currentPassword: PASSWORD };
      return { input, headers: (await givenUser(server)).asUser };
    },
    InvalidCredentials: async () => {
      const input = { email: person().email, currentPassword: 'not the password' };
      return { input, headers: (await givenUser(server)).asUser };
    },
    InvalidInput: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { username: 'ab' }, headers };
    },
    UsernameTaken: async () => {
      const { username } = await givenUser(server);
      const input = { username, currentPassword: PASSWORD };
      return { input, headers: (await givenUser(server)).asUser };
    },
  },
  ChangePasswordResult: {
    ...withFactor(() => ({ currentPassword: PASSWORD, newPassword: `another ${PASSWORD}` })),
    InvalidCredentials: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { currentPassword: 'not the password', newPassword: PASSWORD }, headers };
    },
    InvalidInput: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { currentPassword: PASSWORD, newPassword: 'short' }, headers };
    },
  },
  ResetPasswordResult: {
    InvalidInput: async () => {
      const code = await givenResetCode(server, await givenUser(server));
      return { input: { code, newPassword: 'short' } };
    },
    InvalidResetCode: async () => ({ input: { code: 'nonsense', newPassword: PASSWORD } }),
  },
  BeginSecondFactorResult: {
    InvalidCredentials: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { currentPassword: 'not the password' }, headers };
    },
    SecondFactorAlreadyOn: async () => {
      const { headers } = await givenSecured();
      return { input: { currentPassword: PASSWORD }, headers };
    },
  },
  ConfirmSecondFactorResult: {
    InvalidSecondFactor: async () => {
      const user = await givenUser(server);
      await givenSecondFactor(server, user, { begunOnly: true });
      return { input: { code: 'nonsense' }, headers: user.asUser };
    },
    SecondFactorAlreadyOn: async () => {
      const { headers } = await givenSecured();
      return { input: { code: 'nonsense' }, headers };
    },
    SecondFactorNotBegun: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { code: 'nonsense' }, headers };
    },
  },
  TurnOffSecondFactorResult: {
    InvalidCredentials: async () => {
      const { headers } = await givenSecured();
      return { input: { currentPassword: 'not the password', code: 'nonsense' }, headers };
    },
    InvalidSecondFactor: async () => {
      const { headers } = await givenSecured();
      return { input: { currentPassword: PASSWORD, code: 'nonsense' }, headers };
    },
    SecondFactorNotOn: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { currentPassword: PASSWORD, code: 'nonsense' }, headers };
    },
  },
  EraseAccountResult: {
    ...withFactor(() => ({ password: PASSWORD })),
    InvalidCredentials: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { password: 'not the password' }, headers };
    },
    InvalidInput: async () => {
      const { asUser: headers } = await givenUser(server);
      return { input: { password: PASSWORD, registrationSecrets: ['nonsense'] }, headers };
    },
    LastOwner: async () => {
      const { headers } = await givenOwner();
      return { input: { password: PASSWORD }, headers };
    },
  },
};

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
/** Those that a subscription tells have their tests with it, in subscriptions.test.ts. */
const told = new Set(
  Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map(({ type }) =>
    getNamedType(type),
  ),
);
const unions = Object.values(schema.getTypeMap()).filter(
  (type) => isUnionType(type) && !told.has(type),
) as GraphQLUnionType[];
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
      const { input, headers, at = server, without = [] } = await provoke();

      const outcome = await at.mutate(mutation, input, allOf(refusal), headers);

      expect(outcome.__typename).toBe(refusal.name);
      expect(outcome.message).toMatch(/^[A-Z0-9].*\.$/s);
      expect(Object.keys(outcome).filter((fact) => outcome[fact] === null)).toEqual(without);
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
