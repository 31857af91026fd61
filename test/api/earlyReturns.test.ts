import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { createEarlyReturns, noteRefused } from '../../src/server/earlyReturns.js';
import { createRequestGate } from '../../src/server/requestGate.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTableLock, type TableLock } from '../support/tableLock.js';

const GATE = {
  readsAtOnceMax: 1,
  readsWaitingMax: 0,
  readsWaitMsMax: 60_000,
  loopLateMsMax: 250,
  writesAtOnceMax: 3_000,
};

/** What stands still unless a test moves it, so that no second is over by itself. */
let nowMs = 0;
const realNow = performance.now.bind(performance);
let clock: ReturnType<typeof jest.spyOn>;
beforeEach(() => {
  nowMs = realNow();
  clock = jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => clock.mockRestore());

let server: TestServer;
let lateMs = 0;
const faults: unknown[] = [];
let table: TableLock;
beforeAll(async () => {
  server = await startTestServer({
    gate: GATE,
    lateMs: () => lateMs,
    logLevel: 'error',
    errorHook: (error) => faults.push(error),
  });
  table = await openTableLock(server);
});
beforeEach(() => {
  lateMs = 0;
});
afterAll(async () => {
  await table.end();
  await server.stop();
});

interface HttpAnswer {
  status: number;
  head: string;
  body: string;
}

/** One connection, down which requests may also be sent before the last is answered. */
async function dial({ url }: Pick<TestServer, 'url'>) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const hearers: ((answer: HttpAnswer) => void)[] = [];
  let heard = '';
  socket.setEncoding('utf8').on('data', (text) => {
    heard += text;
    for (;;) {
      const [head = '', ...rest] = heard.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      const body = rest.join('\r\n\r\n');
      if (rest.length === 0 || body.length < length) return;
      heard = body.slice(length);
      hearers.shift()?.({ status: Number(head.split(' ')[1]), head, body: body.slice(0, length) });
    }
  });
  return {
    socket,
    /** @param requests  sent in one piece */
    send(...requests: string[]): Promise<HttpAnswer>[] {
      socket.write(requests.join(''));
      return requests.map(() => new Promise((hear) => hearers.push(hear)));
    },
    close: () => socket.destroy(),
  };
}

const post = (body: string) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const get = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\napollo-require-preflight: 1\r\n\r\n`;

const READ = post('{"query":"{ events { totalCount } }"}');
const WRITE = post('{"query":"mutation { signOut { __typename } }"}');

const statuses = async (answers: Promise<HttpAnswer>[]) =>
  (await Promise.all(answers)).map(({ status }) => status);

/** Until as many wait who came too early. */
const untilEarly = (count: number, at: TestServer = server) =>
  untilGauge('turnout_reads_early', count, at);

async function untilGauge(name: string, value: number, { metricsUrl } = server): Promise<void> {
  for (;;) {
    const text = await (await fetch(metricsUrl ?? '')).text();
    if (text.includes(`\n${name} ${value}\n`)) return;
  }
}

/** Nobody looks again and again whether there is room for those who begin to wait in this time. */
async function unobserved(time: Promise<void>): Promise<void> {
  const interval = jest.spyOn(globalThis, 'setInterval').mockReturnValue({} as NodeJS.Timeout);
  await time;
  interval.mockRestore();
}

describe('a query that comes back before Retry-After is over', () => {
  it.each([
    ['by POST', READ],
    ['by GET', get('/graphql?query=%7B__typename%7D')],
    [
      'with an escaped letter, so that its bytes do not tell',
      post('{"query":"{\\u0020__typename }"}'),
    ],
  ])('waits until the process is in time again: %s', async (_way, request) => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(request))).toEqual([503]);
    const [early] = client.send(request);
    await untilEarly(1);
    const other = await dial(server);
    expect(await statuses(other.send(READ))).toEqual([503]);

    lateMs = 0;
    expect((await early)?.status).toBe(200);
    await untilEarly(0);
    client.close();
    other.close();
  });

  it('is let in when another leaves', async () => {
    await table.hold('Event');
    const [slow, client] = [await dial(server), await dial(server)];
    const admitted = slow.send(READ);
    await untilGauge('turnout_reads_under_way', 1);
    expect(await statuses(client.send(READ))).toEqual([503]);
    const early = client.send(READ);
    await unobserved(untilEarly(1));

    await table.release();
    expect(await statuses([...admitted, ...early])).toEqual([200, 200]);
    slow.close();
    client.close();
  });

  it('is refused when Retry-After is over, and not before', async () => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(READ))).toEqual([503]);
    const [early] = client.send(READ);
    await untilEarly(1);
    nowMs += 999;
    await new Promise((looked) => setTimeout(looked, 200)); // four looks
    await untilEarly(1);
    nowMs += 1;

    const { status, head, body } = (await early) as HttpAnswer;
    expect({ status, code: JSON.parse(body).errors[0].extensions.code }).toEqual({
      status: 503,
      code: 'OVERLOADED',
    });
    expect(head).toMatch(/\r\nretry-after: 2\r\n/);
    client.close();
  });

  it('lets whatever else comes down its connection be answered at once', async () => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(READ))).toEqual([503]);

    expect(await statuses(client.send(WRITE))).toEqual([200]);
    expect(await statuses(client.send(get('/health/ready')))).toEqual([200]);
    const upgrade =
      'GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n';
    client.socket.write(
      `${upgrade}sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    expect(String(await once(client.socket, 'data'))).toContain('101 Switching Protocols');
    client.close();
  });

  it('waits alone, when more are sent ahead', async () => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(READ))).toEqual([503]);
    const answers = client.send(READ, READ, WRITE);
    await untilEarly(1);

    lateMs = 0;
    expect(await statuses(answers)).toEqual([200, 503, 200]);
    client.close();
  });

  it('is forgotten when its connection is gone, and not executed', async () => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(READ))).toEqual([503]);
    void Promise.all(client.send(READ));
    await unobserved(untilEarly(1));
    server.statements.length = 0;
    lateMs = 0; // there is room, which only who leaves could tell it
    client.close();
    await untilEarly(0);

    // Another question, with which it cannot share the statement.
    const other = post('{"query":"{ events(search: \\"other\\") { totalCount } }"}');
    expect(await statuses((await dial(server)).send(other))).toEqual([200]);
    expect(server.statements.filter((sql) => sql.includes('count(*)'))).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('is answered before the server stops', async () => {
    clock.mockRestore();
    const stopping = await startTestServer({
      databaseUrl: server.databaseUrl,
      gate: GATE,
      lateMs: () => 300,
    });
    const client = await dial(stopping);
    expect(await statuses(client.send(READ))).toEqual([503]);
    const [early] = client.send(READ);
    await untilEarly(1, stopping);
    const [answer] = await Promise.all([early, stopping.stop()]);

    expect(answer?.status).toBe(503);
    expect(answer?.head).toMatch(/\r\nconnection: close/i);
  });
});

