import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type GivenUser, givenSession, givenUser } from '../support/accounts.js';
import { eventInput, type GivenEvent, givenEvent, register } from '../support/events.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket, type TestSocket } from '../support/sockets.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const opened: TestSocket[] = [];
afterEach(() => Promise.all(opened.splice(0).map((socket) => socket.close())));

/** A socket that is closed with the test. */
function open(params: Record<string, unknown> = {}, on: TestServer = server): TestSocket {
  const socket = openTestSocket(on, params);
  opened.push(socket);
  return socket;
}

const paramsOf = ({ asUser }: Pick<GivenUser, 'asUser'>) => ({
  authorization: asUser.authorization,
});

const SEATS = `subscription ($id: ID!) { seatsChanged(eventId: $id) {
  __typename ... on SeatsChanged { event { capacity seatsLeft waitlistLength } } } }`;
const CHANGES = `subscription ($id: ID!, $after: Int) { eventChanged(id: $id, after: $after) {
  __typename
  ... on EventChanged { versionNumber changedFields changedAt event { id name versionNumber } }
  ... on EventNotFound { message } } }`;
const NOTIFICATIONS = `subscription ($after: String, $includeOwn: Boolean! = false) {
  notificationReceived(after: $after, includeOwn: $includeOwn) {
    cursor node { __typename id eventName event { name } } } }`;

/** Changes an event's name, whatever version it is at. */
async function rename(event: GivenEvent, name: string, headers = event.asOwner): Promise<void> {
  const { data } = await server.send(
    'query ($id: ID!) { event(id: $id) { versionNumber } }',
    { id: event.id },
    headers,
  );
  const input = { id: event.id, expectedVersion: data.event.versionNumber, name };
  const result = await server.mutate('updateEvent', input, '', headers);
  expect(result.__typename).toBe('UpdateEventSuccess');
}

async function givenOwnEvent(owner: GivenUser, details: object = {}): Promise<GivenEvent> {
  const { event } = await server.mutate(
    'createEvent',
    eventInput({ allowOverlap: true, ...details }),
    '... on CreateEventSuccess { event { id name versionNumber } }',
    owner.asUser,
  );
  return { ...event, asOwner: owner.asUser };
}

function share(event: GivenEvent, user: GivenUser, role = 'VIEWER') {
  const input = { eventId: event.id, people: [{ user: { id: user.id }, role }] };
  return server.mutate('shareEvent', input, '', event.asOwner);
}

describe('seatsChanged', () => {
  it('tells how the seats stand at once, and then each time they stand otherwise', async () => {
    const event = await givenEvent(server, { capacity: 2 });
    const seats = open().subscribe(SEATS, { id: event.id });
    const next = async () => (await seats.next()).data.seatsChanged.event;

    expect(await next()).toEqual({ capacity: 2, seatsLeft: 2, waitlistLength: 0 });
    const { secret } = await register(server, event, 'ada@example.org');
    expect(await next()).toEqual({ capacity: 2, seatsLeft: 1, waitlistLength: 0 });
    await server.mutate('cancelRegistration', { attendee: { secret } }, '');
    expect(await next()).toEqual({ capacity: 2, seatsLeft: 2, waitlistLength: 0 });
    const change = { id: event.id, expectedVersion: 1, capacity: 5 };
    await server.mutate('updateEvent', change, '', event.asOwner);
    expect(await next()).toEqual({ capacity: 5, seatsLeft: 5, waitlistLength: 0 });
  });

  it('sends few messages for many registrations, and the last one is true', async () => {
    const event = await givenEvent(server, { capacity: 100 });
    const seats = open().subscribe(SEATS, { id: event.id });
    await seats.next();
    for (let i = 0; i < 100; i++) await register(server, event, `guest-${i}@example.org`);
    let messages = 0;
    let seatsLeft: number;
    do {
      seatsLeft = (await seats.next()).data.seatsChanged.event.seatsLeft;
      messages += 1;
    } while (seatsLeft > 0);
    expect(messages).toBeLessThan(50);
  });

  it('says that there is no event, and ends', async () => {
    const event = await givenEvent(server);
    await server.mutate('deleteEvent', { id: event.id }, '', event.asOwner);
    const seats = open().subscribe(SEATS, { id: event.id });
    expect((await seats.next()).data.seatsChanged).toEqual({ __typename: 'EventNotFound' });
    expect(await seats.ended).toBeUndefined();
  });
});

