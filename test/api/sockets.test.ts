import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import type { SocketBounds } from '../../src/server/sockets/socketBounds.js';
import { bearer, givenUser } from '../support/accounts.js';
import { eventInput, givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket, socketAddress, type TestSocket } from '../support/sockets.js';
import { untilSomebodyWaits } from '../support/waiting.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const opened: TestSocket[] = [];
afterEach(() => Promise.all(opened.splice(0).map((socket) => socket.close())));

function open(...args: Parameters<typeof openTestSocket>): TestSocket {
  const socket = openTestSocket(...args);
  opened.push(socket);
  return socket;
}

/** A server with other bounds, on the same database, for one test. */
async function withBounds(
  bounds: Partial<SocketBounds>,
  test: (other: TestServer) => Promise<void>,
): Promise<void> {
  const other = await startTestServer({ databaseUrl: server.databaseUrl, bounds });
  try {
    await test(other);
  } finally {
    await other.stop();
  }
}

/** A socket without a client that knows the protocol. */
async function openRaw(on: TestServer, path = ''): Promise<WebSocket> {
  const socket = new WebSocket(`${socketAddress(on)}${path}`, 'graphql-transport-ws');
  await once(socket, 'open');
  return socket;
}

const closing = async (socket: WebSocket) => {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
};

const VIEWER = '{ viewer { username } }';
const TICKS = 'subscription ($id: ID!) { seatsChanged(eventId: $id) { __typename } }';

describe('who opens a socket', () => {
  it('is known by connectionParams, whatever the case of their names', async () => {
    const user = await givenUser(server);
    for (const name of ['authorization', 'Authorization']) {
      const socket = open(server, { [name]: user.asUser.authorization });
      const { data } = await socket.subscribe(VIEWER).next();
      expect(data).toEqual({ viewer: { username: user.username } });
    }
  });

  it('is known by a token in the query string', async () => {
    const user = await givenUser(server);
    const url = `${socketAddress(server)}?token=${user.accessToken}`;
    const { data } = await open(server, {}, { url }).subscribe(VIEWER).next();
    expect(data).toEqual({ viewer: { username: user.username } });
  });

  it('owns an event whose manage secret it brings', async () => {
    const event = await givenEvent(server, { visibility: 'PRIVATE' });
    const socket = open(server, {
      'Turnout-Event-Secret': event.asOwner['turnout-event-secret'],
    });
    const query = 'query ($id: ID!) { event(id: $id) { viewerRole } }';
    const { data } = await socket.subscribe(query, { id: event.id }).next();
    expect(data).toEqual({ event: { viewerRole: 'OWNER' } });
  });

  it('is nobody without a token, and is refused with a bad one', async () => {
    const { data } = await open(server).subscribe(VIEWER).next();
    expect(data).toEqual({ viewer: null });
    const { code } = await open(server, bearer('nonsense')).closed;
    expect(code).toBe(4403);
  });

  it('is let go when the token expires, with a code after which clients connect again', async () => {
    const user = await givenUser(server);
    const claims = { userId: user.uuid, sessionId: user.sessionId };
    const almost = new Date(Date.now() - 15 * 60_000 + 3_000);
    const { token } = await server.tokens.accessTokens.issue(claims, almost);
    const { closed } = open(server, bearer(token));
    expect(await closed).toEqual({ code: 4403, reason: 'The access token has expired.' });
  });

  it('is let go when the session has lasted as long as it may', async () => {
    let now = new Date();
    const clocked = await startTestServer({ databaseUrl: server.databaseUrl, clock: () => now });
    const { refreshToken } = await givenUser(clocked);
    const begun = now.getTime();
    let last = { refreshToken, accessToken: '' };
    for (const ms of [29, 58, 87, 90].map((days) => begun + days * 86_400_000 - 1_500)) {
      now = new Date(ms);
      const input = { refreshToken: last.refreshToken };
      const tokens = '... on RefreshSessionSuccess { accessToken refreshToken }';
      last = await clocked.mutate('refreshSession', input, tokens);
    }
    const opened = Date.now();
    const { code } = await open(clocked, bearer(last.accessToken)).closed;
    await clocked.stop();
    expect(code).toBe(4403);
    expect(Date.now() - opened).toBeLessThan(5_000); // its token alone would have 15 minutes
  });

  it('may not come from the page of a stranger', async () => {
    const strict = await startTestServer({
      databaseUrl: server.databaseUrl,
      corsOrigins: ['https://events.example.org'],
    });
    const statusFor = async (origin: string) => {
      const socket = new WebSocket(socketAddress(strict), 'graphql-transport-ws', { origin });
      return Promise.race([
        once(socket, 'unexpected-response').then(([, response]) => response.statusCode),
        once(socket, 'open').then(() => {
          socket.close();
          return 101;
        }),
      ]);
    };
    expect(await statusFor('https://events.example.org')).toBe(101);
    expect(await statusFor('https://evil.example.org')).toBe(403);
    await strict.stop();
  });

  it('asks at the exact path', async () => {
    for (const path of ['/', '/graphql/', '/graphqlx', '/health/live']) {
      const socket = new WebSocket(server.url.replace('http', 'ws') + path, 'graphql-transport-ws');
      const [, response] = await once(socket, 'unexpected-response');
      expect(response.statusCode).toBe(404);
    }
  });
});

