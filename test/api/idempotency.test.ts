import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, givenUser, PASSWORD } from '../support/accounts.js';
import {
  countsOf,
  eventInput,
  type GivenEvent,
  givenEvent,
  letStart,
  register,
} from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';

/** What the clock of both servers shows; a test may put it forward. */
let now = new Date();
let server: TestServer;
/** A second process on the same database. */
let replica: TestServer;
/** A process where nobody more can queue. */
let busy: TestServer;
beforeAll(async () => {
  const clock = () => now;
  server = await startTestServer({ clock });
  const { databaseUrl } = server;
  replica = await startTestServer({ clock, databaseUrl });
  busy = await startTestServer({ clock, databaseUrl, desk: { queueLengthMax: 0 } });
});
afterEach(() => {
  now = new Date();
});
afterAll(async () => {
  await busy.stop();
  await replica.stop();
  await server.stop();
});

const EVENT = 'event { id name startsAt versionNumber confirmedCount createdAt } manageSecret';
const REGISTERED = `secret attendee { id name email status waitlistRank registeredAt ticketCode
  event { id name confirmedCount } }`;
const REFUSED = `... on EventFull { capacity waitlistLength }
  ... on EventStarted { startedAt }
  ... on AlreadyRegistered { attendee { id event { id } } }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

/** The mutations that create something: an input, another one, and all that can be read of the answer. */
const creating = {
  createEvent: {
    input: () => eventInput(),
    changed: { capacity: 11 },
    selection: `... on CreateEventSuccess { ${EVENT} } ${refusedBut('EventFull', 'EventStarted', 'AlreadyRegistered')}`,
  },
  createEvents: {
    input: () => ({ events: [eventInput(), eventInput({ visibility: 'PRIVATE' })] }),
    changed: { events: [eventInput()] },
    selection: `... on CreateEventsSuccess { results { ${EVENT} } } ${refusedBut('EventFull', 'EventStarted', 'AlreadyRegistered')}`,
  },
  registerAttendee: {
    input: (event: GivenEvent) => ({ eventId: event.id, ...person(), joinWaitlist: true }),
    changed: { name: 'Grace Hopper' },
    selection: `... on RegisterAttendeeSuccess { ${REGISTERED} } ${REFUSED}`,
  },
  registerAttendees: {
    input: (event: GivenEvent) => ({
      eventId: event.id,
      attendees: [person(), person(), { ...person(), email: 'nobody' }],
      refusedRows: 'SKIP',
    }),
    changed: { refusedRows: 'ABORT' },
    selection: `... on RegisterAttendeesSuccess { registeredCount refusedCount results { index result {
        __typename ... on RegisterAttendeeSuccess { ${REGISTERED} } ${REFUSED} } } }
      ... on PermissionDenied { requiredRole }
      ${refusedBut('EventFull', 'EventStarted', 'AlreadyRegistered')}`,
  },
};
type Creating = keyof typeof creating;
const everyCreating = Object.keys(creating) as Creating[];

/** An input that breaks rules beside that of the key, and where. */
const broken: Record<Creating, { input: object; paths: string[] }> = {
  createEvent: { input: { name: '', capacity: 0 }, paths: ['name', 'capacity'] },
  createEvents: {
    input: { events: [eventInput(), eventInput({ location: ' ' })] },
    paths: ['events.1.location'],
  },
  registerAttendee: { input: { name: '', email: 'nobody' }, paths: ['name', 'email'] },
  registerAttendees: { input: { attendees: [] }, paths: ['attendees'] },
};

const person = () => ({ name: 'Ada Lovelace', email: `${randomUUID()}@example.org` });

/** A call of a mutation that creates, which can be repeated. */
async function givenCall(name: Creating, details: object = {}) {
  const event = await givenEvent(server, details);
  const { input, selection, changed } = creating[name];
  const idempotencyKey = randomUUID();
  const first = { ...input(event), idempotencyKey };
  const send = (more: object = {}, at = server) =>
    at.mutate(name, { ...first, ...more }, selection, event.asOwner);
  return { event, input: first, changed, idempotencyKey, send };
}

/** Registers with a key. */
const registerOnce = (
  event: { id: string },
  idempotencyKey: string,
  more: object = {},
  at = server,
) =>
  at.mutate(
    'registerAttendee',
    { eventId: event.id, name: 'Ada Lovelace', email: 'ada@example.org', idempotencyKey, ...more },
    creating.registerAttendee.selection,
  );

const cancel = (secret: string) =>
  server.mutate('cancelRegistration', { attendee: { secret } }, '');

describe.each(everyCreating)('%s with an idempotency key', (name) => {
  it('answers a repetition as it did the first time, to the letter, and writes nothing', async () => {
    const { send } = await givenCall(name);
    const first = await send();
    const before = await everyRow(server);

    const repeated = [await send(), await send({}, replica), await send()];

    expect(first.__typename).toMatch(/Success$/);
    for (const answer of repeated) expect(JSON.stringify(answer)).toBe(JSON.stringify(first));
    expect(await everyRow(server)).toEqual(before);
  });

  it('runs once when twenty come at once, on two servers, and answers all alike', async () => {
    const { send } = await givenCall(name);

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send({}, i % 2 ? server : replica)),
    );

    expect(answers[0].__typename).toMatch(/Success$/);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('refuses the key for another input: IdempotencyKeyReused', async () => {
    const { send, changed } = await givenCall(name);
    await send();
    const before = await everyRow(server);

    expect(await send(changed)).toEqual({
      __typename: 'IdempotencyKeyReused',
      message: 'This idempotency key was used before, with another input.',
    });
    expect(await everyRow(server)).toEqual(before);
  });

  it('does one of two inputs that come at once with one key', async () => {
    const { send, changed } = await givenCall(name);

    const answers = await Promise.all([send(), send(changed, replica)]);

    const refused = answers.filter(({ __typename }) => __typename === 'IdempotencyKeyReused');
    expect(refused).toHaveLength(1);
  });

  it('does it again without the key, or with another', async () => {
    const { send } = await givenCall(name);
    const first = await send();

    for (const idempotencyKey of [null, randomUUID()]) {
      expect(await send({ idempotencyKey })).not.toEqual(first);
    }
  });

  it('answers again after the event has started, and after it was deleted', async () => {
    const { event, send } = await givenCall(name);
    const first = await send();

    await letStart(server, event);
    expect(await send()).toEqual(first);
    await server.mutate('deleteEvent', { id: event.id }, '', event.asOwner);
    expect(await send()).toEqual(first);
  });

  it('forgets the key after 24 hours, not before', async () => {
    const { send } = await givenCall(name);
    const start = new Date();
    now = start;
    const first = await send();

    now = new Date(start.getTime() + 24 * 3_600_000);
    const inTime = await send();
    now = new Date(start.getTime() + 24 * 3_600_000 + 1);
    const late = await send();
    const again = await send();

    expect(inTime).toEqual(first);
    expect(late).not.toEqual(first);
    expect(again).toEqual(late);
  });

  it('has used no key when the transaction failed at its very end', async () => {
    const { send } = await givenCall(name);
    const before = await everyRow(server);

    await whileNothingCommits(async () => {
      await expect(send()).rejects.toThrow('INTERNAL_SERVER_ERROR');
    });

    expect(await everyRow(server)).toEqual(before);
    const retried = await send();
    expect(retried.__typename).toMatch(/Success$/);
    expect(await send()).toEqual(retried);
  });

  it.each([
    ['empty', ''],
    ['blank', ' '],
    ['longer than 200 characters', 'x'.repeat(201)],
  ])('refuses a key that is %s: InvalidInput', async (_what, idempotencyKey) => {
    const { send } = await givenCall(name);
    const before = await everyRow(server);

    expect(await send({ idempotencyKey })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['idempotencyKey'] }],
    });
    expect(await everyRow(server)).toEqual(before);
  });

  it('names what is wrong with the key and with the rest at once', async () => {
    const { send } = await givenCall(name);
    const { input, paths } = broken[name];

    const { fields } = await send({ ...input, idempotencyKey: '' });

    const named = fields.map(({ path }: { path: string[] }) => path.join('.'));
    expect(named.sort()).toEqual(['idempotencyKey', ...paths].sort());
  });

  it('takes a key of 200 characters, whatever their bytes', async () => {
    const { send } = await givenCall(name);
    const idempotencyKey = '🔑'.repeat(200);

    const first = await send({ idempotencyKey });

    expect(first.__typename).toMatch(/Success$/);
    expect(await send({ idempotencyKey })).toEqual(first);
    expect(await send({ idempotencyKey: `${'🔑'.repeat(199)}🔒` })).not.toEqual(first);
  });

  it('keeps nothing of the answer that can be read without the key', async () => {
    const { send, idempotencyKey, input } = await givenCall(name);
    const answer = await send();

    const rows = await server.db.idempotencyKey.findMany();
    const kept = rows.flatMap((row) => [row.keyHash, row.inputHash, row.outcome ?? Buffer.of()]);
    const bytes = Buffer.concat(kept.map((part) => Buffer.from(part)));

    const texts = [idempotencyKey, ...textsIn(input), ...textsIn(answer)];
    expect(texts.length).toBeGreaterThan(8);
    for (const text of texts) expect({ text, at: bytes.indexOf(text) }).toEqual({ text, at: -1 });
    for (const secret of texts.filter((text) => /^[\w-]{64}$/.test(text))) {
      expect(bytes.indexOf(Buffer.from(secret, 'base64url').subarray(16))).toBe(-1);
    }
  });
});

describe('an idempotency key', () => {
  it('serves several mutations without a clash', async () => {
    const idempotencyKey = randomUUID();

    for (const name of everyCreating) {
      const { send } = await givenCall(name);
      expect((await send({ idempotencyKey })).__typename).toMatch(/Success$/);
    }
  });

  it('is told from one that differs in case or blanks', async () => {
    const event = await givenEvent(server);
    const key = `Key-${randomUUID()}`;
    await registerOnce(event, key);

    for (const other of [key.toLowerCase(), ` ${key}`, `${key} `]) {
      expect((await registerOnce(event, other)).__typename).toBe('AlreadyRegistered');
    }
  });

  it('knows the same input when it is spelled otherwise', async () => {
    const event = await givenEvent(server);
    const key = randomUUID();
    const first = await registerOnce(event, key);
    const { data } = await server.send(
      `mutation { registerAttendee(input: { validateOnly: false, joinWaitlist: false,
          idempotencyKey: "${key}", email: "ada@example.org", name: "Ada Lovelace", eventId: "${event.id}" }) {
        ... on RegisterAttendeeSuccess { secret } } }`,
    );

    expect(data.registerAttendee.secret).toBe(first.secret);
  });

  it('repeats a refusal too, also when a seat became free; a new key gets the seat', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const bob = await register(server, event, 'bob@example.org');
    const key = randomUUID();
    const refused = await registerOnce(event, key);
    await cancel(bob.secret);

    expect(refused).toMatchObject({ __typename: 'EventFull', capacity: 1, waitlistLength: 0 });
    expect(await registerOnce(event, key)).toEqual(refused);
    expect(await countsOf(server, event)).toMatchObject({ seatsLeft: 1 });
    expect((await registerOnce(event, randomUUID())).__typename).toBe('RegisterAttendeeSuccess');
  });

  it('repeats that somebody was registered before, also after they left', async () => {
    const event = await givenEvent(server);
    const ada = await register(server, event, 'ada@example.org');
    const key = randomUUID();
    const refused = await registerOnce(event, key);
    await cancel(ada.secret);

    expect(refused).toMatchObject({
      __typename: 'AlreadyRegistered',
      attendee: { id: ada.attendee.id },
    });
    expect(await registerOnce(event, key)).toEqual(refused);
    await server.mutate('deleteEvent', { id: event.id }, '', event.asOwner);
    expect(await registerOnce(event, key)).toEqual(refused);
  });

  it('repeats a registration that was cancelled meanwhile, and does not renew it', async () => {
    const event = await givenEvent(server);
    const key = randomUUID();
    const first = await registerOnce(event, key);
    await cancel(first.secret);

    expect(await registerOnce(event, key)).toEqual(first);
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 0 });
  });

  it('repeats the place on the waiting list as it was then', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const bob = await register(server, event, 'bob@example.org');
    const key = randomUUID();
    const first = await registerOnce(event, key, { joinWaitlist: true });
    await cancel(bob.secret);

    expect(first.attendee).toMatchObject({ status: 'WAITLISTED', waitlistRank: 1 });
    expect(await registerOnce(event, key, { joinWaitlist: true })).toEqual(first);
  });

  it('is not used up by an input that breaks a rule: corrected, it may come with the same key', async () => {
    const wrong: Record<Creating, object> = {
      createEvent: { capacity: 0 },
      createEvents: { events: [eventInput({ name: '' })] },
      registerAttendee: { email: 'nobody' },
      registerAttendees: { attendees: [] },
    };

    for (const name of everyCreating) {
      const { send } = await givenCall(name);
      const refused = await send(wrong[name]);
      expect(refused.__typename).toBe('InvalidInput');
      expect((await send()).__typename).toMatch(/Success$/);
    }
  });

  it('is not used up by those who may not do it: with their secret they may use the same key', async () => {
    for (const visibility of ['PUBLIC', 'PRIVATE']) {
      const event = await givenEvent(server, { visibility });
      const { input, selection } = creating.registerAttendees;
      const keyed = { ...input(event), idempotencyKey: randomUUID() };

      const refused = await server.mutate('registerAttendees', keyed, selection);
      const allowed = await server.mutate('registerAttendees', keyed, selection, event.asOwner);

      expect(refused.__typename).toBe(
        visibility === 'PUBLIC' ? 'PermissionDenied' : 'EventNotFound',
      );
      expect(allowed.__typename).toBe('RegisterAttendeesSuccess');
    }
  });

  it('gives the answer of a batch, with its secrets, to nobody who may not manage the event', async () => {
    const event = await givenEvent(server);
    const { input, selection } = creating.registerAttendees;
    const keyed = { ...input(event), idempotencyKey: randomUUID() };
    await server.mutate('registerAttendees', keyed, selection, event.asOwner);

    const repeated = await server.mutate('registerAttendees', keyed, selection);

    expect(repeated.__typename).toBe('IdempotencyKeyReused');
  });

  it('is not used up by a desk that was too busy', async () => {
    const event = await givenEvent(server);
    const key = randomUUID();

    const refused = await registerOnce(event, key, {}, busy);
    const retried = await registerOnce(event, key);

    expect(refused.__typename).toBe('RegistrationBusy');
    expect(retried.__typename).toBe('RegisterAttendeeSuccess');
  });

  it('is not used up by a request whose connection broke while it waited', async () => {
    const { event, send } = await givenCall('registerAttendees');
    const before = await everyRow(server);

    await server.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM "Event" WHERE "name" = ${event.name} FOR UPDATE`;
      const broken = expect(send()).rejects.toThrow('INTERNAL_SERVER_ERROR');
      while ((await endThoseWhoWait()) === 0) await sleep(10);
      await broken;
    });

    expect(await everyRow(server)).toEqual(before);
    const retried = await send();
    expect(retried.__typename).toBe('RegisterAttendeesSuccess');
    expect(await send()).toEqual(retried);
  });

  it('keeps apart a hundred keys that come at once', async () => {
    const event = await givenEvent(server, { capacity: 100 });
    const keys = Array.from({ length: 100 }, () => randomUUID());
    const all = () =>
      Promise.all(
        keys.map((key, i) =>
          registerOnce(event, key, { email: `guest${i}@example.org` }, i % 2 ? server : replica),
        ),
      );

    const [first, second] = await Promise.all([all(), all()]);

    expect(second).toEqual(first);
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 100 });
  });
});

