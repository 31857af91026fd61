import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventInput, type GivenEvent, givenEvent, letStart, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  const start = new Date();
  server = await startTestServer({ clock: () => start }); // so that a preview has the times that come
});
afterAll(() => server.stop());

/** A mutation that a test can preview and then carry out. */
interface Prepared {
  input: object;
  headers?: Record<string, string>;
}

/** What can be read of each answer; without the ids and codes of what is new, which differ. */
const answers = {
  createEvent: `... on CreateEventSuccess { manageSecret event {
      name location startsAt endsAt timezone capacity seatsLeft visibility status versionNumber createdAt } }
    ... on InvalidInput { fields { path message } }`,
  createEvents: `... on CreateEventsSuccess { results { manageSecret event { name versionNumber createdAt } } }
    ... on InvalidInput { fields { path message } }`,
  updateEvent: `... on UpdateEventSuccess {
      event { id name capacity confirmedCount seatsLeft waitlistLength versionNumber updatedAt }
      promotedAttendees { id name status promotedAt waitlistRank } }
    ... on VersionConflict { currentEvent { id versionNumber name } }
    ... on CapacityBelowConfirmed { confirmedCount }
    ... on PermissionDenied { requiredRole }
    ... on InvalidInput { fields { path message } }`,
  cancelEvent: `... on CancelEventSuccess { event { id status versionNumber updatedAt } }
    ... on VersionConflict { currentEvent { id versionNumber status } }
    ... on PermissionDenied { requiredRole }`,
  deleteEvent: `... on DeleteEventSuccess { deletedEventId }
    ... on PermissionDenied { requiredRole }`,
  registerAttendee: registrationAnswer(),
  registerAttendees: `... on RegisterAttendeesSuccess { registeredCount refusedCount
      results { index result { __typename ${registrationAnswer()} ... on UserError { message } } } }
    ... on RegistrationsRefused {
      refusedResults { index result { __typename ${registrationAnswer()} ... on UserError { message } } } }
    ... on PermissionDenied { requiredRole }
    ... on InvalidInput { fields { path message } }`,
  cancelRegistration: `... on CancelRegistrationSuccess {
      attendee { id status cancelledAt checkedInAt event { seatsLeft waitlistLength confirmedCount } }
      promotedAttendee { id name status promotedAt event { seatsLeft waitlistLength } } }
    ... on RegistrationCancelled { cancelledAt }
    ... on EventStarted { startedAt }
    ... on PermissionDenied { requiredRole }`,
  checkInAttendee: `... on CheckInAttendeeSuccess {
      attendee { id checkedInAt checkedInBy event { checkedInCount } } }
    ... on AlreadyCheckedIn { checkedInAt checkedInBy }
    ... on NotConfirmed { status }
    ... on TicketForAnotherEvent { event { id } }
    ... on PermissionDenied { requiredRole }
    ... on InvalidInput { fields { path message } }`,
  undoCheckIn: `... on UndoCheckInSuccess { attendee { id checkedInAt checkedInBy event { checkedInCount } } }
    ... on PermissionDenied { requiredRole }`,
};
type Previewed = keyof typeof answers;

const send = (name: Previewed, { input, headers }: Prepared, more: object) =>
  server.mutate(
    name,
    { ...input, ...more },
    `${answers[name]} ... on UserError { message }`,
    headers,
  );

const email = () => `${randomUUID()}@example.org`;
const person = (name: string) => ({ name, email: email() });

/** An event of one seat, with one person who has it and some who wait. */
async function givenQueue(...waiting: string[]) {
  const event = await givenEvent(server, { capacity: 1 });
  const ada = await register(server, event, email(), { name: 'Ada' });
  for (const name of waiting) {
    await register(server, event, email(), { name, joinWaitlist: true });
  }
  return { event, ada, owner: { headers: event.asOwner } };
}

async function givenCancelledEvent() {
  const event = await givenEvent(server);
  await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);
  return event;
}

async function givenStartedEvent() {
  const event = await givenEvent(server);
  await letStart(server, event);
  return event;
}

const registration = (event: { id: string }, more: object = {}): Prepared => ({
  input: { eventId: event.id, ...person('Grace'), ...more },
});

const checkIn = (attendeeId: string, event: GivenEvent, more: object = {}) =>
  server.mutate('checkInAttendee', { ticket: { attendeeId }, ...more }, '', event.asOwner);

