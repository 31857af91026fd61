import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEvent, register } from '../support/events.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Sends a request as it is, which need not be one that a GraphQL client would send. */
async function request(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, init);
  const { data, errors } = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, data, errors };
}

const post = (body: string | undefined, headers: Record<string, string> = {}) =>
  request('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body,
  });

describe('a document that the schema refuses', () => {
  it.each([
    ['a syntax error', '{ events { nodes { id } ', {}, 'GRAPHQL_PARSE_FAILED', /^Syntax Error/],
    ['no operation at all', '# nothing', {}, 'GRAPHQL_PARSE_FAILED', /^Syntax Error/],
    ['an unknown field', '{ evnts { totalCount } }', {}, 'GRAPHQL_VALIDATION_FAILED', /"evnts"/],
    [
      'an unknown argument',
      '{ events(limit: 3) { totalCount } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
      /"limit"/,
    ],
    [
      'a variable that is used but not declared',
      '{ events(first: $n) { totalCount } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
      /"\$n"/,
    ],
    [
      'a variable of the wrong type',
      'query ($n: Int) { events(first: $n) { totalCount } }',
      { n: 'three' },
      'BAD_USER_INPUT',
      /"\$n".*"three"/,
    ],
    [
      'a number too large for an Int',
      'query ($n: Int) { events(first: $n) { totalCount } }',
      { n: 2 ** 31 },
      'BAD_USER_INPUT',
      /"\$n"/,
    ],
    [
      'a variable that is missing',
      'query ($id: ID!) { event(id: $id) { id } }',
      {},
      'BAD_USER_INPUT',
      /"\$id"/,
    ],
    [
      'a field of an input that is missing',
      'mutation ($input: DeleteEventInput!) { deleteEvent(input: $input) { __typename } }',
      { input: {} },
      'BAD_USER_INPUT',
      /"id"/,
    ],
  ])('is answered 400 for %s, with a code and what was wrong', async (...row) => {
    const [, query, variables, code, message] = row;
    const { status, data, errors } = await server.send(query, variables);

    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: expect.stringMatching(message),
        locations: expect.arrayContaining([{ line: 1, column: expect.any(Number) }]),
        extensions: { code },
      },
    ]);
  });

  it('is answered 400 for an operation name that it has not', async () => {
    const { status, errors } = await post(
      JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }),
    );
    expect(status).toBe(400);
    expect(errors).toEqual([
      {
        message: 'Unknown operation named "B".',
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
      },
    ]);
  });

  it('is answered 400 for several operations of which none is named', async () => {
    const { status, errors } = await server.send('query A { __typename } query B { __typename }');
    expect(status).toBe(400);
    expect(errors?.[0].extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' });
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['is not there', undefined],
    ['is empty', ''],
    ['is broken JSON', '{ "query": '],
    ['is JSON, but no object', '"{ __typename }"'],
    ['has no query', '{}'],
    ['has a query that is no text', '{ "query": 5 }'],
    ['has variables that are no object', '{ "query": "{ __typename }", "variables": "x" }'],
    ['is a list of operations', '[{ "query": "{ __typename }" }]'],
  ])('is answered 400 when it %s', async (_what, body) => {
    const { status, errors } = await post(body);
    expect(status).toBe(400);
    expect(errors).toEqual([
      { message: expect.stringMatching(/\S/), extensions: { code: 'BAD_REQUEST' } },
    ]);
  });

  it.each(['application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'is answered 415 when its type is %s',
    async (type) => {
      const { status, errors } = await post('query=%7B__typename%7D', { 'content-type': type });
      expect(status).toBe(415);
      expect(errors).toEqual([
        { message: expect.any(String), extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } },
      ]);
    },
  );

  it('is answered 413 when it is too large, and the server works on', async () => {
    const { status, errors } = await server.send(`{ __typename } # ${'x'.repeat(100_000)}`);
    expect(status).toBe(413);
    expect(errors?.[0].extensions).toEqual({ code: 'PAYLOAD_TOO_LARGE' });
    expect((await server.send('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

describe('a request that another site could make a browser send', () => {
  const query = '/graphql?query=%7B__typename%7D';
  const refusal = {
    status: 400,
    errors: [
      {
        message: expect.stringContaining('blocked as a potential Cross-Site Request Forgery'),
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
  };

  it('is refused as a GET without a header that needs a preflight', async () => {
    expect(await request(query)).toMatchObject(refusal);
  });

  it('is refused as a POST of text, which is no format of ours', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const { status, errors } = await post(body, { 'content-type': 'text/plain' });
    expect(status).toBe(415);
    expect(errors?.[0].extensions).toEqual({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each(['apollo-require-preflight', 'x-apollo-operation-name'])(
    'is answered as a GET with the header %s',
    async (header) => {
      const { status, data } = await request(query, { headers: { [header]: 'yes' } });
      expect({ status, data }).toEqual({ status: 200, data: { __typename: 'Query' } });
    },
  );

  it('is refused as a GET that would change something', async () => {
    const mutation = 'mutation { deleteEvent(input: { id: "x" }) { __typename } }';
    const { status, headers, errors } = await request(
      `/graphql?query=${encodeURIComponent(mutation)}`,
      { headers: { 'apollo-require-preflight': 'yes' } },
    );
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(errors?.[0].extensions).toEqual({ code: 'BAD_REQUEST' });
  });
});

describe('an address where nothing is', () => {
  it.each([
    ['GET', '/grahpql'],
    ['POST', '/graphql/x'],
    ['PUT', '/'],
    ['DELETE', '/'],
  ])('is answered 404, and says where GraphQL is: %s %s', async (method, path) => {
    const { status, errors } = await request(`${path}?secret=1`, { method });
    expect(status).toBe(404);
    expect(errors).toEqual([
      {
        message: `There is nothing at ${method} ${path}. GraphQL is at /graphql.`,
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
  });
});

describe('a fault of ours', () => {
  /** Takes the table of attendees away for a while. */
  async function withoutAttendees<T>(work: () => Promise<T>): Promise<T> {
    await server.db.$executeRaw`ALTER TABLE "Attendee" RENAME TO "Elsewhere"`;
    try {
      return await work();
    } finally {
      await server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Attendee"`;
    }
  }
  const masked = (path: (string | number)[], requestId: string) => ({
    message: 'Something went wrong on our side.',
    path,
    locations: [expect.any(Object)],
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  });

  it('is told without its cause, but with the id under which it is logged', async () => {
    const event = await givenEvent(server);
    const answer = await withoutAttendees(() =>
      server.send(
        'query ($id: ID!) { event(id: $id) { name attendees { totalCount } } }',
        { id: event.id },
        { 'x-request-id': 'fault-1' },
      ),
    );

    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ event: { name: event.name, attendees: null } });
    expect(answer.errors).toEqual([masked(['event', 'attendees'], 'fault-1')]);
    expect(answer.headers.get('x-request-id')).toBe('fault-1');
  });

  it('of a mutation leaves nothing behind', async () => {
    const event = await givenEvent(server);
    const answer = await withoutAttendees(() =>
      server.send(
        `mutation ($input: RegisterAttendeeInput!) {
          registerAttendee(input: $input) { __typename }
        }`,
        { input: { eventId: event.id, name: 'Ada', email: 'ada@example.org' } },
      ),
    );

    expect(answer.data).toBeNull();
    const requestId = answer.headers.get('x-request-id') as string;
    expect(answer.errors).toEqual([masked(['registerAttendee'], requestId)]);
    const again = await register(server, event, 'ada@example.org');
    expect(again.__typename).toBe('RegisterAttendeeSuccess');
  });
});

describe('the id of a request', () => {
  const idFor = async (given?: string) => {
    const headers: Record<string, string> = given === undefined ? {} : { 'x-request-id': given };
    return (await server.send('{ __typename }', {}, headers)).headers.get('x-request-id');
  };

  it.each(['abc', '0', 'A-b_c.d:e', 'x'.repeat(128)])("is the caller's own: %s", async (id) => {
    expect(await idFor(id)).toBe(id);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['of 129 characters', 'x'.repeat(129)],
    ['with a blank', 'a b'],
    ['with a quote', 'a"b'],
    ['with a letter outside ASCII', 'é'],
    ['with a line of a log in it', 'a\tINFO forged'],
  ])('is a new one when it is %s', async (_what, given) => {
    expect(await idFor(given)).toMatch(UUID);
  });

  it('differs from request to request', async () => {
    expect(await idFor()).not.toBe(await idFor());
  });

  it('is told with every refusal too', async () => {
    const headers = { 'x-request-id': 'refused-1' };
    for (const answer of [
      await request('/nowhere', { headers }),
      await request('/graphql?query=%7B__typename%7D', { headers }),
      await post('{', headers),
      await post('{ "query": "{ nothing }" }', headers),
    ]) {
      expect(answer.headers.get('x-request-id')).toBe('refused-1');
    }
  });
});

describe('two mutations in one document', () => {
  it("see each other's writes in what they answer", async () => {
    const event = await givenEvent(server);
    const { data } = await server.send(
      `mutation ($ada: RegisterAttendeeInput!, $bob: RegisterAttendeeInput!) {
        first: registerAttendee(input: $ada) { ...Seen }
        second: registerAttendee(input: $bob) { ...Seen }
      }
      fragment Seen on RegisterAttendeeSuccess {
        attendee { event { confirmedCount attendees { totalCount nodes { email } } } }
      }`,
      {
        ada: { eventId: event.id, name: 'Ada', email: 'ada@example.org' },
        bob: { eventId: event.id, name: 'Bob', email: 'bob@example.org' },
      },
    );

    const [ada, bob] = [{ email: 'ada@example.org' }, { email: 'bob@example.org' }];
    expect(data.first.attendee.event).toEqual({
      confirmedCount: 1,
      attendees: { totalCount: 1, nodes: [ada] },
    });
    expect(data.second.attendee.event).toEqual({
      confirmedCount: 2,
      attendees: { totalCount: 2, nodes: [ada, bob] },
    });
  });

  it('run one after the other, in the order in which they stand', async () => {
    const event = await givenEvent(server);
    const { data } = await server.send(
      `mutation ($id: ID!) {
        one: updateEvent(input: { id: $id, expectedVersion: 1, name: "One" }) { ...Outcome }
        two: updateEvent(input: { id: $id, expectedVersion: 2, name: "Two" }) { ...Outcome }
        late: updateEvent(input: { id: $id, expectedVersion: 2, name: "Late" }) { ...Outcome }
      }
      fragment Outcome on UpdateEventResult {
        ... on UpdateEventSuccess { event { name versionNumber } }
        ... on VersionConflict { currentEvent { name versionNumber } }
      }`,
      { id: event.id },
      event.asOwner,
    );
    expect(data).toEqual({
      one: { event: { name: 'One', versionNumber: 2 } },
      two: { event: { name: 'Two', versionNumber: 3 } },
      late: { currentEvent: { name: 'Two', versionNumber: 3 } },
    });
  });
});
