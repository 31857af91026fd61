import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { untilSomebodyWaits } from '../support/waiting.js';

// Nothing here asserts how long a thing takes: a connection is dropped, or the test does not end.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    bounds: { headersMsMax: 200, bodyMsMax: 400, keepAliveMsMax: 300 },
  });
});
afterAll(() => server.stop());

const sockets = new Set<Socket>();
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

/** A connection that says what it is told to, and hears until the end. */
async function dial(url = server.url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  sockets.add(socket);
  await once(socket, 'connect');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text) => {
    heard += text;
  });
  socket.on('error', () => {}); // being dropped is what is tested
  const closed = once(socket, 'close');
  return {
    say: (text: string) => socket.write(text),
    heard: () => heard,
    /** Waits for a text. */
    async hears(text: string) {
      while (!heard.includes(text)) await once(socket, 'data');
    },
    /** What was heard until the server ended the connection. */
    ended: () => closed.then(() => heard),
  };
}

const BODY = '{"query":"{ __typename }"}';
const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;

function refusalIn(heard: string) {
  const [headers = '', body = ''] = heard.split('\r\n\r\n');
  expect(headers).toContain('content-type: application/json; charset=utf-8');
  return { status: Number(headers.split(' ')[1]), errors: JSON.parse(body).errors };
}

const tooSlow = {
  status: 408,
  errors: [
    {
      message: 'The request took too long to arrive.',
      extensions: { code: 'REQUEST_TIMEOUT' },
    },
  ],
};

describe('a client that is slow', () => {
  it('with its headers is dropped, and is told', async () => {
    const slow = await dial();
    slow.say('POST /graphql HTTP/1.1\r\nhost: x\r\n');
    expect(refusalIn(await slow.ended())).toEqual(tooSlow);
  });

  it('with its body is dropped, and is told', async () => {
    const slow = await dial();
    slow.say(`${head(BODY.length)}\r\n${BODY.slice(0, 5)}`);
    expect(refusalIn(await slow.ended())).toEqual(tooSlow);
  });

  it('and says a little now and then is dropped all the same', async () => {
    const slow = await dial();
    slow.say(`${head(1_000_000)}\r\n`);
    const drip = setInterval(() => slow.say(' '), 20);
    expect(refusalIn(await slow.ended().finally(() => clearInterval(drip)))).toEqual(tooSlow);
  });

  it('does not hold up the others', async () => {
    const slow = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const one = await dial();
        one.say(`${head(BODY.length)}\r\n${BODY.slice(0, 5)}`);
        return one;
      }),
    );
    const { data } = await server.send('{ __typename }');
    expect(data).toEqual({ __typename: 'Query' });
    expect(slow.map((one) => one.heard()).join('')).toBe('');
    await Promise.all(slow.map((one) => one.ended()));
  });

  it('with its next request loses the connection, without a word', async () => {
    const idle = await dial();
    idle.say(`${head(BODY.length)}\r\n${BODY}`);
    const heard = await idle.ended();
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('an operation that takes too long', () => {
  it('is answered 503 with what to do, and the server works on', async () => {
    const event = await givenEvent(server);
    const hurried = await startTestServer({
      databaseUrl: server.databaseUrl,
      bounds: { requestMsMax: 500 },
    });
    const gate = server.db.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Attendee" IN ACCESS EXCLUSIVE MODE`;
      const answer = await hurried.send(
        'query ($id: ID!) { event(id: $id) { attendees { totalCount } } }',
        { id: event.id },
      );
      expect((await hurried.send('{ __typename }')).data).toEqual({ __typename: 'Query' });
      return answer;
    });
    const answer = await gate.finally(() => hurried.stop());
    expect(answer).toMatchObject({
      status: 503,
      errors: [
        {
          message: expect.stringMatching(/longer than 0\.5 seconds.*idempotencyKey/),
          extensions: { code: 'TIMEOUT' },
        },
      ],
    });
  });
});

describe('what is no request', () => {
  it.each([
    ['nonsense', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
    ['an unknown method', 'BREW /graphql HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'headers of 20 kB',
      `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'an address that cannot be decoded',
      'GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      400,
      'BAD_REQUEST',
    ],
    [
      'a length and chunks',
      `${head(3)}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'BAD_REQUEST',
    ],
    ['two lengths', `${head(3)}content-length: 4\r\n\r\n{}`, 400, 'BAD_REQUEST'],
  ])('is refused in the shape of GraphQL: %s', async (_what, text, status, code) => {
    const client = await dial();
    client.say(text);
    const refusal = refusalIn(await client.ended());
    expect(refusal).toMatchObject({ status, errors: [{ extensions: { code } }] });
    expect(refusal.errors[0].message).toMatch(/\.$/);
  });
});

describe('a server that stops', () => {
  it('answers what is under way, and ends the connections', async () => {
    const stopping = await startTestServer({ databaseUrl: server.databaseUrl });
    const event = await givenEvent(server);
    const [idle, busy] = [await dial(stopping.url), await dial(stopping.url)];
    idle.say(`${head(BODY.length)}\r\n${BODY}`);
    await idle.hears('"__typename"');

    const query = 'query ($id: ID!) { event(id: $id) { attendees { totalCount } } }';
    const body = JSON.stringify({ query, variables: { id: event.id } });
    let stopped: Promise<void> | undefined;
    await server.db.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Attendee" IN ACCESS EXCLUSIVE MODE`;
      busy.say(`${head(body.length)}\r\n${body}`);
      await untilSomebodyWaits(server.db);
      stopped = stopping.stop();
      await idle.ended();
      expect(busy.heard()).toBe('');
    });

    const heard = await busy.ended();
    expect(heard).toContain('{"data":{"event":{"attendees":{"totalCount":0}}}}');
    expect(heard.toLowerCase()).toContain('connection: close');
    await stopped;
  });
});
