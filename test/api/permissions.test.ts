import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildSchema } from 'graphql';
import { newId } from '../../src/data/newId.js';
import { insertNotifications } from '../../src/data/notifications.js';
import type { EventVisibility } from '../../src/data/prisma/client.js';
import { ticketCodeOf } from '../../src/domain/registration/ticketCode.js';
import { createSecret } from '../../src/domain/secret.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenResetCode, givenUser, PASSWORD } from '../support/accounts.js';
import { eventInput } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { notificationOf } from '../support/notifications.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, insertEvent } from '../support/rows.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

// Some hundred cells of a table, each with an event of its own.
jest.setTimeout(30_000);

/** Servers where anyone may create events without an owner, and where nobody may. */
const servers = {} as Record<'open' | 'closed', TestServer>;
beforeAll(async () => {
  servers.open = await startTestServer({ anonymousEvents: true, manyAddresses: true });
  servers.closed = await startTestServer({ anonymousEvents: false, manyAddresses: true });
});
afterAll(() => Promise.all([servers.open.stop(), servers.closed.stop()]));

type Headers = Record<string, string>;
const withSecret = (secret: string | undefined): Headers => ({
  'turnout-event-secret': secret as string,
});

/** All that an operation can name. Of an absent one nothing is in the database. */
interface Target {
  event: string;
  name: string;
  /** Has a seat. */
  attendee: string;
  email: string;
  secret: string;
  ticketCode: string;
  /** Has a seat, and is let in already. */
  present: string;
}

function absentTarget(): Target {
  const person = { id: newId(), secretHash: createSecret(newId()).hash };
  return {
    event: toGlobalId('event', newId()),
    name: `Absent ${newId()}`,
    attendee: toGlobalId('attendee', person.id),
    email: `${person.id}@example.org`,
    secret: createSecret(person.id).text,
    ticketCode: ticketCodeOf(person),
    present: toGlobalId('attendee', newId()),
  };
}

/** An event with two seats, both taken, and somebody waiting. */
async function givenTarget(server: TestServer, visibility: EventVisibility) {
  const event = await insertEvent(server, { capacity: 2, visibility });
  const id = newId();
  const secret = createSecret(id);
  const attendee = attendeeRow(event.uuid, { id, secretHash: secret.hash });
  const present = attendeeRow(event.uuid, { checkedInAt: new Date() });
  const waiting = attendeeRow(event.uuid, { status: 'WAITLISTED' });
  await server.db.attendee.createMany({ data: [attendee, present, waiting] });
  const target: Target = {
    event: event.id,
    name: event.name,
    attendee: toGlobalId('attendee', id),
    email: attendee.email,
    secret: secret.text,
    ticketCode: ticketCodeOf({ id, secretHash: secret.hash }),
    present: toGlobalId('attendee', present.id as string),
  };
  const rows = () =>
    server.db.event.findUnique({
      where: { id: event.uuid },
      include: { attendees: { orderBy: { arrival: 'asc' } } },
    });
  return { target, uuid: event.uuid, asOwner: event.asOwner, rows };
}

const REFUSAL = '__typename ... on UserError { message ... on PermissionDenied { requiredRole } }';
const everyone = { name: 'Ada Lovelace', joinWaitlist: true };

type Operation = [query: string, variables: object];

function mutation(name: string, input: object, selection = ''): Operation {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return [
    `mutation ($input: ${type}) { result: ${name}(input: $input) { ${REFUSAL} ${selection} } }`,
    { input },
  ];
}

const update = (target: Target, change: object = { name: 'Changed' }) =>
  mutation('updateEvent', { id: target.event, expectedVersion: 1, ...change });

const rollBack = (event: string, version: number) =>
  mutation('rollbackEvent', { eventId: event, toVersion: version, expectedVersion: version });

type Verdict =
  /** It works. */
  | 'yes'
  /** It works, but leaves out what may not be read. */
  | 'less'
  /** As if it did not exist. */
  | 'absent'
  | 'needs EDITOR'
  | 'needs OWNER';

