import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../support/server.js';

const ALLOWED = 'https://events.example.org';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ corsOrigins: [ALLOWED] });
});
afterAll(() => server.stop());

/** What an answer says of the pages that may read it. */
async function asked(origin: string | null, method = 'POST'): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}/graphql`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(origin !== null && { origin }),
      ...(method === 'OPTIONS' && { 'access-control-request-method': 'POST' }),
    },
    body: method === 'POST' ? '{"query":"{ __typename }"}' : undefined,
  });
  const { status, headers } = response;
  return {
    status,
    allowed: headers.get('access-control-allow-origin'),
    methods: headers.get('access-control-allow-methods'),
    exposed: headers.get('access-control-expose-headers'),
    vary: headers.get('vary')?.toLowerCase().split(/, */),
  };
}

/** @see Fetch Standard, "CORS protocol" */
describe('a page of another site', () => {
  it('may read answers, and the id of the request, when its origin is allowed', async () => {
    expect(await asked(ALLOWED)).toMatchObject({
      status: 200,
      allowed: ALLOWED,
      exposed: 'x-request-id',
      vary: ['origin', 'accept'],
    });
  });

  it('is told the methods when it asks before', async () => {
    expect(await asked(ALLOWED, 'OPTIONS')).toMatchObject({
      status: 204,
      allowed: ALLOWED,
      methods: 'GET, POST',
    });
  });

  it.each(['POST', 'OPTIONS'])('is allowed nothing when its origin is not: %s', async (method) => {
    const { allowed, vary } = await asked('https://elsewhere.example.org', method);
    expect(allowed).toBeNull();
    expect(vary).toContain('origin');
  });
});

it('who is no page is allowed nothing, and caches are told that a page might be', async () => {
  expect(await asked(null)).toMatchObject({
    status: 200,
    allowed: null,
    vary: ['origin', 'accept'],
  });
});
