import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLInputObjectType, getNullableType } from 'graphql';
import { givenUser } from '../support/accounts.js';
import { eventInput, givenEvent } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { type Relay, startRelay } from '../support/relay.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

/** Next to the database, and where the server reaches it. */
let direct: TestServer;
let relay: Relay;
let server: TestServer;
beforeAll(async () => {
  direct = await startTestServer();
  relay = await startRelay(direct.databaseUrl);
  server = await startTestServer({ databaseUrl: relay.url });
});
afterAll(async () => {
  await server.stop();
  await relay.cut();
  await direct.stop();
});

const person = () => ({ name: 'Ada Lovelace', email: `${randomUUID()}@example.org` });

/** What is answered when the database has no connection for a request. */
const BUSY = {
  message: 'The database cannot be reached just now. Try again in a moment.',
  extensions: { code: 'SERVICE_BUSY', retryAfter: 1 },
};

function expectBusy({ status, headers, errors }: Answer): void {
  expect(errors).toEqual([expect.objectContaining(BUSY)]);
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('1');
}

const ready = async (at: TestServer) => (await fetch(`${at.url}/health/ready`)).status;

describe('while the database is gone', () => {
  it('reads and writes are answered 503, and both work again when it is back', async () => {
    const event = await givenEvent(server);
    const input = { eventId: event.id, ...person() };
    const write =
      'mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) { __typename } }';
    await relay.cut();

    for (const answer of [
      await server.send('{ events { totalCount } }'),
      await server.send(write, { input }),
      await server.send('{ viewer { id } }', {}, event.asOwner),
    ]) {
      expectBusy(answer);
    }
    expect(await ready(server)).toBe(503);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);

    await relay.mend();
    expect((await server.send(write, { input })).data.registerAttendee).toEqual({
      __typename: 'RegisterAttendeeSuccess',
    });
    expect(await ready(server)).toBe(200);
  });
});

describe('while every connection is taken', () => {
  it('requests are told to come back, and readiness is not theirs to spoil', async () => {
    const full = await startTestServer({
      databaseUrl: direct.databaseUrl,
      poolSize: 1,
      waitMsMax: 100,
    });
    const event = await givenEvent(direct);
    let release = () => {};
    let taken = () => {};
    const isTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const held = full.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      taken();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await isTaken;

    expectBusy(await full.send('{ events { totalCount } }'));
    expectBusy(
      await full.send(
        'mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) { __typename } }',
        { input: { eventId: event.id, ...person() } },
      ),
    );
    expect(await ready(full)).toBe(200);

    release();
    await held;
    expect((await full.send('{ events { totalCount } }')).status).toBe(200);
    await full.stop();
  });
});

/** A call of each mutation that takes an idempotency key, without the key. */
const keyed: Record<string, () => Promise<{ input: object; headers?: Record<string, string> }>> = {
  createEvent: async () => ({ input: eventInput() }),
  createEvents: async () => ({ input: { events: [eventInput(), eventInput()] } }),
  registerAttendee: async () => ({
    input: { eventId: (await givenEvent(direct)).id, ...person() },
  }),
  registerAttendees: async () => {
    const { id: eventId, asOwner: headers } = await givenEvent(direct);
    return { input: { eventId, attendees: [person(), person()] }, headers };
  },
  shareEvent: async () => {
    const [owner, friend] = [await givenUser(direct), await givenUser(direct)];
    const created = '... on CreateEventSuccess { event { id } }';
    const { event } = await direct.mutate('createEvent', eventInput(), created, owner.asUser);
    const people = [{ user: { id: friend.id }, role: 'VIEWER' }];
    return { input: { eventId: event.id, people }, headers: owner.asUser };
  },
  signUp: async () => {
    const username = `new-${randomUUID().slice(0, 13)}`;
    const password = 'a sentence that only I know';
    return { input: { username, email: `${username}@example.org`, password } };
  },
};

const mutations = buildSchema(readFileSync('schema.graphql', 'utf8'))
  .getMutationType()
  ?.getFields();
const takeKeys = Object.values(mutations ?? {})
  .filter(({ args: [input] }) => {
    const type = input && (getNullableType(input.type) as GraphQLInputObjectType);
    return type && 'idempotencyKey' in type.getFields();
  })
  .map(({ name }) => name);

describe('a COMMIT whose answer was lost', () => {
  it.each(takeKeys)('is found again by the idempotencyKey of %s', async (mutation) => {
    const call = await keyed[mutation]?.();
    if (!call) throw new Error(`Nothing here calls ${mutation}.`);
    const input = { ...call.input, idempotencyKey: randomUUID() };
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
    const send = () =>
      server.send(
        `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename } }`,
        { input },
        call.headers,
      );
    const before = await everyRow(direct);

    relay.loseNextCommit();
    const lost = await send();
    const written = await everyRow(direct);
    const again = await send();

    expect(lost.errors?.[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(written).not.toEqual(before);
    expect(again.data[mutation].__typename).toMatch(/Success$/);
    expect(await everyRow(direct)).toEqual(written);
  });
});
