import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { givenUser } from '../support/accounts.js';
import { eventInput, type GivenEvent, givenEvent } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { startServerProcess } from '../support/serverProcess.js';
import { openTestSocket, socketAddress, type TestSocket } from '../support/sockets.js';

// Followers, several processes, and what can go wrong between them.

const SECRET = 'for tests, and for nothing else: 0123456789abcdef';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  other = await startTestServer({ databaseUrl: server.databaseUrl });
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

const opened: TestSocket[] = [];
afterEach(() => Promise.all(opened.splice(0).map((socket) => socket.close())));

function open(on: { url: string }, headers: Record<string, string> = {}): TestSocket {
  const socket = openTestSocket(on, headers);
  opened.push(socket);
  return socket;
}

const CHANGES = `subscription ($id: ID!, $after: Int) { eventChanged(id: $id, after: $after) {
  ... on EventChanged { versionNumber event { description } } } }`;
const SEATS = `subscription ($id: ID!) { seatsChanged(eventId: $id) {
  ... on SeatsChanged { event { seatsLeft } } } }`;
const NOTIFICATIONS = `subscription ($after: String) {
  notificationReceived(after: $after, includeOwn: true) { cursor node { eventName } } }`;

/** Changes an event `times` times, one after the other, as the database sees any change. */
async function change(event: GivenEvent, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const { data } = await server.send(
      'query ($id: ID!) { event(id: $id) { versionNumber } }',
      { id: event.id },
      event.asOwner,
    );
    const { versionNumber } = data.event;
    const input = {
      id: event.id,
      expectedVersion: versionNumber,
      location: `Room ${versionNumber}`,
    };
    await server.mutate('updateEvent', input, '', event.asOwner);
  }
}

