import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decode } from '@msgpack/msgpack';
import Fastify from 'fastify';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { watchLoop } from '../../src/server/loopLateness.js';
import { keepNotes } from '../../src/server/operationNotes.js';
import { answerOverloaded } from '../../src/server/overloadedAnswer.js';
import type { Refusal } from '../../src/server/Refusal.js';
import { createRequestGate } from '../../src/server/requestGate.js';
import { logRequests, quietLog } from '../../src/server/requestLog.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { eventRow } from '../support/rows.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';
import { openTableLock, type TableLock } from '../support/tableLock.js';

const GATE = {
  readsAtOnceMax: 2,
  readsWaitingMax: 1,
  readsWaitMsMax: 60_000,
  loopLateMsMax: 250,
  writesAtOnceMax: 3,
};
const IN_TIME = { nowMs: () => 0, lateMs: () => 0 };

let server: TestServer;
const faults: unknown[] = [];
let user: GivenUser;
/** Holds what queries of notifications and sign-outs need, and nothing that registrations do. */
let table: TableLock;
beforeAll(async () => {
  const errorHook = (error: unknown) => faults.push(error);
  server = await startTestServer({ gate: GATE, logLevel: 'error', errorHook });
  user = await givenUser(server);
  table = await openTableLock(server);
});
afterAll(async () => {
  await table.end();
  await server.stop();
});

let reads = 0;
/** Each is another question: those that ask the same would share an answer. */
const read = () => {
  const query = `{ viewer { unreadCount notifications { totalCount } } it${++reads}: __typename }`;
  return server.send(query, {}, user.asUser);
};

async function untilSomebodyWaits(): Promise<void> {
  while (!(await table.isWaitedFor())) await sleep(5);
}

const SHED = {
  message: 'Too much is asked of the server just now, and nothing of this was done. Try again.',
  // As often as its connection was refused before, it is more than a second.
  extensions: { code: 'OVERLOADED', retryAfter: expect.any(Number) },
};

function expectShed({ status, headers, errors, data }: Answer): void {
  expect({ status, data, errors }).toEqual({ status: 503, data: undefined, errors: [SHED] });
  expect(headers.get('retry-after')).toBe(String(errors?.[0].extensions.retryAfter));
}

const health = async (what: string) => (await fetch(`${server.url}/health/${what}`)).status;

describe('more reads than there is room for', () => {
  it('are refused at once, while people register and health is answered', async () => {
    const event = await givenEvent(server);
    await table.hold('Notification');
    const admitted = [read(), read()];
    while ((await gaugeOf('turnout_reads_under_way')) < 2);
    await untilSomebodyWaits(); // for both: they may share a connection
    const waiting = read();
    let waited = false;
    void waiting.then(() => {
      waited = true;
    });
    while ((await gaugeOf('turnout_reads_waiting')) < 1);

    expectShed(await read());
    expectShed(await server.send('{ __typename }'));
    const csv = await fetch(`${server.url}/events/${event.id}/attendees.csv`);
    expect(csv.status).toBe(503);
    const socket = openTestSocket(server);
    expect(await socket.subscribe('{ __typename }').ended).toEqual([SHED]);
    await socket.close();
    expect((await register(server, event, 'ada@example.org')).__typename).toBe(
      'RegisterAttendeeSuccess',
    );
    expect([await health('live'), await health('ready')]).toEqual([200, 200]);
    expect(waited).toBe(false);

    await table.release();
    const answers = await Promise.all([...admitted, waiting]);
    expect(answers.map(({ status, errors }) => ({ status, errors }))).toEqual(
      answers.map(() => ({ status: 200, errors: undefined })),
    );
    expect((await read()).status).toBe(200);
    expect(await gaugeOf('turnout_reads_under_way')).toBe(0);
  });
});

