import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { access, chmod, constants, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode, encode } from '@msgpack/msgpack';
import {
  buildSchema,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from 'graphql';
import { decodeJwt, jwtVerify } from 'jose';
import pg from 'pg';
import { readConfig } from '../../src/config.js';
import { bearer } from '../support/accounts.js';
import { runCommand } from '../support/command.js';
import { createEmptyDatabase, createTestDatabase } from '../support/database.js';
import { countsOf, eventInput, givenEvent, letStart, register } from '../support/events.js';
import { requirements } from '../support/requirements.js';
import { attendeeRow } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.js';
import { type Newcomer, signUp } from '../support/signUp.js';
import { openTestSocket, socketAddress } from '../support/sockets.js';

// Turnout replaces five smaller event backends: S0, an async FastAPI service; S1, a Flask service; S2,
// a Django REST service; S3, a dockerised Django service; S4, a collaborative FastAPI service. Each id
// is one of their features, those that they only promised included. Whoever comes from one of them
// misses nothing: a test for each, from outside, by what a stranger has: HTTP, sockets, commands and
// files. The rules themselves, with all their edges, are tested in detail in ../api, ../domain,
// ../data, ../concurrency and ../cli. What no other system offers is in beyond.test.ts.

const IDS = `
  S0.2 S0.3 S0.4 S0.5 S0.6 S0.7 S0.8 S0.9 S0.10 S0.11 S0.12 S0.13 S0.14 S0.15 S0.16 S0.17 S0.18 S0.19
  S0.20 S0.24
  S1.2 S1.3 S1.4 S1.5 S1.7 S1.8 S1.11 S1.12 S1.13 S1.14 S1.17 S1.19 S1.20 S1.21 S1.22 S1.23 S1.24
  S1.25 S1.26 S1.27 S1.28 S1.29 S1.30 S1.31 S1.32 S1.33 S1.34 S1.35 S1.36 S1.37 S1.39
  S2.2 S2.3 S2.4 S2.5 S2.6 S2.7 S2.8 S2.9 S2.10 S2.11 S2.12 S2.13 S2.14 S2.16 S2.18
  S3.1 S3.2 S3.3 S3.4 S3.5 S3.6 S3.7 S3.8 S3.9 S3.10 S3.11 S3.12 S3.13 S3.14 S3.15 S3.16
  S4.1 S4.2 S4.3 S4.4 S4.5 S4.6 S4.7 S4.8 S4.9 S4.10 S4.11 S4.12 S4.13 S4.14 S4.15 S4.16 S4.17 S4.18
  S4.19 S4.20 S4.21 S4.22 S4.23 S4.24 S4.25 S4.26 S4.27 S4.28 S4.29 S4.30 S4.31 S4.32 S4.33 S4.34
  S4.37 S4.38 S4.39 S4.40`;

const NOT_YET = {
  'S1.30': 'calendars',
  'S1.36': 'recurrence',
};

const { line, total } = requirements(IDS, NOT_YET);

/** Settings that a production has of its own, and that a test can recognise. */
const PRODUCTION = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'info',
  JWT_SECRET: 'a secret of the production alone, long enough for the longest of the three hashes',
  JWT_ALGORITHM: 'HS512',
  ACCESS_TOKEN_MINUTES: '5',
  METRICS_TOKEN: 'of the one who scrapes',
};

let server: TestServer;
/** The same database, as production serves it. */
let production: ServerProcess;
let schema: GraphQLSchema;
let everyone: Record<'ann' | 'ben' | 'cem' | 'dot', Newcomer>;
beforeAll(async () => {
  schema = buildSchema(read('schema.graphql'));
  server = await startTestServer({ manyAddresses: true });
  production = await startServerProcess(server.databaseUrl, PRODUCTION);
  const [ann, ben, cem, dot] = await Promise.all(
    ['ann', 'ben', 'cem', 'dot'].map((name) => signUp(server, name)),
  );
  everyone = { ann, ben, cem, dot } as typeof everyone;
}, 60_000);
afterAll(async () => {
  await production.stop();
  await server.stop();
});

