import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refuseText } from '../../src/graphql/refuseText.js';
import { givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function post(body: string | Uint8Array | undefined, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { response, status: response.status, text: await response.text() };
}

/** The one error of a refusal, once it is sure that it is one. */
async function refusalOf(body: string | Uint8Array | undefined, headers?: Record<string, string>) {
  const { response, status, text } = await post(body, headers);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { errors, ...rest } = JSON.parse(text);
  expect(rest).toEqual({});
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/^[^\n<]+\.$/),
      extensions: { code: expect.stringMatching(/^[A-Z_]+$/) },
    }),
  ]);
  return { status, code: errors[0].extensions.code, message: errors[0].message };
}

const query = '{ __typename }';
const good = JSON.stringify({ query });

describe('a body that is no request is refused with a sentence', () => {
  it.each<[string, string | Uint8Array | undefined, RegExp]>([
    ['missing', undefined, /^The body is (missing|empty)\.$/],
    ['empty', '', /^The body is (missing|empty)\.$/],
    ['blank', '  ', /^The body is not valid JSON/],
    ['truncated', good.slice(0, -3), /^The body is not valid JSON/],
    ['followed by more', `${good}{}`, /^The body is not valid JSON, from character 26 on\.$/],
    ['null', 'null', /^The body must be an object .* but is null\.$/],
    ['a text', '"{ __typename }"', /but is a string\.$/],
    ['a number', '5', /but is a number\.$/],
    ['a list of operations', `[${good}]`, /^One request carries one operation/],
    ['an empty list', '[]', /^One request carries one operation/],
    ['without a query', '{}', /^There is no query/],
    ['with an empty query', '{"query":""}', /^There is no query/],
    ['with a query of null', '{"query":null}', /^There is no query/],
    ['with a query that is a number', '{"query":5}', /^query must be a string, but is a number\.$/],
    [
      'with a parsed query',
      '{"query":{"kind":"Document"}}',
      /^query must be a string, but is an object\.$/,
    ],
    [
      'with a list of variables',
      JSON.stringify({ query, variables: [1] }),
      /^variables must be an object, but is a list\.$/,
    ],
    [
      'with variables in a text',
      JSON.stringify({ query, variables: '{}' }),
      /^variables must be an object, but is a string\.$/,
    ],
    [
      'with variables that are true',
      JSON.stringify({ query, variables: true }),
      /but is a boolean\.$/,
    ],
    [
      'with an operation name that is a number',
      JSON.stringify({ query, operationName: 1 }),
      /^operationName must be a string, but is a number\.$/,
    ],
    [
      'with extensions that are a text',
      JSON.stringify({ query, extensions: 'x' }),
      /^extensions must be an object, but is a string\.$/,
    ],
    [
      'a list nested 40,000 times',
      '['.repeat(40_000) + ']'.repeat(40_000),
      /^One request carries one operation/,
    ],
  ])('%s', async (_what, body, message) => {
    expect(await refusalOf(body)).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringMatching(message),
    });
  });

  it('random bytes, whatever they claim to be', async () => {
    for (const type of ['application/json', 'application/msgpack']) {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
          const { status, text } = await post(bytes, { 'content-type': type });
          expect(status).toBe(400);
          expect(JSON.parse(text).errors[0].extensions.code).toBe('BAD_REQUEST');
        }),
        { numRuns: 100 },
      );
    }
  });
});

describe('a body that is oddly encoded is refused with a sentence', () => {
  const accents = JSON.stringify({ query: '{ __type(name: "é") { name } }' });
  const utf8 = (text: string) => new TextEncoder().encode(text);

  it.each<[string, Uint8Array, Record<string, string>, number, RegExp]>([
    ['UTF-16', Buffer.from(good, 'utf16le'), {}, 400, /^The body is not valid JSON/],
    [
      'UTF-16 with a byte order mark',
      Buffer.from(`\ufeff${good}`, 'utf16le'),
      {},
      400,
      /^The body is not valid UTF-8/,
    ],
    [
      'UTF-16, as it says',
      Buffer.from(good, 'utf16le'),
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      /its charset is "utf-16"/,
    ],
    ['Latin-1', Buffer.from(accents, 'latin1'), {}, 400, /^The body is not valid UTF-8/],
    [
      'Latin-1, as it says',
      Buffer.from(accents, 'latin1'),
      { 'content-type': 'application/json; charset="iso-8859-1"' },
      415,
      /its charset is "iso-8859-1"/,
    ],
    [
      'UTF-8 with a byte order mark',
      utf8(`\ufeff${good}`),
      {},
      400,
      /begins with a byte order mark/,
    ],
    [
      'half of a surrogate pair',
      Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
      {},
      400,
      /^The body is not valid UTF-8/,
    ],
    [
      'gzip',
      gzipSync(good),
      { 'content-encoding': 'gzip' },
      415,
      /must not be compressed, but is encoded as "gzip"/,
    ],
    ['Brotli', brotliCompressSync(good), { 'content-encoding': 'br' }, 415, /encoded as "br"/],
    ['something unknown', utf8(good), { 'content-encoding': 'rot13' }, 415, /encoded as "rot13"/],
    [
      'two layers',
      gzipSync(gzipSync(good)),
      { 'content-encoding': 'gzip, gzip' },
      415,
      /encoded as "gzip, gzip"/,
    ],
    ['gzip that does not say so', gzipSync(good), {}, 400, /^The body is not valid UTF-8/],
    [
      'no type that can be read',
      utf8(good),
      { 'content-type': '/' },
      415,
      /^The body must be JSON or MessagePack/,
    ],
    [
      'XML',
      utf8('<query/>'),
      { 'content-type': 'application/xml' },
      415,
      /^The body must be JSON or MessagePack/,
    ],
    [
      'a form',
      utf8('query=%7B__typename%7D'),
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      /^The body must be JSON or MessagePack/,
    ],
    [
      'a bare document',
      utf8(query),
      { 'content-type': 'application/graphql' },
      415,
      /^The body must be JSON or MessagePack/,
    ],
  ])('%s', async (_what, body, headers, status, message) => {
    expect(await refusalOf(body, headers)).toEqual({
      status,
      code: status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'BAD_REQUEST',
      message: expect.stringMatching(message),
    });
  });

  it.each(['utf-8', 'UTF-8', 'utf8', '"utf-8"'])(
    'but not when its charset is %s',
    async (charset) => {
      const { status } = await post(accents, {
        'content-type': `application/json; charset=${charset}`,
      });
      expect(status).toBe(200);
    },
  );
});