/** The answers that a preview is compared for: what is tried, how it is called, what it is given. */
const cases: Record<Previewed, Record<string, () => Promise<Prepared>>> = {
  createEvent: {
    CreateEventSuccess: async () => ({ input: eventInput() }),
    InvalidInput: async () => ({ input: eventInput({ name: ' ', capacity: 0 }) }),
  },
  createEvents: {
    CreateEventsSuccess: async () => ({ input: { events: [eventInput(), eventInput()] } }),
    InvalidInput: async () => ({ input: { events: [eventInput(), eventInput({ name: '' })] } }),
  },
  updateEvent: {
    'UpdateEventSuccess, with those who get a seat': async () => {
      const { event, owner } = await givenQueue('Bob', 'Cyd', 'Dan');
      return { input: { id: event.id, expectedVersion: 1, capacity: 3 }, ...owner };
    },
    'UpdateEventSuccess, when nothing changes': async () => {
      const { event, owner } = await givenQueue('Bob');
      return { input: { id: event.id, expectedVersion: 1 }, ...owner };
    },
    CapacityBelowConfirmed: async () => {
      const event = await givenEvent(server, { capacity: 2 });
      for (const name of ['Ada', 'Bob']) await register(server, event, email(), { name });
      const input = { id: event.id, expectedVersion: 1, capacity: 1 };
      return { input, headers: event.asOwner };
    },
    EventCancelled: async () => {
      const event = await givenCancelledEvent();
      return { input: { id: event.id, expectedVersion: 2, name: 'New' }, headers: event.asOwner };
    },
    EventNotFound: async () => ({ input: { id: 'nonsense', expectedVersion: 1 } }),
    InvalidInput: async () => {
      const { event, owner } = await givenQueue();
      return { input: { id: event.id, expectedVersion: 1, name: ' ' }, ...owner };
    },
    PermissionDenied: async () => {
      const { event } = await givenQueue();
      return { input: { id: event.id, expectedVersion: 1, name: 'New' } };
    },
    VersionConflict: async () => {
      const { event, owner } = await givenQueue();
      return { input: { id: event.id, expectedVersion: 7, name: 'New' }, ...owner };
    },
  },
  cancelEvent: {
    CancelEventSuccess: async () => {
      const { event, owner } = await givenQueue('Bob');
      return { input: { id: event.id }, ...owner };
    },
    EventCancelled: async () => {
      const event = await givenCancelledEvent();
      return { input: { id: event.id }, headers: event.asOwner };
    },
    EventNotFound: async () => ({ input: { id: 'nonsense' } }),
    PermissionDenied: async () => ({ input: { id: (await givenQueue()).event.id } }),
    VersionConflict: async () => {
      const { event, owner } = await givenQueue();
      return { input: { id: event.id, expectedVersion: 7 }, ...owner };
    },
  },
  deleteEvent: {
    'DeleteEventSuccess, with all who are registered': async () => {
      const { event, owner } = await givenQueue('Bob');
      return { input: { id: event.id }, ...owner };
    },
    EventNotFound: async () => ({ input: { id: 'nonsense' } }),
    PermissionDenied: async () => ({ input: { id: (await givenQueue()).event.id } }),
  },
  registerAttendee: {
    'RegisterAttendeeSuccess, with a seat': async () => registration(await givenEvent(server)),
    'RegisterAttendeeSuccess, with a place behind those who wait': async () =>
      registration((await givenQueue('Bob', 'Cyd')).event, { joinWaitlist: true }),
    AlreadyRegistered: async () => {
      const { event, ada } = await givenQueue();
      return registration(event, { email: ada.attendee.email.toUpperCase() });
    },
    EventCancelled: async () => registration(await givenCancelledEvent()),
    EventFull: async () => registration((await givenQueue('Bob')).event),
    EventNotFound: async () => registration({ id: 'nonsense' }),
    EventStarted: async () => registration(await givenStartedEvent()),
    InvalidInput: async () => registration(await givenEvent(server), { email: 'nobody' }),
  },
  registerAttendees: {
    'RegisterAttendeesSuccess, row by row': async () => {
      const { event, ada, owner } = await givenQueue('Bob');
      const twice = person('Cyd');
      const attendees = [
        twice,
        { ...person('Eve'), email: ada.attendee.email },
        person('Dan'),
        twice,
      ];
      const input = { eventId: event.id, attendees, joinWaitlist: true, refusedRows: 'SKIP' };
      return { input, ...owner };
    },
    RegistrationsRefused: async () => {
      const event = await givenEvent(server, { capacity: 1 });
      const attendees = [person('Ada'), person('Bob'), { name: ' ', email: 'nobody' }];
      return { input: { eventId: event.id, attendees }, headers: event.asOwner };
    },
    EventNotFound: async () => ({ input: { eventId: 'nonsense', attendees: [person('Ada')] } }),
    InvalidInput: async () => {
      const { event, owner } = await givenQueue();
      return { input: { eventId: event.id, attendees: [] }, ...owner };
    },
    PermissionDenied: async () => {
      const { event } = await givenQueue();
      return { input: { eventId: event.id, attendees: [person('Bob')] } };
    },
  },
  cancelRegistration: {
    'CancelRegistrationSuccess, with the one who gets the seat': async () => {
      const { ada } = await givenQueue('Bob', 'Cyd');
      return { input: { attendee: { secret: ada.secret } } };
    },
    'CancelRegistrationSuccess, with the check-in that goes': async () => {
      const { event, ada, owner } = await givenQueue();
      await checkIn(ada.attendee.id, event);
      return { input: { attendee: { id: ada.attendee.id } }, ...owner };
    },
    AttendeeNotFound: async () => ({ input: { attendee: { secret: 'nonsense' } } }),
    EventStarted: async () => {
      const { event, ada } = await givenQueue();
      await letStart(server, event);
      return { input: { attendee: { secret: ada.secret } } };
    },
    PermissionDenied: async () => {
      const { ada } = await givenQueue();
      return { input: { attendee: { id: ada.attendee.id } } };
    },
    RegistrationCancelled: async () => {
      const { ada } = await givenQueue();
      const input = { attendee: { secret: ada.secret } };
      await server.mutate('cancelRegistration', input, '');
      return { input };
    },
  },
  checkInAttendee: {
    CheckInAttendeeSuccess: async () => {
      const { ada, owner } = await givenQueue();
      return { input: { ticket: { attendeeId: ada.attendee.id }, checkedInBy: 'Door' }, ...owner };
    },
    AlreadyCheckedIn: async () => {
      const { event, ada, owner } = await givenQueue();
      await checkIn(ada.attendee.id, event, { checkedInBy: 'North door' });
      return { input: { ticket: { attendeeId: ada.attendee.id } }, ...owner };
    },
    AttendeeNotFound: async () => ({ input: { ticket: { ticketCode: 'nonsense' } } }),
    EventCancelled: async () => {
      const { event, ada, owner } = await givenQueue();
      await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);
      return { input: { ticket: { attendeeId: ada.attendee.id } }, ...owner };
    },
    InvalidInput: async () => {
      const { ada, owner } = await givenQueue();
      return { input: { ticket: { attendeeId: ada.attendee.id }, checkedInBy: '' }, ...owner };
    },
    NotConfirmed: async () => {
      const { event, owner } = await givenQueue();
      const bob = await register(server, event, email(), { joinWaitlist: true });
      return { input: { ticket: { attendeeId: bob.attendee.id } }, ...owner };
    },
    PermissionDenied: async () => {
      const { ada } = await givenQueue();
      return { input: { ticket: { attendeeId: ada.attendee.id } } };
    },
    TicketForAnotherEvent: async () => {
      const { ada, owner } = await givenQueue();
      const { id } = await givenEvent(server);
      return { input: { ticket: { attendeeId: ada.attendee.id }, eventId: id }, ...owner };
    },
  },
  undoCheckIn: {
    UndoCheckInSuccess: async () => {
      const { event, ada, owner } = await givenQueue();
      await checkIn(ada.attendee.id, event, { checkedInBy: 'North door' });
      return { input: { ticket: { attendeeId: ada.attendee.id } }, ...owner };
    },
    AttendeeNotFound: async () => ({ input: { ticket: { attendeeId: 'nonsense' } } }),
    NotCheckedIn: async () => {
      const { ada, owner } = await givenQueue();
      return { input: { ticket: { attendeeId: ada.attendee.id } }, ...owner };
    },
    PermissionDenied: async () => {
      const { ada } = await givenQueue();
      return { input: { ticket: { attendeeId: ada.attendee.id } } };
    },
  },
};
const everyPreviewed = Object.keys(cases) as Previewed[];