describe('a query that comes back when Retry-After is over', () => {
  it('is refused at once again', async () => {
    const client = await dial(server);
    lateMs = 300;
    expect(await statuses(client.send(READ))).toEqual([503]);
    nowMs += 1_000;

    expect(await statuses(client.send(READ))).toEqual([503]); // while the clock stands still
    client.close();
  });
});

describe('Retry-After', () => {
  /** What a client is told that comes back so many ms after each time it was told. */
  async function told(lateBy: readonly number[]): Promise<number[]> {
    const client = await dial(server);
    lateMs = 300;
    const seconds: number[] = [];
    for (const ms of [0, ...lateBy]) {
      nowMs += (seconds.at(-1) ?? 0) * 1_000 + ms;
      const [answer] = await Promise.all(client.send(READ));
      const { retryAfter } = JSON.parse(answer?.body ?? '').errors[0].extensions;
      expect(answer?.head).toContain(`\r\nretry-after: ${retryAfter}\r\n`);
      seconds.push(retryAfter);
    }
    client.close();
    return seconds;
  }

  it('is twice as long for who is refused again, up to four seconds', async () => {
    expect(await told([0, 999, 500, 0])).toEqual([1, 2, 4, 4, 4]);
  });

  it('is the same for several who are refused at the same time', async () => {
    const connection = new Socket();
    expect([1, 2, 3].map(() => noteRefused(connection))).toEqual([1, 1, 1]);
    nowMs += 1_000;
    expect([1, 2, 3].map(() => noteRefused(connection))).toEqual([2, 2, 2]);
  });

  it('begins anew for who stayed away for a second more', async () => {
    expect(await told([0, 1_000, 0])).toEqual([1, 2, 1, 2]);
  });
});

describe('the places for those who come too early', () => {
  const IN_TIME = { nowMs: () => 0, lateMs: () => 0 };
  const refused = () => {
    const connection = new Socket();
    noteRefused(connection);
    return connection;
  };
  const soon = () => new Promise((later) => setImmediate(() => setImmediate(later)));

  it('are left in the order of coming, as long as half of the others are free', async () => {
    const gate = createRequestGate({ ...GATE, readsAtOnceMax: 2, readsWaitingMax: 4 }, IN_TIME);
    const early = createEarlyReturns(gate);
    const inside = [await gate.enter('read'), await gate.enter('read')];
    const behind = Array.from({ length: 4 }, () => gate.enter('read'));
    expect(gate.isShut('read')).toBe(true);
    const order: number[] = [];
    const waits = [1, 2].map((number) => early.wait(refused()).then(() => order.push(number)));

    inside[0]?.();
    inside[1]?.();
    await soon();
    expect({ isShut: gate.isShut('read'), order }).toEqual({ isShut: false, order: [] });
    (await behind[0])?.();
    await soon();
    expect(order).toEqual([1]);
    (await behind[1])?.();
    await Promise.all(waits);
    expect({ order, left: early.count }).toEqual({ order: [1, 2], left: 0 });
  });

  it('are for connections that were refused, one for each, and for short requests', async () => {
    const gate = createRequestGate(GATE, IN_TIME);
    const early = createEarlyReturns(gate);
    const connection = refused();
    expect(early.mayWait(new Socket(), 0)).toBe(false);
    expect(early.mayWait(connection, 10_001)).toBe(false);
    expect(early.mayWait(connection, 10_000)).toBe(true);
    const wait = early.wait(connection);
    expect(early.mayWait(connection, 0)).toBe(false);

    connection.destroy();
    await wait;
    expect(early.count).toBe(0);
    expect(connection.listenerCount('close')).toBe(0);
  });

  it('are so many, and no more', async () => {
    const early = createEarlyReturns(createRequestGate(GATE, IN_TIME));
    const connections = Array.from({ length: 4_000 }, refused);
    const waits = connections.map((connection) => early.wait(connection));
    expect(early.mayWait(refused(), 0)).toBe(false);

    for (const connection of connections) connection.destroy();
    await Promise.all(waits);
    expect(early.mayWait(refused(), 0)).toBe(true);
  });
});
