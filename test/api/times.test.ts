import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventInput, givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

const NOW = '2027-01-15T12:00:00.250Z';

let server: TestServer;
/** What time it is for the server. */
let now: Date;
beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
beforeEach(() => {
  now = new Date(NOW);
});
afterAll(() => server.stop());

const SCHEDULE = 'id versionNumber startsAt endsAt timezone startsLocal endsLocal';

const create = (times: object) =>
  server.mutate(
    'createEvent',
    eventInput({ timezone: undefined, ...times }),
    `... on CreateEventSuccess { event { ${SCHEDULE} } manageSecret }
     ... on InvalidInput { fields { path message } }`,
  );

const pathsOf = (fields: { path: string[] }[]) => fields.map(({ path }) => path);

/** An event from 15:30 to 17:00 in Paris, in summer. */
const givenSummerEvent = (details: object = {}) =>
  givenEvent(server, {
    startsAt: '2027-06-20T15:30:00',
    endsAt: '2027-06-20T17:00:00',
    timezone: 'Europe/Paris',
    ...details,
  });

describe('a time in an answer', () => {
  it('is spelled in the zone asked for, each alias of the field in its own', async () => {
    const event = await givenSummerEvent();

    const { data } = await server.send(
      `query ($id: ID!, $zone: TimeZone) {
        event(id: $id) {
          default: startsAt
          utc: startsAt(timezone: "UTC")
          zulu: startsAt(timezone: "Zulu")
          paris: startsAt(timezone: "Europe/Paris")
          london: startsAt(timezone: "Europe/London")
          newYork: startsAt(timezone: "America/New_York")
          kolkata: startsAt(timezone: "Asia/Kolkata")
          calcutta: startsAt(timezone: "Asia/Calcutta")
          kathmandu: startsAt(timezone: "Asia/Kathmandu")
          kiritimati: startsAt(timezone: "Pacific/Kiritimati")
          variable: startsAt(timezone: $zone)
          null: startsAt(timezone: null)
        }
      }`,
      { id: event.id, zone: 'Australia/Lord_Howe' },
    );

    expect(data.event).toEqual({
      default: '2027-06-20T13:30:00Z',
      utc: '2027-06-20T13:30:00Z',
      zulu: '2027-06-20T13:30:00Z',
      paris: '2027-06-20T15:30:00+02:00',
      london: '2027-06-20T14:30:00+01:00',
      newYork: '2027-06-20T09:30:00-04:00',
      kolkata: '2027-06-20T19:00:00+05:30',
      calcutta: '2027-06-20T19:00:00+05:30',
      kathmandu: '2027-06-20T19:15:00+05:45',
      kiritimati: '2027-06-21T03:30:00+14:00',
      variable: '2027-06-21T00:00:00+10:30',
      null: '2027-06-20T13:30:00Z',
    });
  });

  it('takes a zone on every field of an event, and is in UTC without one', async () => {
    const event = await givenSummerEvent();
    const times = (zone: string) =>
      `startsAt${zone} endsAt${zone} createdAt${zone} updatedAt${zone}`;

    const { data } = await server.send(
      `query ($id: ID!) {
        utc: event(id: $id) { ${times('')} }
        tokyo: event(id: $id) { ${times('(timezone: "Asia/Tokyo")')} }
      }`,
      { id: event.id },
    );

    expect(data.utc).toEqual({
      startsAt: '2027-06-20T13:30:00Z',
      endsAt: '2027-06-20T15:00:00Z',
      createdAt: '2027-01-15T12:00:00.250Z',
      updatedAt: '2027-01-15T12:00:00.250Z',
    });
    expect(data.tokyo).toEqual({
      startsAt: '2027-06-20T22:30:00+09:00',
      endsAt: '2027-06-21T00:00:00+09:00',
      createdAt: '2027-01-15T21:00:00.250+09:00',
      updatedAt: '2027-01-15T21:00:00.250+09:00',
    });
  });

  it('takes a zone on every field of an attendee, and is null for what did not happen', async () => {
    const event = await givenSummerEvent({ capacity: 1 });
    const ada = await register(server, event, 'ada@example.org');
    const bob = await register(server, event, 'bob@example.org', { joinWaitlist: true });
    now = new Date('2027-02-01T00:00:00Z');
    await server.mutate('cancelRegistration', { attendee: { secret: ada.secret } }, '');

    const times = (zone: string) => `registeredAt${zone} promotedAt${zone} cancelledAt${zone}`;
    const read = async (secret: string) => {
      const { data } = await server.send(
        `query ($secret: String!) {
          utc: attendee(secret: $secret) { ${times('')} }
          delhi: attendee(secret: $secret) { ${times('(timezone: "Asia/Calcutta")')} }
        }`,
        { secret },
      );
      return data;
    };

    expect(await read(ada.secret)).toEqual({
      utc: {
        registeredAt: '2027-01-15T12:00:00.250Z',
        promotedAt: null,
        cancelledAt: '2027-02-01T00:00:00Z',
      },
      delhi: {
        registeredAt: '2027-01-15T17:30:00.250+05:30',
        promotedAt: null,
        cancelledAt: '2027-02-01T05:30:00+05:30',
      },
    });
    expect(await read(bob.secret)).toMatchObject({
      utc: { promotedAt: '2027-02-01T00:00:00Z', cancelledAt: null },
      delhi: { promotedAt: '2027-02-01T05:30:00+05:30', cancelledAt: null },
    });
  });

  it('takes a zone in a refusal too', async () => {
    const event = await givenSummerEvent();
    const ada = await register(server, event, 'ada@example.org');
    const cancel = () =>
      server.mutate(
        'cancelRegistration',
        { attendee: { secret: ada.secret } },
        `... on RegistrationCancelled {
          cancelledAt denver: cancelledAt(timezone: "America/Denver")
        }`,
      );
    await cancel();

    expect(await cancel()).toEqual({
      __typename: 'RegistrationCancelled',
      cancelledAt: '2027-01-15T12:00:00.250Z',
      denver: '2027-01-15T05:00:00.250-07:00',
    });

    now = new Date('2027-06-20T13:30:00Z');
    const late = await server.mutate(
      'registerAttendee',
      { eventId: event.id, name: 'Bob', email: 'bob@example.org' },
      '... on EventStarted { startedAt paris: startedAt(timezone: "Europe/Paris") }',
    );
    expect(late).toEqual({
      __typename: 'EventStarted',
      startedAt: '2027-06-20T13:30:00Z',
      paris: '2027-06-20T15:30:00+02:00',
    });
  });

  it('has the offset in force at that very instant, on both sides of a change of clocks', async () => {
    const event = await givenSummerEvent({
      startsAt: '2027-10-31T00:59:59Z',
      endsAt: '2027-10-31T01:00:00Z',
    });
    const { data } = await server.send(
      `query ($id: ID!) {
        event(id: $id) {
          startsAt(timezone: "Europe/Paris") endsAt(timezone: "Europe/Paris") startsLocal endsLocal
        }
      }`,
      { id: event.id },
    );
    expect(data.event).toEqual({
      startsAt: '2027-10-31T02:59:59+02:00',
      endsAt: '2027-10-31T02:00:00+01:00',
      startsLocal: '2027-10-31T02:59:59',
      endsLocal: '2027-10-31T02:00:00',
    });
  });
});

