import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventInput, givenEvent, register } from '../support/events.js';
import { attendeeRow, insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

const HOUR_MS = 3_600_000;
const ABSENT = 'event_01jz0000000000000000000000';

let server: TestServer;
/** What time it is for the server; null: what it really is. */
let now: Date | null = null;
beforeAll(async () => {
  server = await startTestServer({ clock: () => now ?? new Date() });
});
afterEach(() => {
  now = null;
});
afterAll(() => server.stop());

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const kindOf = ({ __typename }: { __typename: string }) => __typename;
const pathsOf = ({ fields }: { fields: { path: string[] }[] }) => fields.map(({ path }) => path);

const FIELDS = `id name description location startsAt endsAt timezone startsLocal endsLocal
  capacity confirmedCount seatsLeft waitlistLength visibility status versionNumber createdAt updatedAt`;

const create = (details: object = {}) =>
  server.mutate(
    'createEvent',
    eventInput(details),
    `... on CreateEventSuccess { event { ${FIELDS} } manageSecret }
     ... on InvalidInput { message fields { path message } }`,
  );

const createAll = (events: object[]) =>
  server.mutate(
    'createEvents',
    { events },
    `... on CreateEventsSuccess { results { event { id name } manageSecret } }
     ... on InvalidInput { message fields { path message } }`,
  );

const update = (
  event: { id: string; versionNumber?: number; asOwner: Record<string, string> },
  change: object,
) =>
  server.mutate(
    'updateEvent',
    { id: event.id, expectedVersion: event.versionNumber, ...change },
    `... on UpdateEventSuccess { event { ${FIELDS} } promotedAttendees { id } }
     ... on VersionConflict { message currentEvent { id name versionNumber } }
     ... on CapacityBelowConfirmed { message confirmedCount }
     ... on PermissionDenied { message requiredRole }
     ... on InvalidInput { message fields { path message } }
     ... on UserError { message }`,
    event.asOwner,
  );

const cancel = (event: { id: string }, headers: Record<string, string>, more: object = {}) =>
  server.mutate(
    'cancelEvent',
    { id: event.id, ...more },
    `... on CancelEventSuccess { event { status versionNumber } }
     ... on VersionConflict { currentEvent { versionNumber } }
     ... on PermissionDenied { requiredRole }
     ... on UserError { message }`,
    headers,
  );

const remove = (event: { id: string }, headers: Record<string, string>) =>
  server.mutate(
    'deleteEvent',
    { id: event.id },
    `... on DeleteEventSuccess { deletedEventId }
     ... on PermissionDenied { requiredRole }
     ... on UserError { message }`,
    headers,
  );

async function read(id: string, headers: Record<string, string> = {}) {
  const { data } = await server.send(
    `query ($id: ID!) { event(id: $id) { ${FIELDS} } }`,
    { id },
    headers,
  );
  return data.event;
}

async function nodes(ids: string[], headers: Record<string, string> = {}) {
  return server.send(
    `query ($ids: [ID!]!) {
      nodes(ids: $ids) { __typename id ... on Event { name } ... on Attendee { email } }
    }`,
    { ids },
    headers,
  );
}

const brokenTexts: [what: string, details: Record<string, string>, message: string][] = [
  ['an empty name', { name: '' }, 'Must not be empty.'],
  ['a blank name', { name: ' \t\n\u3000' }, 'Must not be empty.'],
  ['a name of 201 characters', { name: 'x'.repeat(201) }, 'Must be at most 200 characters long.'],
  ['a blank location', { location: '   ' }, 'Must not be empty.'],
  ['a location of 201 characters', { location: '𝒜'.repeat(201) }, 'at most 200 characters'],
  ['a description of 10,001 characters', { description: 'x'.repeat(10_001) }, 'at most 10000'],
];
const brokenCapacities: [what: string, details: Record<string, number>, message: string][] = [
  ['a capacity of 0', { capacity: 0 }, 'Must be from 1 to 1000000, but was 0.'],
  ['a capacity of -1', { capacity: -1 }, 'Must be from 1 to 1000000, but was -1.'],
  ['a capacity of 1,000,001', { capacity: 1_000_001 }, 'Must be from 1 to 1000000'],
];
const brokenDetails = [...brokenTexts, ...brokenCapacities];

describe('createEvent', () => {
  it('answers the event as it was given, at version 1 with every seat free', async () => {
    const { __typename, event } = await create({
      name: ' Zoë 𝒜 👩‍🚀 ',
      description: 'Line one\nline two',
      location: 'Café de la Gare',
      startsAt: '2090-06-20T15:30:00+02:00',
      endsAt: '2090-06-20T17:00:00+02:00',
      timezone: 'Europe/Paris',
      capacity: 1_000_000,
      visibility: 'PUBLIC',
    });

    expect(__typename).toBe('CreateEventSuccess');
    expect(event).toMatchObject({
      id: expect.stringMatching(/^event_[0-9a-hjkmnp-tv-z]{26}$/),
      name: ' Zoë 𝒜 👩‍🚀 ',
      description: 'Line one\nline two',
      location: 'Café de la Gare',
      startsAt: '2090-06-20T13:30:00Z',
      endsAt: '2090-06-20T15:00:00Z',
      timezone: 'Europe/Paris',
      startsLocal: '2090-06-20T15:30:00',
      endsLocal: '2090-06-20T17:00:00',
      capacity: 1_000_000,
      confirmedCount: 0,
      seatsLeft: 1_000_000,
      waitlistLength: 0,
      visibility: 'PUBLIC',
      status: 'SCHEDULED',
      versionNumber: 1,
      createdAt: event.updatedAt,
    });
    expect(await read(event.id)).toEqual(event);
  });

  it('needs no more than name, place, times and capacity: no description, UTC and public', async () => {
    const { timezone: _, ...least } = eventInput();
    const { event } = await server.mutate(
      'createEvent',
      least,
      '... on CreateEventSuccess { event { description timezone visibility } }',
    );
    expect(event).toEqual({ description: '', timezone: 'UTC', visibility: 'PUBLIC' });
  });

  it('takes the longest texts, counted in characters and not in code units', async () => {
    const outcome = await create({
      name: '𝒜'.repeat(200),
      location: '👩'.repeat(200),
      description: '𝒜'.repeat(10_000),
      capacity: 1,
    });
    expect(outcome.event).toMatchObject({ name: '𝒜'.repeat(200), location: '👩'.repeat(200) });
  });

  it.each(brokenDetails)('refuses %s, and names the field', async (_what, details, message) => {
    expect(await create(details)).toEqual({
      __typename: 'InvalidInput',
      message: expect.any(String),
      fields: [{ path: Object.keys(details), message: expect.stringContaining(message) }],
    });
  });

  it.each([
    ['before', '2090-01-01T11:59:59.999Z'],
    ['at', '2090-01-01T12:00:00Z'],
  ])('refuses an end %s the start', async (_when, endsAt) => {
    const outcome = await create({ startsAt: '2090-01-01T12:00:00Z', endsAt });
    expect(outcome.fields).toEqual([{ path: ['endsAt'], message: 'Must be after the start.' }]);
  });

  it('refuses a start that is not in the future, to the millisecond', async () => {
    now = new Date('2089-05-01T12:00:00.000Z');
    const endsAt = '2089-06-01T00:00:00Z';

    const past = await create({ startsAt: '2089-05-01T12:00:00Z', endsAt });
    const future = await create({ startsAt: '2089-05-01T12:00:00.001Z', endsAt });

    expect(past.fields).toEqual([{ path: ['startsAt'], message: 'Must be in the future.' }]);
    expect(future.event.startsAt).toBe('2089-05-01T12:00:00.001Z');
  });

  it('names every field that breaks a rule at once, and writes nothing', async () => {
    const countBefore = await server.db.event.count();

    const outcome = await create({
      name: '',
      description: 'x'.repeat(10_001),
      location: ' ',
      capacity: 0,
      startsAt: '2001-01-01T12:00:00Z',
      endsAt: '2001-01-01T11:00:00Z',
    });

    expect(pathsOf(outcome).flat()).toEqual([
      'name',
      'description',
      'location',
      'capacity',
      'startsAt',
      'endsAt',
    ]);
    expect(outcome.message).toMatch(/^The input breaks some rules\. name: Must not be empty\./);
    expect(await server.db.event.count()).toBe(countBefore);
  });
});

describe('createEvents', () => {
  it('creates all events, in the order given, each with a secret of its own', async () => {
    const names = ['First', 'Second', 'Third'];

    const { results } = await createAll(names.map((name) => eventInput({ name })));

    expect(results.map(({ event }: { event: { name: string } }) => event.name)).toEqual(names);
    const [first, second] = results;
    const asFirst = { 'turnout-event-secret': first.manageSecret };
    expect(kindOf(await cancel(first.event, asFirst))).toBe('CancelEventSuccess');
    expect(kindOf(await cancel(second.event, asFirst))).toBe('PermissionDenied');
  });

  it('creates none when one breaks a rule, and names each fault by its index', async () => {
    const countBefore = await server.db.event.count();

    const outcome = await createAll([
      eventInput(),
      eventInput({ name: '', capacity: 0 }),
      eventInput(),
      eventInput({ endsAt: '2001-01-01T00:00:00Z' }),
    ]);

    expect(pathsOf(outcome)).toEqual([
      ['events', '1', 'name'],
      ['events', '1', 'capacity'],
      ['events', '3', 'endsAt'],
    ]);
    expect(await server.db.event.count()).toBe(countBefore);
  });

  it.each([0, 501])('refuses %d events at once', async (count) => {
    const outcome = await createAll(Array.from({ length: count }, () => eventInput()));
    expect(outcome.fields).toEqual([
      { path: ['events'], message: `Must have from 1 to 500 events, but had ${count}.` },
    ]);
  });

  it('takes 500 events at once', async () => {
    const inputs = Array.from({ length: 500 }, (_, i) => eventInput({ name: `Batch ${i}` }));
    const { results } = await createAll(inputs);
    expect(results.map(({ event }: { event: { name: string } }) => event.name)).toEqual(
      inputs.map(({ name }) => name),
    );
  });
});

describe('the manage secret', () => {
  it('makes a request act as the owner of the event', async () => {
    const event = await givenEvent(server);
    expect(kindOf(await update(event, { name: 'Renamed' }))).toBe('UpdateEventSuccess');
  });

  it('may stand beside the secrets of other events, separated by commas', async () => {
    const [one, two] = [await givenEvent(server), await givenEvent(server)];
    const secrets = [one, two].map(({ asOwner }) => asOwner['turnout-event-secret']);
    const asBoth = { 'turnout-event-secret': `not-a-secret, ${secrets.join(' ,\t')}` };

    for (const event of [one, two]) {
      const outcome = await update({ ...event, asOwner: asBoth }, { name: 'Renamed' });
      expect(kindOf(outcome)).toBe('UpdateEventSuccess');
    }
  });

  it('opens nothing when it is wrong, missing or of another event: PermissionDenied', async () => {
    const [event, other] = [await givenEvent(server), await givenEvent(server)];
    const secret = event.asOwner['turnout-event-secret'] as string;
    const flipped = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');

    for (const asOwner of [
      {},
      other.asOwner,
      { 'turnout-event-secret': flipped },
      { 'turnout-event-secret': secret.slice(1) },
      { 'turnout-event-secret': '' },
    ]) {
      const change = await update({ ...event, asOwner }, { name: 'Hijacked' });
      expect(change).toMatchObject({ __typename: 'PermissionDenied', requiredRole: 'EDITOR' });
      for (const outcome of [await cancel(event, asOwner), await remove(event, asOwner)]) {
        expect(outcome).toMatchObject({ __typename: 'PermissionDenied', requiredRole: 'OWNER' });
      }
    }
    expect(await read(event.id)).toMatchObject({ name: event.name, versionNumber: 1 });
  });

  it('is not a way to try many: past the 20th, secrets are ignored', async () => {
    const event = await givenEvent(server);
    const guesses = Array.from({ length: 20 }, (_, i) => `${i}`.padStart(64, 'A'));
    const asOwner = {
      'turnout-event-secret': [...guesses, event.asOwner['turnout-event-secret']].join(),
    };
    expect(kindOf(await update({ ...event, asOwner }, { name: 'x' }))).toBe('PermissionDenied');
  });

  it('is not stored', async () => {
    const event = await givenEvent(server);
    const secret = event.asOwner['turnout-event-secret'] as string;
    const rows = await server.db.$queryRaw<{ text: string }[]>`
      SELECT "Event"::text AS "text" FROM "Event" WHERE "name" = ${event.name}`;
    const random = Buffer.from(secret, 'base64url').subarray(16);

    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain(secret);
    expect(rows[0]?.text).not.toContain(random.toString('hex'));
  });
});

describe('a server without anonymous events', () => {
  let closed: TestServer;
  beforeAll(async () => {
    closed = await startTestServer({ anonymousEvents: false });
  });
  afterAll(() => closed.stop());

  it.each([
    ['createEvent', eventInput()],
    ['createEvents', { events: [eventInput()] }],
  ])('refuses %s to someone who is not signed in: UNAUTHENTICATED', async (name, input) => {
    const type = name === 'createEvent' ? 'CreateEventInput!' : 'CreateEventsInput!';
    const { data, errors } = await closed.send(
      `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`,
      { input },
    );

    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: 'Creating an event needs an account.',
        path: [name],
        locations: [expect.any(Object)],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
    expect(await closed.db.event.count()).toBe(0);
  });

  it('shows attendees to the owner, and to strangers nothing but the numbers', async () => {
    const event = await insertEvent(closed);
    const { attendee } = await register(closed, event, 'ada@example.org');
    const ask = (headers: Record<string, string>) =>
      closed.send(
        `query ($event: ID!, $attendee: ID!) {
          event(id: $event) { confirmedCount attendees { totalCount nodes { email } } }
          node(id: $attendee) { id }
        }`,
        { event: event.id, attendee: attendee.id },
        headers,
      );

    expect((await ask({})).data).toEqual({
      event: { confirmedCount: 1, attendees: null },
      node: null,
    });
    expect((await ask(event.asOwner)).data).toEqual({
      event: {
        confirmedCount: 1,
        attendees: { totalCount: 1, nodes: [{ email: 'ada@example.org' }] },
      },
      node: { id: attendee.id },
    });
    expect(await register(closed, event, 'ADA@example.org')).toMatchObject({
      __typename: 'AlreadyRegistered',
      attendee: null,
    });
  });
});

describe('updateEvent', () => {
  it.each([
    ['name', { name: 'Renamed' }],
    ['description', { description: 'Bring a hat.' }],
    ['location', { location: 'Akureyri' }],
    ['capacity', { capacity: 3 }],
    ['visibility', { visibility: 'PRIVATE' }],
  ])('changes the %s, and nothing else but versionNumber and updatedAt', async (_what, change) => {
    const { event, manageSecret } = await create();
    const asOwner = { 'turnout-event-secret': manageSecret };
    now = new Date('2080-01-01T00:00:00.000Z');
    const startsAt = '2080-02-01T00:00:00Z';
    await server.db.event.updateMany({
      where: { name: event.name },
      data: { startsAt, endsAt: '2080-02-02T00:00:00Z' },
    });
    const before = await read(event.id);

    const outcome = await update({ ...event, asOwner }, change);

    const seatsLeft = 'capacity' in change ? { seatsLeft: change.capacity } : {};
    expect(outcome.event).toEqual({
      ...before,
      ...change,
      ...seatsLeft,
      versionNumber: 2,
      updatedAt: '2080-01-01T00:00:00Z',
    });
    expect(outcome.promotedAttendees).toEqual([]);
    expect(await read(event.id, asOwner)).toEqual(outcome.event);
  });

  it('empties a description, but leaves alone what is null', async () => {
    const event = await givenEvent(server, { description: 'Long story', location: 'Here' });
    const outcome = await update(event, { description: '', location: null, capacity: null });
    expect(outcome.event).toMatchObject({ description: '', location: 'Here', capacity: 10 });
  });

  it('refuses a change made from an old version, and shows the event as it is now', async () => {
    const event = await givenEvent(server);
    await update(event, { name: 'Second version' });

    for (const versionNumber of [1, 3, 0, -1]) {
      expect(await update({ ...event, versionNumber }, { name: 'Stale' })).toEqual({
        __typename: 'VersionConflict',
        message: 'This event was changed meanwhile; it is now at version 2.',
        currentEvent: { id: event.id, name: 'Second version', versionNumber: 2 },
      });
    }
    expect(await read(event.id)).toMatchObject({ name: 'Second version', versionNumber: 2 });
  });

  it('lets exactly one of two simultaneous changes of one version win', async () => {
    for (let round = 0; round < 5; round++) {
      const event = await givenEvent(server);

      const outcomes = await Promise.all(
        ['Ada was here', 'Bob was here'].map((name) => update(event, { name })),
      );

      expect(outcomes.map(kindOf).sort()).toEqual(['UpdateEventSuccess', 'VersionConflict']);
      const winner = outcomes.find((outcome) => outcome.event).event;
      const loser = outcomes.find((outcome) => outcome.currentEvent);
      expect(loser.currentEvent).toEqual({ id: event.id, name: winner.name, versionNumber: 2 });
      expect(await read(event.id)).toEqual(winner);
    }
  });

  it('makes no new version of a change that changes nothing', async () => {
    const { event, manageSecret } = await create();
    const asOwner = { 'turnout-event-secret': manageSecret };
    now = new Date('2080-01-01T00:00:00.000Z');

    for (const change of [
      {},
      { name: event.name, capacity: event.capacity, visibility: event.visibility },
      { startsAt: event.startsAt, endsAt: event.endsLocal, timezone: event.timezone },
    ]) {
      expect((await update({ ...event, asOwner }, change)).event).toEqual(event);
    }
  });

  it('does not count registrations as changes', async () => {
    const event = await givenEvent(server);
    await register(server, event, 'ada@example.org');
    expect(await read(event.id)).toMatchObject({ versionNumber: 1, confirmedCount: 1 });
  });

  it('refuses a capacity below the number confirmed, with that number', async () => {
    const event = await givenEvent(server);
    for (const name of ['ada', 'bob', 'cyd']) {
      await register(server, event, `${name}@example.org`);
    }

    expect(await update(event, { capacity: 2, name: 'Smaller' })).toEqual({
      __typename: 'CapacityBelowConfirmed',
      message: '3 people have a seat already; the capacity cannot be less.',
      confirmedCount: 3,
    });
    expect(await read(event.id)).toMatchObject({
      name: event.name,
      capacity: 10,
      versionNumber: 1,
    });
    expect((await update(event, { capacity: 3 })).event).toMatchObject({ seatsLeft: 0 });
  });

  it.each(brokenDetails)('refuses %s, and names the field', async (_what, details, message) => {
    const event = await givenEvent(server);
    expect(await update(event, details)).toEqual({
      __typename: 'InvalidInput',
      message: expect.any(String),
      fields: [{ path: Object.keys(details), message: expect.stringContaining(message) }],
    });
  });

  it('names every field that breaks a rule at once, and writes nothing', async () => {
    const event = await givenEvent(server);
    const outcome = await update(event, { name: ' ', capacity: 0, startsAt: inHours(-1) });
    expect(pathsOf(outcome).flat()).toEqual(['name', 'capacity', 'startsAt']);
    expect(await read(event.id)).toMatchObject({ name: event.name, versionNumber: 1 });
  });

  it('refuses to change an event that was called off: EventCancelled', async () => {
    const event = await givenEvent(server);
    await cancel(event, event.asOwner);
    expect(await update({ ...event, versionNumber: 2 }, { name: 'Back' })).toEqual({
      __typename: 'EventCancelled',
      message: 'This event was called off.',
    });
  });

  it('does not find what is not there', async () => {
    for (const id of [ABSENT, 'nonsense', '']) {
      const outcome = await update({ id, versionNumber: 1, asOwner: {} }, { name: 'x' });
      expect(outcome).toEqual({ __typename: 'EventNotFound', message: 'There is no such event.' });
    }
  });

  describe('of its times', () => {
    const givenInParis = () =>
      givenEvent(server, {
        startsAt: '2090-07-01T18:00',
        endsAt: '2090-07-01T20:00',
        timezone: 'Europe/Paris',
      });

    it("means local times in the event's zone", async () => {
      const event = await givenInParis();
      const change = { startsAt: '2090-07-02 09:00', endsAt: '2090-07-02T17:00:00' };
      expect((await update(event, change)).event).toMatchObject({
        startsAt: '2090-07-02T07:00:00Z',
        endsAt: '2090-07-02T15:00:00Z',
        startsLocal: '2090-07-02T09:00:00',
        timezone: 'Europe/Paris',
        versionNumber: 2,
      });
    });

    it('means local times in the new zone when the zone changes too', async () => {
      const event = await givenInParis();
      const change = { startsAt: '2090-07-02 09:00', endsAt: '2090-07-02 10:00', timezone: 'UTC' };
      expect((await update(event, change)).event).toMatchObject({
        startsAt: '2090-07-02T09:00:00Z',
        startsLocal: '2090-07-02T09:00:00',
        timezone: 'UTC',
      });
    });

    it('keeps the wall clock when the zone alone changes', async () => {
      const event = await givenInParis();
      expect((await update(event, { timezone: 'America/New_York' })).event).toMatchObject({
        startsLocal: '2090-07-01T18:00:00',
        endsLocal: '2090-07-01T20:00:00',
        startsAt: '2090-07-01T22:00:00Z',
        endsAt: '2090-07-02T00:00:00Z',
        timezone: 'America/New_York',
      });
    });

    it('refuses a zone whose clocks skip the wall clock that would be kept', async () => {
      const event = await givenEvent(server, {
        startsAt: '2027-03-28T02:30',
        endsAt: '2027-03-28T12:00',
      });
      now = new Date('2026-01-01T00:00:00Z');
      const outcome = await update(event, { timezone: 'Europe/Paris' });
      expect(outcome.fields).toEqual([
        { path: ['startsAt'], message: expect.stringContaining('does not exist in Europe/Paris') },
      ]);
    });

    it('refuses to move the start into the past', async () => {
      const event = await givenInParis();
      const outcome = await update(event, { startsAt: inHours(-1) });
      expect(outcome.fields).toEqual([{ path: ['startsAt'], message: 'Must be in the future.' }]);
    });

    it('lets an event that has started be changed otherwise, its end included', async () => {
      const event = await givenInParis();
      now = new Date('2090-07-01T16:30:00Z');

      const renamed = await update(event, { name: 'Under way' });
      const prolonged = await update(
        { ...event, versionNumber: 2 },
        { endsAt: '2090-07-01 23:00' },
      );

      expect(renamed.event).toMatchObject({ name: 'Under way', startsAt: '2090-07-01T16:00:00Z' });
      expect(prolonged.event).toMatchObject({ endsLocal: '2090-07-01T23:00:00', versionNumber: 3 });
    });

    it('moves the end alone', async () => {
      const event = await givenInParis();
      expect((await update(event, { endsAt: '2090-07-03T00:00' })).event).toMatchObject({
        startsLocal: '2090-07-01T18:00:00',
        endsLocal: '2090-07-03T00:00:00',
      });
    });

    it('refuses an end at or before the start, whichever of the two moved', async () => {
      const event = await givenInParis();
      for (const change of [
        { endsAt: '2090-07-01T18:00' },
        { endsAt: '2090-07-01T17:00' },
        { startsAt: '2090-07-01T20:00' },
      ]) {
        const outcome = await update(event, change);
        expect(outcome.fields).toEqual([{ path: ['endsAt'], message: 'Must be after the start.' }]);
      }
    });
  });
});

describe('cancelEvent', () => {
  it('calls an event off once; its registrations stay', async () => {
    const event = await givenEvent(server);
    const { attendee, secret } = await register(server, event, 'ada@example.org');

    expect(await cancel(event, event.asOwner)).toEqual({
      __typename: 'CancelEventSuccess',
      event: { status: 'CANCELLED', versionNumber: 2 },
    });
    expect(kindOf(await cancel(event, event.asOwner))).toBe('EventCancelled');
    expect(await read(event.id)).toMatchObject({ status: 'CANCELLED', confirmedCount: 1 });
    const { data } = await server.send(
      'query ($secret: String!) { attendee(secret: $secret) { id status } }',
      { secret },
    );
    expect(data.attendee).toEqual({ id: attendee.id, status: 'CONFIRMED' });
  });

  it('asks for the version only when one is given', async () => {
    const event = await givenEvent(server);
    await update(event, { name: 'Second version' });

    expect(await cancel(event, event.asOwner, { expectedVersion: 1 })).toMatchObject({
      __typename: 'VersionConflict',
      currentEvent: { versionNumber: 2 },
    });
    expect(kindOf(await cancel(event, event.asOwner, { expectedVersion: null }))).toBe(
      'CancelEventSuccess',
    );
  });

  it('does not find what is not there', async () => {
    expect(kindOf(await cancel({ id: ABSENT }, {}))).toBe('EventNotFound');
  });
});

describe('deleteEvent', () => {
  it('removes the event and its attendees; nothing of them is found afterwards', async () => {
    const event = await givenEvent(server);
    const { attendee, secret } = await register(server, event, 'gone@example.org');

    expect(await remove(event, event.asOwner)).toEqual({
      __typename: 'DeleteEventSuccess',
      deletedEventId: event.id,
    });

    const { data } = await server.send(
      `query ($event: ID!, $attendee: ID!, $secret: String!) {
        event(id: $event) { id }
        nodes(ids: [$event, $attendee]) { id }
        attendee(secret: $secret) { id }
      }`,
      { event: event.id, attendee: attendee.id, secret },
    );
    expect(data).toEqual({ event: null, nodes: [null, null], attendee: null });
    expect(await server.db.attendee.count({ where: { email: 'gone@example.org' } })).toBe(0);
    for (const outcome of [
      await remove(event, event.asOwner),
      await cancel(event, event.asOwner),
      await update(event, { name: 'x' }),
    ]) {
      expect(kindOf(outcome)).toBe('EventNotFound');
    }
  });
});

describe('event', () => {
  it('is null for an id that is absent, of an attendee, or none at all', async () => {
    const event = await givenEvent(server);
    const { attendee } = await register(server, event, 'ada@example.org');
    const garbage = ['', 'event_', 'event_zzzzzzzzzzzzzzzzzzzzzzzzzz', `${event.id}0`, '_'];
    for (const id of [ABSENT, attendee.id, event.id.toUpperCase(), ...garbage]) {
      expect(await read(id)).toBeNull();
    }
  });
});

describe('node and nodes', () => {
  it('find events and attendees by their ids', async () => {
    const event = await givenEvent(server);
    const { attendee } = await register(server, event, 'ada@example.org');
    const node = async (id: string) => {
      const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
      return (await server.send(query, { id })).data.node;
    };

    expect(await node(event.id)).toEqual({ __typename: 'Event', id: event.id });
    expect(await node(attendee.id)).toEqual({ __typename: 'Attendee', id: attendee.id });
    expect(await node(ABSENT)).toBeNull();
    expect(await node('nonsense')).toBeNull();
  });

  it('keep the order asked for, twins included, with null for what is not there', async () => {
    const [one, two] = [await givenEvent(server), await givenEvent(server)];
    const { attendee } = await register(server, one, 'ada@example.org');
    const hidden = await givenEvent(server, { visibility: 'PRIVATE' });
    const swapped = attendee.id.replace('attendee_', 'event_');

    const { data } = await nodes([
      two.id,
      ABSENT,
      attendee.id,
      'garbage',
      one.id,
      hidden.id,
      swapped,
      two.id,
    ]);

    expect(data.nodes).toEqual([
      { __typename: 'Event', id: two.id, name: two.name },
      null,
      { __typename: 'Attendee', id: attendee.id, email: 'ada@example.org' },
      null,
      { __typename: 'Event', id: one.id, name: one.name },
      null,
      null,
      { __typename: 'Event', id: two.id, name: two.name },
    ]);
  });

  it('take 100 ids and refuse 101, naming the argument', async () => {
    const { data } = await nodes(Array(100).fill(ABSENT));
    expect(data.nodes).toEqual(Array(100).fill(null));

    const { errors } = await nodes(Array(101).fill(ABSENT));
    expect(errors?.[0]).toMatchObject({
      message: '`ids` must have at most 100 ids, but had 101.',
      extensions: { code: 'BAD_USER_INPUT', argument: 'ids' },
    });
  });

  it('send as many statements for 2 ids as for 40', async () => {
    const events = await Promise.all(Array.from({ length: 20 }, () => insertEvent(server)));
    await server.db.attendee.createMany({ data: events.map(({ uuid }) => attendeeRow(uuid)) });
    const { data } = await server.send(
      `query ($ids: [ID!]!) {
        nodes(ids: $ids) { ... on Event { attendees { nodes { id } } } }
      }`,
      { ids: events.map(({ id }) => id) },
    );
    const attendees = data.nodes.map(
      (event: { attendees: { nodes: { id: string }[] } }) => event.attendees.nodes[0]?.id,
    );
    const statementsFor = async (ids: string[]) => {
      server.statements.length = 0;
      expect((await nodes(ids)).data.nodes).not.toContain(null);
      return server.statements.length;
    };

    const few = await statementsFor([events[0]?.id as string, attendees[1]]);
    const many = await statementsFor([...events.map(({ id }) => id), ...attendees]);
    expect(many).toBeLessThanOrEqual(few);
  });
});

describe('a private event', () => {
  const ask = (event: { id: string; name: string }, attendeeId: string, headers = {}) =>
    server.send(
      `query ($event: ID!, $attendee: ID!, $name: String!) {
        event(id: $event) { id }
        nodes(ids: [$event, $attendee]) { id }
        events(search: $name) { totalCount nodes { id } }
        listed: events(filter: { visibility: PRIVATE }, search: $name) { totalCount }
      }`,
      { event: event.id, attendee: attendeeId, name: event.name },
      headers,
    );

  async function givenPrivateEvent() {
    const event = await givenEvent(server);
    const registered = await register(server, event, 'ada@example.org');
    await update(event, { visibility: 'PRIVATE' });
    return { event, attendee: registered.attendee, secret: registered.secret };
  }

  it('does not exist for those without its secret, nor do its attendees', async () => {
    const { event, attendee } = await givenPrivateEvent();
    const other = await givenEvent(server, { visibility: 'PRIVATE' });
    const nothing = {
      event: null,
      nodes: [null, null],
      events: { totalCount: 0, nodes: [] },
      listed: { totalCount: 0 },
    };
    const secret = event.asOwner['turnout-event-secret'] as string;
    const forged = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');

    expect((await ask(event, attendee.id)).data).toEqual(nothing);
    expect((await ask(event, attendee.id, other.asOwner)).data).toEqual(nothing);
    expect((await ask(event, attendee.id, { 'turnout-event-secret': forged })).data).toEqual(
      nothing,
    );
  });

  it('is there for those who send its secret', async () => {
    const { event, attendee } = await givenPrivateEvent();
    expect((await ask(event, attendee.id, event.asOwner)).data).toEqual({
      event: { id: event.id },
      nodes: [{ id: event.id }, { id: attendee.id }],
      events: { totalCount: 1, nodes: [{ id: event.id }] },
      listed: { totalCount: 1 },
    });
  });

  it('refuses every change like an event that is not there', async () => {
    const hidden = { ...(await givenEvent(server, { visibility: 'PRIVATE' })), asOwner: {} };
    const absent = { ...hidden, id: ABSENT };
    expect(await update(hidden, { name: '' })).toEqual(await update(absent, { name: '' }));
    expect(await cancel(hidden, {})).toEqual(await cancel(absent, {}));
    expect(await remove(hidden, {})).toEqual(await remove(absent, {}));
  });

  it('is known to those who registered for it, but not who else did', async () => {
    const { event, secret } = await givenPrivateEvent();
    const { data } = await server.send(
      `query ($secret: String!) {
        attendee(secret: $secret) { email event { id name attendees { nodes { email } } } }
      }`,
      { secret },
    );
    expect(data.attendee).toEqual({
      email: 'ada@example.org',
      event: { id: event.id, name: event.name, attendees: null },
    });
  });
});
