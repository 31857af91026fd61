import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countsOf, type GivenEvent, givenEvent, letStart, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
/** Where events need an account, and strangers read no attendees; it has the same events. */
let closed: TestServer;
/** Another process on the same database, whose clock a test may set. */
let replica: TestServer;
let now: Date | null = null;
beforeAll(async () => {
  server = await startTestServer({ manyAddresses: true });
  const { databaseUrl } = server;
  closed = await startTestServer({
    databaseUrl,
    anonymousEvents: false,
    manyAddresses: true,
  });
  replica = await startTestServer({ databaseUrl, clock: () => now ?? new Date() });
});
afterAll(async () => {
  await closed.stop();
  await replica.stop();
  await server.stop();
});

const CHECK_IN = `
  ... on CheckInAttendeeSuccess { attendee { id status checkedInAt checkedInBy event { checkedInCount } } }
  ... on AlreadyCheckedIn { checkedInAt checkedInBy }
  ... on NotConfirmed { status }
  ... on TicketForAnotherEvent { event { id name } }
  ... on PermissionDenied { requiredRole }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

const UNDO = `
  ... on UndoCheckInSuccess { attendee { id status checkedInAt checkedInBy } }
  ... on PermissionDenied { requiredRole }
  ... on UserError { message }`;

interface Door {
  /** Headers of whoever stands at it. */
  as?: Record<string, string>;
  at?: TestServer;
  eventId?: string;
  checkedInBy?: string;
}

const checkIn = (ticket: object, { as, at = server, ...more }: Door = {}) =>
  at.mutate('checkInAttendee', { ticket, ...more }, CHECK_IN, as);

const undo = (ticket: object, { as, at = server }: Door = {}) =>
  at.mutate('undoCheckIn', { ticket }, UNDO, as);

const cancel = (attendee: object, headers = {}) =>
  server.mutate('cancelRegistration', { attendee }, '... on UserError { message }', headers);

/** A registered person, with all that names the registration. */
async function givenTicket(event: { id: string }, email = 'ada@example.org', more: object = {}) {
  const { attendee, secret } = await register(server, event, email, more);
  const { data } = await server.send(
    'query ($s: String!) { attendee(secret: $s) { ticketCode } }',
    {
      s: secret,
    },
  );
  return { id: attendee.id, secret, ticketCode: data.attendee.ticketCode as string };
}

/** An event with one person who has a seat. */
async function givenGuest(details: object = {}) {
  const event = await givenEvent(server, details);
  return { event, guest: await givenTicket(event) };
}

/** The fields of an attendee as the event's owner reads them. */
async function read(attendee: { id: string }, fields: string, { asOwner }: GivenEvent) {
  const query = `query ($id: ID!) { node(id: $id) { ... on Attendee { ${fields} } } }`;
  return (await server.send(query, { id: attendee.id }, asOwner)).data.node;
}

const NOT_FOUND = { __typename: 'AttendeeNotFound', message: 'There is no such registration.' };

describe('checkInAttendee', () => {
  it('lets a person in by the id of the registration, and counts them', async () => {
    const { event, guest } = await givenGuest();

    const outcome = await checkIn({ attendeeId: guest.id }, { as: event.asOwner });

    expect(outcome).toMatchObject({
      __typename: 'CheckInAttendeeSuccess',
      attendee: {
        id: guest.id,
        status: 'CONFIRMED',
        checkedInBy: null,
        event: { checkedInCount: 1 },
      },
    });
    expect(await countsOf(server, event)).toEqual({
      confirmedCount: 1,
      seatsLeft: 9,
      waitlistLength: 0,
      checkedInCount: 1,
    });
  });

  it('lets a person in by the code on the ticket', async () => {
    const { event, guest } = await givenGuest();

    const outcome = await checkIn({ ticketCode: guest.ticketCode }, { as: event.asOwner });

    expect(outcome.attendee.id).toBe(guest.id);
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 1 });
  });

  it('remembers when and at which door, in the zone asked for', async () => {
    const { event, guest } = await givenGuest({
      startsAt: '2031-07-01T20:00:00Z',
      endsAt: '2031-07-01T22:00:00Z',
    });

    now = new Date('2031-07-01T17:30:00.250Z');
    await checkIn(
      { ticketCode: guest.ticketCode },
      { as: event.asOwner, at: replica, checkedInBy: 'North door 🚪' },
    );
    now = null;

    const fields = `checkedInBy utc: checkedInAt
      tokyo: checkedInAt(timezone: "Asia/Tokyo") newYork: checkedInAt(timezone: "America/New_York")`;
    expect(await read(guest, fields, event)).toEqual({
      checkedInBy: 'North door 🚪',
      utc: '2031-07-01T17:30:00.250Z',
      tokyo: '2031-07-02T02:30:00.250+09:00',
      newYork: '2031-07-01T13:30:00.250-04:00',
    });
  });

  it('lets people in before, during and after the event', async () => {
    const { event, guest } = await givenGuest();
    await letStart(server, event);

    const outcome = await checkIn({ attendeeId: guest.id }, { as: event.asOwner });

    expect(outcome.__typename).toBe('CheckInAttendeeSuccess');
  });

  it('takes the ticket at the door of its own event', async () => {
    const { event, guest } = await givenGuest();

    const outcome = await checkIn(
      { ticketCode: guest.ticketCode },
      { as: event.asOwner, eventId: event.id },
    );

    expect(outcome.__typename).toBe('CheckInAttendeeSuccess');
  });

  it('lets nobody in twice, and tells the first time and door: AlreadyCheckedIn', async () => {
    const { event, guest } = await givenGuest();
    const first = await checkIn(
      { ticketCode: guest.ticketCode },
      { as: event.asOwner, checkedInBy: 'North door' },
    );

    const second = await checkIn(
      { attendeeId: guest.id },
      { as: event.asOwner, checkedInBy: 'South door' },
    );

    expect(second).toEqual({
      __typename: 'AlreadyCheckedIn',
      message: 'This person was let in before.',
      checkedInAt: first.attendee.checkedInAt,
      checkedInBy: 'North door',
    });
    expect(await read(guest, 'checkedInBy', event)).toEqual({ checkedInBy: 'North door' });
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 1 });
  });

  it('tells the first time in the zone asked for, and null for a door that nobody named', async () => {
    const { event, guest } = await givenGuest();
    const input = { ticket: { attendeeId: guest.id } };
    await checkIn(input.ticket, { as: event.asOwner });

    const again = await server.mutate(
      'checkInAttendee',
      input,
      '... on AlreadyCheckedIn { utc: checkedInAt zoned: checkedInAt(timezone: "Asia/Kolkata") checkedInBy }',
      event.asOwner,
    );

    expect(again.zoned).toMatch(/\+05:30$/);
    expect(new Date(again.zoned)).toEqual(new Date(again.utc));
    expect(again.checkedInBy).toBeNull();
  });

  it('refuses a person who waits: NotConfirmed', async () => {
    const { event } = await givenGuest({ capacity: 1 });
    const waiting = await givenTicket(event, 'bob@example.org', { joinWaitlist: true });

    expect(await checkIn({ ticketCode: waiting.ticketCode }, { as: event.asOwner })).toEqual({
      __typename: 'NotConfirmed',
      message: 'This person still waits for a seat.',
      status: 'WAITLISTED',
    });
  });

  it('refuses a registration that was given back: NotConfirmed', async () => {
    const { event, guest } = await givenGuest();
    await cancel({ secret: guest.secret });

    expect(await checkIn({ ticketCode: guest.ticketCode }, { as: event.asOwner })).toEqual({
      __typename: 'NotConfirmed',
      message: 'This registration was given back.',
      status: 'CANCELLED',
    });
  });

  it('refuses a ticket that nobody has: AttendeeNotFound', async () => {
    const { event, guest } = await givenGuest();
    const other = await givenTicket(event, 'bob@example.org');
    const { ticketCode } = guest;
    // An id is 16 bytes: the first 21 characters are all its own, the last 12 all of the proof.
    const forged = {
      'the id of one and the proof of another':
        ticketCode.slice(0, 26) + other.ticketCode.slice(26),
      'a proof that is guessed': `${ticketCode.slice(0, 26)}${'A'.repeat(12)}`,
      'bits that its bytes do not need': ticketCode.slice(0, -1) + neighbour(ticketCode.slice(-1)),
      'no proof': ticketCode.slice(0, 26),
      'more than a ticket': `${ticketCode}A`,
      'small letters': ticketCode.toLowerCase(),
      'no prefix': ticketCode.slice(4),
      blanks: ` ${ticketCode} `,
      nothing: '',
      'the secret of the registration': guest.secret,
      'the id of the registration': guest.id,
      'an id that does not exist': `TKT-${'A'.repeat(34)}`,
    };
    const ids = ['attendee_01jz0000000000000000000000', event.id, ticketCode, 'nonsense', ''];

    for (const code of Object.values(forged)) {
      expect({ code, ...(await checkIn({ ticketCode: code }, { as: event.asOwner })) }).toEqual({
        code,
        ...NOT_FOUND,
      });
    }
    for (const attendeeId of ids) {
      expect(await checkIn({ attendeeId }, { as: event.asOwner })).toEqual(NOT_FOUND);
    }
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 0 });
  });

  it('refuses the ticket of an event that was deleted: AttendeeNotFound', async () => {
    const { event, guest } = await givenGuest();
    await server.mutate('deleteEvent', { id: event.id }, '', event.asOwner);

    for (const ticket of [{ ticketCode: guest.ticketCode }, { attendeeId: guest.id }]) {
      expect(await checkIn(ticket, { as: event.asOwner })).toEqual(NOT_FOUND);
    }
  });

  it('refuses those who do not manage the event: PermissionDenied', async () => {
    const { event, guest } = await givenGuest();
    const other = await givenEvent(server);

    for (const as of [{}, other.asOwner]) {
      expect(await checkIn({ ticketCode: guest.ticketCode }, { as })).toEqual({
        __typename: 'PermissionDenied',
        message: 'Only someone with the role EDITOR on this event may do that.',
        requiredRole: 'EDITOR',
      });
    }
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 0 });
  });

  it('does not tell those who may not read the attendees that there is one', async () => {
    const { event, guest } = await givenGuest();

    for (const ticket of [{ attendeeId: guest.id }, { ticketCode: guest.ticketCode }]) {
      expect(await checkIn(ticket, { at: closed })).toEqual(NOT_FOUND);
    }
    expect(
      await checkIn({ attendeeId: guest.id }, { at: closed, as: event.asOwner }),
    ).toMatchObject({ __typename: 'CheckInAttendeeSuccess' });
  });

  it('answers for an event that one may not see as for one that does not exist', async () => {
    const { event, guest } = await givenGuest();
    const hide = { id: event.id, expectedVersion: 1, visibility: 'PRIVATE' };
    await server.mutate('updateEvent', hide, '', event.asOwner);

    for (const ticket of [{ attendeeId: guest.id }, { ticketCode: guest.ticketCode }]) {
      expect(await checkIn(ticket)).toEqual(NOT_FOUND);
      expect(await undo(ticket)).toEqual(NOT_FOUND);
    }
    const seen = await checkIn({ ticketCode: guest.ticketCode }, { as: event.asOwner });
    expect(seen.__typename).toBe('CheckInAttendeeSuccess');
  });

  it('refuses a ticket at the door of another event, and names its own: TicketForAnotherEvent', async () => {
    const { event, guest } = await givenGuest();
    const other = await givenEvent(server);
    const secrets = [event, other].map(({ asOwner }) => asOwner['turnout-event-secret']).join(',');
    const as = { 'turnout-event-secret': secrets };

    for (const eventId of [other.id, 'nonsense']) {
      expect(await checkIn({ ticketCode: guest.ticketCode }, { as, eventId })).toEqual({
        __typename: 'TicketForAnotherEvent',
        message: `This ticket is for another event: ${event.name}.`,
        event: { id: event.id, name: event.name },
      });
    }
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 0 });
  });

  it('says so at another door too where only that door is managed, if the ticket itself is shown', async () => {
    const { event, guest } = await givenGuest();
    const door = await givenEvent(server);
    const at = { as: door.asOwner, eventId: door.id };

    expect(await checkIn({ ticketCode: guest.ticketCode }, at)).toMatchObject({
      __typename: 'TicketForAnotherEvent',
      event: { id: event.id },
    });
    expect((await checkIn({ attendeeId: guest.id }, at)).__typename).toBe('PermissionDenied');
  });

  it('says nothing of a private event at the door of another', async () => {
    const { event, guest } = await givenGuest();
    const hide = { id: event.id, expectedVersion: event.versionNumber, visibility: 'PRIVATE' };
    await server.mutate('updateEvent', hide, '', event.asOwner);
    const door = await givenEvent(server);

    const outcome = await checkIn(
      { ticketCode: guest.ticketCode },
      { as: door.asOwner, eventId: door.id },
    );

    expect(outcome).toEqual(NOT_FOUND);
  });

  it('refuses an event that was called off: EventCancelled', async () => {
    const { event, guest } = await givenGuest();
    await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);

    const outcome = await checkIn({ attendeeId: guest.id }, { as: event.asOwner });

    expect(outcome).toEqual({
      __typename: 'EventCancelled',
      message: 'This event was called off.',
    });
  });

  it.each([
    ['empty', ''],
    ['blank', ' \t'],
    ['longer than 200 characters', 'x'.repeat(201)],
  ])('refuses a door whose name is %s: InvalidInput', async (_what, checkedInBy) => {
    const { event, guest } = await givenGuest();

    const outcome = await checkIn({ attendeeId: guest.id }, { as: event.asOwner, checkedInBy });

    expect(outcome).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['checkedInBy'] }],
    });
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 0 });
  });

  it('accepts a door whose name has 200 characters, whatever their bytes', async () => {
    const { event, guest } = await givenGuest();
    const checkedInBy = '🚪'.repeat(200);

    const outcome = await checkIn({ attendeeId: guest.id }, { as: event.asOwner, checkedInBy });

    expect(outcome.attendee.checkedInBy).toBe(checkedInBy);
  });

  it('needs exactly one of id and code', async () => {
    for (const ticket of ['{}', '{ attendeeId: "a", ticketCode: "b" }', '{ ticketCode: null }']) {
      const { errors } = await server.send(
        `mutation { checkInAttendee(input: { ticket: ${ticket} }) { __typename } }`,
      );
      expect(errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('lets in once when two doors scan one ticket at the same time, on one server or two', async () => {
    const event = await givenEvent(server, { capacity: 30 });
    const as = event.asOwner;
    const guests = [];
    for (let i = 0; i < 30; i++) guests.push(await givenTicket(event, `guest${i}@example.org`));

    for (const [i, { id, ticketCode }] of guests.entries()) {
      const outcomes = await Promise.all([
        checkIn({ ticketCode }, { as, checkedInBy: 'North' }),
        checkIn({ attendeeId: id }, { as, at: i % 2 ? replica : server, checkedInBy: 'South' }),
      ]);

      const [success] = outcomes.filter(({ attendee }) => attendee);
      const refused = outcomes.filter(({ __typename }) => __typename === 'AlreadyCheckedIn');
      expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
        'AlreadyCheckedIn',
        'CheckInAttendeeSuccess',
      ]);
      expect(refused).toMatchObject([
        {
          checkedInAt: success.attendee.checkedInAt,
          checkedInBy: success.attendee.checkedInBy,
        },
      ]);
    }
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 30 });
  });
});

describe('undoCheckIn', () => {
  it('takes a check-in back, after which the person can be let in again', async () => {
    const { event, guest } = await givenGuest();
    const door = { as: event.asOwner, checkedInBy: 'North door' };
    await checkIn({ attendeeId: guest.id }, door);

    expect(await undo({ ticketCode: guest.ticketCode }, door)).toEqual({
      __typename: 'UndoCheckInSuccess',
      attendee: { id: guest.id, status: 'CONFIRMED', checkedInAt: null, checkedInBy: null },
    });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 1, checkedInCount: 0 });

    const again = await checkIn({ attendeeId: guest.id }, { ...door, checkedInBy: 'South door' });
    expect(again.attendee).toMatchObject({
      checkedInBy: 'South door',
      event: { checkedInCount: 1 },
    });
  });

  it('works for an event that was called off', async () => {
    const { event, guest } = await givenGuest();
    await checkIn({ attendeeId: guest.id }, { as: event.asOwner });
    await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);

    const outcome = await undo({ attendeeId: guest.id }, { as: event.asOwner });

    expect(outcome.__typename).toBe('UndoCheckInSuccess');
  });

  it('refuses a person who is not checked in: NotCheckedIn', async () => {
    const { event, guest } = await givenGuest();

    expect(await undo({ attendeeId: guest.id }, { as: event.asOwner })).toEqual({
      __typename: 'NotCheckedIn',
      message: 'This person is not checked in.',
    });
  });

  it('refuses a ticket that nobody has: AttendeeNotFound', async () => {
    const { event, guest } = await givenGuest();
    const tickets = [
      { attendeeId: 'attendee_01jz0000000000000000000000' },
      { ticketCode: 'nonsense' },
      { ticketCode: `${guest.ticketCode.slice(0, 26)}${'A'.repeat(12)}` },
    ];

    for (const ticket of tickets) {
      expect(await undo(ticket, { as: event.asOwner })).toEqual(NOT_FOUND);
    }
  });

  it('refuses those who do not manage the event: PermissionDenied', async () => {
    const { event, guest } = await givenGuest();
    await checkIn({ attendeeId: guest.id }, { as: event.asOwner });

    expect(await undo({ ticketCode: guest.ticketCode })).toMatchObject({
      __typename: 'PermissionDenied',
      requiredRole: 'EDITOR',
    });
    expect(await undo({ ticketCode: guest.ticketCode }, { at: closed })).toEqual(NOT_FOUND);
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 1 });
  });

  it('takes one check-in back once, however many try at the same time', async () => {
    const { event, guest } = await givenGuest();
    await checkIn({ attendeeId: guest.id }, { as: event.asOwner });

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => undo({ attendeeId: guest.id }, { as: event.asOwner })),
    );

    const done = outcomes.filter(({ __typename }) => __typename === 'UndoCheckInSuccess');
    expect(done).toHaveLength(1);
    expect(await countsOf(server, event)).toMatchObject({ checkedInCount: 0 });
  });
});

describe('a checked-in person who is cancelled', () => {
  it('counts as let in no more, and the next in line gets the seat, not the check-in', async () => {
    const { event, guest } = await givenGuest({ capacity: 1 });
    const waiting = await givenTicket(event, 'bob@example.org', { joinWaitlist: true });
    await checkIn({ attendeeId: guest.id }, { as: event.asOwner, checkedInBy: 'North door' });

    await cancel({ id: guest.id }, event.asOwner);

    expect(await countsOf(server, event)).toEqual({
      confirmedCount: 1,
      seatsLeft: 0,
      waitlistLength: 0,
      checkedInCount: 0,
    });
    const fields = 'status checkedInAt checkedInBy';
    const nowhere = { checkedInAt: null, checkedInBy: null };
    expect(await read(guest, fields, event)).toEqual({ status: 'CANCELLED', ...nowhere });
    expect(await read(waiting, fields, event)).toEqual({ status: 'CONFIRMED', ...nowhere });
    expect(await undo({ attendeeId: guest.id }, { as: event.asOwner })).toMatchObject({
      __typename: 'NotCheckedIn',
    });
  });
});

describe('a ticket code', () => {
  const TICKET = /^TKT-[\w-]{34}$/;
  const IN_LIST = 'query ($id: ID!) { event(id: $id) { attendees { nodes { id ticketCode } } } }';

  it('is shown to the person, when they register and by their secret', async () => {
    const event = await givenEvent(server);
    const input = { eventId: event.id, name: 'Ada', email: 'ada@example.org' };
    const selection = '... on RegisterAttendeeSuccess { secret attendee { ticketCode } }';

    const { secret, attendee } = await server.mutate('registerAttendee', input, selection);
    const { data } = await closed.send(
      'query ($s: String!) { attendee(secret: $s) { ticketCode } }',
      {
        s: secret,
      },
    );

    expect(attendee.ticketCode).toMatch(TICKET);
    expect(data.attendee.ticketCode).toBe(attendee.ticketCode);
  });

  it('is shown to those who manage the event, wherever they meet the attendee', async () => {
    const { event, guest } = await givenGuest();

    const list = await server.send(IN_LIST, { id: event.id }, event.asOwner);

    expect(list.data.event.attendees.nodes).toEqual([
      { id: guest.id, ticketCode: guest.ticketCode },
    ]);
    expect(await read(guest, 'ticketCode', event)).toEqual({ ticketCode: guest.ticketCode });
  });

  it('is hidden from strangers who may read the attendees', async () => {
    const { event, guest } = await givenGuest();
    const other = await givenEvent(server);

    for (const headers of [{}, other.asOwner]) {
      const { data } = await server.send(IN_LIST, { id: event.id }, headers);
      expect(data.event.attendees.nodes).toEqual([{ id: guest.id, ticketCode: null }]);
    }
    const again = await server.mutate(
      'registerAttendee',
      { eventId: event.id, name: 'Eve', email: 'ada@example.org' },
      '... on AlreadyRegistered { attendee { id ticketCode } }',
    );
    expect(again.attendee).toEqual({ id: guest.id, ticketCode: null });
  });

  it('stays the same for as long as the registration lasts', async () => {
    const { event, guest } = await givenGuest({ capacity: 1 });
    const waiting = await givenTicket(event, 'bob@example.org', { joinWaitlist: true });
    await cancel({ secret: guest.secret });

    expect(await read(waiting, 'status ticketCode', event)).toEqual({
      status: 'CONFIRMED',
      ticketCode: waiting.ticketCode,
    });
  });
});

/** The base64url character whose value differs in the lowest bit, which the ticket has to spare. */
function neighbour(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) ^ 1] as string;
}