describe('those who ask what others are asking', () => {
  it('wait for the same answer, and take nobody else’s place', async () => {
    const roomy = await startTestServer({
      databaseUrl: server.databaseUrl,
      gate: { ...GATE, readsAtOnceMax: 3 },
    });
    const same = () => roomy.send('{ events { totalCount } }');
    await same(); // its document is known from now on
    await table.hold('Event');
    const first = same();
    await untilSomebodyWaits();
    const others = Array.from({ length: 6 }, same);
    // The one at work, and the first of those who wait for the next.
    while ((await gaugeOf('turnout_connections', roomy)) < 7);
    const underWay = await gaugeOf('turnout_reads_under_way', roomy);
    await table.release();
    const answers = await Promise.all([first, ...others]);
    await roomy.stop();

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(underWay).toBe(2);
  });
});

describe('a query whose client goes while it waits', () => {
  const body = '{"query":"{ events { totalCount } }"}';
  it.each([
    [
      'at GraphQL',
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    ],
    [
      'at the CSV file',
      'GET /events/event_01jz0000000000000000000000/attendees.csv HTTP/1.1\r\nhost: x\r\n\r\n',
    ],
  ])('is no fault, and leaves its place: %s', async (_where, request) => {
    await table.hold('Notification');
    const admitted = [read(), read()];
    while ((await gaugeOf('turnout_reads_under_way')) < 2);
    await untilSomebodyWaits();
    const { hostname, port } = new URL(server.url);
    const client = connect(Number(port), hostname);
    client.write(request);
    while ((await gaugeOf('turnout_reads_waiting')) < 1);
    const before = await gaugeOf('turnout_connections');
    client.destroy();
    while ((await gaugeOf('turnout_connections')) >= before);

    await table.release();
    expect((await Promise.all(admitted)).map(({ status }) => status)).toEqual([200, 200]);
    while ((await gaugeOf('turnout_reads_under_way')) > 0);
    expect(faults).toEqual([]);
  });
});

describe('more writes than there is room for', () => {
  it('are refused before anything of them is done, and reads are not', async () => {
    const event = await givenEvent(server);
    await table.hold('Attendee');
    const people = Array.from({ length: 3 }, () => `${randomUUID()}@example.org`);
    const admitted = people.map((email) => register(server, event, email));
    while ((await gaugeOf('turnout_writes_under_way')) < 3);

    const query =
      'mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) { __typename } }';
    const input = { eventId: event.id, name: 'Late', email: 'late@example.org' };
    expectShed(await server.send(query, { input }));
    expect((await server.send('{ __typename }')).status).toBe(200);

    await table.release();
    expect((await Promise.all(admitted)).map(({ __typename }) => __typename)).toEqual(
      people.map(() => 'RegisterAttendeeSuccess'),
    );
    expect(await server.db.attendee.count({ where: { email: 'late@example.org' } })).toBe(0);
  });
});

describe('an operation that takes too long', () => {
  it('keeps its place until it is over, though nobody waits for it any more', async () => {
    const hasty = await startTestServer({
      databaseUrl: server.databaseUrl,
      gate: { ...GATE, readsAtOnceMax: 1, readsWaitingMax: 0 },
      bounds: { requestMsMax: 50 },
    });
    await table.hold('Event');
    const late = await hasty.send('{ events { totalCount } }');
    const next = await hasty.send('{ __typename }');
    await table.release();

    expect(late.errors?.[0].extensions.code).toBe('TIMEOUT');
    expectShed(next);
    await hasty.stop();
  });
});