/** The version numbers of the next changes that a follower is told. */
async function numbers(changes: ReturnType<TestSocket['subscribe']>, count: number) {
  const told: number[] = [];
  while (told.length < count) told.push((await changes.next()).data.eventChanged.versionNumber);
  return told;
}

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('two servers on one database', () => {
  it('tell a follower on one what is written through the other', async () => {
    const event = await givenEvent(server, { capacity: 3 });
    const changes = open(other).subscribe(CHANGES, { id: event.id, after: 1 });
    const seats = open(other).subscribe(SEATS, { id: event.id });
    expect((await seats.next()).data.seatsChanged.event.seatsLeft).toBe(3);
    await change(event, 5);
    expect(await numbers(changes, 5)).toEqual(from(2, 6));

    const input = { eventId: event.id, name: 'Ada', email: 'ada@example.org' };
    await server.mutate('registerAttendee', input, '');
    expect((await seats.next()).data.seatsChanged.event.seatsLeft).toBe(2);
  });

  it('tell it when the wake-up is lost, only later', async () => {
    const patient = await startTestServer({ databaseUrl: server.databaseUrl, wakeEveryMs: 100 });
    const event = await givenEvent(server);
    const changes = open(patient).subscribe(CHANGES, { id: event.id, after: 1 });
    await change(event, 1);
    await numbers(changes, 1);
    // Not by way of a server, so nobody is woken.
    await server.db.event.updateMany({
      where: { name: event.name },
      data: { location: 'Elsewhere', version: { increment: 1 } },
    });
    expect(await numbers(changes, 1)).toEqual([3]);
    await patient.stop();
  });

  it('go on telling when PostgreSQL ends the connection that wakes them', async () => {
    const event = await givenEvent(server);
    const changes = open(other).subscribe(CHANGES, { id: event.id, after: 1 });
    await change(event, 1);
    await numbers(changes, 1);
    await server.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'turnout wake-ups' AND datname = current_database()`;
    await change(event, 3);
    expect(await numbers(changes, 3)).toEqual(from(3, 5));
  });
});

describe('who was away', () => {
  it('misses nothing and is told nothing twice, on another server, after a kill', async () => {
    const environment = { JWT_SECRET: SECRET, ANONYMOUS_EVENTS: 'true' };
    const first = await startServerProcess(server.databaseUrl, environment);
    const second = await startServerProcess(server.databaseUrl, environment);
    const user = await givenUser(server);
    const write = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const input = eventInput({ allowOverlap: true, name: `Event ${++written}` });
        const { data } = await server.send(
          'mutation ($input: CreateEventInput!) { createEvent(input: $input) { __typename } }',
          { input },
          user.asUser,
        );
        expect(data.createEvent.__typename).toBe('CreateEventSuccess');
      }
    };
    let written = 0;
    const told: string[] = [];
    let cursor: string | null = null;
    const read = async (stream: ReturnType<TestSocket['subscribe']>, count: number) => {
      for (let i = 0; i < count; i++) {
        const { node, cursor: next } = (await stream.next()).data.notificationReceived;
        told.push(node.eventName);
        cursor = next;
      }
    };

    await write(1);
    const { data } = await server.send(
      '{ viewer { notifications(includeOwn: true) { edges { cursor node { eventName } } } } }',
      {},
      user.asUser,
    );
    const [edge] = data.viewer.notifications.edges;
    told.push(edge.node.eventName);
    const stream = open(first, user.asUser).subscribe(NOTIFICATIONS, { after: edge.cursor });
    const writing = write(20);
    await read(stream, 7);
    process.kill(first.pid, 'SIGKILL');
    await writing;
    const resumed = open(second, user.asUser).subscribe(NOTIFICATIONS, { after: cursor });
    await write(5);
    await read(resumed, 26 - told.length);
    expect(told).toEqual(from(1, 26).map((i) => `Event ${i}`));
    expect(resumed.waiting()).toEqual([]);
    await second.stop();
  }, 30_000);
});

describe('a thousand followers of one event', () => {
  it('are told every change once, in order, at the price of one', async () => {
    const event = await givenEvent(server);
    const sockets = from(1, 20).map(() => open(other));
    const followers = sockets.flatMap((socket) =>
      from(1, 50).map(() => socket.subscribe(CHANGES, { id: event.id, after: 1 })),
    );
    await change(event, 1);
    for (const follower of followers) expect(await numbers(follower, 1)).toEqual([2]);

    other.statements.length = 0;
    await change(event, 9);
    for (const follower of followers) expect(await numbers(follower, 9)).toEqual(from(3, 11));
    for (const follower of followers) expect(follower.waiting()).toEqual([]);
    const reads = other.statements.filter((sql) => sql.includes('"EventVersion"'));
    // One for each change, and one more for each group of followers that lags behind.
    expect(reads.length).toBeLessThan(100);
  }, 60_000);
});

describe('a follower who does not read', () => {
  it('is not read for, is told to resume, and loses nothing', async () => {
    const strict = await startTestServer({
      databaseUrl: server.databaseUrl,
      bounds: { socketStalledMsMax: 500 },
    });
    const event = await givenEvent(server, { description: 'x'.repeat(10_000) });
    const socket = new WebSocket(socketAddress(strict), 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const told: number[] = [];
    const first = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data));
        if (type !== 'next') return;
        told.push(payload.data.eventChanged.versionNumber);
        resolve();
      });
    });
    const say = (message: object) => socket.send(JSON.stringify(message));
    say({ type: 'connection_init', payload: event.asOwner });
    await once(socket, 'message');
    const payload = { query: CHANGES, variables: { id: event.id, after: 1 } };
    say({ type: 'subscribe', id: '1', payload });
    await change(event, 1);
    await first;

    socket.pause();
    strict.statements.length = 0;
    // As if it had been changed five thousand times.
    await server.db.$transaction([
      server.db.$executeRaw`
        INSERT INTO "EventVersion"
        SELECT (jsonb_populate_record(version, jsonb_build_object('number', n))).*
        FROM "EventVersion" AS version, generate_series(3, 5001) AS n
        WHERE version."number" = 2 AND version."name" = ${event.name}`,
      server.db.event.updateMany({ where: { name: event.name }, data: { version: 5_002 } }),
    ]);
    await change(event, 1);
    const isRead = (sql: string) => sql.includes('"EventVersion"');
    // Each reads a hundred changes; fifty would have read them all.
    expect(await atRest(() => strict.statements.filter(isRead).length)).toBeLessThan(45);

    socket.resume();
    expect((await closed)[0]).toBe(4508);
    const last = told.at(-1) as number;
    const rest = open(other, event.asOwner).subscribe(CHANGES, { id: event.id, after: last });
    told.push(...(await numbers(rest, 5003 - last)));
    expect(told).toEqual(from(2, 5003));
    await strict.stop();
  }, 60_000);
});

/** A count once it has stopped rising. */
async function atRest(count: () => number): Promise<number> {
  for (let before = -1; ; ) {
    const now = count();
    if (now > 0 && now === before) return now;
    before = now;
    await pause(1_000);
  }
}
