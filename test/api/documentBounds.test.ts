import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

// Nothing here asserts how long a thing takes: it is refused, and the server answers the next.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

/** What both ways in answer. */
async function overBoth(query: string, variables: Record<string, unknown> = {}): Promise<Json> {
  const { status, data, errors } = await server.send(query, variables);
  const socket = openTestSocket(server);
  const overSocket: Json = await new Promise((resolve, reject) => {
    socket.client.subscribe(
      { query, variables },
      {
        next: resolve,
        error: (told) => (Array.isArray(told) ? resolve({ errors: told }) : reject(told)),
        complete: () => {},
      },
    );
  }).finally(() => socket.close());
  const withoutPlaces = (given?: Json[]) => given?.map(({ locations: _, ...error }) => error);
  expect({ data: overSocket.data, errors: withoutPlaces(overSocket.errors) }).toEqual({
    data,
    errors: withoutPlaces(errors),
  });
  return { status, data, errors };
}

async function stillAnswers() {
  expect((await server.send('{ __typename }')).data).toEqual({ __typename: 'Query' });
}

/** `{ event { attendees { nodes { event { …` with so many levels. */
function nested(levels: number): string {
  const round = ['attendees(first: 1)', 'nodes', 'event'];
  const names = Array.from({ length: levels - 2 }, (_, i) => round[i % 3]);
  const inside = names.reduceRight((below, name) => `${name} { ${below} }`, '__typename');
  return `{ event(id: "x") { ${inside} } }`;
}

