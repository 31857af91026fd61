import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { createRequestGate } from '../../src/server/requestGate.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { eventRow } from '../support/rows.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

const GATE = { readsAtOnceMax: 2, readsWaitingMax: 1, writesAtOnceMax: 3 };

let server: TestServer;
let user: GivenUser;
/** Holds what queries of notifications and sign-outs need, and nothing that registrations do. */
let rival: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ gate: GATE });
  user = await givenUser(server);
  rival = new pg.Client({ connectionString: server.databaseUrl });
  await rival.connect();
});
afterAll(async () => {
  await rival.end();
  await server.stop();
});

const hold = (table: string) =>
  rival.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
const release = () => rival.query('COMMIT');

let reads = 0;
/** Each is another question: those that ask the same would share an answer. */
const read = () => {
  const query = `{ viewer { unreadCount notifications { totalCount } } it${++reads}: __typename }`;
  return server.send(query, {}, user.asUser);
};

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await rival.query('SELECT 1 FROM pg_locks WHERE NOT granted');
    if (rowCount) return;
    await sleep(5);
  }
}

const SHED = {
  message: 'Too much is asked of the server just now, and nothing of this was done. Try again.',
  extensions: { code: 'OVERLOADED', retryAfter: 1 },
};

function expectShed({ status, headers, errors, data }: Answer): void {
  expect({ status, data, errors }).toEqual({ status: 503, data: undefined, errors: [SHED] });
  expect(headers.get('retry-after')).toBe('1');
}

const health = async (what: string) => (await fetch(`${server.url}/health/${what}`)).status;

describe('more reads than there is room for', () => {
  it('are refused at once, while people register and health is answered', async () => {
    const event = await givenEvent(server);
    await hold('Notification');
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

    await release();
    const answers = await Promise.all([...admitted, waiting]);
    expect(answers.map(({ status, errors }) => ({ status, errors }))).toEqual(
      answers.map(() => ({ status: 200, errors: undefined })),
    );
    expect((await read()).status).toBe(200);
    expect(await gaugeOf('turnout_reads_under_way')).toBe(0);
  });
});

describe('more writes than there is room for', () => {
  it('are refused before anything of them is done, and reads are not', async () => {
    const event = await givenEvent(server);
    await hold('Attendee');
    const people = Array.from({ length: 3 }, () => `${randomUUID()}@example.org`);
    const admitted = people.map((email) => register(server, event, email));
    while ((await gaugeOf('turnout_writes_under_way')) < 3);

    const query =
      'mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) { __typename } }';
    const input = { eventId: event.id, name: 'Late', email: 'late@example.org' };
    expectShed(await server.send(query, { input }));
    expect((await server.send('{ __typename }')).status).toBe(200);

    await release();
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
    await hold('Event');
    const late = await hasty.send('{ events { totalCount } }');
    const next = await hasty.send('{ __typename }');
    await release();

    expect(late.errors?.[0].extensions.code).toBe('TIMEOUT');
    expectShed(next);
    await hasty.stop();
  });
});

describe('the gate', () => {
  it('lets those who wait in, in the order in which they came', async () => {
    const gate = createRequestGate({ ...GATE, readsAtOnceMax: 1, readsWaitingMax: 2 });
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
    expect(gate.state()).toEqual({ reads: 0, readsWaiting: 0, writes: 0 });
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
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}