describe('a repeated answer opens nothing that was closed since', () => {
  const WITHIN = `event { name viewerRole attendees { nodes { email } }
    collaborators { nodes { role } } versions { nodes { number } } }`;
  const closed = { viewerRole: null, attendees: null, collaborators: null, versions: null };

  /** An event of Ada's, who then has no role on it any more, and somebody who comes to it since. */
  async function givenLostEvent() {
    const [ada, bob] = [await givenUser(server), await givenUser(server)];
    const created = { ...eventInput(), idempotencyKey: randomUUID() };
    const create = () =>
      server.mutate('createEvent', created, `... on CreateEventSuccess { ${WITHIN} }`, ada.asUser);
    const first = await create();
    const { id: eventId } = (
      await server.mutate(
        'createEvent',
        created,
        '... on CreateEventSuccess { event { id } }',
        ada.asUser,
      )
    ).event;
    const people = [{ user: { id: bob.id }, role: 'OWNER' }];
    const shared = { eventId, people, idempotencyKey: randomUUID() };
    const share = () =>
      server.mutate('shareEvent', shared, `... on ShareEventSuccess { ${WITHIN} }`, ada.asUser);
    const firstShare = await share();
    const lose = async () => {
      await server.mutate('removeCollaborator', { eventId, user: { id: ada.id } }, '', bob.asUser);
      await register(server, { id: eventId }, 'late@example.org');
    };
    return { first, create, firstShare, share, lose };
  }

  it('to who has lost their role', async () => {
    const { first, create, firstShare, share, lose } = await givenLostEvent();
    expect(first.event).toMatchObject({ viewerRole: 'OWNER', attendees: { nodes: [] } });
    expect((await create()).event).toMatchObject({ viewerRole: 'OWNER', attendees: { nodes: [] } });
    expect((await share()).event).toEqual(firstShare.event);
    await lose();

    expect((await create()).event).toEqual({ ...first.event, ...closed });
    expect((await share()).event).toEqual({ ...firstShare.event, ...closed });
  });

  it('to a manage secret whose event was claimed, or made private', async () => {
    const created = { ...eventInput(), idempotencyKey: randomUUID() };
    const create = (headers = {}) =>
      server.mutate(
        'createEvent',
        created,
        '... on CreateEventSuccess { manageSecret event { id attendees { nodes { email } } versions { nodes { number } } } }',
        headers,
      );
    const first = await create();
    const { id } = first.event;
    const asOwner = { 'turnout-event-secret': first.manageSecret };
    await register(server, { id }, 'ada@example.org');
    expect((await create()).event.attendees.nodes).toHaveLength(1);
    expect((await create(asOwner)).event.versions.nodes).toHaveLength(1);

    const hide = { id, expectedVersion: 1, visibility: 'PRIVATE' };
    await server.mutate('updateEvent', hide, '', asOwner);
    expect((await create()).event.attendees).toBeNull();
    expect((await create(asOwner)).event.attendees.nodes).toHaveLength(1);
    await server.mutate(
      'updateEvent',
      { ...hide, expectedVersion: 2, visibility: 'PUBLIC' },
      '',
      asOwner,
    );

    const bob = await givenUser(server);
    await server.mutate('claimEvent', { eventId: id }, '', { ...asOwner, ...bob.asUser });
    for (const headers of [{}, asOwner]) {
      expect((await create(headers)).event).toEqual({ id, attendees: null, versions: null });
    }
    await server.mutate('deleteEvent', { id }, '', bob.asUser);
    expect((await create(asOwner)).event).toEqual({ id, attendees: null, versions: null });
  });
});