describe('the gate', () => {
  it('lets those who wait in, in the order in which they came', async () => {
    const gate = createRequestGate({ ...GATE, readsAtOnceMax: 1, readsWaitingMax: 2 }, IN_TIME);
    const order: number[] = [];
    const leave = await gate.enter('read');
    const others = [1, 2].map(async (number) => {
      const leaveToo = await gate.enter('read');
      order.push(number);
      leaveToo();
    });
    leave();
    await Promise.all(others);

    expect(order).toEqual([1, 2]);
    expect(gate.state()).toEqual({ reads: 0, readsWaiting: 0, writes: 0, lateMs: 0 });
  });

  it.each(['read', 'write'] as const)('takes a place back once: %s', async (kind) => {
    const gate = createRequestGate(GATE, IN_TIME);
    const leave = await gate.enter(kind);
    const stay = await gate.enter(kind);
    for (let i = 0; i < 3; i++) leave();
    const { reads, writes } = gate.state();
    stay();

    expect(reads + writes).toBe(1);
  });

  it('refuses those whose turn comes too late, and lets the next in who waited less', async () => {
    let nowMs = 0;
    const bounds = { ...GATE, readsAtOnceMax: 1, readsWaitingMax: 3, readsWaitMsMax: 500 };
    const gate = createRequestGate(bounds, { nowMs: () => nowMs, lateMs: () => 0 });
    const leave = await gate.enter('read');
    const old = [gate.enter('read'), gate.enter('read')].map(codeOf);
    nowMs = 100;
    const young = gate.enter('read');
    nowMs = 600;
    leave();

    expect(await Promise.all(old)).toEqual(['OVERLOADED', 'OVERLOADED']);
    (await young)();
    expect(gate.state()).toMatchObject({ reads: 0, readsWaiting: 0 });
  });

  it('frees the place when all who wait for it came too early', async () => {
    let nowMs = 0;
    const bounds = { ...GATE, readsAtOnceMax: 1, readsWaitingMax: 3, readsWaitMsMax: 500 };
    const gate = createRequestGate(bounds, { nowMs: () => nowMs, lateMs: () => 0 });
    const leave = await gate.enter('read');
    const old = codeOf(gate.enter('read'));
    nowMs = 501;
    leave();

    expect(await old).toBe('OVERLOADED');
    expect(gate.state()).toMatchObject({ reads: 0, readsWaiting: 0 });
  });

  it('refuses reads while the process is late, until it is half as late', async () => {
    let lateMs = 0;
    const gate = createRequestGate(GATE, { nowMs: () => 0, lateMs: () => lateMs });
    const shut = [200, 251, 200, 126, 125, 200, 251].map((ms) => {
      lateMs = ms;
      return gate.isShut('read');
    });

    expect(shut).toEqual([false, true, true, true, false, false, true]);
    expect(await codeOf(gate.enter('read'))).toBe('OVERLOADED');
    expect(gate.isShut('write')).toBe(false);
    (await gate.enter('write'))();
  });
});

/** What a turn at the gate is refused with; undefined when it is granted. */
const codeOf = (turn: Promise<unknown>): Promise<string | undefined> =>
  turn.then(
    () => undefined,
    ({ code }: Refusal) => code,
  );

describe('how late the event loop is', () => {
  it('is the lesser of what two looks in a row found', () => {
    let nowMs = 0;
    let look = () => {};
    let everyMs = 0;
    const repeat = (given: () => void, ms: number) => {
      look = given;
      everyMs = ms;
      return () => {};
    };
    const loop = watchLoop(() => nowMs, repeat);
    const seen = [0, 300, 0, 300, 400, 200, 0, -1].map((late) => {
      nowMs += everyMs + late;
      look();
      return loop.lateMs();
    });

    expect(seen).toEqual([0, 0, 0, 0, 300, 200, 0, 0]);
  });

  it('is measured as long as the server runs, and keeps no process alive', async () => {
    const loop = watchLoop(() => performance.now());
    const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout');
    const others = timers().length;
    loop.stop();

    expect(loop.lateMs()).toBe(0);
    expect(timers()).toHaveLength(others);
  });
});