describe('events', () => {
  line(
    'S0.2 S1.7 S2.3 S3.1 S4.7',
    'create an event: name, location, start, end, capacity',
    async () => {
      const event = {
        name: 'Winter Swim',
        location: 'Reykjavík',
        startsAt: '2035-02-06T11:00:00Z',
        endsAt: '2035-02-06T12:30:00Z',
        capacity: 2,
      };
      const created = await server.mutate(
        'createEvent',
        event,
        '... on CreateEventSuccess { event { id name location startsAt endsAt capacity } }',
      );
      expect(created).toEqual({
        __typename: 'CreateEventSuccess',
        event: { id: expect.stringMatching(/^event_/), ...event },
      });
    },
  );

  line(
    'S0.3 S1.11 S2.2 S3.1',
    'list upcoming events: those that start in the future, soonest first',
    async () => {
      const word = newWord();
      const past = await givenEvent(server, { name: `${word} past` });
      await letStart(server, past);
      await givenEvent(server, { name: `${word} later`, ...hours('2035-06-02') });
      await givenEvent(server, { name: `${word} soon`, ...hours('2035-06-01') });

      const { events } = await ask(`{ events(search: "${word}") { nodes { name } } }`);
      expect(events.nodes).toEqual([{ name: `${word} soon` }, { name: `${word} later` }]);
    },
  );

  line('S2.4 S4.12', 'one event', async () => {
    const { id, name } = await givenEvent(server);
    const query = 'query ($id: ID!) { event(id: $id) { name seatsLeft } }';
    expect(await ask(query, { id })).toEqual({ event: { name, seatsLeft: 10 } });
  });

  line('S3.6', 'event not found', async () => {
    const id = 'event_01k00000000000000000000000';
    expect(await ask(`{ event(id: "${id}") { name } }`)).toEqual({ event: null });
    expect(await register(server, { id }, 'ada@example.org')).toEqual({
      __typename: 'EventNotFound',
      message: expect.any(String),
    });
  });

  line('S4.10 S4.11', 'events that I own or can access, by page and range of dates', async () => {
    const { ann, ben, dot } = everyone;
    const own = await owned(dot, { name: 'Own', visibility: 'PRIVATE', ...hours('2036-01-02') });
    const later = await owned(dot, { name: 'Later', ...hours('2036-01-03') });
    const shared = await owned(ann, { name: 'Shared', ...hours('2036-01-01') });
    await owned(ben, { ...hours('2036-01-01') });
    await share(ann, shared, [[dot, 'VIEWER']]);

    const query = `query ($from: DateTime!, $before: DateTime!, $after: String) {
        viewer { events(startsFrom: $from, startsBefore: $before, first: 2, after: $after) {
          totalCount nodes { id viewerRole } pageInfo { endCursor } } } }`;
    const range = { from: '2036-01-01T00:00:00Z', before: '2036-02-01T00:00:00Z' };
    const first = (await ask(query, range, dot.asUser)).viewer.events;
    expect(first).toMatchObject({
      totalCount: 3,
      nodes: [
        { id: shared.id, viewerRole: 'VIEWER' },
        { id: own.id, viewerRole: 'OWNER' },
      ],
    });
    const next = await ask(query, { ...range, after: first.pageInfo.endCursor }, dot.asUser);
    expect(next.viewer.events.nodes).toEqual([{ id: later.id, viewerRole: 'OWNER' }]);
    const day = await ask(query, { ...range, before: '2036-01-02T00:00:00Z' }, dot.asUser);
    expect(day.viewer.events).toMatchObject({ totalCount: 1, nodes: [{ id: shared.id }] });
  });

  line('S4.13 S4.15', 'partial update, conflicts checked again', async () => {
    const { ann } = everyone;
    await owned(ann, { name: 'Breakfast', ...hours('2037-01-01T08') });
    const lunch = await owned(ann, { location: 'Lyon', ...hours('2037-01-01T12') });

    const renamed = await update(ann, lunch, { expectedVersion: 1, name: 'Lunch' });
    expect(renamed.event).toMatchObject({ name: 'Lunch', location: 'Lyon', capacity: 10 });
    const moved = await update(ann, lunch, {
      expectedVersion: 2,
      startsAt: '2037-01-01T08:30:00Z',
    });
    expect(moved).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ name: 'Breakfast' }],
    });
  });

  line('S4.17', 'delete, by the owner only', async () => {
    const { ann, ben } = everyone;
    const event = await owned(ann, hours('2037-01-02'));
    await share(ann, event, [[ben, 'EDITOR']]);
    const remove = (who: Newcomer) =>
      server.mutate('deleteEvent', { id: event.id }, '', who.asUser);

    expect(await remove(ben)).toEqual({ __typename: 'PermissionDenied' });
    expect(await remove(ann)).toEqual({ __typename: 'DeleteEventSuccess' });
    expect(await ask(`{ event(id: "${event.id}") { id } }`)).toEqual({ event: null });
  });

  line('S4.8', 'no overlapping times', async () => {
    const { ben } = everyone;
    await owned(ben, { name: 'Concert', ...hours('2037-01-03T18') });
    const create = (start: string) =>
      server.mutate(
        'createEvent',
        eventInput(hours(start)),
        '... on ScheduleConflict { conflictingEvents { name } }',
        ben.asUser,
      );
    expect(await create('2037-01-03T19')).toEqual({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ name: 'Concert' }],
    });
    expect(await create('2037-01-03T20')).toMatchObject({ __typename: 'CreateEventSuccess' });
  });

  line('S4.27', 'batch create, all or nothing', async () => {
    const word = newWord();
    const create = (capacity: number) => {
      const events = [eventInput({ name: word }), eventInput({ name: word, capacity })];
      const selection = '... on InvalidInput { fields { path } }';
      return server.mutate('createEvents', { events }, selection);
    };
    const count = async () =>
      (await ask(`{ events(search: "${word}") { totalCount } }`)).events.totalCount;

    const refused = await create(0);
    expect(refused).toMatchObject({ fields: [{ path: ['events', '1', 'capacity'] }] });
    expect(await count()).toBe(0);
    expect(await create(5)).toEqual({ __typename: 'CreateEventsSuccess' });
    expect(await count()).toBe(2);
  });

  line('S1.33 S1.34 S1.35', 'filter, sort, search by name or location', async () => {
    const word = newWord();
    await givenEvent(server, { name: `${word} B`, location: 'Porto', capacity: 3 });
    await givenEvent(server, { name: `${word} A`, location: 'Paris', capacity: 1 });
    await givenEvent(server, { name: 'Elsewhere', location: `Hall ${word}`, capacity: 2 });
    const names = async (more: string) => {
      const list = await ask(`{ events(search: "${word}" ${more}) { nodes { name } } }`);
      return list.events.nodes.map(({ name }: { name: string }) => name);
    };
    expect(await names('orderBy: { field: NAME }')).toEqual([
      'Elsewhere',
      `${word} A`,
      `${word} B`,
    ]);
    expect(await names('orderBy: { field: SEATS_LEFT, direction: DESC }')).toEqual([
      `${word} B`,
      'Elsewhere',
      `${word} A`,
    ]);
    expect(await names('filter: { location: "porto" }')).toEqual([`${word} B`]);
  });

  line('S1.37 S2.10', 'events of several days', async () => {
    // Three weeks, in which the clocks change.
    const { event } = await server.mutate(
      'createEvent',
      eventInput({
        startsAt: '2035-03-12 18:00',
        endsAt: '2035-04-02 18:00',
        timezone: 'Europe/Paris',
      }),
      '... on CreateEventSuccess { event { startsAt endsAt endsLocal } }',
    );
    expect(event).toEqual({
      startsAt: '2035-03-12T17:00:00Z',
      endsAt: '2035-04-02T16:00:00Z',
      endsLocal: '2035-04-02T18:00:00',
    });
  });
});