/** What came of an operation, for those who may see the event. */
function verdictOf({ data, errors }: Answer): string {
  if (errors) return errors[0].extensions.code;
  const result = Array.isArray(data.result) ? data.result[0] : data.result;
  if (result === null || result.totalCount === 0) return 'absent';
  if (/^(Event|Attendee)NotFound$/.test(result.__typename)) return 'absent';
  if (result.__typename === 'PermissionDenied') return `needs ${result.requiredRole}`;
  if (
    /Connection$|^(Event|EventDiff|Attendee|AlreadyRegistered)$|Success$/.test(result.__typename)
  ) {
    return JSON.stringify(result).includes(':null') ? 'less' : 'yes';
  }
  return result.__typename;
}

type Row = [
  field: string,
  publicOpen: Verdict,
  publicClosed: Verdict,
  privateOpen: Verdict,
  privateClosed: Verdict,
  operation: (target: Target) => Operation,
];

/**
 * What may be done by everyone without a role, be the event public or private and the server open
 * to events without an owner or closed. The owner may do all of it anywhere.
 */
const table: Row[] = [
  // Field                              public, open    closed          private, open  closed
  [
    'Query.event',
    'yes',
    'yes',
    'absent',
    'absent',
    ({ event }) => [
      'query ($id: ID!) { result: event(id: $id) { __typename id seatsLeft } }',
      { id: event },
    ],
  ],
  [
    'Query.events',
    'yes',
    'yes',
    'absent',
    'absent',
    ({ name }) => [
      `query ($name: String!) {
      result: events(search: $name) { __typename totalCount nodes { id } edges { node { id } } }
    }`,
      { name },
    ],
  ],
  [
    'Query.events by visibility',
    'absent',
    'absent',
    'absent',
    'absent',
    ({ name }) => [
      `query ($name: String!) {
      result: events(filter: { visibility: PRIVATE }, search: $name) { __typename totalCount nodes { id } }
    }`,
      { name },
    ],
  ],
  [
    'Query.node of an event',
    'yes',
    'yes',
    'absent',
    'absent',
    ({ event }) => ['query ($id: ID!) { result: node(id: $id) { __typename id } }', { id: event }],
  ],
  [
    'Query.node of an attendee',
    'yes',
    'absent',
    'absent',
    'absent',
    ({ attendee }) => [
      'query ($id: ID!) { result: node(id: $id) { __typename id ... on Attendee { name email } } }',
      { id: attendee },
    ],
  ],
  [
    'Query.nodes of events',
    'yes',
    'yes',
    'absent',
    'absent',
    ({ event }) => [
      'query ($ids: [ID!]!) { result: nodes(ids: $ids) { __typename id } }',
      { ids: [event] },
    ],
  ],
  [
    'Query.nodes of attendees',
    'yes',
    'absent',
    'absent',
    'absent',
    ({ attendee }) => [
      'query ($ids: [ID!]!) { result: nodes(ids: $ids) { __typename id } }',
      { ids: [attendee] },
    ],
  ],
  [
    'Query.attendee with the secret',
    'yes',
    'yes',
    'yes',
    'yes',
    ({ secret }) => [
      `query ($secret: String!) {
      result: attendee(secret: $secret) { __typename email ticketCode event { name } }
    }`,
      { secret },
    ],
  ],
  [
    'Query.attendee, who else comes',
    'yes',
    'less',
    'less',
    'less',
    ({ secret }) => [
      `query ($secret: String!) {
      result: attendee(secret: $secret) { __typename event { attendees { nodes { email } } } }
    }`,
      { secret },
    ],
  ],
  [
    'Event.attendees',
    'yes',
    'less',
    'absent',
    'absent',
    ({ event }) => [
      `query ($id: ID!) {
      result: event(id: $id) { __typename attendees { totalCount nodes { email } } }
    }`,
      { id: event },
    ],
  ],
  [
    'Query.eventDiff',
    'absent',
    'absent',
    'absent',
    'absent',
    ({ event }) => [
      'query ($id: ID!) { result: eventDiff(eventId: $id, from: 1, to: 1) { __typename to { name } } }',
      { id: event },
    ],
  ],
  [
    'Attendee.ticketCode',
    'less',
    'absent',
    'absent',
    'absent',
    ({ attendee }) => [
      'query ($id: ID!) { result: node(id: $id) { __typename ... on Attendee { ticketCode } } }',
      { id: attendee },
    ],
  ],
  [
    'Mutation.updateEvent',
    'needs EDITOR',
    'needs EDITOR',
    'absent',
    'absent',
    (target) => update(target),
  ],
  [
    'Mutation.updateEvent, its visibility',
    'needs EDITOR',
    'needs EDITOR',
    'absent',
    'absent',
    (target) => update(target, { visibility: 'PRIVATE', capacity: 3 }),
  ],
  [
    'Mutation.rollbackEvent',
    'needs EDITOR',
    'needs EDITOR',
    'absent',
    'absent',
    ({ event }) => rollBack(event, 1),
  ],
  [
    'Mutation.cancelEvent',
    'needs OWNER',
    'needs OWNER',
    'absent',
    'absent',
    ({ event }) => mutation('cancelEvent', { id: event }),
  ],
  [
    'Mutation.deleteEvent',
    'needs OWNER',
    'needs OWNER',
    'absent',
    'absent',
    ({ event }) => mutation('deleteEvent', { id: event }),
  ],
  [
    'Mutation.registerAttendee',
    'yes',
    'yes',
    'absent',
    'absent',
    ({ event }) =>
      mutation('registerAttendee', { eventId: event, email: 'new@example.org', ...everyone }),
  ],
  [
    'Mutation.registerAttendee, AlreadyRegistered.attendee',
    'yes',
    'less',
    'absent',
    'absent',
    ({ event, email }) =>
      mutation(
        'registerAttendee',
        { eventId: event, email, ...everyone },
        '... on AlreadyRegistered { attendee { id email } }',
      ),
  ],
  [
    'Mutation.registerAttendees',
    'needs EDITOR',
    'needs EDITOR',
    'absent',
    'absent',
    ({ event }) =>
      mutation('registerAttendees', {
        eventId: event,
        attendees: [{ name: 'Bob', email: 'bob@example.org' }],
        joinWaitlist: true,
      }),
  ],
  [
    'Mutation.cancelRegistration by id',
    'needs EDITOR',
    'absent',
    'absent',
    'absent',
    ({ attendee }) => mutation('cancelRegistration', { attendee: { id: attendee } }),
  ],
  [
    'Mutation.cancelRegistration by secret',
    'yes',
    'yes',
    'yes',
    'yes',
    ({ secret }) => mutation('cancelRegistration', { attendee: { secret } }),
  ],
  [
    'Mutation.cancelRegistration, promotedAttendee',
    'yes',
    'less',
    'less',
    'less',
    ({ secret }) =>
      mutation(
        'cancelRegistration',
        { attendee: { secret } },
        '... on CancelRegistrationSuccess { promotedAttendee { id email } }',
      ),
  ],
  [
    'Mutation.checkInAttendee by id',
    'needs EDITOR',
    'absent',
    'absent',
    'absent',
    ({ attendee }) => mutation('checkInAttendee', { ticket: { attendeeId: attendee } }),
  ],
  [
    'Mutation.checkInAttendee by code',
    'needs EDITOR',
    'absent',
    'absent',
    'absent',
    ({ ticketCode }) => mutation('checkInAttendee', { ticket: { ticketCode } }),
  ],
  [
    'Mutation.undoCheckIn',
    'needs EDITOR',
    'absent',
    'absent',
    'absent',
    ({ present }) => mutation('undoCheckIn', { ticket: { attendeeId: present } }),
  ],
];