describe('operations over a socket', () => {
  it.each([
    ['a query', '{ events(first: 2) { nodes { id } } }'],
    ['a syntax error', '{ events( }'],
    ['an unknown field', '{ evens { id } }'],
    [
      'a variable of a wrong type',
      'query ($first: Int) { events(first: $first) { nodes { id } } }',
    ],
    ['an argument out of bounds', '{ events(first: 1000) { nodes { id } } }'],
    ['no such operation', 'query A { __typename } query B { __typename }'],
    ['introspection', '{ __type(name: "Event") { name } }'],
  ])('are answered as over HTTP: %s', async (_what, query) => {
    const variables = { first: 'two' };
    const { data, errors } = await server.send(query, variables);
    const subscription = open(server).subscribe(query, variables);
    const answer = await Promise.race([
      subscription.next().catch(() => null),
      subscription.ended.then((refusals) => ({ errors: refusals })),
    ]);
    expect(answer).toEqual(data === undefined ? { errors } : { data, ...(errors && { errors }) });
  });

  it('write, too', async () => {
    const query = `mutation ($input: CreateEventInput!) { createEvent(input: $input) {
      ... on CreateEventSuccess { event { name } } } }`;
    const input = eventInput({ name: 'Over a socket' });
    const { data } = await open(server).subscribe(query, { input }).next();
    expect(data.createEvent.event.name).toBe('Over a socket');
  });

  it('end alone when they are wrong: the socket goes on', async () => {
    const socket = open(server);
    for (const wrong of ['{', 'subscription { nope }', 'subscription { seatsChanged }']) {
      const [error] = (await socket.subscribe(wrong).ended) ?? [];
      expect(error.extensions.code).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
    }
    expect((await socket.subscribe(VIEWER).next()).data).toEqual({ viewer: null });
  });

  it('tell nothing of a fault but the id under which it is logged', async () => {
    const socket = open(server);
    await socket.subscribe(VIEWER).next();
    await server.db.$executeRaw`ALTER TABLE "Event" RENAME TO "Elsewhere"`;
    try {
      const event = 'event_01jz0000000000000000000000';
      const [asked] = [
        socket.subscribe('query ($id: ID!) { event(id: $id) { id } }', { id: event }),
      ];
      const followed = socket.subscribe(TICKS, { id: event });
      for (const error of [(await asked.next()).errors[0], ((await followed.ended) ?? [])[0]]) {
        expect(error.message).toBe('Something went wrong on our side.');
        expect(error.extensions).toEqual({
          code: 'INTERNAL_SERVER_ERROR',
          requestId: expect.any(String),
        });
      }
    } finally {
      await server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Event"`;
    }
  });
});

