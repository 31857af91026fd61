import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { givenUser } from '../support/accounts.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ exploring: false });
});
afterAll(() => server.stop());

async function overSocket(query: string, variables = {}, headers = {}): Promise<Json> {
  const socket = openTestSocket(server, headers);
  return new Promise<Json>((resolve, reject) => {
    socket.client.subscribe(
      { query, variables },
      {
        next: resolve,
        error: (told) => (Array.isArray(told) ? resolve({ errors: told }) : reject(told)),
        complete: () => {},
      },
    );
  }).finally(() => socket.close());
}

describe('the words of the schema', () => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  const fieldsOf = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  const words = new Set<string>([
    ...types.map(({ name }) => name),
    ...fieldsOf.flatMap(({ name, args }) => [name, ...args.map((arg) => arg.name)]),
    ...types.flatMap((type) => (isInputObjectType(type) ? Object.keys(type.getFields()) : [])),
    ...types.flatMap((type) => (isEnumType(type) ? type.getValues().map(({ name }) => name) : [])),
  ]);
  /** Words that English needs, and that schemas happen to have, tell nothing. */
  const english = new Set(
    'a at to id path fields first after last before ids number code'.split(' '),
  );

  /** The words of an answer that are the schema's, and were not in what was asked. */
  function learned(asked: string, answer: object): string[] {
    const wordsOf = (text: string) => text.match(/[A-Za-z_]\w*/g) ?? [];
    const told = (answer as Json).errors.flatMap(({ message, extensions }: Json) =>
      wordsOf(`${message} ${JSON.stringify(extensions)}`),
    );
    const known = new Set(wordsOf(asked));
    return told.filter((word: string) => words.has(word) && !known.has(word) && !english.has(word));
  }

  /** A slip of the pen, for which GraphQL suggests the right word. */
  const missed = (word: string) => `${word.slice(0, -1)}${word.slice(-1).repeat(2)}`;

  const questions: [string, string][] = [];
  const ask = (query: string, variables: object = {}) =>
    questions.push([query, JSON.stringify(variables)]);
  for (const root of ['query', 'mutation', 'subscription'] as const) {
    for (const field of Object.keys(schema.getRootType(root as never)?.getFields() ?? {})) {
      ask(`${root} { ${missed(field)} }`);
      ask(`${root} { ${field} }`);
      ask(`${root} { ${field} { ${missed('message')} } }`);
      ask(`${root} { ${field}(${missed('input')}: 1, ${missed('first')}: 2) { __typename } }`);
    }
  }
  for (const { name } of fieldsOf) ask(`{ events { nodes { ${missed(name)} } } }`);
  for (const { name } of types) {
    ask(`{ ... on ${missed(name)} { __typename } }`);
    ask(`{ ... on ${name} { ${missed('name')} } }`);
    ask(`query ($x: ${missed(name)}) { node(id: $x) { __typename } }`);
    ask(`query ($x: ${name}) { node(id: $x) { __typename } }`);
    ask(`query ($x: ${name}!) { event(id: "x") { name } }`, { x: { nothing: 1 } });
    ask(`query ($x: ${name}!) { event(id: "x") { name } }`);
    ask(`query ($x: [${name}!]!) { event(id: $x) { ${missed('name')} } }`, { x: 1 });
  }
  for (const type of types) {
    if (isInputObjectType(type)) {
      for (const field of Object.keys(type.getFields())) {
        const mutation = type.name.replace(/Input$/, '').replace(/^./, (c) => c.toLowerCase());
        const query = `mutation ($input: ${type.name}!) { ${mutation}(input: $input) { __typename } }`;
        ask(query, { input: { [missed(field)]: 1 } });
        ask(query, { input: { [field]: { a: [1] } } });
        ask(`mutation { ${mutation}(input: { ${missed(field)}: 1 }) { __typename } }`);
        ask(`mutation { ${mutation}(input: { ${field}: { a: 1 } }) { __typename } }`);
      }
    }
    if (isEnumType(type)) {
      for (const { name } of type.getValues()) {
        ask(`{ events(orderBy: { field: ${missed(name)} }) { totalCount } }`);
        ask(`query ($x: ${type.name}) { events(orderBy: { field: $x }) { totalCount } }`, {
          x: missed(name),
        });
        ask('query ($x: EventOrder) { events(orderBy: $x) { totalCount } }', {
          x: { field: missed(name) },
        });
        ask('query ($x: EventFilter) { events(filter: $x) { totalCount } }', {
          x: { statuses: [missed(name)] },
        });
      }
    }
  }

  it('cannot be learned from what is told about near misses', async () => {
    expect(questions.length).toBeGreaterThan(1_000);
    const leaks: Json[] = [];
    for (const [query, variables] of questions) {
      const answer = await server.send(query, JSON.parse(variables));
      if (!answer.errors) continue;
      const words = learned(`${query} ${variables}`, answer);
      if (words.length > 0) leaks.push({ query, variables, words, errors: answer.errors[0] });
    }
    expect(leaks).toEqual([]);
  }, 120_000);

  it('cannot be learned over WebSocket either', async () => {
    const leaks: Json[] = [];
    // One socket for all: what it is about is what is told.
    const socket = openTestSocket(server);
    for (const [query, variables] of questions.filter((_, i) => i % 5 === 0)) {
      const answer: Json = await new Promise((resolve, reject) => {
        const stop = socket.client.subscribe(
          { query, variables: JSON.parse(variables) },
          {
            next: (told) => {
              resolve(told);
              stop();
            },
            error: (told) => (Array.isArray(told) ? resolve({ errors: told }) : reject(told)),
            complete: () => {},
          },
        );
      });
      if (!answer.errors) continue;
      const words = learned(`${query} ${variables}`, answer);
      if (words.length > 0) leaks.push({ query, variables, words, errors: answer.errors[0] });
    }
    await socket.close();
    expect(leaks).toEqual([]);
  }, 120_000);

  it('are told where the schema is shown, so the tests above can fail', async () => {
    const exploring = await startTestServer({ databaseUrl: server.databaseUrl });
    const answers = await Promise.all(
      ['{ evens { totalCount } }', '{ events { node { id } } }'].map(async (query) =>
        learned(query, await exploring.send(query)),
      ),
    );
    await exploring.stop();
    expect(answers).toEqual([
      expect.arrayContaining(['Query', 'event', 'events']),
      expect.arrayContaining(['EventConnection', 'nodes']),
    ]);
  });
});