describe('registrations', () => {
  line('S0.4 S1.12 S2.5 S3.2', 'register by name and email, no account', async () => {
    const event = await givenEvent(server);
    expect(await register(server, event, 'ada@example.org', { name: 'Ada' })).toMatchObject({
      __typename: 'RegisterAttendeeSuccess',
      attendee: { name: 'Ada', email: 'ada@example.org', status: 'CONFIRMED' },
    });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 1, seatsLeft: 9 });
  });

  line('S0.5 S1.13 S2.6 S3.7', 'attendees of an event, by page', async () => {
    const event = await givenEvent(server);
    for (const name of ['ada', 'bob', 'cyd']) await register(server, event, `${name}@example.org`);
    const page = async (after: string | null) => {
      const query = `query ($id: ID!, $after: String) { event(id: $id) {
        attendees(first: 2, after: $after) {
          totalCount nodes { email } pageInfo { endCursor hasNextPage } } } }`;
      return (await ask(query, { id: event.id, after }, event.asOwner)).event.attendees;
    };
    const first = await page(null);
    expect(first).toMatchObject({
      totalCount: 3,
      nodes: [{ email: 'ada@example.org' }, { email: 'bob@example.org' }],
      pageInfo: { hasNextPage: true },
    });
    const second = await page(first.pageInfo.endCursor);
    expect(second).toMatchObject({
      nodes: [{ email: 'cyd@example.org' }],
      pageInfo: { hasNextPage: false },
    });
  });

  line('S0.6 S1.5 S2.7 S3.4 S3.5', 'no overbooking, also under concurrency', async () => {
    const event = await givenEvent(server, { capacity: 3 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => register(server, event, `${index}@example.org`)),
    );
    const full = answers.filter(({ __typename }) => __typename === 'EventFull');
    expect(full).toHaveLength(9);
    expect(full[0]).toMatchObject({ capacity: 3, waitlistLength: 0 });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 3, seatsLeft: 0 });

    const behindOurBack = server.db.attendee.create({ data: attendeeRow(await rowIdOf(event)) });
    await expect(behindOurBack).rejects.toThrow();
  });

  line(
    'S0.7 S1.4 S2.8 S3.3',
    'no second registration of one email on one event, by a constraint of the database',
    async () => {
      const [event, other] = [await givenEvent(server), await givenEvent(server)];
      const emails = ['ada@example.org', 'ADA@example.org', 'Ada@Example.Org'];
      const answers = await Promise.all(emails.map((email) => register(server, event, email)));
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
        'AlreadyRegistered',
        'AlreadyRegistered',
        'RegisterAttendeeSuccess',
      ]);
      expect(await register(server, other, 'ada@example.org')).toHaveProperty('secret');

      const row = attendeeRow(await rowIdOf(event), { email: 'aDa@example.org' });
      await expect(server.db.attendee.create({ data: row })).rejects.toThrow();
    },
  );
});

describe('times', () => {
  line(
    'S0.8 S0.9 S0.10 S1.2 S1.28 S2.9 S3.9',
    'stored in UTC, converted to any IANA zone asked for, UTC by default',
    async () => {
      const event = await givenEvent(server, hours('2035-07-01T10'));
      const query = `query ($zone: TimeZone!) { event(id: "${event.id}") {
        startsAt utc: startsAt(timezone: "UTC") there: startsAt(timezone: $zone) } }`;
      const utc = '2035-07-01T10:00:00Z';
      for (const [zone, there] of [
        ['Asia/Kolkata', '2035-07-01T15:30:00+05:30'],
        ['America/New_York', '2035-07-01T06:00:00-04:00'],
        ['Pacific/Chatham', '2035-07-01T22:45:00+12:45'],
      ])
        expect((await ask(query, { zone })).event).toEqual({ startsAt: utc, utc, there });

      const { errors } = await server.send(query, { zone: 'Mars/Olympus' });
      expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
      const stored = await server.db.$queryRaw`
        SELECT ("startsAt" AT TIME ZONE 'UTC')::text AS "utc" FROM "Event" WHERE "name" = ${event.name}`;
      expect(stored).toEqual([{ utc: '2035-07-01 10:00:00' }]);
    },
  );

  line('S1.8', 'local times without offset are accepted', async () => {
    const { event } = await server.mutate(
      'createEvent',
      eventInput({
        startsAt: '2035-06-20 15:30:00',
        endsAt: '2035-06-20T17:00',
        timezone: 'Asia/Kolkata',
      }),
      '... on CreateEventSuccess { event { startsAt endsAt startsLocal } }',
    );
    expect(event).toEqual({
      startsAt: '2035-06-20T10:00:00Z',
      endsAt: '2035-06-20T11:30:00Z',
      startsLocal: '2035-06-20T15:30:00',
    });
  });

  line('S1.29', 'a zone preference per user', async () => {
    const { ben } = everyone;
    const { id } = await givenEvent(server, hours('2035-01-01T12'));
    const selection = '... on UpdateProfileSuccess { user { timezone } }';
    const zone = { timezone: 'Asia/Tokyo' };
    const changed = await server.mutate('updateProfile', zone, selection, ben.asUser);
    expect(changed.user).toEqual(zone);
    expect(await ask(`{ event(id: "${id}") { startsAt } }`, {}, ben.asUser)).toEqual({
      event: { startsAt: '2035-01-01T21:00:00+09:00' },
    });
  });
});

