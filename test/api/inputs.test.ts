import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import { type GivenUser, givenResetCode, givenUser } from '../support/accounts.js';
import { eventInput, type GivenEvent, givenEvent } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { startTestServer, type TestServer } from '../support/server.js';

// The inputs come from the schema: a new one is tested by being there.

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

let server: TestServer;
let administrator: GivenUser;
let event: GivenEvent;
let resetCode: string;
beforeAll(async () => {
  server = await startTestServer({ manyAddresses: true });
  administrator = await givenUser(server, { role: 'ADMIN' });
  event = await givenEvent(server);
  resetCode = await givenResetCode(server, administrator);
});
afterAll(() => server.stop());

type Path = (string | number)[];

/** Where inputs of a type have values of a scalar. */
function pathsOf(type: GraphQLInputType, scalar: string): Path[] {
  const named = getNamedType(type);
  const own: Path = isListType(getNullableType(type)) ? [0] : [];
  if (named.name === scalar) return [own];
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    pathsOf(field.type, scalar).map((path) => [...own, field.name, ...path]),
  );
}

/** A value that the schema accepts, with `value` at `path`, and as little else as may be. */
function valueWith(type: GraphQLInputType, path: Path, value: unknown): unknown {
  if (isListType(getNullableType(type))) {
    const item = getNamedType(type) as GraphQLInputType;
    return [valueWith(item, path.slice(1), value)];
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named))
    return path.length === 0 && value !== SMALL ? value : small(named.name);
  const [wanted, ...rest] = path;
  const fields = fieldsFor(named, wanted).map((field) => [
    field.name,
    field.name === wanted ? valueWith(field.type, rest, value) : valueWith(field.type, [], SMALL),
  ]);
  return { ...Object.fromEntries(fields), ...known(named.name, wanted) };
}

const SMALL = Symbol('small');

function fieldsFor(
  type: GraphQLInputObjectType,
  wanted: Path[number] | undefined,
): GraphQLInputField[] {
  const fields = Object.values(type.getFields());
  if (type.isOneOf)
    return wanted ? fields.filter(({ name }) => name === wanted) : fields.slice(0, 1);
  return fields.filter((field) => field.name === wanted || isRequiredInputField(field));
}

const person = () => ({ name: 'Ada', email: 'ada@example.org' });
const KNOWN: Record<string, () => object> = {
  CreateEventInput: eventInput,
  NewEventInput: eventInput,
  RegisterAttendeeInput: person,
  NewAttendeeInput: person,
  ResetPasswordInput: () => ({ code: resetCode }),
  UpdateProfileInput: () => ({ username: 'somebody.else', currentPassword: 'not the password' }),
  SignUpInput: () => ({
    username: 'somebody',
    email: 'somebody@example.org',
    password: 'correct horse battery',
  }),
};

/** What has to fit together. */
function known(type: string, wanted: Path[number] | undefined): object {
  const given: Record<string, unknown> = { ...KNOWN[type]?.() };
  delete given[String(wanted)];
  return given;
}

function small(type: string): unknown {
  const named = schema.getType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  return (
    { ID: event.id, Int: 1, Boolean: false, TimeZone: 'UTC', DateTime: '2999-01-01T00:00Z' }[
      type
    ] ?? 'abc'
  );
}

const cases = (scalar: string) =>
  mutations.flatMap(({ name, args }) =>
    args.flatMap((arg) =>
      pathsOf(arg.type, scalar).map((path) => ({ name, type: arg.type, path, at: path.join('.') })),
    ),
  );

async function send(name: string, type: GraphQLInputType, input: unknown) {
  const result = getNamedType(schema.getMutationType()?.getFields()[name]?.type);
  const mayBeInvalid =
    isUnionType(result) && result.getTypes().some((one) => one.name === 'InvalidInput');
  const fields = mayBeInvalid ? '... on InvalidInput { fields { path message } }' : '';
  const selection = `{ __typename ${fields} }`;
  return server.send(
    `mutation ($input: ${type}) { ${name}(input: $input) ${selection} }`,
    { input },
    administrator.asUser,
  );
}

/** What is looked up and not kept: a text that nobody has is told like any other that nobody has. */
const LOOKED_UP =
  /^(user|people\.0\.user|ticket|attendee)\.|^(usernameOrEmail|password|refreshToken|currentPassword|code|registrationSecrets\.0)$/;

