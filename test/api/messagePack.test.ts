import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode, Encoder, ExtData, encode } from '@msgpack/msgpack';
import { fromMessagePack } from '../../src/server/messagePack.js';
import { givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Written and read by another implementation than the server's.

const MSGPACK = 'application/msgpack';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Headers = Record<string, string>;

async function ask(body: unknown, headers: Headers = {}, path = '/graphql') {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': MSGPACK, accept: MSGPACK, ...headers },
    body: body instanceof Uint8Array ? body : encode(body, { ignoreUndefined: true }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const packed = response.headers.get('content-type') === MSGPACK;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
  const answer: any = packed ? decode(bytes) : JSON.parse(new TextDecoder().decode(bytes));
  return { status: response.status, headers: response.headers, packed, answer };
}

const REGISTER = `mutation ($input: RegisterAttendeeInput!) {
  registerAttendee(input: $input) {
    __typename ... on RegisterAttendeeSuccess { attendee { name email status waitlistRank } }
    ... on UserError { message }
  }
}`;

describe('an operation in MessagePack is answered as in JSON', () => {
  it.each([
    [
      'a list',
      '{ events { totalCount nodes { id name startsAt seatsLeft } pageInfo { hasNextPage endCursor } } }',
      {},
    ],
    [
      'one event',
      'query ($id: ID!) { event(id: $id) { name capacity description location status } }',
      { id: true },
    ],
    ['nothing', '{ event(id: "no id") { name } }', {}],
    [
      'nested lists',
      'query ($id: ID!) { node(id: $id) { ... on Event { attendees { totalCount edges { cursor node { email } } } versions { nodes { number changedFields } } } } }',
      { id: true },
    ],
    ['the schema', '{ __schema { types { name fields { name type { name kind } } } } }', {}],
    [
      'a refusal',
      'mutation { deleteEvent(input: { id: "no id" }) { __typename ... on UserError { message } } }',
      {},
    ],
    ['a syntax error', '{', {}],
    ['an unknown field', '{ nothing }', {}],
    ['a variable that is missing', 'query ($id: ID!) { event(id: $id) { name } }', {}],
    ['who needs an account', '{ viewer { username } }', {}],
  ])('%s', async (_what, query, { id }: { id?: boolean }) => {
    const event = await givenEvent(server, { name: 'Zoë 𝒜 👩‍🚀' });
    const body = { query, variables: id ? { id: event.id } : undefined };
    const [json, packed] = [await server.send(query, body.variables ?? {}), await ask(body)];

    expect(packed.packed).toBe(true);
    expect(packed.status).toBe(json.status);
    expect(packed.answer.data).toEqual(json.data);
    expect(packed.answer.errors).toEqual(json.errors);
    expect(packed.headers.get('vary')).toMatch(/\baccept\b(?!-)/);
  });

  it('a mutation, which writes', async () => {
    const event = await givenEvent(server);
    const input = { eventId: event.id, name: '𝒜da', email: 'ada@example.org' };
    const { answer } = await ask({ query: REGISTER, variables: { input } });
    expect(answer).toEqual({
      data: {
        registerAttendee: {
          __typename: 'RegisterAttendeeSuccess',
          attendee: {
            name: '𝒜da',
            email: 'ada@example.org',
            status: 'CONFIRMED',
            waitlistRank: null,
          },
        },
      },
    });
    const again = await ask({ query: REGISTER, variables: { input } });
    expect(again.answer.data.registerAttendee.__typename).toBe('AlreadyRegistered');
  });

  it('compressed as JSON is', async () => {
    const query = '{ __schema { types { name description } } }';
    for (const encoding of ['br', 'gzip']) {
      const { headers, answer } = await ask({ query }, { 'accept-encoding': encoding });
      expect(headers.get('content-encoding')).toBe(encoding);
      expect(answer.data.__schema.types.length).toBeGreaterThan(10);
    }
  });
});

describe('request and answer choose their formats on their own', () => {
  const request = { query: '{ __typename }' };
  const data = { data: { __typename: 'Query' } };

  it('MessagePack in, JSON out', async () => {
    expect(await ask(request, { accept: 'application/json' })).toMatchObject({
      packed: false,
      answer: data,
    });
  });

  it('JSON in, MessagePack out', async () => {
    const body = new TextEncoder().encode(JSON.stringify(request));
    expect(await ask(body, { 'content-type': 'application/json' })).toMatchObject({
      packed: true,
      answer: data,
    });
  });

  it('GET in, MessagePack out', async () => {
    const response = await fetch(`${server.url}/graphql?query={__typename}`, {
      headers: { accept: MSGPACK, 'apollo-require-preflight': 'yes' },
    });
    expect(decode(await response.arrayBuffer())).toEqual(data);
  });
});

describe('whoever accepts MessagePack gets errors in it too', () => {
  const code = (answer: { errors: { extensions: { code: string } }[] }) =>
    answer.errors[0]?.extensions.code;

  it.each<[string, unknown, Headers, string, number, string]>([
    [
      'broken JSON',
      new TextEncoder().encode('{'),
      { 'content-type': 'application/json' },
      '/graphql',
      400,
      'BAD_REQUEST',
    ],
    [
      'another type',
      new TextEncoder().encode('<a/>'),
      { 'content-type': 'application/xml' },
      '/graphql',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a body that is too large',
      { query: `# ${'x'.repeat(1_000_000)}` },
      {},
      '/graphql',
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['an address where nothing is', {}, {}, '/nowhere', 404, 'NOT_FOUND'],
    [
      'a token that is no good',
      { query: '{ __typename }' },
      { authorization: 'Bearer nonsense' },
      '/graphql',
      401,
      'UNAUTHENTICATED',
    ],
    ['an envelope that is a list', [], {}, '/graphql', 400, 'BAD_REQUEST'],
    [
      'a text with a NUL',
      { query: '{ __typename }', variables: { a: '\0' } },
      {},
      '/graphql',
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a subscription',
      { query: 'subscription { a }' },
      {},
      '/graphql',
      400,
      'SUBSCRIPTION_OVER_HTTP',
    ],
  ])('%s', async (_what, body, headers, path, status, expected) => {
    const refusal = await ask(body, headers, path);
    expect(refusal).toMatchObject({ packed: true, status });
    expect(code(refusal.answer)).toBe(expected);
    expect(refusal.headers.get('vary')).toMatch(/\baccept\b(?!-)/);
  });

  it('a fault of ours, masked', async () => {
    await server.db.$executeRaw`ALTER TABLE "Attendee" RENAME TO "Elsewhere"`;
    try {
      const event = await givenEvent(server);
      const { status, answer } = await ask({
        query: 'query ($id: ID!) { event(id: $id) { name attendees { totalCount } } }',
        variables: { id: event.id },
      });
      expect(status).toBe(200);
      expect(answer.data).toEqual({ event: { name: event.name, attendees: null } });
      expect(answer.errors).toEqual([
        {
          message: 'Something went wrong on our side.',
          path: ['event', 'attendees'],
          locations: [expect.any(Object)],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
        },
      ]);
    } finally {
      await server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Attendee"`;
    }
  });
});

describe('bytes that are not the MessagePack of a request', () => {
  const good = encode({ query: '{ __typename }', variables: { n: 1 } });
  /** `{"query": "{ __typename }", "variables": {"x": …}}` */
  const withValue = (...value: number[]) =>
    Uint8Array.from([
      ...encode({ query: '{ __typename }', variables: { x: 0 } }).slice(0, -1),
      ...value,
    ]);
  const rows: [string, Uint8Array, RegExp][] = [
    ['that go on', Uint8Array.from([...good, 0xc0]), /goes on after its value, from byte \d+/],
    [
      'that are nested too deep',
      new Uint8Array(90_000).fill(0x91),
      /is nested deeper than 64 levels/,
    ],
    [
      'that are nested maps',
      new Uint8Array(90_000).map((_, i) => [0x81, 0xa1, 0x61][i % 3] as number),
      /is nested deeper/,
    ],
    ['that declare a huge string', Uint8Array.of(0xdb, 0xff, 0xff, 0xff, 0xff), /ends too early/],
    ['that declare a huge list', Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff), /ends too early/],
    ['that declare a huge map', Uint8Array.of(0xdf, 0xff, 0xff, 0xff, 0xff), /ends too early/],
    [
      'that declare huge binary data',
      Uint8Array.of(0xc6, 0xff, 0xff, 0xff, 0xff),
      /could not say, of the type 0xc6/,
    ],
    ['with binary data', encode({ query: new Uint8Array(3) }), /could not say/],
    ['with a timestamp', encode({ query: new Date(0) }), /could not say, of the type 0xd6/],
    ['with an extension', encode({ query: new ExtData(5, new Uint8Array(5)) }), /could not say/],
    [
      'with a record of msgpackr',
      Uint8Array.of(0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61, 0x01),
      /could not say, of the type 0xd4/,
    ],
    ['with the byte that is never used', Uint8Array.of(0xc1), /could not say, of the type 0xc1/],
    ['with a NaN', withValue(0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0), /a number that is NaN/],
    ['with an infinity', withValue(0xca, 0x7f, 0x80, 0, 0), /a number that is Infinity/],
    [
      'with an integer of 64 bits',
      new Encoder({ useBigInt64: true }).encode({ a: 2n ** 63n }),
      /an integer beyond/,
    ],
    [
      'with a negative integer of 64 bits',
      new Encoder({ useBigInt64: true }).encode({ a: -(2n ** 63n) }),
      /an integer beyond/,
    ],
    [
      'with a key that is a number',
      Uint8Array.of(0x81, 0x01, 0x02),
      /a key that is no string, at byte 1/,
    ],
    ['with a key that is a list', Uint8Array.of(0x81, 0x90, 0x02), /a key that is no string/],
    [
      'with the key __proto__',
      Uint8Array.of(0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x80),
      /a key __proto__/,
    ],
    ['with a string that is not UTF-8', Uint8Array.of(0xa2, 0xff, 0xfe), /not UTF-8, at byte 0/],
    ['with half of a surrogate pair', Uint8Array.of(0xa3, 0xed, 0xa0, 0x80), /not UTF-8/],
  ];

  it.each(rows)('%s are refused with a sentence', async (_what, bytes, message) => {
    expect(await ask(bytes)).toMatchObject({
      packed: true,
      status: 400,
      answer: {
        errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }],
      },
    });
  });

  it('that are cut off anywhere are refused', async () => {
    for (let length = 0; length < good.length; length++) {
      const { status, answer } = await ask(good.slice(0, length));
      expect({ length, status }).toEqual({ length, status: 400 });
      expect(answer.errors[0].extensions.code).toBe('BAD_REQUEST');
    }
    expect((await ask(good)).status).toBe(200);
  });

  it('that are a value, but no map, are refused', async () => {
    for (const value of [null, 5, 'text', true, []]) expect((await ask(value)).status).toBe(400);
  });

  // Lists of 16 million, declared again and again: believed, each would take 128 MB.
  it('are refused in bounded memory, whatever lengths they declare', () => {
    const bomb = Buffer.from(Array.from({ length: 60 }, () => [0xdd, 0x01, 0, 0, 0]).flat());
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 50; i++) expect(() => fromMessagePack(bomb)).toThrow(/ends too early/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
  });

  it('leave the server as it was', async () => {
    for (const [, bytes] of rows) await ask(bytes);
    const { answer } = await ask({ query: '{ __typename }' });
    expect(answer).toEqual({ data: { __typename: 'Query' } });
    expect(Object.prototype).not.toHaveProperty('a');
  });
});

describe('every way to write a number, a text or a list', () => {
  it('is read as it was meant', () => {
    for (const value of [
      0,
      127,
      128,
      255,
      256,
      65_535,
      65_536,
      2 ** 32 - 1,
      2 ** 32,
      Number.MAX_SAFE_INTEGER,
      -1,
      -32,
      -33,
      -128,
      -129,
      -32_768,
      -32_769,
      -(2 ** 31),
      -(2 ** 31) - 1,
      Number.MIN_SAFE_INTEGER,
      1.5,
      -0.1,
      1e300,
      true,
      false,
      null,
      '',
      'é',
      'x'.repeat(31),
      'x'.repeat(32),
      '𝒜'.repeat(100),
      'x'.repeat(70_000),
      [],
      Array(15).fill(1),
      Array(16).fill('a'),
      Array(70_000).fill(0),
      {},
      { a: { b: [{ c: null }] } },
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`key${i}`, i])),
      Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`key${i}`, i])),
    ]) {
      expect(fromMessagePack(Buffer.from(encode(value)))).toEqual(value);
    }
    expect(fromMessagePack(Buffer.from(encode(1.5, { forceFloat32: true })))).toBe(1.5);
  });
});