describe('answers', () => {
  line('S0.11 S1.3 S3.7', 'pages with the total, where skip and limit were', async () => {
    const word = newWord();
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${word} ${letter}`);
    for (const name of names) await givenEvent(server, { name });
    const query = `query ($after: String) {
      events(search: "${word}", orderBy: { field: NAME }, first: 2, after: $after) {
        totalCount nodes { name } pageInfo { endCursor hasNextPage } } }`;
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { events } = await ask(query, { after });
      expect(events.totalCount).toBe(5);
      seen.push(...events.nodes.map(({ name }: { name: string }) => name));
      ({ endCursor: after, hasNextPage: more } = events.pageInfo);
    }
    expect(seen).toEqual(names);
    expect(read('README.md')).toMatch(/skip=0&limit=20.*first: 20/);
  });

  line(
    'S0.12 S0.13 S0.14 S0.15 S2.3 S3.8',
    'nothing empty, valid email, capacity above 0, start before end, start in the future',
    async () => {
      const paths = async (name: string, input: object) => {
        const answer = await server.mutate(name, input, '... on InvalidInput { fields { path } }');
        return answer.fields.map(({ path }: { path: string[] }) => path.join('.')).sort();
      };
      const backwards = { startsAt: '2035-01-02T00:00:00Z', endsAt: '2035-01-01T00:00:00Z' };
      const past = { startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-01T01:00:00Z' };
      const empty = { name: ' ', location: '', capacity: 0 };
      expect(await paths('createEvent', eventInput(empty))).toEqual([
        'capacity',
        'location',
        'name',
      ]);
      expect(await paths('createEvent', eventInput(backwards))).toEqual(['endsAt']);
      expect(await paths('createEvent', eventInput(past))).toEqual(['startsAt']);
      const { id: eventId } = await givenEvent(server);
      const nobody = { eventId, name: '', email: 'not an address' };
      expect(await paths('registerAttendee', nobody)).toEqual(['email', 'name']);
    },
  );

  line('S3.10', 'one shape for success and error', async () => {
    const refusal = schema.getType('UserError');
    if (!isInterfaceType(refusal)) throw new Error('UserError is no interface.');
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThan(20);
    for (const { name, type } of mutations) {
      const result = 'ofType' in type ? type.ofType : type;
      if (!isUnionType(result)) throw new Error(`${name} does not answer with a union.`);
      const members = result.getTypes();
      const successes = members.filter((member) => !member.getInterfaces().includes(refusal));
      expect(successes.map(String)).toEqual([`${name[0]?.toUpperCase()}${name.slice(1)}Success`]);
    }
  });

  line('S4.34', 'MessagePack besides JSON', async () => {
    const { id, name } = await givenEvent(server);
    const type = 'application/msgpack';
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type, accept: type },
      body: encode({ query: 'query ($id: ID!) { event(id: $id) { name } }', variables: { id } }),
    });
    expect(response.headers.get('content-type')).toBe(type);
    expect(decode(await response.arrayBuffer())).toEqual({ data: { event: { name } } });
  });

  line('S1.14', 'a correlation id sent by the caller, returned and in the log', async () => {
    const id = `from-a-caller-${randomUUID()}`;
    const response = await post(production.url, '{ __typename }', { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toBe(id);
    await until(() => production.said().includes(id));
    const logged = production.said().split('\n');
    const line = logged.find((text) => text.startsWith('{') && text.includes(id));
    expect(Object.values(JSON.parse(line ?? '{}'))).toContain(id);

    const other = await post(production.url, '{ __typename }');
    expect(other.headers.get('x-request-id')).toMatch(/./);
  });

  line('S1.20 S1.21', 'rate limits, and input that cannot do harm', async () => {
    const { cem } = everyone;
    const guess = () =>
      server.send(`mutation { signIn(input: { usernameOrEmail: "${cem.username}", password: "wrong" }) {
        __typename } }`);
    for (let wrong = 1; wrong <= 10; wrong += 1)
      expect((await guess()).data.signIn.__typename).toBe('InvalidCredentials');
    expect((await guess()).errors?.[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: expect.any(Number),
    });

    const name = `Robert'); DROP TABLE "Attendee"; -- <script>alert(1)</script> ${newWord()}`;
    const { id } = await givenEvent(server, { name });
    expect(await ask(`{ event(id: "${id}") { name } }`)).toEqual({ event: { name } });
    const found = await ask('query ($search: String) { events(search: $search) { totalCount } }', {
      search: name,
    });
    expect(found.events.totalCount).toBe(1);
    const query = 'query ($id: ID!) { event(id: $id) { name } }';
    const { errors } = await server.send(query, { id: 'NUL \u0000' });
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('accounts', () => {
  line(
    'S4.1 S4.2 S4.3 S4.4 S4.5 S4.6 S1.19',
    'sign up, sign in, refresh, sign out; JWT with secret, algorithm and lifetime of one’s own; a role',
    async () => {
      const { dot } = everyone;
      const TOKENS = 'accessToken refreshToken';
      const signIn = `mutation ($name: String!, $password: String!) {
        signIn(input: { usernameOrEmail: $name, password: $password }) {
          ... on SignInSuccess { ${TOKENS} } } }`;
      const refresh = `mutation ($token: String!) {
        refreshSession(input: { refreshToken: $token }) {
          __typename ... on RefreshSessionSuccess { ${TOKENS} } } }`;
      const at = async (query: string, variables: object, headers = {}) =>
        (await post(production.url, query, headers, variables)).json() as Promise<Answered>;

      const { data } = await at(signIn, { name: dot.username, password: dot.password });
      const { accessToken, refreshToken } = data.signIn;
      const key = new TextEncoder().encode(PRODUCTION.JWT_SECRET);
      const { payload, protectedHeader } = await jwtVerify(accessToken, key);
      expect(protectedHeader.alg).toBe('HS512');
      expect(Number(payload.exp) - Number(payload.iat)).toBe(5 * 60);
      const me = await at('{ viewer { username role } }', {}, bearer(accessToken));
      expect(me.data.viewer).toEqual({ username: dot.username, role: 'USER' });

      const fresh = (await at(refresh, { token: refreshToken })).data.refreshSession;
      expect(decodeJwt(fresh.accessToken).exp).toBeGreaterThanOrEqual(Number(payload.exp));
      await at('mutation { signOut { __typename } }', {}, bearer(fresh.accessToken));
      const out = await at('{ viewer { role } }', {}, bearer(fresh.accessToken));
      expect(out.errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
      const dead = await at(refresh, { token: fresh.refreshToken });
      expect(dead.data.refreshSession).toEqual({ __typename: 'InvalidRefreshToken' });
    },
  );

  line(
    'S2.11',
    'an admin site, and a way to make a superuser',
    async () => {
      const username = `root-${randomUUID().slice(0, 8)}`;
      const options = ['--username', username, '--email', `${username}@example.org`];
      const password = 'the password of root';
      const run = await runCommand(
        server.databaseUrl,
        'createAdmin',
        [...options, '--password-stdin'],
        password,
      );
      expect(run).toMatchObject({ status: 0, errors: '' });

      const { accessToken } = await server.mutate(
        'signIn',
        { usernameOrEmail: username, password },
        '... on SignInSuccess { accessToken }',
      );
      const secret = await owned(everyone.ann, { visibility: 'PRIVATE', ...hours('2037-02-01') });
      const query = `{ viewer { role } event(id: "${secret.id}") { viewerRole } }`;
      expect(await ask(query, {}, bearer(accessToken))).toEqual({
        viewer: { role: 'ADMIN' },
        event: { viewerRole: 'OWNER' },
      });
      expect(scripts()).toMatchObject({ studio: expect.stringContaining('studio.js') });
    },
    60_000,
  );
});

describe('working together', () => {
  line(
    'S4.18 S4.19 S4.20 S4.21 S4.22 S4.23',
    'owner, editor, viewer; share with several users; list, change, revoke',
    async () => {
      const { ann, ben, cem, dot } = everyone;
      const event = await owned(ann, { visibility: 'PRIVATE', ...hours('2038-01-01') });
      const roles = async (who: Newcomer) => {
        const query = `{ event(id: "${event.id}") { collaborators { nodes { role user { username } } } } }`;
        const { event: seen } = await ask(query, {}, who.asUser);
        const told = seen?.collaborators.nodes.map(
          ({ role, user }: { role: string; user: { username: string } }) =>
            `${user.username.slice(0, 3)} ${role}`,
        );
        return told?.sort(); // those of one call are in no order of their own
      };
      const edit = async (who: Newcomer, expectedVersion: number) =>
        (await update(who, event, { expectedVersion, location: randomUUID() })).__typename;

      await share(ann, event, [
        [ben, 'EDITOR'],
        [cem, 'VIEWER'],
      ]);
      expect(await roles(ann)).toEqual(['ann OWNER', 'ben EDITOR', 'cem VIEWER']);
      expect(await edit(ben, 1)).toBe('UpdateEventSuccess');
      expect(await edit(cem, 2)).toBe('PermissionDenied');
      expect(await edit(dot, 2)).toBe('EventNotFound');

      const cems = { eventId: event.id, user: { username: cem.username } };
      await server.mutate('updateCollaborator', { ...cems, role: 'EDITOR' }, '', ann.asUser);
      expect(await edit(cem, 2)).toBe('UpdateEventSuccess');
      await server.mutate('removeCollaborator', cems, '', ann.asUser);
      expect(await edit(cem, 3)).toBe('EventNotFound');
      expect(await roles(ann)).toEqual(['ann OWNER', 'ben EDITOR']);
      expect(await roles(cem)).toBeUndefined();
    },
  );

  line(
    'S4.14 S4.24 S4.25 S4.26',
    'every update leaves a version; changelog in order; diff of two versions by field; roll back',
    async () => {
      const { ann } = everyone;
      const event = await owned(ann, { name: 'First', capacity: 5, ...hours('2038-01-02') });
      await update(ann, event, { expectedVersion: 1, name: 'Second', note: 'a better name' });
      await update(ann, event, { expectedVersion: 2, capacity: 8 });

      const history = await ask(
        `query ($id: ID!) {
          event(id: $id) { versions(direction: ASC) { nodes { number name capacity note } } }
          eventDiff(eventId: $id, from: 1, to: 3) { changes { field
            ... on TextChange { textBefore textAfter } ... on IntChange { intBefore intAfter } } }
        }`,
        { id: event.id },
        ann.asUser,
      );
      expect(history.event.versions.nodes).toEqual([
        { number: 1, name: 'First', capacity: 5, note: null },
        { number: 2, name: 'Second', capacity: 5, note: 'a better name' },
        { number: 3, name: 'Second', capacity: 8, note: null },
      ]);
      expect(history.eventDiff.changes).toEqual([
        { field: 'NAME', textBefore: 'First', textAfter: 'Second' },
        { field: 'CAPACITY', intBefore: 5, intAfter: 8 },
      ]);
      const back = await server.mutate(
        'rollbackEvent',
        { eventId: event.id, toVersion: 1, expectedVersion: 3 },
        '... on RollbackEventSuccess { event { versionNumber name capacity } }',
        ann.asUser,
      );
      expect(back.event).toEqual({ versionNumber: 4, name: 'First', capacity: 5 });
    },
  );

  line(
    'S4.9 S4.16 S4.20 S4.28 S4.29 S4.33',
    'notifications stored and pushed: created, updated, shared; list; mark read',
    async () => {
      const [ida, jon] = [await signUp(server, 'ida'), await signUp(server, 'jon')];
      const socket = openTestSocket(server, ida.asUser);
      const feed = socket.subscribe(
        'subscription { notificationReceived(includeOwn: true) { node { __typename eventName } } }',
      );
      await socket.subscribe('{ viewer { id } }').next(); // answered in order: it follows now
      const event = await owned(ida, { name: 'Fair', ...hours('2038-01-03') });
      await share(ida, event, [[jon, 'EDITOR']]);
      await update(jon, event, { expectedVersion: 1, capacity: 11 });

      const kinds = ['EventCreated', 'EventShared', 'EventUpdated'].map((kind) => ({
        __typename: `${kind}Notification`,
        eventName: 'Fair',
      }));
      for (const kind of kinds)
        expect((await feed.next()).data.notificationReceived.node).toEqual(kind);
      await socket.close();

      const query = `{ viewer { unreadCount
        notifications(includeOwn: true) { nodes { __typename eventName } }
        unread: notifications(unreadOnly: true) { nodes { id } } } }`;
      const { viewer } = await ask(query, {}, ida.asUser);
      expect(viewer.notifications.nodes).toEqual(kinds.reverse());
      expect(viewer.unreadCount).toBe(1); // one's own doings count as read
      const marked = await server.mutate(
        'markNotificationsRead',
        { ids: [viewer.unread.nodes[0].id] },
        '... on MarkNotificationsReadSuccess { markedCount unreadCount }',
        ida.asUser,
      );
      expect(marked).toMatchObject({ markedCount: 1, unreadCount: 0 });
    },
  );

  line(
    'S4.30 S4.31 S4.32',
    'a WebSocket feed with the token in the query string: type, event, time',
    async () => {
      const [kai, lea] = [await signUp(server, 'kai'), await signUp(server, 'lea')];
      const url = `${socketAddress(server)}?token=${kai.accessToken}`;
      const socket = openTestSocket(server, {}, { url });
      const feed = socket.subscribe(
        'subscription { notificationReceived { node { __typename eventId createdAt } } }',
      );
      await socket.subscribe('{ viewer { id } }').next();
      const event = await owned(lea, hours('2038-01-04'));
      await share(lea, event, [[kai, 'VIEWER']]);

      const { node } = (await feed.next()).data.notificationReceived;
      expect(node).toEqual({
        __typename: 'EventSharedNotification',
        eventId: event.id,
        createdAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/),
      });
      await socket.close();
    },
  );

  it('lets two organisers of S4 get through a day, from the first plan to the last message', async () => {
    const [mia, noa] = [await signUp(server, 'mia'), await signUp(server, 'noa')];
    const url = `${socketAddress(server)}?token=${noa.accessToken}`;
    const socket = openTestSocket(server, {}, { url });
    const feed = socket.subscribe(`subscription { notificationReceived { node {
      __typename actor { username } ... on EventUpdatedNotification { changedFields } } } }`);
    await socket.subscribe('{ viewer { id } }').next();
    const told = async () => (await feed.next()).data.notificationReceived.node;
    const actor = { username: mia.username };

    // Mia plans two evenings at once, and cannot plan a third into the first.
    const events = [
      eventInput({ name: 'Rehearsal', ...hours('2039-05-01T18') }),
      eventInput({ name: 'Concert', capacity: 1, ...hours('2039-05-02T18') }),
    ];
    const planned = await server.mutate(
      'createEvents',
      { events },
      '... on CreateEventsSuccess { results { event { id } } }',
      mia.asUser,
    );
    const concert = planned.results[1].event;
    const clash = await server.mutate(
      'createEvent',
      eventInput(hours('2039-05-01T19')),
      '... on ScheduleConflict { conflictingEvents { name } }',
      mia.asUser,
    );
    expect(clash.conflictingEvents).toEqual([{ name: 'Rehearsal' }]);

    // She shares one; Noa hears of it, and reads it in MessagePack.
    await share(mia, concert, [[noa, 'EDITOR']]);
    expect(await told()).toEqual({ __typename: 'EventSharedNotification', actor });
    const packed = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/msgpack',
        accept: 'application/msgpack',
        ...noa.asUser,
      },
      body: encode({ query: '{ viewer { events { nodes { name viewerRole versionNumber } } } }' }),
    });
    expect(decode(await packed.arrayBuffer())).toEqual({
      data: {
        viewer: {
          events: { nodes: [{ name: 'Concert', viewerRole: 'EDITOR', versionNumber: 1 }] },
        },
      },
    });

    // Both change it: the second has read an old version, and learns what the first did.
    await update(mia, concert, { expectedVersion: 1, capacity: 2 });
    expect(await told()).toMatchObject({ actor, changedFields: ['CAPACITY'] });
    const stale = await update(noa, concert, { expectedVersion: 1, capacity: 50 });
    expect(stale).toMatchObject({
      __typename: 'VersionConflict',
      changedFields: ['CAPACITY'],
      currentEvent: { versionNumber: 2, capacity: 2 },
    });
    await update(noa, concert, { expectedVersion: 2, name: 'Conzert' });

    // The name was a mistake. Mia goes back; Noa is told, and finds who did what.
    await server.mutate(
      'rollbackEvent',
      { eventId: concert.id, toVersion: 2, expectedVersion: 3 },
      '',
      mia.asUser,
    );
    expect(await told()).toEqual({ __typename: 'EventRolledBackNotification', actor });
    const query = `{ event(id: "${concert.id}") { name
      versions(direction: ASC) { nodes { number author { username } changedFields } } } }`;
    const { event } = await ask(query, {}, noa.asUser);
    expect(event.name).toBe('Concert');
    expect(event.versions.nodes.slice(1)).toEqual([
      { number: 2, author: actor, changedFields: ['CAPACITY'] },
      { number: 3, author: { username: noa.username }, changedFields: ['NAME'] },
      { number: 4, author: actor, changedFields: ['NAME'] },
    ]);
    await socket.close();
    const { viewer } = await ask('{ viewer { unreadCount } }', {}, noa.asUser);
    expect(viewer.unreadCount).toBe(3);
  });
});

describe('running it', () => {
  /** A copy of the installation, so that its settings and the database in it are its own. */
  let folder: string;
  let copy: ServerProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'turnout-ground-'));
    await chmod(folder, 0o755); // as root, PostgreSQL runs as somebody else, who must get in
    for (const name of ['dist', 'prisma', 'package.json', 'schema.graphql'])
      cpSync(name, join(folder, name), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const example = read('.env.example');
    writeFileSync(join(folder, '.env'), example.replace(/^EXPLORING=$/m, 'EXPLORING=false'));
    copy = await startServerProcess('', { SAMPLE_DATA: '' }, folder);
  }, 60_000);
  afterAll(async () => {
    await copy?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  line(
    'S0.18 S2.14 S3.11 S4.37 S1.22 S1.23 S1.24',
    'an embedded database by default, PostgreSQL for production; ORM; indexes',
    async () => {
      expect(existsSync(join(folder, '.turnout/database'))).toBe(true);
      const response = await post(copy.url, '{ events { totalCount } }');
      const { data } = (await response.json()) as Answered;
      expect(data.events.totalCount).toBeGreaterThan(0); // the sample is there at once

      const ready = await fetch(`${production.url}/health/ready`); // by DATABASE_URL
      expect(ready.status).toBe(200);
      const indexes = await server.db.$queryRaw<{ name: string }[]>`
        SELECT DISTINCT "tablename" AS "name" FROM "pg_indexes" WHERE "schemaname" = 'public'`;
      expect(indexes.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Event', 'Attendee', 'User', 'EventVersion', 'Notification']),
      );
    },
  );

  line('S4.39', 'configuration by environment file, with a committed example', async () => {
    // The example says every default, so that copying it changes nothing.
    expect(readConfig({}, '.env.example')).toEqual(readConfig({}, '/nowhere/.env'));
    // The copy was told to have no explorer, by its `.env`.
    expect((await fetch(`${copy.url}/explorer/`)).status).toBe(404);
    expect(read('.gitignore')).toMatch(/^\.env$/m);
  });

  line(
    'S0.19 S2.13 S4.37',
    'versioned migrations, with instructions to make one',
    async () => {
      const folders = readdirSync('prisma/migrations').filter((name) => /^\d{14}_/.test(name));
      const database = await createEmptyDatabase();
      try {
        expect(await runCommand(database.url, 'migrate', [])).toMatchObject({ status: 0 });
        expect(await runCommand(database.url, 'migrate', [])).toMatchObject({ status: 0 });
        const sql = new pg.Client({ connectionString: database.url });
        await sql.connect();
        const { rows } = await sql.query(
          'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
        );
        await sql.end();
        expect(rows.map(({ name }) => name)).toEqual(folders);
      } finally {
        await database.drop();
      }
      expect(read('README.md')).toMatch('npm run migration:create -- name');
      expect(scripts()).toHaveProperty(['migration:create']);
    },
    60_000,
  );

  line(
    'S2.12',
    'a command that clears the data and loads sample events and attendees from CSV files',
    async () => {
      const database = await createTestDatabase();
      const sample = (...options: string[]) => runCommand(database.url, 'sample', options);
      const sql = new pg.Client({ connectionString: database.url });
      await sql.connect();
      const counts = async () =>
        (
          await sql.query(
            'SELECT (SELECT count(*)::int FROM "Event") AS events, (SELECT count(*)::int FROM "Attendee") AS attendees',
          )
        ).rows[0];
      try {
        const events = csvLines('prisma/sample/events.csv');
        const attendees = csvLines('prisma/sample/attendees.csv');
        expect(await sample('--yes')).toMatchObject({ status: 0 });
        expect(await counts()).toEqual({ events, attendees });

        await sql.query('DELETE FROM "Attendee"');
        expect((await sample()).status).toBe(1); // nobody was there to say yes
        expect(await counts()).toEqual({ events, attendees: 0 });
        await sample('--yes');
        expect(await counts()).toEqual({ events, attendees }); // cleared, and not doubled
      } finally {
        await sql.end();
        await database.drop();
      }
    },
    60_000,
  );

  line('S1.25 S1.26 S1.27', 'structured logs, error tracking, Prometheus, Grafana', async () => {
    const scrape = (token: string) =>
      fetch(`${production.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect((await scrape('a guess')).status).toBe(401);
    const metrics = await (await scrape(PRODUCTION.METRICS_TOKEN)).text();
    const dashboard = read('build/monitoring/dashboard.json');
    const shown = new Set(dashboard.match(/turnout_[a-z_]+/g));
    expect(shown.size).toBeGreaterThan(5);
    for (const name of shown) expect(metrics).toMatch(name.replace(/_(bucket|sum|count)$/, ''));

    await fetch(`${production.url}/health/live`, { headers: { 'x-request-id': 'of-the-ground' } });
    await until(() => production.said().includes('of-the-ground'));
    const logged = production
      .said()
      .split('\n')
      .filter((text) => text.includes('of-the-ground'));
    expect(logged.map((text) => JSON.parse(text).requestId)).toContain('of-the-ground');
    expect(read('.env.example')).toMatch(/^ERROR_HOOK=/m);
  });

  line('S3.12 S0.20', 'Docker Compose: build, up, down, tests inside', async () => {
    const compose = read('docker-compose.yml');
    const services = compose.slice(compose.indexOf('\nservices:'), compose.indexOf('\nvolumes:'));
    const names = [...services.matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name);
    expect(names).toEqual([
      ...['db', 'migrate', 'api', 'proxy'],
      ...['prometheus', 'grafana', 'jaeger', 'test'],
    ]);
    expect(services).toMatch(/image: postgres:\d+/);
    const stages = [...read('Dockerfile').matchAll(/^FROM \S+(?: AS (\w+))?$/gm)];
    expect(stages.map(([, name]) => name)).toEqual(['build', 'test', undefined]);
    for (const [, file] of read('Dockerfile').matchAll(/"(dist\/\S+)"/g))
      expect(existsSync(file as string)).toBe(true);
    expect(existsSync('dist/cli/migrate.js')).toBe(true);
    for (const command of ['docker compose up --build', 'docker compose down', 'run --rm test'])
      expect(read('README.md')).toMatch(command);
  });

  line('S1.32', 'a CI pipeline', async () => {
    await access('.ci/run', constants.X_OK);
    expect(read('.ci/run')).toMatch(/npm run check[\s\S]*npm test/);
    expect(read('.github/workflows/ci.yml')).toMatch(/- run: \.ci\/run$/m);
  });

  line(
    'S0.17 S1.17 S2.16 S3.13 S1.31',
    'tests of creation, retrieval, registration, listing, duplicates, full events, edge cases',
    async () => {
      expect(scripts().test).toMatch('jest');
      const titles = readdirSync('test', { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.test.ts') && !name.startsWith('requirements'))
        .map((name) => read(join('test', name)))
        .join('\n');
      for (const what of ['createEvent', 'events', 'registerAttendee', 'full', 'once', 'refuses'])
        expect(titles).toMatch(new RegExp(`(describe|it)(\\.each)?\\(.*${what}`));
    },
  );
});

describe('reading about it', () => {
  line('S0.16 S3.14 S4.38', 'interactive API pages', async () => {
    const page = async (path: string) => {
      const response = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect(response.headers.get('content-type')).toMatch('text/html');
      return response.text();
    };
    expect(await page('/graphql')).toMatch(/sandbox/i);
    const explorer = await page('/explorer/');
    const files = [...explorer.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
    expect(files.some((file) => file?.endsWith('.js'))).toBe(true);
    for (const file of files) {
      // Relative, so that it works offline.
      expect(file).not.toMatch(/^(https?:)?\/\//);
      const { status } = await fetch(new URL(file as string, `${server.url}/explorer/`));
      expect(status).toBe(200);
    }
  });

  line('S2.18 S1.7 S3.16', 'a worked example of every operation, curl included', async () => {
    const readme = read('README.md');
    const examples = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text);
    const ready = rootFieldsIn(read('src/server/explorer/operations.graphql'));
    const explained = rootFieldsIn(examples.join('\n'));
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const field of roots.flatMap((root) => Object.keys(root?.getFields() ?? {}))) {
      expect(ready).toContain(field);
      expect(explained).toContain(field);
    }
    expect(readme).toMatch(/```sh\ncurl http:\/\/127\.0\.0\.1:4000\/graphql/);
  });

  line('S3.15', 'an ER diagram', async () => {
    const diagram = /```mermaid\nerDiagram\n([\s\S]*?)```/.exec(read('README.md'))?.[1];
    for (const [, model] of read('prisma/schema.prisma').matchAll(/^model (\w+)/gm))
      expect(diagram).toMatch(new RegExp(`^ {2}${model} \\{`, 'm'));
    for (const type of ['Event', 'Attendee', 'User', 'Collaborator'])
      expect(isObjectType(schema.getType(type))).toBe(true);
  });

  line('S0.24 S1.39 S4.40', 'MIT licence, contributions welcome', async () => {
    expect(read('LICENSE')).toMatch(/^MIT License[\s\S]*Permission is hereby granted/);
    expect(JSON.parse(read('package.json')).license).toBe('MIT');
    expect(read('README.md')).toMatch('Contributions are welcome: [CONTRIBUTING.md]');
    expect(existsSync('CONTRIBUTING.md')).toBe(true);
  });
});

describe('the list', () => total());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Answered = any;

/** What an operation answers, which must have no errors. */
async function ask(query: string, variables: object = {}, headers = {}): Promise<Answered> {
  const { data, errors } = await server.send(query, variables, headers);
  expect(errors).toBeUndefined();
  return data;
}

/** An operation, sent to a process. */
function post(url: string, query: string, headers = {}, variables: object = {}) {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
}

/** An event of two hours that somebody owns. */
async function owned(owner: Newcomer, details: object): Promise<{ id: string }> {
  const created = await server.mutate(
    'createEvent',
    eventInput(details),
    '... on CreateEventSuccess { event { id } }',
    owner.asUser,
  );
  return created.event;
}

/** Two hours from a day or an hour on, in UTC. */
function hours(start: string) {
  const startsAt = new Date(start.includes('T') ? `${start}:00Z` : start);
  const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), timezone: 'UTC' };
}