describe('a body that is too large', () => {
  const padded = (operation: string, bytes: number) => {
    const body = JSON.stringify({ query: operation, variables: { pad: '' } });
    return body.replace('"pad":""', `"pad":"${'x'.repeat(bytes - body.length)}"`);
  };

  it('is refused beyond 100 kB, and answered up to there', async () => {
    expect((await post(padded(query, 100_000))).status).toBe(200);
    expect(await refusalOf(padded(query, 100_001))).toEqual({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message: expect.stringMatching(/100001 bytes.*100000; more only for createEvents/),
    });
  });

  it('may have 1 MB when its document writes many rows', async () => {
    const bulk = `mutation ($input: RegisterAttendeesInput!) {
      registerAttendees(input: $input) { __typename ... on UserError { message } }
    }`;
    const event = await givenEvent(server, { capacity: 1_000 });
    const attendees = Array.from({ length: 1_000 }, (_, i) => ({
      name: `${i} ${'x'.repeat(150)}`,
      email: `person${i}@example.org`,
    }));
    const variables = { input: { eventId: event.id, attendees } };
    const { data } = await server.send(bulk, variables, event.asOwner);
    expect(data.registerAttendees.__typename).toBe('RegisterAttendeesSuccess');

    expect(await refusalOf(padded(bulk, 1_000_001))).toMatchObject({
      status: 413,
      message: 'The body is too large.',
    });
  });
});

describe('a large body that is nested without end', () => {
  const levels = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;
  /** Long enough to be looked at, and full of what only looks like levels. */
  const texts = ['[{'.repeat(60_000), '"['.repeat(20_000), '\\'];
  const bulk = (nested: string) =>
    `{"query":"{ __typename } # createEvents","variables":{"texts":${JSON.stringify(texts)},"deep":${nested}}}`;

  it('is refused before it is parsed, which need not be JSON to the end', async () => {
    for (const body of [levels(499_000), '['.repeat(500_000), bulk(levels(101))]) {
      expect(await refusalOf(body)).toEqual({
        status: 400,
        code: 'BAD_REQUEST',
        message: 'The body is nested deeper than 100 levels.',
      });
    }
  });

  it('is none for what stands in its texts, nor for what is side by side', async () => {
    const sideBySide = `[${Array.from({ length: 500 }, () => '[{}]').join()}]`;
    expect((await post(bulk(sideBySide))).text).toBe('{"data":{"__typename":"Query"}}\n');
  });
});

describe('a document that is nested without end is refused, and the server works on', () => {
  it.each([
    ['fields', '{a'.repeat(30_000)],
    ['lists', `{ events(first: ${'['.repeat(60_000)}`],
    ['objects', `{ events(filter: ${'{a:'.repeat(25_000)}`],
    ['types', `query ($a: ${'['.repeat(60_000)}`],
  ])('%s', async (_what, document) => {
    const { status, text } = await post(JSON.stringify({ query: document }), {
      accept: 'application/graphql-response+json',
    });
    expect(status).toBe(400);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('DEPTH_LIMIT');
    expect((await server.send(query)).data).toEqual({ __typename: 'Query' });
  });

  it('in its variables too', async () => {
    const nested = `${'{"a":'.repeat(15_000)}0${'}'.repeat(15_000)}`;
    expect(await refusalOf(`{"query":"{ __typename }","variables":{"a":${nested}}}`)).toEqual({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(
        /^The variable \$a\.a\.a.* is nested deeper than 32 levels\.$/,
      ),
    });
  });
});