/** Everyone without a role: with no secret, another event's, or one that is almost right. */
const others: Record<string, (secret: string, another: string) => Headers> = {
  'no secret': () => ({}),
  "another event's secret": (_secret, another) => withSecret(another),
  'a forged secret': (secret) => {
    const bytes = Buffer.from(secret, 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    return withSecret(bytes.toString('base64url'));
  },
  'half a secret': (secret) => withSecret(secret.slice(0, 32)),
};

/** What comes of an operation for everyone without a role; what they are refused leaves no trace. */
async function cellFor(
  mode: 'open' | 'closed',
  visibility: EventVisibility,
  operation: Row[5],
): Promise<Record<string, string>> {
  const server = servers[mode];
  const another = (await insertEvent(server)).asOwner['turnout-event-secret'] as string;
  const ask = async ([name, headersFor]: (typeof entries)[number]) => {
    const { target, asOwner, rows } = await givenTarget(server, visibility);
    const headers = headersFor(asOwner['turnout-event-secret'] as string, another);
    const before = await rows();
    const answer = await server.send(...operation(target), headers);
    const verdict = verdictOf(answer);
    if (/^(absent|needs)/.test(verdict)) expect(await rows()).toEqual(before);
    if (verdict === 'absent') {
      const { data, errors } = await server.send(...operation(absentTarget()), headers);
      expect([answer.status, answer.data, answer.errors]).toEqual([200, data, errors]);
    }
    return [name, verdict];
  };
  const entries = Object.entries(others);
  return Object.fromEntries(await Promise.all(entries.map(ask)));
}

const forAllOthers = (verdict: Verdict) =>
  Object.fromEntries(Object.keys(others).map((name) => [name, verdict]));

describe('everyone without a role', () => {
  it.each(table)(
    '%s: public %s, where anonymous events are off %s; private %s, and there %s',
    async (_field, publicOpen, publicClosed, privateOpen, privateClosed, operation) => {
      expect({
        'public, open': await cellFor('open', 'PUBLIC', operation),
        'public, closed': await cellFor('closed', 'PUBLIC', operation),
        'private, open': await cellFor('open', 'PRIVATE', operation),
        'private, closed': await cellFor('closed', 'PRIVATE', operation),
      }).toEqual({
        'public, open': forAllOthers(publicOpen),
        'public, closed': forAllOthers(publicClosed),
        'private, open': forAllOthers(privateOpen),
        'private, closed': forAllOthers(privateClosed),
      });
    },
  );
});

describe('the owner, by the manage secret', () => {
  it.each(table)('%s: everywhere', async (field, ...row) => {
    const operation = row[4];
    const cells: string[] = [];
    for (const mode of ['open', 'closed'] as const) {
      for (const visibility of ['PUBLIC', 'PRIVATE'] as const) {
        const { target, asOwner } = await givenTarget(servers[mode], visibility);
        cells.push(verdictOf(await servers[mode].send(...operation(target), asOwner)));
      }
    }
    const yes = field === 'Query.events by visibility' ? ['absent', 'yes'] : ['yes', 'yes'];
    expect(cells).toEqual([...yes, ...yes]);
  });

  it('acts with several secrets in one request', async () => {
    const { target, asOwner } = await givenTarget(servers.closed, 'PRIVATE');
    const other = await insertEvent(servers.closed, { visibility: 'PRIVATE' });
    const both = withSecret(
      [other, { asOwner }].map((event) => event.asOwner['turnout-event-secret']).join(', '),
    );

    const { data } = await servers.closed.send(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: [target.event, other.id] },
      both,
    );
    expect(data.nodes).toEqual([{ id: target.event }, { id: other.id }]);
  });
});

