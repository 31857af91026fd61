import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getIntrospectionQuery,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { pathToArray } from 'graphql/jsutils/Path.js';
import { createLiveReads } from '../../src/data/liveReads.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createContext } from '../../src/graphql/context.js';
import { executeOperation } from '../../src/graphql/execution/executeOperation.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { createSchema } from '../../src/graphql/schema.js';
import { attendeeRow, eventRow } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { randomFrom, randomOperation } from './randomOperation.js';

// graphql-js is the oracle: our executor must give its answers, to the order of the errors.

const executeOfGraphqlJs = execute as typeof executeOperation;

/** A schema in which everything may go wrong, at once or later. */
const troubled = buildSchema(`
  interface Node { id: ID! }
  type Tree implements Node {
    id: ID!
    name: String
    must: String!
    kind: Kind
    count: Int!
    child: Tree
    mustChild: Tree!
    children: [Tree]
    mustChildren: [Tree!]!
    matrix: [[Int!]]!
    any: Node
    mustAny: Node!
    thing: Thing
    things: [Thing!]
    checked: Checked
    said(text: String = "hi", times: Int! = 2, list: [Int!], options: Options, kind: Kind): String
  }
  type Leaf implements Node { id: ID! weight: Float tree: Tree }
  type Checked { ok: Boolean! }
  union Thing = Tree | Leaf
  enum Kind { A B }
  input Options { a: Int = 3 b: [String!] more: Options }
  type Query { tree: Tree mustTree: Tree! node: Node things: [Thing] said(times: Int!): String }
  type Mutation { write(n: Int!): Tree mustWrite(n: Int!): Tree! count: Int! }
`);

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return value >>> 0;
}

async function later<T>(turns: number, value: () => T): Promise<T> {
  for (let i = 0; i < turns; i++) await null;
  return value();
}

/** What a field answers depends on the seed and its place alone. */
function trouble(_source: unknown, args: object, seed: unknown, info: GraphQLResolveInfo) {
  const place = pathToArray(info.path).join('.');
  const random = randomFrom(hash(`${seed} ${place}`));
  const value = () => {
    const choice = random();
    if (choice < 0.06) throw new Error(`thrown at ${place}`);
    if (choice < 0.1) return new Error(`answered at ${place}`);
    if (choice < 0.16) return null;
    if (choice < 0.18) return undefined;
    if (choice < 0.2) return {}; // of no type, and no scalar
    return valueFor(String(info.returnType), random, () => place + JSON.stringify(args));
  };
  const turns = Math.floor(random() * 5);
  return turns < 2 ? value() : later(turns, value);
}

function valueFor(type: string, random: () => number, text: () => string): unknown {
  const bare = type.replace(/!$/, '');
  if (bare.startsWith('[')) {
    const itemType = bare.slice(1, -1);
    // Items that may not be null come later, all of them: graphql-js leaves rejections unhandled
    // where one item fails at once and another later.
    const laterOnly = itemType.endsWith('!');
    const items = Array.from({ length: Math.floor(random() * 4) }, () => {
      const item = () => (random() < 0.1 ? null : valueFor(itemType, random, text));
      return laterOnly || random() < 0.3 ? later(Math.floor(random() * 3), item) : item();
    });
    return random() < 0.2 ? new Set(items) : items;
  }
  switch (bare) {
    case 'Int':
    case 'Float':
      return random() < 0.9 ? Math.floor(random() * 9) : 'no number';
    case 'Boolean':
      return random() < 0.5;
    case 'Kind':
      return random() < 0.8 ? 'A' : 'Z';
    case 'String':
    case 'ID':
      return text();
    default:
      return {
        __typename: ['Tree', 'Leaf', 'Tree', 'Checked', 'Kind', 'Nothing'][
          Math.floor(random() * 6)
        ],
        // These two are left to the default resolver.
        name: random() < 0.5 ? text() : (args: object) => `called with ${JSON.stringify(args)}`,
        weight: random() < 0.5 ? 1.5 : () => later(2, () => 2.5),
      };
  }
}

for (const type of Object.values(troubled.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    if (field.name !== 'name' && field.name !== 'weight') field.resolve = trouble;
  }
  if (type.name === 'Checked') {
    type.isTypeOf = (_value, seed) => {
      const right = hash(String(seed)) % 3 > 0;
      return hash(`${seed}?`) % 2 ? later(1, () => right) : right;
    };
  }
}

/** An answer as a client gets it, and what the errors come from. */
async function answerIn(
  run: typeof executeOperation,
  args: ExecutionArgs,
): Promise<Omit<ExecutionResult, 'errors'> & { errors: unknown }> {
  const { errors, ...rest } = await run(args);
  return {
    // Through JSON, because the order of fields counts too.
    ...JSON.parse(JSON.stringify({ ...rest, text: JSON.stringify(rest.data) })),
    errors: errors?.map((error) => [JSON.stringify(error), error.originalError?.message]),
  };
}

async function expectSame(
  args: ExecutionArgs,
  contextOf = () => args.contextValue,
  answerOf = answerIn,
) {
  const expected = await answerOf(executeOfGraphqlJs, { ...args, contextValue: contextOf() });
  // Twice: planned on the way, and with the plan that was kept.
  for (const _time of ['first', 'second']) {
    const answered = await answerOf(executeOperation, { ...args, contextValue: contextOf() });
    expect(answered).toEqual(expected);
  }
}