describe('in production', () => {
  it('a wrong document is told where it is wrong', async () => {
    const { status, errors } = await server.send('{\n  evnts { totalCount }\n}');
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [
        {
          message: 'This does not fit the schema.',
          locations: [{ line: 2, column: 3 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  it('a wrong variable is told by its name, and a wrong time zone for what it is', async () => {
    const query =
      'query ($n: Int, $zone: TimeZone) { events(first: $n) { nodes { startsAt(timezone: $zone) } } }';
    const messages = async (variables: object) =>
      (await server.send(query, variables)).errors?.map(({ message }: Json) => message);
    expect(await messages({ n: 'three' })).toEqual([
      'The value of the variable "$n" does not fit.',
    ]);
    expect(await messages({ zone: 'Pariss' })).toEqual([
      expect.stringMatching(/^"Pariss" is not the IANA name of a time zone\./),
    ]);
  });

  it('a wrong variable of a subscription is told like any other', async () => {
    const query = 'subscription ($id: ID!) { eventChanged(id: $id) { __typename } }';
    expect((await overSocket(query, { id: {} })).errors).toEqual([
      {
        message: 'The value of the variable "$id" does not fit.',
        locations: expect.anything(),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Event") { name } }',
    '{ ...F } fragment F on Query { __schema { queryType { name } } }',
  ])('nobody introspects: %s', async (query) => {
    const user = await givenUser(server);
    for (const headers of [{}, user.asUser]) {
      const { status, data, errors } = await server.send(query, {}, headers);
      expect({ status, data }).toEqual({ status: 400, data: undefined });
      expect(errors).toEqual([
        {
          message: 'The schema is shown to administrators only.',
          extensions: { code: 'INTROSPECTION_DISABLED' },
        },
      ]);
      expect((await overSocket(query, {}, headers)).errors).toEqual(errors);
    }
  });

  it('administrators introspect, over HTTP and WebSocket', async () => {
    const administrator = await givenUser(server, { role: 'ADMIN' });
    const query = getIntrospectionQuery();
    const { data } = await server.send(query, {}, administrator.asUser);
    expect(data.__schema.types.length).toBeGreaterThan(50);
    expect((await overSocket(query, {}, administrator.asUser)).data).toEqual(data);
    // The same document is not remembered as good for everyone.
    expect((await server.send(query)).errors?.[0].extensions.code).toBe('INTROSPECTION_DISABLED');
  });

  it.each(['/graphql', '/explorer/', '/'])('there is no page at %s', async (path) => {
    const response = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.headers.get('content-type')).not.toContain('html');
  });

  it('a fault is told by the id of its request alone', async () => {
    await server.db.$executeRaw`ALTER TABLE "Event" RENAME TO "Elsewhere"`;
    const answer = await server
      .send('{ events { totalCount } }', {}, { 'x-request-id': 'fault-7' })
      .finally(() => server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Event"`);
    expect(answer.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['events'],
        locations: expect.anything(),
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'fault-7' },
      },
    ]);
  });
});