describe('every text of every mutation', () => {
  it('is there to be tested', () => {
    expect(cases('String').length).toBeGreaterThan(30);
  });

  it.each(cases('String'))('is bounded in length: $name $at', async ({ name, type, path, at }) => {
    const before = await everyRow(server);
    const long = 'x'.repeat(90_000);
    const { status, data, errors } = await send(name, type, valueWith(type, path, long));
    expect(status).toBe(200);
    expect(await everyRow(server)).toEqual(before);

    if (LOOKED_UP.test(at)) {
      const kind = data?.[name]?.__typename ?? errors?.[0].extensions.code;
      expect(kind).toMatch(/NotFound|NotBegun|Invalid|RATE_LIMITED/);
      return;
    }
    expect(errors).toBeUndefined();
    // Each row of a bulk has an answer of its own.
    if (name === 'registerAttendees' && path.length > 1) {
      expect(data[name].__typename).toBe('RegistrationsRefused');
      return;
    }
    expect(data[name]).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: path.map(String), message: expect.stringMatching(/\d|email address/) }],
    });
  });

  it.each(cases('String'))('of a megabyte is not read: $name $at', async ({ name, type, path }) => {
    const { status, errors } = await send(name, type, valueWith(type, path, 'x'.repeat(1_100_000)));
    expect({ status, code: errors?.[0].extensions.code }).toEqual({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
  });
});

describe('every number', () => {
  it.each(cases('Int'))(
    'of a mutation stays in its range: $name $at',
    async ({ name, type, path }) => {
      for (const value of [2 ** 31, -(2 ** 31) - 1, 1.5, 1e308]) {
        const { status, errors } = await send(name, type, valueWith(type, path, value));
        expect({ status, code: errors?.[0].extensions.code }).toEqual({
          status: 400,
          code: 'BAD_USER_INPUT',
        });
      }
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0]) {
        const { data, errors } = await send(name, type, valueWith(type, path, value));
        expect(errors).toBeUndefined();
        expect(data[name].__typename).not.toMatch(/Success$/);
      }
    },
  );

  const numbers = queries.flatMap(({ name, args }) =>
    args
      .filter(({ type }) => getNamedType(type).name === 'Int')
      .map((arg) => ({
        name,
        arg: arg.name,
        others: args.filter((other) => other !== arg && `${other.type}`.endsWith('!')),
      })),
  );
  it.each(numbers)('of a query stays in its range: $name $arg', async ({ name, arg, others }) => {
    const rest = others.map(
      (other) => `, ${other.name}: ${JSON.stringify(small(getNamedType(other.type).name))}`,
    );
    const query = `query ($n: Int!) { ${name}(${arg}: $n${rest.join('')}) { __typename } }`;
    for (const n of [2 ** 31, -(2 ** 31) - 1, 1.5]) {
      const { status, errors } = await server.send(query, { n });
      expect({ status, code: errors?.[0].extensions.code }).toEqual({
        status: 400,
        code: 'BAD_USER_INPUT',
      });
    }
    for (const n of [2 ** 31 - 1, -(2 ** 31), 0, -1]) {
      const { errors } = await server.send(query, { n });
      expect(errors?.[0].extensions.code ?? 'none').toMatch(/^(BAD_USER_INPUT|none)$/);
    }
  });
});

describe('an email', () => {
  const label = 'a'.repeat(63);
  const local = 'l'.repeat(64);
  const domain = (length: number) => `${label}.${label}.${'d'.repeat(length - 2 * 64)}`;
  const register = (email: string) =>
    server.mutate(
      'registerAttendee',
      { eventId: event.id, name: 'Ada', email, validateOnly: true },
      '... on RegisterAttendeeSuccess { attendee { email } } ... on InvalidInput { fields { path } }',
    );

  it.each([
    'a@b.co',
    "o'hara+x!#$%&*/=?^_`{|}~-@example.org",
    'A.B.c@EXAMPLE.org',
    `${local}@example.org`,
    `a@${label}.org`,
    `${local}@${domain(189)}`,
    '1@1.23',
  ])('is taken and kept as it is: %s', async (email) => {
    expect((await register(email)).attendee).toEqual({ email });
  });

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    `l${local}@example.org`,
    `a@a${label}.org`,
    `${local}@${domain(190)}`,
    '.ada@example.org',
    'ada.@example.org',
    'a..b@example.org',
    'ada lovelace@example.org',
    '"ada"@example.org',
    'ada(x)@example.org',
    'a@b@example.org',
    'ada@-example.org',
    'ada@example-.org',
    'ada@example..org',
    'ada@[127.0.0.1]',
    'adä@example.org',
    'ada@exämple.org',
    ' ada@example.org',
    'ada@example.org\n',
  ])('is refused: %s', async (email) => {
    expect(await register(email)).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: ['email'] }],
    });
  });
});