describe('eventChanged', () => {
  it('tells each change once, in order', async () => {
    const event = await givenEvent(server);
    const changes = open().subscribe(CHANGES, { id: event.id, after: 1 });
    for (let i = 2; i <= 12; i++) await rename(event, `Name ${i}`);
    for (let i = 2; i <= 12; i++) {
      const { versionNumber, changedFields } = (await changes.next()).data.eventChanged;
      expect({ versionNumber, changedFields }).toEqual({
        versionNumber: i,
        changedFields: ['NAME'],
      });
    }
    await expectQuiet(changes, event);
  });

  it('shows the event as it is now, never older than the change', async () => {
    const event = await givenEvent(server);
    await rename(event, 'Second');
    await rename(event, 'Third');
    const socket = open({ 'Turnout-Event-Secret': event.asOwner['turnout-event-secret'] });
    const changes = socket.subscribe(CHANGES, { id: event.id, after: 1 });
    for (const versionNumber of [2, 3]) {
      const change = (await changes.next()).data.eventChanged;
      expect(change).toMatchObject({ versionNumber, event: { name: 'Third', versionNumber: 3 } });
    }
  });

  it('goes on after the version one knows, for those who may read the history', async () => {
    const owner = await givenUser(server);
    const event = await givenOwnEvent(owner);
    for (const name of ['Two', 'Three', 'Four']) await rename(event, name);
    const changes = open(paramsOf(owner)).subscribe(CHANGES, { id: event.id, after: 2 });
    expect((await changes.next()).data.eventChanged.versionNumber).toBe(3);
    expect((await changes.next()).data.eventChanged.versionNumber).toBe(4);
  });

  it('tells others only the latest of what they missed', async () => {
    const event = await givenOwnEvent(await givenUser(server));
    for (const name of ['Two', 'Three', 'Four']) await rename(event, name);
    const changes = open().subscribe(CHANGES, { id: event.id, after: 1 });
    expect((await changes.next()).data.eventChanged.versionNumber).toBe(4);
    await rename(event, 'Five');
    expect((await changes.next()).data.eventChanged.versionNumber).toBe(5);
  });

  it('answers for a private event as for one that does not exist', async () => {
    const hidden = await givenOwnEvent(await givenUser(server), { visibility: 'PRIVATE' });
    const absent = await givenEvent(server);
    await server.mutate('deleteEvent', { id: absent.id }, '', absent.asOwner);
    const socket = open(paramsOf(await givenUser(server)));
    const answers = await Promise.all(
      [hidden, absent].map(async ({ id }) => {
        const changes = socket.subscribe(CHANGES, { id });
        const answer = await changes.next();
        return { answer, ended: await changes.ended };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.answer.data.eventChanged.__typename).toBe('EventNotFound');
  });

  it('ends when the event is deleted', async () => {
    const event = await givenEvent(server);
    const changes = open().subscribe(CHANGES, { id: event.id, after: 1 });
    await rename(event, 'Second');
    await changes.next();
    await server.mutate('deleteEvent', { id: event.id }, '', event.asOwner);
    expect((await changes.next()).data.eventChanged.__typename).toBe('EventNotFound');
    expect(await changes.ended).toBeUndefined();
  });

  it('ends with the role that allowed it', async () => {
    const [owner, viewer] = [await givenUser(server), await givenUser(server)];
    const event = await givenOwnEvent(owner, { visibility: 'PRIVATE' });
    await share(event, viewer);
    const socket = open(paramsOf(viewer));
    const [changes, seats] = [
      socket.subscribe(CHANGES, { id: event.id, after: 1 }),
      socket.subscribe(SEATS, { id: event.id }),
    ];
    await seats.next();
    await rename(event, 'Second');
    expect((await changes.next()).data.eventChanged.event.name).toBe('Second');

    const removal = { eventId: event.id, user: { id: viewer.id } };
    await server.mutate('removeCollaborator', removal, '', owner.asUser);
    expect((await changes.next()).data.eventChanged.__typename).toBe('EventNotFound');
    expect((await seats.next()).data.seatsChanged.__typename).toBe('EventNotFound');
    expect(await changes.ended).toBeUndefined();
  });
});

describe('notificationReceived', () => {
  it('first sends what was stored since the cursor, then what comes', async () => {
    const [owner, viewer] = [await givenUser(server), await givenUser(server)];
    const event = await givenOwnEvent(owner, { name: 'Concert' });
    await share(event, viewer);
    const { data } = await server.send(
      '{ viewer { notifications(first: 1) { pageInfo { startCursor } } } }',
      {},
      viewer.asUser,
    );
    for (const name of ['Two', 'Three']) await rename(event, name);

    const after = data.viewer.notifications.pageInfo.startCursor;
    const socket = open(paramsOf(viewer));
    const notifications = socket.subscribe(NOTIFICATIONS, { after });
    const next = async () => (await notifications.next()).data.notificationReceived;
    expect((await next()).node.eventName).toBe('Two');
    const { cursor, node } = await next();
    expect(node).toMatchObject({ __typename: 'EventUpdatedNotification', eventName: 'Three' });
    await rename(event, 'Four');
    expect((await next()).node.event.name).toBe('Four');

    const again = socket.subscribe(NOTIFICATIONS, { after: cursor });
    expect((await again.next()).data.notificationReceived.node.eventName).toBe('Four');
  });

  it('tells of what one did oneself only on wish', async () => {
    const owner = await givenUser(server);
    const socket = open(paramsOf(owner));
    const others = socket.subscribe(NOTIFICATIONS, { includeOwn: false });
    const all = socket.subscribe(NOTIFICATIONS, { includeOwn: true });
    await settled(socket);
    const event = await givenOwnEvent(owner);
    const created = (await all.next()).data.notificationReceived.node;
    expect(created).toMatchObject({
      __typename: 'EventCreatedNotification',
      eventName: event.name,
    });
    const friend = await givenUser(server);
    await share(event, friend, 'OWNER');
    await rename(event, 'By a friend', friend.asUser);
    const first = (await others.next()).data.notificationReceived.node;
    expect(first).toMatchObject({
      __typename: 'EventUpdatedNotification',
      eventName: 'By a friend',
    });
  });

  it('needs an account', async () => {
    const [error] = (await open().subscribe(NOTIFICATIONS).ended) ?? [];
    expect(error.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('refuses what is not a cursor of the list', async () => {
    const socket = open(paramsOf(await givenUser(server)));
    const [error] = (await socket.subscribe(NOTIFICATIONS, { after: 'nonsense' }).ended) ?? [];
    expect(error).toMatchObject({
      message: '`after` is not a cursor of this list.',
      extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
    });
  });

  it('ends with the session', async () => {
    const user = await givenUser(server);
    const notifications = open(paramsOf(user)).subscribe(NOTIFICATIONS);
    await settled(opened[0] as TestSocket);
    await server.mutate('signOut', {}, '', user.asUser);
    const [error] = (await notifications.ended) ?? [];
    expect(error.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('goes on when another session of the user ends', async () => {
    const user = await givenUser(server);
    const row = await server.db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const other = await givenSession(server, row);
    const notifications = open(paramsOf(user)).subscribe(NOTIFICATIONS, { includeOwn: true });
    await settled(opened[0] as TestSocket);
    await server.mutate('signOut', {}, '', other.asUser);
    const event = await givenOwnEvent(user);
    expect((await notifications.next()).data.notificationReceived.node.eventName).toBe(event.name);
  });
});

/** Until all that was sent before on a socket has been answered. */
async function settled(socket: TestSocket): Promise<void> {
  await socket.subscribe('{ __typename }').next();
}

/** Nothing comes but the change that is made now. */
async function expectQuiet(
  changes: ReturnType<TestSocket['subscribe']>,
  event: GivenEvent,
): Promise<void> {
  expect(changes.waiting()).toEqual([]);
  await rename(event, 'The one that is expected');
  expect((await changes.next()).data.eventChanged.event.name).toBe('The one that is expected');
  expect(changes.waiting()).toEqual([]);
}