describe('a zone that is not known', () => {
  const unknownZones: [name: string, hint: string][] = [
    ['Europe/Pariss', ' Did you mean "Europe/Paris"?'],
    ['europe/paris', ' Did you mean "Europe/Paris"?'],
    ['Tokyo', ' Did you mean "Asia/Tokyo"?'],
    ['America/New York', ' Did you mean "America/New_York"?'],
    ['+02:00', ''],
    ['', ''],
    ['Mars/Olympus_Mons', ''],
  ];

  it.each(unknownZones)('is refused by name as a literal: %j', async (name, hint) => {
    const { status, data, errors } = await server.send(
      `{ events { nodes { startsAt(timezone: ${JSON.stringify(name)}) } } }`,
    );
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: `${JSON.stringify(name)} is not the IANA name of a time zone.${hint}`,
        locations: [expect.any(Object)],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each(unknownZones)('is refused by name as a variable: %j', async (name, hint) => {
    const { status, errors } = await server.send(
      'query ($zone: TimeZone) { events { nodes { startsAt(timezone: $zone) } } }',
      { zone: name },
    );
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(
        `${JSON.stringify(name)} is not the IANA name of a time zone.${hint}`,
      ),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is refused in an input too', async () => {
    const { errors } = await server.send(
      'mutation ($input: CreateEventInput!) { createEvent(input: $input) { __typename } }',
      { input: eventInput({ timezone: 'Europe/Berlim' }) },
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/input\.timezone.*Did you mean "Europe\/Berlin"\?$/),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is no zone when it is no text', async () => {
    const { errors } = await server.send('{ events { nodes { startsAt(timezone: 2) } } }');
    expect(errors?.[0]).toMatchObject({
      message: 'A time zone is written as a string, like "Europe/Paris".',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('a time in an input', () => {
  it.each([
    ['a local time with a T', '2027-06-20T15:30:00'],
    ['a local time with a blank', '2027-06-20 15:30:00'],
    ['a local time without seconds', '2027-06-20 15:30'],
    ['an RFC 3339 instant with the offset of the zone', '2027-06-20T15:30:00+05:30'],
    ['an RFC 3339 instant in UTC', '2027-06-20T10:00:00Z'],
    ['an RFC 3339 instant with another offset', '2027-06-20T03:00:00-07:00'],
    [
      'an RFC 3339 instant in small letters with zeros behind the point',
      '2027-06-20t10:00:00.000z',
    ],
  ])("may be %s, meant in the input's zone", async (_what, startsAt) => {
    const endsAt = '2027-06-21T00:00:00';
    const { event } = await create({ startsAt, endsAt, timezone: 'Asia/Kolkata' });
    expect(event).toMatchObject({
      startsAt: '2027-06-20T10:00:00Z',
      startsLocal: '2027-06-20T15:30:00',
      endsAt: '2027-06-20T18:30:00Z',
      endsLocal: '2027-06-21T00:00:00',
      timezone: 'Asia/Kolkata',
    });
  });

  it('is meant in UTC when the input names no zone', async () => {
    const { event } = await create({ startsAt: '2027-06-20 15:30', endsAt: '2027-06-20 16:30' });
    expect(event).toMatchObject({ startsAt: '2027-06-20T15:30:00Z', timezone: 'UTC' });
  });

  it('may be a literal in the document', async () => {
    const { data } = await server.send(`mutation {
      createEvent(input: {
        name: "Literal", location: "Here", capacity: 1, timezone: "Europe/Paris"
        startsAt: "2027-06-20 15:30", endsAt: "2027-06-20T16:00:00.125"
      }) { ... on CreateEventSuccess { event { startsAt endsAt endsLocal } } }
    }`);
    expect(data.createEvent.event).toEqual({
      startsAt: '2027-06-20T13:30:00Z',
      endsAt: '2027-06-20T14:00:00.125Z',
      endsLocal: '2027-06-20T16:00:00.125',
    });
  });

  it.each([
    'UTC',
    'Asia/Kolkata',
    'America/St_Johns',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Africa/Monrovia',
    'US/Pacific',
  ])('is the same instant whichever zone it is spelled in: %s', async (timezone) => {
    const { event } = await create({
      startsAt: '2027-06-20T10:00:00Z',
      endsAt: '2027-06-20T11:00:00Z',
    });
    const { data } = await server.send(
      `query ($id: ID!, $timezone: TimeZone!) {
        event(id: $id) { startsAt(timezone: $timezone) endsAt(timezone: $timezone) }
      }`,
      { id: event.id, timezone },
    );

    const again = await create({ ...data.event, timezone });

    expect(again.event).toMatchObject({
      startsAt: '2027-06-20T10:00:00Z',
      endsAt: '2027-06-20T11:00:00Z',
      startsLocal: data.event.startsAt.slice(0, 19),
      timezone,
    });
  });

  it('keeps its wall clock over several days and a change of clocks', async () => {
    const { event } = await create({
      startsAt: '2027-03-26T18:00',
      endsAt: '2027-03-29T09:00',
      timezone: 'Europe/Paris',
    });
    expect(event).toMatchObject({
      startsAt: '2027-03-26T17:00:00Z',
      endsAt: '2027-03-29T07:00:00Z',
      startsLocal: '2027-03-26T18:00:00',
      endsLocal: '2027-03-29T09:00:00',
    });
  });

  it('ends after it starts by the instant, whatever the clock on the wall shows', async () => {
    const { event } = await create({
      startsAt: '2027-10-31T02:30:00+02:00',
      endsAt: '2027-10-31T02:15:00+01:00',
      timezone: 'Europe/Paris',
    });
    expect(event).toMatchObject({
      startsLocal: '2027-10-31T02:30:00',
      endsLocal: '2027-10-31T02:15:00',
      startsAt: '2027-10-31T00:30:00Z',
      endsAt: '2027-10-31T01:15:00Z',
    });
  });
});

describe('a local time that the clocks skip', () => {
  const skipped =
    '2027-03-28T02:30:00 does not exist in Europe/Paris: ' +
    'clocks there go from 2027-03-28T02:00:00 straight to 2027-03-28T03:00:00.';
  const timezone = 'Europe/Paris';

  it('is refused, naming the gap, as the start of an event', async () => {
    const times = { startsAt: '2027-03-28T02:30', endsAt: '2027-03-28 12:00', timezone };
    expect(await create(times)).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: ['startsAt'], message: skipped }],
    });
  });

  it('is refused as the end of an event, and of a new schedule', async () => {
    const end = { endsAt: '2027-03-28 02:30' };
    const created = await create({ startsAt: '2027-03-27T20:00', ...end, timezone });
    const event = await givenSummerEvent({ startsAt: '2027-03-27T20:00' });
    const updated = await server.mutate(
      'updateEvent',
      { id: event.id, expectedVersion: 1, ...end },
      '... on InvalidInput { fields { path message } }',
      event.asOwner,
    );

    const refusal = {
      __typename: 'InvalidInput',
      fields: [{ path: ['endsAt'], message: skipped }],
    };
    expect(created).toEqual(refusal);
    expect(updated).toEqual(refusal);
  });

  it('is refused on both ends at once', async () => {
    const times = { startsAt: '2027-03-28T02:00', endsAt: '2027-03-28T02:59:59.999', timezone };
    const { fields } = await create(times);
    expect(pathsOf(fields)).toEqual([['startsAt'], ['endsAt']]);
  });

  it('is accepted at the very end of the gap, and in a zone that has no gap then', async () => {
    const endsAt = '2027-03-28T12:00';
    const after = await create({ startsAt: '2027-03-28T03:00', endsAt, timezone });
    const elsewhere = await create({
      startsAt: '2027-03-28T02:30',
      endsAt,
      timezone: 'Asia/Tokyo',
    });
    expect(after.event.startsAt).toBe('2027-03-28T01:00:00Z');
    expect(elsewhere.event.startsAt).toBe('2027-03-27T17:30:00Z');
  });

  it('may be a whole day, where a zone changed sides of the date line', async () => {
    now = new Date('2011-01-01T00:00:00Z');
    const times = { startsAt: '2011-12-30T12:00', endsAt: '2011-12-31T12:00' };
    const { fields } = await create({ ...times, timezone: 'Pacific/Apia' });
    expect(fields).toEqual([
      {
        path: ['startsAt'],
        message:
          '2011-12-30T12:00:00 does not exist in Pacific/Apia: ' +
          'clocks there go from 2011-12-30T00:00:00 straight to 2011-12-31T00:00:00.',
      },
    ]);
  });
});

describe('a local time that happens twice', () => {
  const overlap = {
    startsAt: '2027-10-31T02:30',
    endsAt: '2027-10-31T12:00',
    timezone: 'Europe/Paris',
  };

  it.each([
    ['the first time by default', {}, '2027-10-31T00:30:00Z'],
    ['the first time for EARLIER', { ambiguousTime: 'EARLIER' }, '2027-10-31T00:30:00Z'],
    ['the second time for LATER', { ambiguousTime: 'LATER' }, '2027-10-31T01:30:00Z'],
  ])('means %s', async (_which, wish, startsAt) => {
    const { event } = await create({ ...overlap, ...wish });
    expect(event).toMatchObject({
      startsAt,
      startsLocal: '2027-10-31T02:30:00',
      endsAt: '2027-10-31T11:00:00Z',
    });
  });

  it('can be chosen when an event is moved', async () => {
    const event = await givenSummerEvent();
    const moved = await server.mutate(
      'updateEvent',
      { id: event.id, expectedVersion: 1, ...overlap, ambiguousTime: 'LATER' },
      '... on UpdateEventSuccess { event { startsAt startsLocal } }',
      event.asOwner,
    );
    expect(moved.event).toEqual({
      startsAt: '2027-10-31T01:30:00Z',
      startsLocal: '2027-10-31T02:30:00',
    });
  });

  it('stays the second time when something else is changed', async () => {
    const event = await givenSummerEvent({ ...overlap, ambiguousTime: 'LATER' });
    const renamed = await server.mutate(
      'updateEvent',
      { id: event.id, expectedVersion: 1, name: 'Renamed', endsAt: '2027-10-31T13:00' },
      '... on UpdateEventSuccess { event { startsAt endsAt } }',
      event.asOwner,
    );
    expect(renamed.event).toEqual({
      startsAt: '2027-10-31T01:30:00Z',
      endsAt: '2027-10-31T12:00:00Z',
    });
  });
});

describe('a text that is no time', () => {
  const SHAPE = "A date and time is written '2025-06-20T15:30:00+02:00' or '2025-06-20T13:30:00Z'";
  const noTimes: [text: string, reason: string][] = [
    ['', SHAPE],
    ['tomorrow', SHAPE],
    ['1813500000', SHAPE],
    ['20/06/2027 15:30', SHAPE],
    ['2027-06-20T15:30:00 Europe/Paris', SHAPE],
    ['2027-06-20', "A date needs a time of day: write '2027-06-20T15:30' for a local time."],
    ['2027-02-29T10:00', '2027-02-29 is not a date that exists: 2027-02 has 28 days.'],
    ['2027-13-01T10:00', 'Month 13 does not exist'],
    ['2027-06-20T24:00', 'Hour 24 is not accepted'],
    ['2027-06-20T25:00', 'Hour 25 does not exist'],
    ['2027-06-20T15:60', 'Minute 60 does not exist'],
    ['2027-06-20T15:30:60Z', 'Second 60 is a leap second'],
    ['2027-06-20T15:30+02:00', 'A time with an offset needs its seconds'],
    ['2027-06-20T15:30:00+25:00', 'Offset +25:00 does not exist'],
    ['2027-06-20T15:30:00.1234Z', 'Times are kept to the millisecond'],
    ['0000-01-01T00:00:00Z', 'Year 0000 does not exist'],
  ];

  it.each(noTimes)('is refused with what is wrong as a variable: %j', async (text, reason) => {
    const { status, data, errors } = await server.send(
      'mutation ($input: CreateEventInput!) { createEvent(input: $input) { __typename } }',
      { input: eventInput({ startsAt: text }) },
    );
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(reason),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(errors?.[0].message).toContain('input.startsAt');
  });

  it.each(noTimes)('is refused with what is wrong as a literal: %j', async (text, reason) => {
    const { status, data, errors } = await server.send(
      `{ events(filter: { startsFrom: ${JSON.stringify(text)} }) { totalCount } }`,
    );
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: expect.stringContaining(reason),
        locations: [expect.any(Object)],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each([1813500000, true, ['2027-06-20T15:30:00Z'], {}])(
    'is refused when it is no text at all: %j',
    async (startsFrom) => {
      const { status, errors } = await server.send(
        'query ($time: DateTime) { events(filter: { startsFrom: $time }) { totalCount } }',
        { time: startsFrom },
      );
      expect(status).toBe(400);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('A time is written as a string, like "2025-06-20T'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    },
  );
});

describe('the end of time', () => {
  it('is a local time whose instant is past the year 9999, and is refused', async () => {
    const { __typename, fields } = await create({
      startsAt: '2027-06-20T15:30',
      endsAt: '9999-12-31T23:30',
      timezone: 'Pacific/Honolulu',
    });
    expect(__typename).toBe('InvalidInput');
    expect(fields).toEqual([
      { path: ['endsAt'], message: 'Must be in the years 0001 to 9999, in UTC and on the spot.' },
    ]);
  });

  it('is an instant whose local time is past the year 9999, and is refused', async () => {
    const { fields } = await create({
      startsAt: '2027-06-20T15:30',
      endsAt: '9999-12-31T23:59:59Z',
      timezone: 'Asia/Tokyo',
    });
    expect(pathsOf(fields)).toEqual([['endsAt']]);
  });

  it('is the last instant of the year 9999 in UTC, and is kept', async () => {
    const { event } = await create({
      startsAt: '9999-12-31T23:59:58Z',
      endsAt: '9999-12-31T23:59:59.999Z',
    });
    expect(event).toMatchObject({ endsAt: '9999-12-31T23:59:59.999Z' });
  });

  it('may be asked for in any zone: no event is past it', async () => {
    const { data, errors } = await server.send(
      `{
        before: events(filter: {
          startsFrom: "0001-01-01T00:00", startsBefore: "0001-01-01T00:30", timezone: "Asia/Tokyo"
        }) { totalCount }
        after: events(filter: {
          startsFrom: "9999-12-31T23:00", timezone: "Pacific/Honolulu"
        }) { totalCount }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ before: { totalCount: 0 }, after: { totalCount: 0 } });
  });
});
