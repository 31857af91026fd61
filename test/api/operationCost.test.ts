import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { operationCost } from '../../src/graphql/bounds/operationCost.js';
import { createSchema } from '../../src/graphql/schema.js';
import { givenUser } from '../support/accounts.js';
import { eventInput, givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

const schema = createSchema();

function costOf(query: string, variables?: Record<string, unknown>): number {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('The operation comes first.');
  return operationCost({ schema, document, operation, variables });
}

const PAGED = 'query ($n: Int = 30) { events(first: $n) { nodes { name } } }';
const TWO =
  'query ($a: Boolean!) { events(first: 5) @include(if: $a) { nodes { name } } viewer { id } }';

describe('what an operation costs', () => {
  it.each<[string, string, number, Record<string, unknown>?]>([
    ['nothing for what is no object', '{ __typename }', 0],
    ['an object', '{ event(id: "x") { name capacity } }', 1],
    ['a page of the default size', '{ events { totalCount nodes { name } } }', 20],
    ['a page of a size', '{ events(first: 7) { nodes { name } } }', 7],
    ['a page from the end', '{ events(last: 9) { nodes { name } } }', 9],
    ['a page by its edges', '{ events(first: 7) { edges { cursor node { name } } } }', 7],
    [
      'nodes and edges of a page',
      '{ events(first: 7) { nodes { id } edges { node { id } } } }',
      14,
    ],
    [
      'a page without its objects',
      '{ events(first: 100) { totalCount pageInfo { hasNextPage } } }',
      0,
    ],
    [
      'a page for each of a page',
      '{ events(first: 10) { nodes { attendees(first: 50) { nodes { name } } } } }',
      10 + 10 * 50,
    ],
    [
      'what is asked of each',
      '{ events(first: 10) { nodes { attendees(first: 50) { nodes { event { name } } } } } }',
      10 + 10 * 50 * 2,
    ],
    ['a size in a variable', PAGED, 3, { n: 3 }],
    ["a variable's default", PAGED, 30],
    ["a variable's default, when others are given", PAGED, 30, { m: 3 }],
    ['the default size for null', PAGED, 20, { n: null }],
    ['the default size for what is no number', PAGED, 20, { n: 'many' }],
    ['at least one for a negative size', PAGED, 1, { n: -5 }],
    ['no more than a thousand for a size beyond', PAGED, 1_000, { n: 2_000_000_000 }],
    ['what is included', TWO, 6, { a: true }],
    ['not what is left out', TWO, 1, { a: false }],
    ['ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3 + 3],
    [
      'ids in a variable',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Event { attendees(first: 2) { nodes { id } } } } }',
      3 + 3 * (1 + 2),
      { ids: ['a', 'b', 'c'] },
    ],
    [
      'of what excludes each other, the most',
      '{ node(id: "x") { ... on Event { attendees(first: 9) { nodes { id } } } ... on Attendee { event { id } } } }',
      1 + 9,
    ],
    [
      'fragments where they are spread',
      '{ a: events(first: 2) { ...F } b: events(first: 3) { ...F } } fragment F on EventConnection { nodes { id } }',
      5,
    ],
    [
      'rows that come in, and their answers',
      'mutation ($input: RegisterAttendeesInput!) { registerAttendees(input: $input) { ... on RegisterAttendeesSuccess { results { result { __typename } } } } }',
      200 + 1 + 200 * 2,
      { input: { eventId: 'x', attendees: Array(200).fill({ name: 'a', email: 'b' }) } },
    ],
    [
      'rows that come in as literals',
      'mutation { createEvents(input: { events: [{ name: "a" }, { name: "b" }] }) { ... on CreateEventsSuccess { results { event { id } } } } }',
      2 + 1 + 2 * 2,
    ],
    [
      'what is wrong with rows as one for each',
      'mutation ($input: RegisterAttendeesInput!) { registerAttendees(input: $input) { ... on RegisterAttendeesSuccess { results { result { ... on InvalidInput { fields { path } } ... on RegisterAttendeeSuccess { attendee { id } } } } } } }',
      1_000 + 1 + 1_000 * 3,
      { input: { eventId: 'x', attendees: Array(1_000).fill({ name: 'a', email: 'b' }) } },
    ],
    [
      'objects in a list that nothing tells the length of',
      'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { ... on UpdateEventSuccess { promotedAttendees { id } } } }',
      1 + 20,
      { input: {} },
    ],
    ['the schema', '{ __schema { types { name } } }', 1_000],
    [
      'a subscription',
      'subscription { eventChanged(id: "x") { ... on EventChanged { event { id } } } }',
      2,
    ],
  ])('counts %s', (...row) => {
    const [, query, cost, variables] = row;
    expect(costOf(query, variables)).toBe(cost);
  });
});

