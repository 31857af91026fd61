import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** With the header that another site cannot send. */
const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql?${new URLSearchParams(parameters)}`, {
    headers: { 'apollo-require-preflight': 'yes', ...headers },
  });

async function refusalIn(response: Response) {
  const { errors, ...rest } = (await response.json()) as { errors: Record<string, unknown>[] };
  expect(rest).toEqual({});
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/\S\.$/),
      extensions: expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/) }),
    }),
  ]);
  const [{ message, extensions }] = errors as [{ message: string; extensions: { code: string } }];
  return { status: response.status, code: extensions.code, message };
}

describe('an audit of the GraphQL over HTTP specification is passed', () => {
  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { 'apollo-require-preflight': 'yes', ...(init.headers as object) },
      }),
  });

  it.each(audits)('$id $name', async (audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });
});

describe('an answer', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['Application/JSON', JSON_TYPE],
    ['application/graphql-response+json', GRAPHQL_TYPE],
    ['application/graphql-response+json; charset=utf-8', GRAPHQL_TYPE],
    ['application/graphql-response+json, application/json', GRAPHQL_TYPE],
    ['application/json, application/graphql-response+json', JSON_TYPE],
    ['application/json;q=0.5, application/graphql-response+json;q=0.9', GRAPHQL_TYPE],
    ['*/*, application/graphql-response+json', GRAPHQL_TYPE],
    ['application/msgpack, application/json;q=0.9', 'application/msgpack'],
    ['application/msgpack;q=0, */*', JSON_TYPE],
    ['application/json;q=0, */*;q=0.1', GRAPHQL_TYPE],
    ['text/html, application/xhtml+xml, */*;q=0.8', JSON_TYPE],
  ])('to Accept: %s has the type %s', async (accept, type) => {
    // fetch sends */* of itself, so a missing header is an empty one.
    const response = await post({ query: '{ __typename }' }, { accept: accept ?? '' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('vary')).toMatch(/\baccept\b(?!-)/);
  });

  it.each(['text/html', 'application/xml, image/*', 'nonsense', 'application/json;q=0'])(
    'is refused to Accept: %s, and nothing is done: 406',
    async (accept) => {
      const count = await server.db.event.count();
      const response = await post(
        {
          query: `mutation { createEvent(input: { name: "A", location: "B", startsAt: "2090-01-01T10:00",
            endsAt: "2090-01-01T11:00", timezone: "UTC", capacity: 1 }) { __typename } }`,
        },
        { accept },
      );
      expect(response.headers.get('content-type')).toBe(JSON_TYPE);
      expect(await refusalIn(response)).toMatchObject({ status: 406, code: 'NOT_ACCEPTABLE' });
      expect(await server.db.event.count()).toBe(count);
    },
  );

  it.each([
    ['a document that cannot be parsed', { query: '{' }],
    ['a document that does not fit the schema', { query: '{ nothing }' }],
    ['an operation that is not there', { query: '{ __typename }', operationName: 'Other' }],
    [
      'a variable that does not fit',
      { query: 'query ($n: Int!) { events(first: $n) { totalCount } }' },
    ],
  ])('to %s is 200 as application/json, and 400 as any other type', async (_what, body) => {
    expect((await post(body, { accept: 'application/json' })).status).toBe(200);
    expect((await post(body, { accept: 'application/graphql-response+json' })).status).toBe(400);
    expect((await post(body, { accept: 'application/msgpack' })).status).toBe(400);
  });

  it.each(['br', 'gzip'])('that is long is compressed with %s', async (encoding) => {
    const query = '{ __schema { types { name description } } }';
    const response = await post({ query }, { 'accept-encoding': encoding });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Origin, accept, accept-encoding');
    expect(await response.json()).toHaveProperty('data.__schema');
  });

  it('that is short is not compressed', async () => {
    const response = await post({ query: '{ __typename }' }, { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBeNull();
  });

  it('tells browsers to be careful', async () => {
    for (const path of ['/graphql?query={__typename}', '/health/live', '/nowhere']) {
      const { headers } = await fetch(`${server.url}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'strict-transport-security': expect.stringContaining('max-age='),
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
  });

  it('of the health of the process is JSON for whoever asks', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const headers = { accept: 'application/msgpack' };
      const response = await fetch(`${server.url}${path}`, { headers });
      expect(response.headers.get('content-type')).toBe(JSON_TYPE);
      expect(await response.json()).toHaveProperty('status');
    }
  });
});