describe.each(everyPreviewed)('a preview of %s', (name) => {
  it.each(Object.keys(cases[name]))(
    'is the answer that comes, and writes nothing: %s',
    async (what) => {
      const prepared = await (cases[name][what] as () => Promise<Prepared>)();
      const before = await everyRow(server);

      const preview = await send(name, prepared, { validateOnly: true });

      expect(await everyRow(server)).toEqual(before);
      const real = await send(name, prepared, { validateOnly: false });
      expect(preview.__typename).toBe(what.split(',')[0]);
      expect(preview).toEqual(withoutSecrets(real));
      const changed = !isDeepStrictEqual(await everyRow(server), before);
      expect(changed).toBe(/Success$/.test(real.__typename) && !what.includes('nothing changes'));
    },
  );
});

describe('a preview with an idempotency key', () => {
  const creating = {
    createEvent: async () => ({ input: eventInput() }),
    createEvents: async () => ({ input: { events: [eventInput()] } }),
    registerAttendee: async () => registration(await givenEvent(server)),
    registerAttendees: async () => {
      const event = await givenEvent(server);
      const input = { eventId: event.id, attendees: [person('Ada')] };
      return { input, headers: event.asOwner };
    },
  } satisfies Partial<Record<Previewed, () => Promise<Prepared>>>;

  it.each(Object.keys(creating) as (keyof typeof creating)[])(
    'leaves the key to %s itself',
    async (name) => {
      const prepared: Prepared = await creating[name]();
      const key = { idempotencyKey: randomUUID() };
      const before = await everyRow(server);

      const preview = await send(name, prepared, { ...key, validateOnly: true });

      expect(await everyRow(server)).toEqual(before);
      const real = await send(name, prepared, key);
      expect(withoutSecrets(real)).toEqual(preview);
      expect(await send(name, prepared, key)).toEqual(real);
    },
  );

  it.each(Object.keys(creating) as (keyof typeof creating)[])(
    'says what %s would do now, not what the key was answered before',
    async (name) => {
      const prepared: Prepared = await creating[name]();
      const key = { idempotencyKey: randomUUID() };
      const first = await send(name, prepared, key);

      const preview = await send(name, prepared, { ...key, validateOnly: true });

      const now = await send(name, prepared, { validateOnly: true });
      expect(preview).toEqual(now);
      expect(preview).not.toEqual(first);
    },
  );
});