/** What is only for those who are signed in; the manage secret alone does not do. */
const sharing: [field: string, operation: (event: string, user: string) => Operation][] = [
  [
    'Mutation.shareEvent',
    (eventId, id) =>
      mutation('shareEvent', { eventId, people: [{ user: { id }, role: 'VIEWER' }] }),
  ],
  [
    'Mutation.updateCollaborator',
    (eventId, id) => mutation('updateCollaborator', { eventId, user: { id }, role: 'EDITOR' }),
  ],
  [
    'Mutation.removeCollaborator',
    (eventId, id) => mutation('removeCollaborator', { eventId, user: { id } }),
  ],
  [
    'Mutation.transferOwnership',
    (eventId, id) => mutation('transferOwnership', { eventId, user: { id } }),
  ],
  ['Mutation.claimEvent', (eventId) => mutation('claimEvent', { eventId })],
];

describe('sharing an event', () => {
  it.each(sharing)(
    '%s needs an account, whatever the secret and the event',
    async (_, operation) => {
      for (const server of Object.values(servers)) {
        const { id: user } = await givenUser(server);
        const given = [await givenTarget(server, 'PUBLIC'), await givenTarget(server, 'PRIVATE')];
        const secrets = given.map(({ asOwner }) => asOwner['turnout-event-secret'] as string);
        const before = await everyRow(server);
        for (const { event } of [...given.map(({ target }) => target), absentTarget()]) {
          for (const headers of [{}, ...secrets.map(withSecret)]) {
            const answer = await server.send(...operation(event, user), headers);
            expect(verdictOf(answer)).toBe('UNAUTHENTICATED');
            expect(answer.data).toBeNull();
          }
        }
        expect(await everyRow(server)).toEqual(before);
      }
    },
  );

  it.each(sharing)('%s is for owners, and others see no private event', async (_, operation) => {
    const server = servers.closed;
    const roles = [null, 'VIEWER', 'EDITOR', 'OWNER'] as const;
    for (const visibility of ['PUBLIC', 'PRIVATE'] as const) {
      const verdicts: string[] = [];
      for (const role of roles) {
        const { target, uuid } = await givenTarget(server, visibility);
        const user = await givenUser(server);
        const other = await givenUser(server);
        if (role) await givenRole(server, { uuid }, user, role);
        await givenRole(server, { uuid }, other, 'VIEWER');
        const answer = await server.send(...operation(target.event, other.id), user.asUser);
        verdicts.push(verdictOf(answer));
      }
      const stranger = visibility === 'PUBLIC' ? 'needs OWNER' : 'absent';
      expect(verdicts).toEqual([stranger, 'needs OWNER', 'needs OWNER', 'yes']);
    }
  });
});