function share(owner: Newcomer, { id }: { id: string }, people: [Newcomer, string][]) {
  const input = {
    eventId: id,
    people: people.map(([{ username }, role]) => ({ user: { username }, role })),
  };
  return server.mutate(
    'shareEvent',
    input,
    '... on ShareEventSuccess { event { id } }',
    owner.asUser,
  );
}

function update(who: Newcomer, { id }: { id: string }, changes: object): Promise<Answered> {
  return server.mutate(
    'updateEvent',
    { id, ...changes },
    `... on UpdateEventSuccess { event { versionNumber name location capacity } }
     ... on ScheduleConflict { conflictingEvents { name } }
     ... on VersionConflict { changedFields currentEvent { versionNumber capacity } }`,
    who.asUser,
  );
}

/** The id of an event's row, for what is done behind the API's back. */
async function rowIdOf({ name }: { name: string }): Promise<string> {
  return (await server.db.event.findFirstOrThrow({ where: { name } })).id;
}

/** A word that no other event has. */
function newWord(): string {
  return `w${randomUUID().replaceAll('-', '')}`;
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function scripts(): Record<string, string> {
  return JSON.parse(read('package.json')).scripts;
}

/** Lines of a CSV file, its header and what is empty left out. */
function csvLines(path: string): number {
  return read(path).trim().split('\n').length - 1;
}

/** Queries, mutations and subscriptions that a document uses. */
function rootFieldsIn(text: string): string[] {
  return parse(text).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((selection) =>
          selection.kind === Kind.FIELD ? [selection.name.value] : [],
        )
      : [],
  );
}

/** Waits until something is so; the test's own time limit ends the waiting. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