const repeat = (count: number, write: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ');

/** Three hundred selections, no two of one name in one place. */
const SELECTIONS_300 = repeat(
  30,
  (i) => `a${i}: events { nodes { id name location startsAt endsAt status capacity seatsLeft } }`,
);

/** Fragments that spread the one before twice: 2ⁿ selections in n lines. */
function bomb(lines: number): string {
  const fragments = repeat(lines, (i) => `fragment F${i + 1} on Query { ...F${i} ...F${i} }`);
  return `{ ...F${lines} } fragment F0 on Query { __typename } ${fragments}`;
}

describe('a document', () => {
  // At its bound, and one past it.
  it.each([
    ['depth', 'DEPTH_LIMIT', nested(12), nested(13), { depth: 13, depthMax: 12 }],
    [
      'aliases',
      'ALIAS_LIMIT',
      `{ ${repeat(30, (i) => `a${i}: __typename`)} }`,
      `{ ${repeat(31, (i) => `a${i}: __typename`)} }`,
      { aliases: 31, aliasesMax: 30 },
    ],
    [
      'aliases in fragments',
      'ALIAS_LIMIT',
      `{ ...A ...B } fragment A on Query { ${repeat(10, (i) => `a${i}: __typename`)} } fragment B on Query { ...A ...A }`,
      `{ ...A ...B b: __typename } fragment A on Query { ${repeat(10, (i) => `a${i}: __typename`)} } fragment B on Query { ...A ...A }`,
      { aliases: 31, aliasesMax: 30 },
    ],
    [
      'directives of a field',
      'DIRECTIVE_LIMIT',
      '{ __typename @include(if: true) }',
      `{ __typename ${'@include(if: true) '.repeat(9)}}`,
      { directives: 9, directivesMax: 8 },
    ],
    [
      'directives',
      'DIRECTIVE_LIMIT',
      `{ ${repeat(30, (i) => `a${i}: __typename @skip(if: false)`)} }`,
      `{ ...F @skip(if: false) ${repeat(29, (i) => `a${i}: __typename @skip(if: false)`)} } fragment F on Query { __typename @skip(if: false) }`,
      { directives: 31, directivesMax: 30 },
    ],
    [
      'selections',
      'SELECTION_LIMIT',
      `{ ${SELECTIONS_300} }`,
      `{ ${SELECTIONS_300} __typename }`,
      { selections: 301, selectionsMax: 300 },
    ],
    [
      'comparisons of one field',
      'COMPARISON_LIMIT',
      `{ ${'__typename '.repeat(141)}}`,
      `{ ${'__typename '.repeat(142)}}`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons of arguments',
      'COMPARISON_LIMIT',
      `{ ${'events(first: 1) { totalCount } '.repeat(30)}}`,
      `{ ${'events(first: 1) { totalCount } '.repeat(31)}}`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons of lists and objects in arguments',
      'COMPARISON_LIMIT',
      `{ ${'events(filter: { statuses: [SCHEDULED, CANCELLED] }) { totalCount } '.repeat(16)}}`,
      `{ ${'events(filter: { statuses: [SCHEDULED, CANCELLED] }) { totalCount } '.repeat(17)}}`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons of texts in arguments',
      'COMPARISON_LIMIT',
      `{ ${`events(search: "${'x'.repeat(100)}") { totalCount } `.repeat(22)}}`,
      `{ ${`events(search: "${'x'.repeat(100)}") { totalCount } `.repeat(23)}}`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons of fields below such of one name',
      'COMPARISON_LIMIT',
      `{ ${'events { nodes { id } } '.repeat(82)}}`,
      `{ ${'events { nodes { id } } '.repeat(83)}}`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons in all places together',
      'COMPARISON_LIMIT',
      `{ events { nodes { ${'id '.repeat(99)}} edges { node { ${'id '.repeat(99)}} } } }`,
      `{ events { nodes { ${'id '.repeat(99)}} edges { node { ${'id '.repeat(99)}} } ${'totalCount '.repeat(30)}} }`,
      { comparisonsMax: 10_000 },
    ],
    [
      'comparisons of fields in fragments',
      'COMPARISON_LIMIT',
      `{ ${repeat(100, () => '...F')} } fragment F on Query { __typename }`,
      `{ ${repeat(142, () => '...F')} } fragment F on Query { __typename }`,
      { comparisonsMax: 10_000 },
    ],
    [
      'lines',
      'TOKEN_LIMIT',
      `${'\n'.repeat(4_999)}{ __typename }`,
      `${'\n'.repeat(5_000)}{ __typename }`,
      { linesMax: 5_000 },
    ],
    [
      'tokens',
      'TOKEN_LIMIT',
      `{ nodes(ids: [${'"x" '.repeat(100)}]) { __typename } }`,
      `{ nodes(ids: [${'"x" '.repeat(1_990)}]) { __typename } }`,
      { tokensMax: 2_000 },
    ],
  ])('may have so many %s, over HTTP and WebSocket, and not one more: %s', async (...row) => {
    const [, code, good, bad, facts] = row;
    expect((await overBoth(good)).errors).toBeUndefined();
    const { status, data, errors } = await overBoth(bad);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors).toEqual([
      { message: expect.stringMatching(/\.$/), extensions: { code, ...facts } },
    ]);
    await stillAnswers();
  });

  it('may have five operations', async () => {
    const document = (count: number) => repeat(count, (i) => `query Q${i} { __typename }`);
    const { errors: named } = await server.send(document(5));
    expect(named?.[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    const { errors } = await overBoth(document(6));
    expect(errors?.[0].extensions).toEqual({
      code: 'OPERATION_LIMIT',
      operations: 6,
      operationsMax: 5,
    });
  });
});

describe('a hostile document is refused, and the server answers the next:', () => {
  it.each([
    ['fragments that double', bomb(60), 'SELECTION_LIMIT'],
    ['fragments that double without end', bomb(180), 'SELECTION_LIMIT'],
    ['a fragment in itself', '{ ...F } fragment F on Query { ...F }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'fragments in a circle',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A ...A ...C } fragment C on Query { ...B }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a hundred thousand words', `{ ${'a '.repeat(49_000)}}`, 'TOKEN_LIMIT'],
    ['fields in fields', `${'{ a '.repeat(660)}${'} '.repeat(660)}`, 'DEPTH_LIMIT'],
    ['brackets in brackets', `{ ${'{'.repeat(40_000)}`, 'DEPTH_LIMIT'],
    ['brackets in brackets that are no GraphQL', `{ ${'['.repeat(1_900)} ?`, 'DEPTH_LIMIT'],
    [
      'lists in lists',
      `{ events(search: ${'['.repeat(950)}${']'.repeat(950)}) { totalCount } }`,
      'DEPTH_LIMIT',
    ],
    ['lists that do not end', `{ events(search: ${'['.repeat(90_000)}`, 'DEPTH_LIMIT'],
    [
      'types in types',
      `query ($x: ${'['.repeat(950)}Int${']'.repeat(950)}) { __typename }`,
      'DEPTH_LIMIT',
    ],
    ['thousands of aliases', `{ ${repeat(600, (i) => `a${i}: __typename`)} }`, 'SELECTION_LIMIT'],
    [
      'hundreds of fields of one name',
      `{ ${'events { totalCount } '.repeat(300)}}`,
      'SELECTION_LIMIT',
    ],
    [
      'hundreds of fields of one name, with arguments',
      `{ events { nodes { ${'startsAt(timezone: "Asia/Tokyo") '.repeat(296)}} } }`,
      'COMPARISON_LIMIT',
    ],
    [
      'fields of one name in fragments in fragments',
      `{ ${'... { '.repeat(150)}${'__typename '.repeat(140)}${'} '.repeat(150)}}`,
      'COMPARISON_LIMIT',
    ],
    [
      'hundreds of unknown fields',
      `{ ${repeat(290, (i) => `nothing${i}`)} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'hundreds of variables that nobody uses',
      `query (${repeat(300, (i) => `$v${i}: Int`)}) { __typename }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a word of 90 kB', `{ ${'a'.repeat(90_000)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription of many words', `subscription { ${'a '.repeat(20_000)}}`, 'TOKEN_LIMIT'],
    [
      'directives without end',
      `{ __typename ${'@skip(if: true) '.repeat(250)}}`,
      'DIRECTIVE_LIMIT',
    ],
  ])('%s', async (_what, document, code) => {
    const { status, errors } = await overBoth(document);
    expect(status).toBe(400);
    expect(errors.length).toBeLessThan(10);
    expect(errors[0].extensions.code).toBe(code);
    await stillAnswers();
  });

  it('fragments in a circle, in the words and with the status of validation', async () => {
    const query = '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }';
    for (const [accept, status] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const answer = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query }),
      });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: 'Cannot spread fragment "A" within itself.',
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      });
    }
  });

  it('fragments that are spread often, but never in themselves, are taken', async () => {
    const { data } = await overBoth(
      '{ ...A ...B } fragment A on Query { ...C ...B } fragment B on Query { ...C } fragment C on Query { __typename }',
    );
    expect(data).toEqual({ __typename: 'Query' });
  });

  it('a hundred thousand wrong values in a variable', async () => {
    const { status, errors } = await overBoth(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }',
      { ids: Array(15_000).fill(null) },
    );
    expect(status).toBe(400);
    expect(errors[0].extensions.code).toBe('COST_LIMIT');
    expect(errors.length).toBeLessThan(10);
    await stillAnswers();
  });
});