/** What is about one's own account, which only those have who are signed in. */
const ownAccount: [field: string, operation: Operation][] = [
  ['Mutation.signOut', ['mutation { result: signOut { __typename } }', {}]],
  ['Mutation.updateProfile', mutation('updateProfile', { timezone: 'Asia/Tokyo' })],
  [
    'Mutation.changePassword',
    mutation('changePassword', { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` }),
  ],
  ['Mutation.beginSecondFactor', mutation('beginSecondFactor', { currentPassword: PASSWORD })],
  ['Mutation.eraseAccount', mutation('eraseAccount', { password: PASSWORD })],
];

/** What only the one may read whose account it is, not even an administrator. */
const ownEyes = ['User.events', 'User.notifications', 'User.unreadCount', 'User.sessions'];

/** What makes an account, or proves one: for everyone. */
const enteringAccount: [
  field: string,
  operation: (user: GivenUser, server: TestServer) => Operation | Promise<Operation>,
][] = [
  [
    'Mutation.signUp',
    () => {
      const username = `new-${newId().slice(-12)}`;
      const email = `${username}@example.org`;
      return mutation('signUp', { username, email, password: PASSWORD });
    },
  ],
  [
    'Mutation.signIn',
    ({ username }) => mutation('signIn', { usernameOrEmail: username, password: PASSWORD }),
  ],
  ['Mutation.refreshSession', ({ refreshToken }) => mutation('refreshSession', { refreshToken })],
  [
    'Mutation.resetPassword',
    async (user, server) => {
      const code = await givenResetCode(server, user);
      return mutation('resetPassword', { code, newPassword: `${PASSWORD}!` });
    },
  ],
];

const VIEWER = 'Query.viewer';
const MARK = 'Mutation.markNotificationsRead';
const END = 'Mutation.endSession';
const FACTOR = ['Mutation.confirmSecondFactor', 'Mutation.turnOffSecondFactor'] as const;

describe('an account', () => {
  it.each(ownAccount)('%s is for those who are signed in', async (_field, operation) => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      const { asUser } = await givenUser(server);
      const before = await everyRow(server);
      expect(verdictOf(await server.send(...operation))).toBe('UNAUTHENTICATED');
      expect(verdictOf(await server.send(...operation, asOwner))).toBe('UNAUTHENTICATED');
      expect(await everyRow(server)).toEqual(before);
      expect(verdictOf(await server.send(...operation, asUser))).toBe('yes');
    }
  });

  it.each(enteringAccount)('%s is for everyone', async (_field, operation) => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      for (const headers of [{}, asOwner]) {
        const user = await givenUser(server);
        expect(verdictOf(await server.send(...(await operation(user, server)), headers))).toBe(
          'yes',
        );
      }
    }
  });

  it.each(ownEyes)('%s is for oneself alone', async (field) => {
    const name = field.split('.')[1];
    const selection = name === 'unreadCount' ? name : `${name} { totalCount }`;
    const query = `query ($id: ID!) { node(id: $id) { ... on User { id ${selection} } } }`;
    const server = servers.closed;
    const user = await givenUser(server);
    const admin = await givenUser(server, { role: 'ADMIN' });
    const read = async (as: Pick<GivenUser, 'asUser'>) =>
      (await server.send(query, { id: user.id }, as.asUser)).data.node;
    expect((await read(user))[name as string]).not.toBeNull();
    expect((await read(admin))[name as string]).toBeNull();
    expect(await read(await givenUser(server))).toBeNull();
    expect(await read({ asUser: {} })).toBeNull();
  });

  it(`${MARK} is for those who are signed in, each for themselves`, async () => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      const [user, other] = [await givenUser(server), await givenUser(server, { role: 'ADMIN' })];
      await insertNotifications(server.db, [notificationOf({ id: user.uuid })]);
      const row = await server.db.notification.findFirstOrThrow({ where: { userId: user.uuid } });
      const upTo = toGlobalId('notification', row.id);
      const ask = async (headers: Headers) =>
        verdictOf(await server.send(...mutation('markNotificationsRead', { upTo }), headers));
      expect(await ask({})).toBe('UNAUTHENTICATED');
      expect(await ask(asOwner)).toBe('UNAUTHENTICATED');
      expect(await ask(other.asUser)).toBe('NotificationsNotFound');
      expect(await ask(user.asUser)).toBe('yes');
    }
  });

  it(`${END} is for those who are signed in, each for themselves`, async () => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      const [user, other] = [await givenUser(server), await givenUser(server, { role: 'ADMIN' })];
      const id = toGlobalId('session', user.sessionId);
      const before = await everyRow(server);
      const ask = async (headers: Headers) =>
        verdictOf(await server.send(...mutation('endSession', { id }), headers));
      expect(await ask({})).toBe('UNAUTHENTICATED');
      expect(await ask(asOwner)).toBe('UNAUTHENTICATED');
      expect(await ask(other.asUser)).toBe('SessionNotFound');
      expect(await everyRow(server)).toEqual(before);
      expect(await ask(user.asUser)).toBe('yes');
    }
  });

  it(`${FACTOR.join(', ')} are for those who are signed in, each for themselves`, async () => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      const [user, other] = [await givenUser(server), await givenUser(server, { role: 'ADMIN' })];
      const factor = await givenSecondFactor(server, user, { begunOnly: true });
      const ask = async (name: string, headers: Headers, code: string) => {
        const password = name === 'turnOffSecondFactor' ? { currentPassword: PASSWORD } : {};
        return verdictOf(await server.send(...mutation(name, { ...password, code }), headers));
      };
      for (const name of FACTOR.map((field) => field.slice('Mutation.'.length))) {
        expect(await ask(name, {}, await factor.code())).toBe('UNAUTHENTICATED');
        expect(await ask(name, asOwner, await factor.code())).toBe('UNAUTHENTICATED');
        expect(await ask(name, other.asUser, await factor.code())).toMatch(/Not(Begun|On)$/);
      }
      expect(await ask('confirmSecondFactor', user.asUser, await factor.code())).toBe('yes');
      await server.db.secondFactor.update({ where: { userId: user.uuid }, data: { lastStep: 0 } });
      expect(await ask('turnOffSecondFactor', user.asUser, await factor.code())).toBe('yes');
    }
  });

  it('Query.node of a session is for oneself alone', async () => {
    const server = servers.closed;
    const user = await givenUser(server);
    const admin = await givenUser(server, { role: 'ADMIN' });
    const id = toGlobalId('session', user.sessionId);
    const read = async (headers: Headers) =>
      (await server.send('query ($id: ID!) { node(id: $id) { id } }', { id }, headers)).data.node;
    expect(await read(user.asUser)).toEqual({ id });
    expect(await read(admin.asUser)).toBeNull();
    expect(await read({})).toBeNull();
  });

  it(`${VIEWER} is nobody without one`, async () => {
    for (const server of Object.values(servers)) {
      const { asOwner } = await givenTarget(server, 'PUBLIC');
      const { id, asUser } = await givenUser(server);
      const viewer = async (headers: Headers) =>
        (await server.send('{ viewer { id } }', {}, headers)).data.viewer;
      expect(await viewer({})).toBeNull();
      expect(await viewer(asOwner)).toBeNull();
      expect(await viewer({ ...asOwner, ...asUser })).toEqual({ id });
    }
  });
});

describe('creating an event', () => {
  const creating: [field: string, operation: Operation][] = [
    ['Mutation.createEvent', mutation('createEvent', eventInput())],
    ['Mutation.createEvents', mutation('createEvents', { events: [eventInput()] })],
  ];

  it.each(creating)(
    '%s is for everyone, or for nobody without an account',
    async (_field, operation) => {
      const { asOwner } = await givenTarget(servers.closed, 'PUBLIC');
      expect(verdictOf(await servers.open.send(...operation))).toBe('yes');
      expect(verdictOf(await servers.closed.send(...operation))).toBe('UNAUTHENTICATED');
      expect(verdictOf(await servers.closed.send(...operation, asOwner))).toBe('UNAUTHENTICATED');
    },
  );

  it('is the rest of what the schema offers: no query and no mutation is without a row', () => {
    const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${type}.${field}`),
    );

    const tables = [...table, ...sharing, ...ownAccount, ...enteringAccount, ...creating];
    const rows = [VIEWER, MARK, END, ...FACTOR, ...tables.map(([field]) => field)];
    expect(
      fields.filter((field) => !rows.some((row) => row.match(/^[\w.]+/)?.[0] === field)),
    ).toEqual([]);
  });
});