describe('a process that is late', () => {
  const LIST = '{ events { totalCount } }';
  let lateMs = 0;
  let late: TestServer;
  beforeAll(async () => {
    late = await startTestServer({
      databaseUrl: server.databaseUrl,
      gate: GATE,
      lateMs: () => lateMs,
    });
  });
  beforeEach(() => {
    lateMs = 300;
  });
  afterAll(() => late.stop());

  it('refuses reads by every way, says so in the metrics, and lets people register', async () => {
    expectShed(await late.send(LIST));
    const url = `${late.url}/graphql?query=${encodeURIComponent(LIST)}`;
    const got = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(got.status).toBe(503);
    const socket = openTestSocket(late);
    expect(await socket.subscribe(LIST).ended).toEqual([SHED]);
    await socket.close();
    expect(await gaugeOf('turnout_loop_late_seconds', late)).toBe(0.3);
    expect((await register(late, await givenEvent(late), 'ada@example.org')).__typename).toBe(
      'RegisterAttendeeSuccess',
    );

    lateMs = 0;
    expect((await late.send(LIST)).status).toBe(200);
  });

  it('refuses before it looks at a body, where that cannot be anything but a read', async () => {
    // Each on a connection of its own: none comes back too early.
    const post = (body: string) =>
      new Promise<number | undefined>((done, failed) => {
        const headers = { 'content-type': 'application/json' };
        const options = { method: 'POST', agent: false, headers };
        request(`${late.url}/graphql`, options, (answer) => done(answer.resume().statusCode))
          .once('error', failed)
          .end(body);
      });

    expect(await post('{"query": no JSON')).toBe(503);
    for (const word of ['mutation', 'subscription', 'persistedQuery', '\u006dutation']) {
      expect(await post(`{"query": no JSON ${word}`)).toBe(400);
    }
    const escaped = JSON.stringify({ query: 'mutation { signOut { __typename } }' });
    expect(await post(escaped.replace('mutation', '\u006dutation'))).toBe(200);
  });

  it.each(['application/json', 'application/graphql-response+json', 'application/msgpack'])(
    'is told in the type that was asked for: %s',
    async (accept) => {
      const answer = await fetch(`${late.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: LIST }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const told = accept.endsWith('msgpack') ? decode(bytes) : JSON.parse(bytes.toString());
      expect(told).toEqual({ errors: [SHED] });
      expect(answer.headers.get('content-type')).toContain(accept);
      expect(answer.headers.get('vary')).toMatch(/accept/i);
      expect(answer.headers.get('x-request-id')).toMatch(/\w/);
    },
  );
});

describe('the log', () => {
  it('has one line for all that were refused in a second, and one for each other request', async () => {
    const lines: { msg?: string; requests?: number; status?: number }[] = [];
    const stream = { write: (line: string) => void lines.push(JSON.parse(line)) };
    const http = Fastify({ logger: { level: 'info', stream }, logController: quietLog });
    keepNotes(http);
    const seconds: (() => void)[] = [];
    logRequests(http, (act) => seconds.push(act));
    http.get('/refused', (_request, reply) => answerOverloaded(reply));
    http.get('/answered', (_request, reply) => reply.send('well'));
    const refuse = () => http.inject('/refused');

    for (let i = 0; i < 3; i++) await refuse();
    await http.inject('/answered');
    expect(seconds).toHaveLength(1);
    seconds[0]?.();
    await refuse();
    await http.close();

    expect(lines.map(({ requests, status }) => ({ requests, status }))).toEqual([
      { requests: undefined, status: 200 },
      { requests: 3, status: undefined },
      { requests: 1, status: undefined },
    ]);
  });
});

describe('a client that does not read', () => {
  it('is dropped, and holds nothing meanwhile', async () => {
    const impatient = await startTestServer({ bounds: { silenceMsMax: 300 } });
    const { id } = await impatient.db.event.create({ data: eventRow({ capacity: 100_000 }) });
    await impatient.db.$executeRaw`
      INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
      SELECT gen_random_uuid(), ${id}::uuid, repeat('x', 200), 'person' || n || '@example.org',
        'CONFIRMED', now(), '\\x00'
      FROM generate_series(1, 50000) AS n`;
    const { hostname, port } = new URL(impatient.url);
    const reader = connect(Number(port), hostname);
    reader.on('error', () => {});
    reader.write(
      `GET /events/${toGlobalId('event', id)}/attendees.csv HTTP/1.1\r\nhost: localhost\r\n\r\n`,
    );
    await once(reader, 'readable');
    const { totalCount, idleCount } = impatient.db.pool;
    expect(await gaugeOf('turnout_connections', impatient)).toBeGreaterThan(1);
    // Then it does not read on, until there is no connection left but the one that asks.
    while ((await gaugeOf('turnout_connections', impatient)) > 1) await sleep(20);

    expect(totalCount - idleCount).toBeLessThanOrEqual(1);
    reader.destroy();
    await impatient.stop();
  });
});

async function gaugeOf(name: string, { metricsUrl } = server): Promise<number> {
  const text = await (await fetch(metricsUrl ?? '')).text();
  return Number(new RegExp(`^${name} ([\\d.]+)$`, 'm').exec(text)?.[1]);
}