describe('the errors of an answer', () => {
  /** With its extensions. */
  async function answerTo(query: string, variables: Record<string, unknown> = {}): Promise<Json> {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  it('are fewer than ten, and validation looks for no more than one that is left out', async () => {
    const { errors, extensions } = await answerTo(`{ ${repeat(25, (i) => `nothing${i}`)} }`);
    expect(errors).toHaveLength(9);
    expect(extensions).toEqual({ errorsOmitted: 1 });
  });

  it('are fewer than ten when fields fail, too', async () => {
    const { id } = await givenEvent(server);
    const failing = repeat(12, (i) => `a${i}: attendees(first: -1) { totalCount }`);
    const { data, errors } = await overBoth(`{ event(id: "${id}") { ${failing} } }`);
    expect(errors).toHaveLength(9);
    expect(data.event.a11).toBeNull();
  });

  it('are fewer than ten for values in a variable, and no more than one that is left out is looked for', async () => {
    const query = 'query Wrong($ids: [ID!]!) { nodes(ids: $ids) { __typename } }';
    const variables = { ids: Array(50).fill(null) };
    for (const _newAndKnown of [1, 2]) {
      const { extensions } = await answerTo(query, variables);
      expect(extensions).toEqual({ errorsOmitted: 1 });
    }
    const { errors } = await overBoth(query, variables);
    expect(errors).toHaveLength(9);
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a document that is nested so deep that reading it fails', () => {
  it('is refused, also when it could be read a second time', async () => {
    // Parsed again and again, the parser is compiled, and needs less of the stack for each level.
    const levels = (count: number) => `{ events(search: ${'['.repeat(count)}${']'.repeat(count)})`;
    for (const count of [201, 500, 990, 5_000, 20_000]) {
      const { errors } = await overBoth(`${levels(count)} { totalCount } ${'a '.repeat(2_000)} }`);
      expect(errors).toEqual([
        expect.objectContaining({
          extensions: { code: 'DEPTH_LIMIT', depth: 201, depthMax: 200 },
        }),
      ]);
    }
  });
});

describe('introspection', () => {
  const types = '{ __schema { types { name } } }';

  it.each([
    ['as graphql-js asks by default', getIntrospectionQuery()],
    [
      'as tools ask that want all of it',
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('is answered %s', async (_what, query) => {
    const { errors, data } = await overBoth(query);
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(50);
  });

  it('has bounds of its own', async () => {
    const ofType = `${'ofType { '.repeat(20)}name${' }'.repeat(20)}`;
    const deep = await overBoth(`{ __type(name: "Event") { ${ofType} } }`);
    expect(deep.errors[0].extensions).toEqual({ code: 'DEPTH_LIMIT', depth: 21, depthMax: 20 });

    const wide = await overBoth(`{ __schema { types { ${'name '.repeat(500)}} } }`);
    expect(wide.errors[0].extensions).toMatchObject({ code: 'SELECTION_LIMIT', selections: 501 });

    const twice = await overBoth(
      repeat(1, () => `{ ${repeat(11, (i) => `a${i}: __schema { types { name } }`)} }`),
    );
    expect(twice.errors[0].extensions).toMatchObject({ code: 'COST_LIMIT', cost: 11_000 });
    expect((await overBoth(types)).errors).toBeUndefined();
  });
});