describe('what one may not see is like what is not there, also when the input is wrong', () => {
  it.each<[string, (target: Target) => Operation]>([
    ['a change of an old version', (target) => update(target, { expectedVersion: 99 })],
    ['a change to no name', (target) => update(target, { name: '' })],
    ['a capacity below the number confirmed', (target) => update(target, { capacity: 1 })],
    ['a rehearsal of a change', (target) => update(target, { name: 'x', validateOnly: true })],
    ['a rollback to a version that never was', ({ event }) => rollBack(event, 99)],
    [
      'calling off an old version',
      ({ event }) => mutation('cancelEvent', { id: event, expectedVersion: 99 }),
    ],
    [
      'a registration that is there',
      ({ event, email }) => mutation('registerAttendee', { eventId: event, email, ...everyone }),
    ],
    [
      'a registration without a name',
      ({ event, email }) => mutation('registerAttendee', { eventId: event, email, name: '' }),
    ],
    [
      'a rehearsal of a registration',
      ({ event, email }) =>
        mutation('registerAttendee', { eventId: event, email, name: 'Ada', validateOnly: true }),
    ],
    [
      'a registration with a key of its own',
      ({ event, email }) =>
        mutation('registerAttendee', {
          eventId: event,
          email,
          name: 'Ada',
          idempotencyKey: newId(),
        }),
    ],
    [
      'registrations of nobody',
      ({ event }) => mutation('registerAttendees', { eventId: event, attendees: [] }),
    ],
    [
      'registrations that are there',
      ({ event, email }) =>
        mutation('registerAttendees', { eventId: event, attendees: [{ name: 'Ada', email }] }),
    ],
    [
      'a person who is let in already',
      ({ present }) => mutation('checkInAttendee', { ticket: { attendeeId: present } }),
    ],
    [
      'a ticket at its own door',
      ({ attendee, event }) =>
        mutation('checkInAttendee', { ticket: { attendeeId: attendee }, eventId: event }),
    ],
    [
      'a ticket at another door',
      ({ ticketCode }) =>
        mutation('checkInAttendee', {
          ticket: { ticketCode },
          eventId: toGlobalId('event', newId()),
        }),
    ],
    [
      'a person who is not let in yet',
      ({ attendee }) => mutation('undoCheckIn', { ticket: { attendeeId: attendee } }),
    ],
  ])('%s', async (_what, operation) => {
    for (const server of Object.values(servers)) {
      const { target } = await givenTarget(server, 'PRIVATE');
      const hidden = await server.send(...operation(target));
      const absent = await server.send(...operation(absentTarget()));
      expect(absent.errors).toBeUndefined();
      expect([hidden.status, hidden.data, hidden.errors]).toEqual([200, absent.data, undefined]);
    }
  });
});
