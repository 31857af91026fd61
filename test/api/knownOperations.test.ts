import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidOf } from '../../src/graphql/globalId.js';
import { givenUser } from '../support/accounts.js';
import { eventInput, givenEvent, register } from '../support/events.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

// A document that was found good once goes past Apollo Server when it comes again. Whatever is
// answered must be the same for the first who sends it and for all who send it later.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bounds: { costMax: 500 } });
});
afterAll(() => server.stop());

/** What a client sees of an answer: all but what each answer has of its own. */
function seen({ status, headers, data, errors }: Answer) {
  const own = new Set(['date', 'x-request-id', 'content-length', 'keep-alive', 'connection']);
  const kept = [...headers].filter(([name]) => !own.has(name));
  const told = errors?.map(({ extensions: { requestId, ...extensions }, ...error }) => ({
    ...error,
    extensions,
    hasRequestId: requestId !== undefined,
  }));
  return { status, headers: Object.fromEntries(kept), data, errors: told };
}

/** Sends the same several times, and expects one answer. @returns it */
async function alike(
  query: string,
  variables: object | ((time: number) => object) = {},
  headers: Record<string, string> = {},
) {
  const answers = [];
  for (let time = 0; time < 4; time++) {
    const given = typeof variables === 'function' ? variables(time) : variables;
    answers.push(seen(await server.send(query, given, headers)));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  return answers[0] as ReturnType<typeof seen>;
}

describe('the first who sends a document, and all who send it later', () => {
  it('get the same answer', async () => {
    const event = await givenEvent(server);
    const { data } = await alike('query ($id: ID!) { event(id: $id) { id name seatsLeft } }', {
      id: event.id,
    });
    expect(data.event).toMatchObject({ id: event.id });
  });

  it('are both refused a value that does not fit', async () => {
    const query = 'query ($n: Int!) { events(first: $n) { nodes { id } } }';
    expect((await alike(query, { n: 1 })).status).toBe(200);
    const { status, errors } = await alike(query, { n: 'many' });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await alike(query, {})).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('are both told what a resolver refuses, with the data that there is', async () => {
    const event = await givenEvent(server);
    const query =
      'query ($id: ID!, $n: Int!) { event(id: $id) { name } events(first: $n) { totalCount } }';
    const { data, errors } = await alike(query, { id: event.id, n: 0 });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['events'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('are both refused what costs too much, by the values of variables', async () => {
    const query = 'query ($n: Int!) { events(first: $n) { nodes { attendees { nodes { id } } } } }';
    expect((await alike(query, { n: 1 })).status).toBe(200);
    expect(await alike(query, { n: 100 })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'COST_LIMIT', cost: 2_100, costMax: 500 } }],
    });
    expect((await alike(query, { n: 2 })).status).toBe(200);
  });

  it('are both refused text that cannot be kept', async () => {
    const query = 'query ($s: String!) { events(search: $s) { nodes { id } } }';
    expect((await alike(query, { s: 'jazz' })).status).toBe(200);
    expect(await alike(query, { s: 'ja\0zz' })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('are both themselves: nobody gets what somebody else may see', async () => {
    const ada = await givenUser(server);
    const query = '{ viewer { username } }';
    const answers = [];
    for (const headers of [{}, ada.asUser, {}, ada.asUser]) {
      answers.push((await server.send(query, {}, headers)).data.viewer);
    }
    expect(answers).toEqual([null, { username: ada.username }, null, { username: ada.username }]);
    const bad = await alike(query, {}, { authorization: 'Bearer nonsense' });
    expect(bad).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('both write, each once', async () => {
    const event = await givenEvent(server, { capacity: 10 });
    const mutation = `mutation ($input: RegisterAttendeeInput!) {
      registerAttendee(input: $input) { __typename ... on RegisterAttendeeSuccess { attendee { status } } } }`;
    const { data } = await alike(mutation, (time) => ({
      input: { eventId: event.id, name: 'Ada', email: `ada${time}@example.org` },
    }));
    expect(data.registerAttendee.attendee.status).toBe('CONFIRMED');
    expect(await server.db.attendee.count({ where: { eventId: uuidOf('event', event.id) } })).toBe(
      4,
    );
  });

  it('both write once also when another field of the operation fails', async () => {
    const mutation = `mutation ($input: CreateEventInput!, $ids: [ID!]!) {
      createEvent(input: $input) { __typename }
      markNotificationsRead(input: { ids: $ids }) { __typename } }`;
    const before = await server.db.event.count();
    const { errors } = await alike(mutation, { input: eventInput(), ids: [] });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await server.db.event.count()).toBe(before + 4);
  });

  it('are both told by name which operation of a document is carried out', async () => {
    const post = async (operationName: string | null) => {
      const body = { query: 'query One { __typename }', operationName };
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    for (let time = 0; time < 3; time++) {
      expect(await post(null)).toEqual({ data: { __typename: 'Query' } });
      expect(await post('One')).toEqual({ data: { __typename: 'Query' } });
      expect(await post('Two')).toMatchObject({
        errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
      });
    }
  });

  it('both learn the cost when they ask for it, and what is told besides stays the same', async () => {
    const event = await givenEvent(server);
    const body = { query: `{ event(id: "${event.id}") { name } }` };
    const post = async (extensions?: object) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, extensions }),
      });
      return response.json();
    };
    const plain = (await post()) as object;
    for (let time = 0; time < 3; time++) {
      expect(await post({ cost: true })).toEqual({
        ...plain,
        extensions: { cost: 1, costMax: 500 },
      });
      expect(await post()).toEqual(plain);
    }
  });

  it('may not write by GET', async () => {
    const query = 'mutation { signOut(input: {}) { __typename } }';
    await server.send(query);
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
  });

  it('are both shown the schema by who they are, in production', async () => {
    const production = await startTestServer({ exploring: false, databaseUrl: server.databaseUrl });
    const admin = await givenUser(server, { role: 'ADMIN' });
    const query = '{ __type(name: "Event") { name } }';
    const codes = [];
    for (const headers of [admin.asUser, {}, admin.asUser, {}]) {
      const { data, errors } = await production.send(query, {}, headers);
      codes.push(errors?.[0].extensions.code ?? data.__type.name);
    }
    await production.stop();
    expect(codes).toEqual(['Event', 'INTROSPECTION_DISABLED', 'Event', 'INTROSPECTION_DISABLED']);
  });

  it('both have their minute, which refused requests cost too', async () => {
    const poor = await startTestServer({
      databaseUrl: server.databaseUrl,
      bounds: { addressCostPerMinuteMax: 50 },
      clock: () => new Date('2030-01-01T00:00Z'),
    });
    const query = '{ events(first: 10) { nodes { id } } }';
    const statuses = [];
    for (let time = 0; time < 7; time++) statuses.push((await poor.send(query)).status);
    const { headers, errors } = await poor.send(query);
    await poor.stop();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(headers.get('retry-after')).toBe(String(errors?.[0].extensions.retryAfter));
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  });
});

it('a fault of ours is told the same, and logged under the id that the client is told', async () => {
  const event = await givenEvent(server);
  const { secret } = await register(server, event, 'ada@example.org');
  const query = 'query ($secret: String!) { attendee(secret: $secret) { name } }';
  expect((await alike(query, { secret })).data.attendee).toEqual({ name: 'Ada Lovelace' });
  await server.db.$executeRaw`ALTER TABLE "Attendee" RENAME TO "Elsewhere"`;
  try {
    const { errors } = await alike(query, { secret });
    expect(errors).toMatchObject([
      { extensions: { code: 'INTERNAL_SERVER_ERROR' }, hasRequestId: true },
    ]);
  } finally {
    await server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Attendee"`;
  }
});