describe('on a server', () => {
  let server: TestServer;
  let now = Date.now();
  beforeAll(async () => {
    server = await startTestServer({
      clock: () => new Date(now),
      bounds: { userCostPerMinuteMax: 10_000, addressCostPerMinuteMax: 12_000 },
      trustedProxies: ['loopback'],
    });
  });
  afterAll(() => server.stop());

  let addresses = 0;
  /** Someone who has not asked for anything yet. */
  const somebody = () => ({ 'x-forwarded-for': `10.1.0.${++addresses}` });

  const PAGES = `query ($events: Int = 100, $attendees: Int!) {
    events(first: $events) { nodes { attendees(first: $attendees) { nodes { name } } } }
  }`;

  async function overSocket(query: string, variables: object, headers: object, more = {}) {
    const socket = openTestSocket(server, { ...headers });
    return new Promise<Json>((resolve, reject) => {
      socket.client.subscribe(
        { query, variables: { ...variables }, ...more },
        {
          next: resolve,
          error: (told) => (Array.isArray(told) ? resolve({ errors: told }) : reject(told)),
          complete: () => {},
        },
      );
    }).finally(() => socket.close());
  }

  it('10,000 objects may be asked for, and not one more', async () => {
    const good = await server.send(PAGES, { attendees: 99 }, somebody());
    expect(good.errors).toBeUndefined();

    const { status, data, errors } = await server.send(PAGES, { attendees: 100 }, somebody());
    const refusal = {
      message: expect.stringMatching(/10100 objects; 10000 are allowed/),
      extensions: { code: 'COST_LIMIT', cost: 10_100, costMax: 10_000 },
    };
    expect({ status, data, errors }).toEqual({ status: 400, data: undefined, errors: [refusal] });
    expect(await overSocket(PAGES, { attendees: 100 }, {})).toEqual({ errors: [refusal] });
  });

  it('a request may ask to be told its cost', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...somebody() },
      body: JSON.stringify({
        query: PAGES,
        variables: { events: 2, attendees: 3 },
        extensions: { cost: true },
      }),
    });
    const told = { cost: 8, costMax: 10_000 };
    expect(((await response.json()) as Json).extensions).toEqual(told);

    const more = { extensions: { cost: true } };
    const variables = { events: 2, attendees: 3 };
    expect((await overSocket(PAGES, variables, {}, more)).extensions).toEqual(told);
    expect((await overSocket(PAGES, variables, {})).extensions).toBeUndefined();
  });

  it('whoever has asked for too much in a minute is told how long to wait', async () => {
    const caller = somebody();
    const ask = () => server.send(PAGES, { attendees: 58 }, caller);
    expect((await ask()).errors).toBeUndefined();
    expect((await ask()).errors).toBeUndefined();

    const { status, headers, errors } = await ask();
    // 12,000 a minute are 200 a second.
    const retryAfter = Math.ceil((3 * 5_900 - 12_000 + 1) / 200);
    expect({ status, header: headers.get('retry-after'), errors }).toEqual({
      status: 429,
      header: String(retryAfter),
      errors: [
        {
          message: 'Too much was asked for within a minute; wait a little.',
          extensions: { code: 'RATE_LIMITED', retryAfter },
        },
      ],
    });
    expect((await server.send(PAGES, { attendees: 58 }, somebody())).errors).toBeUndefined();

    now += retryAfter * 1_000;
    expect((await ask()).errors).toBeUndefined();
  });

  it('what is small is still answered when what is large is not', async () => {
    const caller = somebody();
    await server.send(PAGES, { attendees: 99 }, caller);
    expect((await server.send(PAGES, { attendees: 99 }, caller)).status).toBe(429);
    expect((await server.send('{ events(first: 10) { nodes { name } } }', {}, caller)).status).toBe(
      200,
    );
  });

  it('a user counts by themselves, wherever they are, over HTTP and WebSocket together', async () => {
    const [ada, bob] = [await givenUser(server), await givenUser(server)];
    const office = somebody();
    const cheap = { attendees: 1, events: 2 };
    expect((await server.send(PAGES, { attendees: 98 }, { ...office, ...ada.asUser })).status).toBe(
      200,
    );
    const { errors } = await overSocket(PAGES, { attendees: 98 }, ada.asUser);
    expect(errors[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect(
      (await server.send(PAGES, { attendees: 98 }, { ...somebody(), ...ada.asUser })).status,
    ).toBe(429);
    expect((await server.send(PAGES, { attendees: 98 }, { ...office, ...bob.asUser })).status).toBe(
      200,
    );
    expect((await server.send(PAGES, cheap, office)).status).toBe(200);
  });

  it('what cannot be answered counts too', async () => {
    const caller = somebody();
    for (let n = 0; n < 2; n++) await server.send(PAGES, { attendees: 58 }, caller);
    const left = 12_000 - 2 * 5_900;
    const answers = [];
    for (let n = 0; n < left + 1; n++)
      answers.push((await server.send('{ nothing }', {}, caller)).status);
    expect(answers.slice(0, left)).toEqual(Array(left).fill(400));
    expect(answers[left]).toBe(429);
  });

  it('an office that registers all at once is let in', async () => {
    const wide = await startTestServer({ databaseUrl: server.databaseUrl });
    const event = await givenEvent(wide, { capacity: 1_000 });
    const register = (n: number) =>
      wide.mutate(
        'registerAttendee',
        { eventId: event.id, name: 'Ada', email: `ada${n}@example.org` },
        '... on RegisterAttendeeSuccess { attendee { id event { seatsLeft } } }',
      );
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => register(n)));
    await wide.stop();
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(
      new Set(['RegisterAttendeeSuccess']),
    );
  });

  it('the largest bulk that is taken costs less than is allowed', async () => {
    const caller = somebody();
    const events = Array.from({ length: 500 }, () => eventInput());
    const { data, errors } = await server.send(
      `mutation ($input: CreateEventsInput!) {
        createEvents(input: $input) {
          ... on CreateEventsSuccess { results { event { id name startsAt } manageSecret } }
        }
      }`,
      { input: { events } },
      caller,
    );
    expect(errors).toBeUndefined();
    expect(data.createEvents.results).toHaveLength(500);
  });
});
