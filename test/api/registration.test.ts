import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEvent, letStart, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const CANCEL = `
  ... on CancelRegistrationSuccess { attendee { id status cancelledAt } promotedAttendee { id status promotedAt } }
  ... on RegistrationCancelled { cancelledAt }
  ... on EventStarted { startedAt }
  ... on PermissionDenied { requiredRole }
  ... on UserError { message }`;

const cancel = (attendee: object, headers = {}) =>
  server.mutate('cancelRegistration', { attendee }, CANCEL, headers);

const countsOf = async (event: { id: string }) => {
  const { data } = await server.send(
    'query ($id: ID!) { event(id: $id) { confirmedCount seatsLeft waitlistLength } }',
    { id: event.id },
  );
  return data.event;
};

describe('registerAttendee', () => {
  it('gives a seat and a secret, and counts the seat', async () => {
    const event = await givenEvent(server, { capacity: 2 });

    const outcome = await register(server, event, 'Ada@Example.org');

    expect(outcome).toMatchObject({
      __typename: 'RegisterAttendeeSuccess',
      attendee: { email: 'Ada@Example.org', status: 'CONFIRMED', waitlistRank: null },
      secret: expect.stringMatching(/^[\w-]{64}$/),
    });
    expect(await countsOf(event)).toEqual({ confirmedCount: 1, seatsLeft: 1, waitlistLength: 0 });
  });

  it('refuses a full event with the facts: EventFull', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    await register(server, event, 'ada@example.org');

    expect(await register(server, event, 'bob@example.org')).toEqual({
      __typename: 'EventFull',
      message: 'The one seat of this event is taken.',
      capacity: 1,
      waitlistLength: 0,
    });
  });

  it('puts a person who wishes to wait on the waiting list and says their rank', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    await register(server, event, 'ada@example.org');

    const first = await register(server, event, 'bob@example.org', { joinWaitlist: true });
    const second = await register(server, event, 'cyd@example.org', { joinWaitlist: true });

    expect(first.attendee).toMatchObject({ status: 'WAITLISTED', waitlistRank: 1 });
    expect(second.attendee).toMatchObject({ status: 'WAITLISTED', waitlistRank: 2 });
    expect(await countsOf(event)).toEqual({ confirmedCount: 1, seatsLeft: 0, waitlistLength: 2 });
    expect(await register(server, event, 'dan@example.org')).toMatchObject({ waitlistLength: 2 });
  });

  it('refuses a second registration of one email, whatever its case: AlreadyRegistered', async () => {
    const event = await givenEvent(server);
    const first = await register(server, event, 'ada@example.org');

    expect(await register(server, event, 'ADA@example.ORG')).toMatchObject({
      __typename: 'AlreadyRegistered',
      attendee: { id: first.attendee.id },
    });
    expect(await countsOf(event)).toMatchObject({ confirmedCount: 1 });
  });

  it('lets a cancelled person come back, behind those who wait', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const ada = await register(server, event, 'ada@example.org');
    const bob = await register(server, event, 'bob@example.org', { joinWaitlist: true });
    await register(server, event, 'cyd@example.org', { joinWaitlist: true });

    expect(await cancel({ secret: ada.secret })).toMatchObject({
      attendee: { status: 'CANCELLED' },
      promotedAttendee: { id: bob.attendee.id, status: 'CONFIRMED' },
    });
    const back = await register(server, event, 'ada@example.org', { joinWaitlist: true });
    expect(back.attendee).toMatchObject({ status: 'WAITLISTED', waitlistRank: 2 });
    expect(back.attendee.id).not.toBe(ada.attendee.id);
  });

  it('refuses an event that does not exist, or an id that is none: EventNotFound', async () => {
    const gone = { id: 'event_01jz0000000000000000000000' };
    for (const event of [gone, { id: 'nonsense' }, { id: 'attendee_01jz0000000000000000000000' }]) {
      const outcome = await register(server, event, 'ada@example.org');
      expect(outcome.__typename).toBe('EventNotFound');
    }
  });

  it('refuses a private event to those who may not see it, like one that does not exist', async () => {
    const event = await givenEvent(server, { visibility: 'PRIVATE' });
    const hidden = await register(server, event, 'ada@example.org');
    const absent = await register(
      server,
      { id: 'event_01jz0000000000000000000000' },
      'a@example.org',
    );
    expect(hidden).toEqual(absent);
  });

  it('refuses an event that was called off: EventCancelled', async () => {
    const event = await givenEvent(server);
    await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);
    const outcome = await register(server, event, 'ada@example.org');
    expect(outcome.__typename).toBe('EventCancelled');
  });

  it('refuses an event that has started, and says when: EventStarted', async () => {
    const event = await givenEvent(server);
    await letStart(server, event);
    const outcome = await register(server, event, 'ada@example.org');
    expect(outcome).toMatchObject({
      __typename: 'EventStarted',
      startedAt: expect.stringMatching(/Z$/),
    });
  });

  it('names every field that breaks a rule, and writes nothing: InvalidInput', async () => {
    const event = await givenEvent(server);
    const outcome = await register(server, event, 'not an address', { name: ' \t ' });
    expect(outcome.__typename).toBe('InvalidInput');
    expect(outcome.fields.map((field: { path: string[] }) => field.path)).toEqual([
      ['name'],
      ['email'],
    ]);
    expect(await countsOf(event)).toMatchObject({ confirmedCount: 0 });
  });

  it.each([
    ['no @', 'ada.example.org'],
    ['nothing before the @', '@example.org'],
    ['a domain without a dot', 'ada@localhost'],
    ['two dots', 'ada..l@example.org'],
    ['a blank', 'ada l@example.org'],
    ['a display name', 'Ada <ada@example.org>'],
    ['a label that ends in a hyphen', 'ada@example-.org'],
    ['65 characters before the @', `${'a'.repeat(65)}@example.org`],
    [
      '255 characters',
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example.org`,
    ],
  ])('refuses an email with %s', async (_what, email) => {
    const event = await givenEvent(server);
    const outcome = await register(server, event, email);
    expect(outcome).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['email'] }] });
  });

  it.each(['ada+tag@example.org', "o'brien@sub.example.org", '1@a.b', 'ADA_L-9@EXAMPLE.ORG'])(
    'accepts %s and reads it back as it was sent',
    async (email) => {
      const event = await givenEvent(server);
      const outcome = await register(server, event, email, { name: ' Zoë 𝒜 👩‍🚀 ' });
      expect(outcome.attendee).toMatchObject({ email, name: ' Zoë 𝒜 👩‍🚀 ' });
    },
  );
});

describe('a registration in its own hands', () => {
  it('is read with its secret, and with no other', async () => {
    const event = await givenEvent(server);
    const { secret, attendee } = await register(server, event, 'ada@example.org');
    const read = (text: string) =>
      server.send('query ($s: String!) { attendee(secret: $s) { id email event { id } } }', {
        s: text,
      });

    expect((await read(secret)).data.attendee).toEqual({
      id: attendee.id,
      email: 'ada@example.org',
      event: { id: event.id },
    });
    const flipped = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    for (const wrong of [flipped, '', 'x', secret.slice(1)]) {
      expect((await read(wrong)).data.attendee).toBeNull();
    }
  });

  it('is stored without its secret', async () => {
    const event = await givenEvent(server);
    const { secret, attendee } = await register(server, event, 'ada@example.org');
    const rows = await server.db.$queryRaw<{ text: string }[]>`
      SELECT "Attendee"::text AS "text" FROM "Attendee" WHERE "email" = 'ada@example.org'`;
    expect(attendee.id).toBeTruthy();
    const bytes = Buffer.from(secret, 'base64url').subarray(16);
    for (const { text } of rows) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(bytes.toString('hex'));
    }
  });

  it('is cancelled once; a second time says when it was: RegistrationCancelled', async () => {
    const event = await givenEvent(server);
    const { secret } = await register(server, event, 'ada@example.org');
    const first = await cancel({ secret });
    expect(first).toMatchObject({ attendee: { status: 'CANCELLED' }, promotedAttendee: null });
    expect(await cancel({ secret })).toMatchObject({
      __typename: 'RegistrationCancelled',
      cancelledAt: first.attendee.cancelledAt,
    });
    expect(await countsOf(event)).toMatchObject({ confirmedCount: 0, seatsLeft: 10 });
  });

  it('shows its ticket also in the answer to its cancellation', async () => {
    const event = await givenEvent(server);
    const { secret } = await register(server, event, 'ada@example.org');
    const outcome = await server.mutate(
      'cancelRegistration',
      { attendee: { secret } },
      '... on CancelRegistrationSuccess { attendee { ticketCode } }',
    );
    expect(outcome.attendee.ticketCode).toMatch(/^TKT-/);
  });

  it('cannot be cancelled once the event has started: EventStarted', async () => {
    const event = await givenEvent(server);
    const { secret } = await register(server, event, 'ada@example.org');
    await letStart(server, event);
    expect((await cancel({ secret })).__typename).toBe('EventStarted');
  });

  it('is not found with a wrong secret: AttendeeNotFound', async () => {
    expect((await cancel({ secret: 'x'.repeat(64) })).__typename).toBe('AttendeeNotFound');
    expect((await cancel({ id: 'attendee_01jz0000000000000000000000' })).__typename).toBe(
      'AttendeeNotFound',
    );
  });
});

describe('a registration in the hands of those who manage the event', () => {
  it('is cancelled by its id, also after the start', async () => {
    const event = await givenEvent(server);
    const { attendee } = await register(server, event, 'ada@example.org');
    await letStart(server, event);
    expect(await cancel({ id: attendee.id }, event.asOwner)).toMatchObject({
      attendee: { status: 'CANCELLED' },
    });
  });

  it('is refused to everyone else, with the role that it needs: PermissionDenied', async () => {
    const event = await givenEvent(server);
    const other = await givenEvent(server);
    const { attendee } = await register(server, event, 'ada@example.org');
    expect(await cancel({ id: attendee.id }, other.asOwner)).toMatchObject({
      __typename: 'PermissionDenied',
      requiredRole: 'EDITOR',
    });
  });

  it('needs exactly one of id and secret', async () => {
    const { errors } = await server.send(
      'mutation { cancelRegistration(input: { attendee: {} }) { __typename } }',
    );
    expect(errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('the waiting list', () => {
  it('is served first come first served when the capacity is raised', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    await register(server, event, 'ada@example.org');
    const waiting = [];
    for (const name of ['bob', 'cyd', 'dan']) {
      waiting.push(await register(server, event, `${name}@example.org`, { joinWaitlist: true }));
    }

    const { promotedAttendees } = await server.mutate(
      'updateEvent',
      { id: event.id, expectedVersion: 1, capacity: 3 },
      '... on UpdateEventSuccess { event { confirmedCount waitlistLength } promotedAttendees { id } }',
      event.asOwner,
    );

    expect(promotedAttendees.map(({ id }: { id: string }) => id)).toEqual(
      waiting.slice(0, 2).map(({ attendee }) => attendee.id),
    );
    expect(await countsOf(event)).toEqual({ confirmedCount: 3, seatsLeft: 0, waitlistLength: 1 });
  });

  it('loses a place that is given back, and the others move up', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    await register(server, event, 'ada@example.org');
    const bob = await register(server, event, 'bob@example.org', { joinWaitlist: true });
    const cyd = await register(server, event, 'cyd@example.org', { joinWaitlist: true });

    expect(await cancel({ secret: bob.secret })).toMatchObject({ promotedAttendee: null });
    const { data } = await server.send(
      'query ($s: String!) { attendee(secret: $s) { waitlistRank } }',
      { s: cyd.secret },
    );
    expect(data.attendee.waitlistRank).toBe(1);
  });
});