describe('a method', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])('that is not answered is refused: %s', async (method) => {
    const response = await fetch(`${server.url}/graphql`, { method, body: '{}' });
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
    expect(await refusalIn(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });

  it('HEAD is not answered', async () => {
    const response = await fetch(`${server.url}/graphql?query={__typename}`, { method: 'HEAD' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
  });

  it('OPTIONS is answered, from a browser and from elsewhere', async () => {
    const asked = { origin: 'https://example.org', 'access-control-request-method': 'POST' };
    for (const headers of [asked, {}]) {
      const response = await fetch(`${server.url}/graphql`, { method: 'OPTIONS', headers });
      expect(response.status).toBe(204);
    }
  });

  it('GET cannot write', async () => {
    const response = await get({ query: 'mutation { signOut { __typename } }' });
    expect(response.headers.get('allow')).toBe('POST');
    expect(response.status).toBe(405);
  });
});

describe('a GET', () => {
  it('carries the parts of an operation as parameters', async () => {
    const response = await get({
      query: 'query A { __typename } query B($n: Int) { events(first: $n) { nodes { id } } }',
      operationName: 'B',
      variables: '{"n":1}',
      extensions: '{}',
    });
    expect(await response.json()).toEqual({ data: { events: { nodes: [] } } });
  });

  it.each([
    ['no query', {}, /no query/],
    [
      'variables that are no JSON',
      { query: '{ __typename }', variables: '{' },
      /^The parameter variables is not valid JSON/,
    ],
    [
      'variables that are a list',
      { query: '{ __typename }', variables: '[]' },
      /^variables must be an object, but is a list/,
    ],
    [
      'extensions that are a number',
      { query: '{ __typename }', extensions: '1' },
      /^extensions must be an object, but is a number/,
    ],
  ])('is refused with %s: 400', async (_what, parameters, message) => {
    const refusal = await refusalIn(await get(parameters as Record<string, string>));
    expect(refusal).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringMatching(message),
    });
  });

  it('is refused when it says something twice', async () => {
    const response = await fetch(`${server.url}/graphql?query={__typename}&query={__typename}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(await refusalIn(response)).toMatchObject({
      status: 400,
      message: 'query must be a string, but is a list.',
    });
  });

  it('from a browser opens Apollo Sandbox', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      headers: { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<html');
  });
});

describe('a subscription', () => {
  const query = 'subscription S { anything } query Q { __typename }';

  it('by HTTP is refused, and is told where it is answered', async () => {
    for (const response of [
      await post({ query, operationName: 'S' }),
      await post({ query: 'subscription { anything }' }),
      await get({ query: 'subscription { anything }' }),
    ]) {
      expect(await refusalIn(response)).toEqual({
        status: 400,
        code: 'SUBSCRIPTION_OVER_HTTP',
        message: expect.stringMatching(/WebSocket on \/graphql .* graphql-transport-ws/),
      });
    }
  });

  it('is not what a query with the word in it is', async () => {
    const response = await post({ query: '{ __typename } # no subscription' });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('persisted queries', () => {
  const sha256Hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
  const query = '{__typename}';

  it('are taken by the hash of the document', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const unknown = await post({ extensions });
    expect(await unknown.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    for (const body of [{ query, extensions }, { extensions }]) {
      expect(await (await post(body)).json()).toEqual({ data: { __typename: 'Query' } });
    }
  });

  it.each([
    ['true', true],
    ['of another version', { version: 2, sha256Hash }],
    ['without a hash', { version: 1 }],
    ['with a hash that is none', { version: 1, sha256Hash: { length: 64 } }],
    ['with the hash of another', { version: 1, sha256Hash: '0'.repeat(64) }],
  ])(
    'are refused as what is wrong with the request, not with us: %s',
    async (_what, persistedQuery) => {
      const response = await post({ query, extensions: { persistedQuery } });
      expect(await refusalIn(response)).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
        message: expect.stringMatching(/^extensions\.persistedQuery/),
      });
    },
  );
});