describe('shareEvent with an idempotency key', () => {
  const SHARED = `... on ShareEventSuccess { event { id name } collaborators { role user { id } } }
    ... on UserError { message }`;

  async function givenShare() {
    const [ada, bob] = [await givenUser(server), await givenUser(server)];
    const created = await server.mutate(
      'createEvent',
      eventInput(),
      '... on CreateEventSuccess { event { id } }',
      ada.asUser,
    );
    const eventId = created.event.id;
    const people = [{ user: { id: bob.id }, role: 'EDITOR' }];
    const input = { eventId, people, idempotencyKey: randomUUID() };
    const send = (more: object = {}, at = server) =>
      at.mutate('shareEvent', { ...input, ...more }, SHARED, ada.asUser);
    const rolesOfBob = () => server.db.collaborator.count({ where: { userId: bob.uuid } });
    return { ada, bob, eventId, send, rolesOfBob };
  }

  it('answers a repetition as it did the first time, and gives no role that was taken meanwhile', async () => {
    const { ada, bob, eventId, send, rolesOfBob } = await givenShare();
    const first = await send();
    expect(first).toMatchObject({ __typename: 'ShareEventSuccess', collaborators: [{}] });
    await server.mutate('removeCollaborator', { eventId, user: { id: bob.id } }, '', ada.asUser);
    const before = await everyRow(server);

    expect(await send()).toEqual(first);
    expect(await send({}, replica)).toEqual(first);
    expect(await everyRow(server)).toEqual(before);
    expect(await rolesOfBob()).toBe(0);
    expect((await send({ idempotencyKey: randomUUID() })).__typename).toBe('ShareEventSuccess');
    expect(await rolesOfBob()).toBe(1);
  });

  it('refuses the key for another input, and one that is empty', async () => {
    const { bob, send } = await givenShare();
    await send();
    const other = { people: [{ user: { id: bob.id }, role: 'VIEWER' }] };

    expect((await send(other)).__typename).toBe('IdempotencyKeyReused');
    expect((await send({ idempotencyKey: '' })).__typename).toBe('InvalidInput');
  });

  it('is repeated without who has erased their account since', async () => {
    const { bob, send } = await givenShare();
    const first = await send();
    await server.mutate('eraseAccount', { password: PASSWORD }, '', bob.asUser);
    expect(await send()).toEqual({ ...first, collaborators: [] });
  });

  it('a preview, or a name that nobody has, does not use it up', async () => {
    const { send, rolesOfBob } = await givenShare();
    const people = [{ user: { username: 'nobody.at.all' }, role: 'EDITOR' }];

    expect((await send({ validateOnly: true })).__typename).toBe('ShareEventSuccess');
    expect(await rolesOfBob()).toBe(0);
    expect((await send({ people })).__typename).toBe('UsersNotFound');
    expect((await send()).__typename).toBe('ShareEventSuccess');
    expect(await rolesOfBob()).toBe(1);
  });
});