describe('what a preview shows', () => {
  it('leads nowhere: no secret, and an id that nothing has', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const selection = '... on RegisterAttendeeSuccess { secret attendee { id } }';
    const input = { ...registration(event).input, validateOnly: true };

    const preview = await server.mutate('registerAttendee', input, selection, event.asOwner);

    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    const { data } = await server.send(query, { id: preview.attendee.id }, event.asOwner);
    expect(preview.secret).toBeNull();
    expect(data.node).toBeNull();
  });

  it('holds nobody up: twenty at once take no seat', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const previews = Array.from({ length: 20 }, () =>
      send('registerAttendee', registration(event), { validateOnly: true }),
    );

    const kinds = (await Promise.all(previews)).map(({ __typename }) => __typename);

    expect(new Set(kinds)).toEqual(new Set(['RegisterAttendeeSuccess']));
    expect(await register(server, event, email())).toMatchObject({
      attendee: { status: 'CONFIRMED' },
    });
  });
});

function registrationAnswer(): string {
  return `... on RegisterAttendeeSuccess { secret attendee {
      name email status waitlistRank registeredAt event { id confirmedCount seatsLeft waitlistLength } } }
    ... on AlreadyRegistered { attendee { name status waitlistRank event { id seatsLeft } } }
    ... on EventFull { capacity waitlistLength }
    ... on EventStarted { startedAt }
    ... on InvalidInput { fields { path message } }`;
}

/** The answer as its preview has it: a secret that is given once is not given by a preview. */
function withoutSecrets(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (field, value) =>
      field === 'secret' || field === 'manageSecret' ? null : value,
    ),
  );
}