describe('executing an operation answers what graphql-js answers', () => {
  it.each(['query', 'mutation'] as const)('for any %s, whatever goes wrong', async (root) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (seed, contextValue) => {
        const { query, variables } = randomOperation(
          troubled,
          root,
          randomFrom(seed),
          (scalar, random) => {
            if (scalar === 'Int') return Math.floor(random() * 5);
            return scalar === 'Boolean' ? random() < 0.5 : `text ${Math.floor(random() * 9)}`;
          },
        );
        const document = parse(query);
        if (validate(troubled, document).length > 0) return;
        compared += 1;
        await expectSame({ schema: troubled, document, variableValues: variables, contextValue });
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('when @skip and @include change from one execution to the next', async () => {
    const document = parse(`query ($a: Boolean!, $b: Boolean! = true) {
      tree { name @skip(if: $a) count @include(if: $b) ... on Tree @include(if: $a) { kind } }
    }`);
    for (let seed = 0; seed < 20; seed++) {
      for (const variableValues of [{ a: true }, { a: false }, { a: true, b: false }]) {
        await expectSame({ schema: troubled, document, variableValues, contextValue: seed });
      }
    }
  });

  it('when more @skip and @include are decided by variables than plans are kept for', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const document = parse(`query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) {
      tree { ${names.map((name) => `${name}: name @skip(if: $${name})`).join(' ')} }
    }`);
    for (let bits = 0; bits < 32; bits++) {
      const variableValues = Object.fromEntries(
        names.map((name, i) => [name, !!(bits & (1 << i))]),
      );
      await expectSame({ schema: troubled, document, variableValues, contextValue: 3 });
    }
  });

  it.each([
    ['a variable that is missing', 'query ($n: Int!) { said(times: $n) }', {}],
    ['a variable of the wrong type', 'query ($n: Int!) { said(times: $n) }', { n: 'x' }],
    ['a null where none may be', 'query ($n: Int = 3) { said(times: $n) }', { n: null }],
    ['a default', 'query ($n: Int = 3) { said(times: $n) }', {}],
    [
      'many bad variables',
      'query ($n: [Int!]!) { tree { said(list: $n) } }',
      { n: Array(60).fill('x') },
    ],
    ['an unknown operation', 'query A { said(times: 1) } query B { said(times: 2) }', {}],
    ['a field called __proto__', '{ __proto__: said(times: 1) tree { __proto__: id } }', {}],
    ['introspection', getIntrospectionQuery(), {}],
  ])('for %s', async (_what, query, variableValues) => {
    const document = parse(query);
    for (const contextValue of [1, 2, 3]) {
      await expectSame({ schema: troubled, document, variableValues, contextValue });
    }
  });

  it('but handles what fails later in a list of which an item failed at once', async () => {
    const schema = buildSchema('type Query { list: [Int!] }');
    const fail = () => Promise.reject(new Error('later'));
    const rootValue = { list: () => [fail(), 'no number', fail()] };
    const { data, errors } = await executeOperation({
      schema,
      document: parse('{ list }'),
      rootValue,
    });
    expect(data).toEqual({ list: null });
    expect(errors).toMatchObject([{ path: ['list', 1] }]);
    await later(20, () => null);
  });

  it('for each of several operations of a document', async () => {
    const document = parse('query A { said(times: 1) } query B { a: said(times: 2) }');
    for (const operationName of ['A', 'B', 'C', undefined]) {
      await expectSame({ schema: troubled, document, operationName, contextValue: 1 });
    }
  });
});

describe('with our own schema', () => {
  let server: TestServer;
  let schema: GraphQLSchema;
  const ids: string[] = [];
  beforeAll(async () => {
    server = await startTestServer();
    schema = createSchema();
    const events = Array.from({ length: 12 }, (_, i) =>
      eventRow({ name: `Event ${i}`, capacity: 1 }),
    );
    const attendees = events.flatMap(({ id }) => [
      attendeeRow(id),
      attendeeRow(id, { status: 'WAITLISTED' as const }),
    ]);
    await server.db.event.createMany({ data: events });
    await server.db.attendee.createMany({ data: attendees });
    ids.push(...events.map(({ id }) => toGlobalId('event', id)));
    ids.push(...attendees.map(({ id }) => toGlobalId('attendee', id)));
  });
  afterAll(() => server.stop());

  it('any query is answered as graphql-js answers it', async () => {
    const now = new Date();
    const contextOf = () => createContext({ ...call(), now }, 'request');
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { query, variables } = randomOperation(schema, 'query', randomFrom(seed), ownValue);
        const document = parse(query);
        if (validate(schema, document).length > 0) return;
        compared += 1;
        await expectSame({ schema, document, variableValues: variables }, contextOf, unordered);
      }),
      { numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  /** Which of two statements fails first, PostgreSQL decides. */
  async function unordered(run: typeof executeOperation, args: ExecutionArgs) {
    const { errors, ...rest } = await answerIn(run, args);
    return { ...rest, errors: Array.isArray(errors) ? errors.map(String).sort() : errors };
  }

  let callers = 0;
  function call() {
    const { db, tokens } = server;
    const register = () => Promise.reject(new Error('not asked'));
    const desk = { register, queueLength: 0 };
    const liveReads = createLiveReads(db, () => new Date());
    const viewer = viewerWith(undefined, true);
    // Nobody from one address may guess secrets as often as this test does.
    callers += 1;
    return { db, desk, tokens, liveReads, viewer, address: `caller ${callers}` };
  }

  function ownValue(scalar: string, random: () => number): unknown {
    if (scalar === 'ID') return ids[Math.floor(random() * ids.length)];
    if (scalar === 'Int') return 1 + Math.floor(random() * 5);
    if (scalar === 'TimeZone') return random() < 0.9 ? 'Asia/Tokyo' : 'Europe/Paris';
    if (scalar === 'DateTime') return '2030-01-01T00:00:00Z';
    return scalar === 'Boolean' ? random() < 0.5 : 'event';
  }
});