describe('what a socket may cost', () => {
  it('ends who does not say who they are', () =>
    withBounds({ socketInitMsMax: 30 }, async (other) => {
      expect(await closing(await openRaw(other))).toBe(4408);
    }));

  it('also who says something else meanwhile', () =>
    withBounds({ socketInitMsMax: 30 }, async (other) => {
      const socket = await openRaw(other);
      socket.send('{"type":"ping"}');
      expect(await closing(socket)).toBe(4408);
    }));

  it('but not who has said it while the server was too late to hear it', () =>
    withBounds({ socketInitMsMax: 50 }, async (other) => {
      const socket = await openRaw(other);
      socket.send('{"type":"connection_init"}');
      const end = performance.now() + 200;
      while (performance.now() < end); // client and server are one process
      expect(String((await once(socket, 'message'))[0])).toBe('{"type":"connection_ack"}');
      socket.send('{"type":"ping"}');
      expect(String((await once(socket, 'message'))[0])).toBe('{"type":"pong"}');
      socket.close();
    }));

  it('ends who speaks another protocol', async () => {
    const socket = new WebSocket(socketAddress(server), 'graphql-ws');
    const [error] = await new Promise<Error[]>((refused) => {
      socket.once('error', (...errors) => refused(errors));
    });
    expect(error?.message).toBe('Server sent no subprotocol');
  });

  it('ends who sends a message that is too long', async () => {
    const socket = await openRaw(server);
    socket.send('x'.repeat(131_073));
    expect(await closing(socket)).toBe(1009);
  });

  it.each(['nonsense', '{}', '{"type":"subscribe"}', '[]', 'null', '{"type":"nope","id":"1"}'])(
    'ends who does not keep to the protocol: %s',
    async (message) => {
      const socket = await openRaw(server);
      socket.send(message);
      expect(await closing(socket)).toBe(4400);
    },
  );

  it('refuses more operations at a time than allowed, and takes the next when one has ended', () =>
    withBounds({ socketOperationsMax: 2 }, async (other) => {
      const event = await givenEvent(other);
      const socket = open(other);
      const [first, second] = [1, 2].map(() => socket.subscribe(TICKS, { id: event.id }));
      await Promise.all([first?.next(), second?.next()]);
      const [error] = (await socket.subscribe(TICKS, { id: event.id }).ended) ?? [];
      expect(error).toEqual({
        message: 'A socket may have 2 operations at a time.',
        extensions: { code: 'TOO_MANY_OPERATIONS' },
      });
      first?.stop();
      await first?.ended;
      expect((await socket.subscribe(TICKS, { id: event.id }).next()).data).toBeTruthy();
    }));

  it('ends who does not answer when asked whether they are still there', () =>
    withBounds({ socketPingMs: 30 }, async (other) => {
      const socket = new WebSocket(socketAddress(other), 'graphql-transport-ws', {
        autoPong: false,
      });
      expect(await closing(socket)).toBe(1006); // without a word, for nobody listens
    }));

  it('closes who goes on asking without reading the answers', () =>
    withBounds({ socketUnreadBytesMax: 10_000 }, async (other) => {
      const event = await givenEvent(other, { description: 'x'.repeat(10_000) });
      const descriptions = Array.from({ length: 30 }, (_, i) => `a${i}: description`).join(' ');
      const query = `query ($id: ID!) { event(id: $id) { ${descriptions} } }`;
      const payload = { query, variables: { id: event.id } };
      const socket = await openRaw(other);
      socket.send('{"type":"connection_init"}');
      await once(socket, 'message');
      socket.pause();
      let asked = 0;
      const ask = () =>
        socket.send(JSON.stringify({ type: 'subscribe', id: String(asked++), payload }));
      // Until nothing of what is asked is done any more: what the system holds for both is full.
      for (let ignored = 0; ignored < 5; ) {
        other.statements.length = 0;
        ask();
        await fetch(`${other.url}/health/ready`);
        ignored = other.statements.length === 0 ? ignored + 1 : 0;
      }
      socket.resume();
      expect(await closing(socket)).toBe(4508);
    }));

  it('closes the sockets of a user, and of an address, beyond those allowed', () =>
    withBounds({ socketsPerUserMax: 1, socketsPerAddressMax: 2 }, async (other) => {
      const user = await givenUser(other);
      const mine = open(other, user.asUser);
      await mine.subscribe(VIEWER).next();
      expect((await open(other, user.asUser).closed).code).toBe(4529);

      for (const socket of [open(other), open(other)]) await socket.subscribe(VIEWER).next();
      expect((await open(other).closed).code).toBe(4529);

      await mine.close();
      await mine.closed;
      const { data } = await open(other, user.asUser).subscribe(VIEWER).next();
      expect(data.viewer.username).toBe(user.username);
    }));
});

describe('the end of the server', () => {
  it('waits for the mutations under way, and answers them', async () => {
    const other = await startTestServer({ databaseUrl: server.databaseUrl });
    const event = await givenEvent(other);
    const socket = openTestSocket(other);
    const query = `mutation ($input: RegisterAttendeeInput!) {
      registerAttendee(input: $input) { __typename } }`;
    const input = { eventId: event.id, name: 'Ada', email: 'ada@example.org' };

    let stopped = Promise.resolve();
    let answer: ReturnType<ReturnType<TestSocket['subscribe']>['next']> | undefined;
    await server.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM "Event" WHERE "name" = ${event.name} FOR UPDATE`;
      answer = socket.subscribe(query, { input }).next();
      await untilSomebodyWaits(server.db);
      stopped = other.stop();
    });
    expect((await answer)?.data.registerAttendee.__typename).toBe('RegisterAttendeeSuccess');
    expect((await socket.closed).code).toBe(1012);
    await Promise.all([stopped, socket.close()]);
  });

  it('tells clients to connect again', async () => {
    const other = await startTestServer({ databaseUrl: server.databaseUrl });
    const event = await givenEvent(other);
    const socket = openTestSocket(other);
    await socket.subscribe(TICKS, { id: event.id }).next();
    await other.stop();
    expect((await socket.closed).code).toBe(1012);
    await socket.close();
  });
});