describe('a text that could not be read back as it was sent', () => {
  const send = (document: string, variables = {}) =>
    refusalOf(JSON.stringify({ query: document, variables }));

  it.each<[string, object, string]>([
    ['NUL', { name: 'a\0b' }, 'The variable $name has the character NUL (U+0000) in it.'],
    [
      'the first half of a pair',
      { name: 'a\ud83d' },
      'The variable $name has half of a surrogate pair in it.',
    ],
    [
      'the second half of a pair',
      { name: '\ude00a' },
      'The variable $name has half of a surrogate pair in it.',
    ],
    [
      'a pair the wrong way round',
      { name: '\ude00\ud83d' },
      'The variable $name has half of a surrogate pair in it.',
    ],
    [
      'a place in a list',
      { input: { rows: [{}, { name: '\0' }] } },
      'The variable $input.rows[1].name has the character NUL (U+0000) in it.',
    ],
    [
      'a key',
      { input: { 'a\0': 1 } },
      'The variable $input.a\u2400 has the character NUL (U+0000) in it.',
    ],
    [
      'a variable that nobody declared',
      { other: '\0' },
      'The variable $other has the character NUL (U+0000) in it.',
    ],
  ])('is refused in a variable, and named: %s', async (_what, variables, message) => {
    expect(await send(query, variables)).toEqual({ status: 400, code: 'BAD_USER_INPUT', message });
  });

  it('is refused as the name of a field that would change what all objects are', async () => {
    const body = '{"query":"{ __typename }","variables":{"input":{"__proto__":{"a":1}}}}';
    expect(await refusalOf(body)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  });

  it.each(['\\u0000', '\\u{0}', '\\u{0000000}'])('is refused in a literal: %s', async (written) => {
    const document = `{\n  event(id: "a${written}b") { id }\n}`;
    const { status, text } = await post(JSON.stringify({ query: document }));
    expect(status).toBe(400);
    expect(JSON.parse(text).errors).toEqual([
      {
        message: 'A string of the document has the character NUL (U+0000) in it.',
        locations: [{ line: 2, column: 13 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('is refused raw in a document, with the place', async () => {
    expect(await send('{\n __typename # \0\n}')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The document has the character NUL (U+0000) in it, in line 2 at column 15.',
    });
    expect(await send('{ __type(name: "𝒜\ud800") { name } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The document has half of a surrogate pair in it, in line 1 at column 19.',
    });
  });

  it.each(['"\\ud83d"', '"\\ude00\\ud83d"'])(
    'is a syntax error when it is half an escape: %s',
    async (literal) => {
      const { errors } = await server.send(`{ event(id: ${literal}) { id } }`);
      expect(errors?.[0].extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' });
    },
  );

  it('is not one that only looks like it', async () => {
    for (const literal of ['"\\\\u0000"', '"""\\u0000"""', '"\\ud83d\\ude00"', '"\\u{1F600}"']) {
      const { data, errors } = await server.send(`{ event(id: ${literal}) { id } }`);
      expect({ literal, data, errors }).toEqual({
        literal,
        data: { event: null },
        errors: undefined,
      });
    }
  });

  it('is refused the same for whoever calls the check: half of the strings have one', () => {
    const unit = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(unit, fc.boolean(), (text, listed) => {
        const variables = listed ? { a: [{ b: text }] } : { a: text };
        const storable =
          Buffer.from(text, 'utf8').toString('utf8') === text && !text.includes('\0');
        expect(refuseText({ query, variables }) === null).toBe(storable);
      }),
      { numRuns: 500 },
    );
  });
});

// Nothing is trimmed, nothing is normalised: only what is blank altogether is refused.
describe('a text that is accepted is read back exactly as it was sent', () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((candidate) => !candidate.includes('\0') && candidate.trim() !== '');

  it('as the name, the place and the description of an event, in a variable and in a literal', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, location, description) => {
        const details = `startsAt: "2090-01-01T10:00", endsAt: "2090-01-01T11:00", timezone: "UTC", capacity: 1`;
        const { data, errors } = await server.send(
          `mutation ($name: String!, $location: String!) {
            createEvent(input: { name: $name, location: $location, description: ${literal(description)}, ${details} }) {
              ... on CreateEventSuccess { event { id name location description } }
              ... on UserError { message }
            }
          }`,
          { name, location },
        );
        expect(errors).toBeUndefined();
        const { id, ...written } = data.createEvent.event;
        expect(written).toEqual({ name, location, description });
        const read = await server.send(
          'query ($id: ID!) { event(id: $id) { name location description } }',
          { id },
        );
        expect(read.data.event).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  it('as the name of an attendee', async () => {
    const event = await givenEvent(server, { capacity: 1_000 });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        count += 1;
        const { __typename } = await register(server, event, `reader${count}@example.org`, {
          name,
        });
        expect(__typename).toBe('RegisterAttendeeSuccess');
        const { name: stored } = await server.db.attendee.findFirstOrThrow({
          where: { email: `reader${count}@example.org` },
        });
        expect(stored).toBe(name);
      }),
      { numRuns: 60 },
    );
  });

  /** A string of GraphQL, with every character escaped. */
  function literal(value: string): string {
    const escaped = [...value].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
    return `"${escaped.join('')}"`;
  }
});