describe('signUp with an idempotency key', () => {
  const SIGNED_UP = `... on SignUpSuccess { accessToken refreshToken expiresAt: accessTokenExpiresAt
    user { id username email } } ... on UserError { message }`;

  function givenNewcomer() {
    const username = `new-${randomUUID().slice(0, 13)}`;
    const input = {
      username,
      email: `${username}@example.org`,
      password: 'a sentence that only I know',
      idempotencyKey: randomUUID(),
    };
    const send = (more: object = {}, at = server) =>
      at.mutate('signUp', { ...input, ...more }, SIGNED_UP);
    return { input, send };
  }

  it('answers a repetition as it did the first time, and writes nothing', async () => {
    const { send } = givenNewcomer();
    const first = await send();
    expect(first.__typename).toBe('SignUpSuccess');
    const before = await everyRow(server);

    expect(await send()).toEqual(first);
    expect(await send({}, replica)).toEqual(first);
    expect(await everyRow(server)).toEqual(before);
  });

  it('makes one account when several come at once, on two servers', async () => {
    const { send } = givenNewcomer();
    const answers = await Promise.all([send(), send({}, replica), send(), send({}, replica)]);

    expect(answers[0].__typename).toBe('SignUpSuccess');
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('refuses the key for other names, and for another password', async () => {
    const { send } = givenNewcomer();
    await send();

    for (const other of [{ timezone: 'Asia/Tokyo' }, { password: 'another sentence of mine' }]) {
      expect((await send(other)).__typename).toBe('IdempotencyKeyReused');
    }
    expect((await send({ idempotencyKey: ' ' })).__typename).toBe('InvalidInput');
    expect((await send({ idempotencyKey: randomUUID() })).__typename).toBe('UsernameTaken');
  });

  it('lets nobody in past the end of the session, or past a second factor', async () => {
    const { send } = givenNewcomer();
    const { accessToken } = await send();
    await server.mutate('signOut', {}, '', bearer(accessToken));
    expect((await send()).__typename).toBe('UsernameTaken');

    const other = givenNewcomer();
    const { user } = await other.send();
    const { id: uuid } = await server.db.user.findFirstOrThrow({
      where: { username: user.username },
    });
    await givenSecondFactor(server, { uuid });
    expect((await other.send()).__typename).toBe('UsernameTaken');
  });

  it('is not used up by a name that is taken, and keeps no password, nor anything to guess it by', async () => {
    const { input, send } = givenNewcomer();
    const taken = await givenUser(server);
    expect((await send({ username: taken.username })).__typename).toBe('UsernameTaken');
    const { refreshToken } = await send();

    const rows = await server.db.idempotencyKey.findMany();
    const kept = rows.flatMap((row) => [row.keyHash, row.inputHash, row.outcome ?? Buffer.of()]);
    const bytes = Buffer.concat(kept.map((part) => Buffer.from(part)));
    const { username, email, timezone = 'UTC' } = { timezone: undefined, ...input };
    const names = JSON.stringify({ email, timezone, username });
    expect(bytes.indexOf(createHash('sha256').update(names).digest())).toBeGreaterThan(-1);
    for (const secret of [input.password, username, '$argon2id$', refreshToken]) {
      expect(bytes.indexOf(secret)).toBe(-1);
    }
  });
});

/** Meanwhile no transaction that writes an event or an attendee can commit. */
async function whileNothingCommits(work: () => Promise<void>): Promise<void> {
  await server.db.$executeRawUnsafe(`
    CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'refused on purpose' USING ERRCODE = 'check_violation';
    END $$`);
  for (const table of ['Event', 'Attendee']) {
    await server.db.$executeRawUnsafe(`
      CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON "${table}"
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
  }
  await work().finally(() => server.db.$executeRawUnsafe('DROP FUNCTION refuse_commit() CASCADE'));
}

/** Ends the connections to this database that wait for a lock. */
async function endThoseWhoWait(): Promise<number> {
  const ended = await server.db.$queryRaw<object[]>`
    SELECT pg_terminate_backend("pid") FROM "pg_stat_activity"
    WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
  return ended.length;
}

/** All texts in a JSON value that could tell something: not those that every row may have. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 8 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** `REFUSED` without the members that a union does not have. */
function refusedBut(...types: string[]): string {
  return REFUSED.split('\n')
    .filter((line) => !types.some((type) => line.includes(`on ${type} `)))
    .join('\n');
}
