import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findNotificationsAfter } from '../../src/data/notifications.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { notificationEdge, readNotificationCursor } from '../../src/graphql/lists/notifications.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { eventInput, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Everyone concerned is told of what happened.

const ABSENT = 'notification_01jz0000000000000000000000';

let server: TestServer;
/** Owns what is made here. */
let ada: GivenUser;
/** May edit it. */
let bob: GivenUser;
/** May see it. */
let cyd: GivenUser;
/** Has no role on it. */
let eve: GivenUser;
/** May do everything, and has no role on it. */
let root: GivenUser;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  await server.db.event.deleteMany();
  await server.db.user.deleteMany();
  [ada, bob, cyd, eve, root] = (await Promise.all([
    ...['ada', 'bob', 'cyd', 'eve'].map((username) => givenUser(server, { username })),
    givenUser(server, { username: 'root', role: 'ADMIN' }),
  ])) as [GivenUser, GivenUser, GivenUser, GivenUser, GivenUser];
});
afterAll(() => server.stop());

interface Made {
  id: string;
  uuid: string;
  name: string;
}

/** An event of Ada's, with Bob and Cyd; nobody has been told of anything. */
async function given(details: object = {}): Promise<Made> {
  const { event, message } = await server.mutate(
    'createEvent',
    eventInput(details),
    '... on CreateEventSuccess { event { id name } } ... on UserError { message }',
    ada.asUser,
  );
  if (!event) throw new Error(message);
  const { id: uuid } = await server.db.event.findFirstOrThrow({ where: { name: event.name } });
  await givenRole(server, { uuid }, bob, 'EDITOR');
  await givenRole(server, { uuid }, cyd, 'VIEWER');
  await forgetAll();
  return { ...event, uuid };
}

/** Inboxes as new ones. */
async function forgetAll(): Promise<void> {
  await server.db.notification.deleteMany();
  await server.db.inbox.updateMany({ data: { lastNumber: 0 } });
}

const FACTS = `
  __typename eventName actor { username }
  ... on EventUpdatedNotification { version changedFields }
  ... on EventCancelledNotification { version }
  ... on EventRolledBackNotification { version changedFields }
  ... on EventSharedNotification { role user { username } }
  ... on RoleChangedNotification { previousRole role user { username } }
  ... on AccessRevokedNotification { previousRole user { username } }
  ... on AttendeesPromotedNotification { promotedCount attendees { email } }`;

/** What a list of a user's shows, oldest first. */
async function toldTo(user: GivenUser, selection = FACTS, args = '', includeOwn = false) {
  const query = `{ viewer { notifications(first: 100, includeOwn: ${includeOwn}${args}) {
    nodes { ${selection} } } } }`;
  const { data, errors } = await server.send(query, {}, user.asUser);
  expect(errors).toBeUndefined();
  return data.viewer.notifications.nodes.reverse();
}

/** Who was told what, by the name of the kind; what people did themselves stands in brackets. */
async function told(): Promise<Record<string, string[]>> {
  const users = { ada, bob, cyd, eve, root };
  const lists = await Promise.all(
    Object.entries(users).map(async ([name, user]) => {
      const all = await server.db.notification.findMany({
        where: { userId: user.uuid },
        orderBy: { number: 'asc' },
      });
      return [name, all.map(({ kind, own }) => (own ? `(${kind})` : kind))] as const;
    }),
  );
  return Object.fromEntries(lists.filter(([, kinds]) => kinds.length > 0));
}

const act = (name: string, input: object, as: { asUser: Record<string, string> } = ada) =>
  server.mutate(name, input, '... on UserError { message }', as.asUser);
const update = (event: Made, change: object, as = ada, expectedVersion = 1) =>
  act('updateEvent', { id: event.id, expectedVersion, ...change }, as);

describe('everyone concerned is told', () => {
  /** What happens, and who is told what of it. */
  const table: [what: string, act: (event: Made) => Promise<unknown>, told: object][] = [
    [
      'of a new event: its creator, whose own doing it is',
      () =>
        act(
          'createEvent',
          eventInput({ startsAt: '2090-01-01T10:00:00Z', endsAt: '2090-01-01T11:00:00Z' }),
        ),
      { ada: ['(EVENT_CREATED)'] },
    ],
    [
      'of an update: the collaborators',
      (event) => update(event, { name: 'Renamed' }, bob),
      { ada: ['EVENT_UPDATED'], bob: ['(EVENT_UPDATED)'], cyd: ['EVENT_UPDATED'] },
    ],
    [
      'of an update by someone without a role: the collaborators, not them',
      (event) => update(event, { name: 'Renamed' }, root),
      { ada: ['EVENT_UPDATED'], bob: ['EVENT_UPDATED'], cyd: ['EVENT_UPDATED'] },
    ],
    [
      'of an update that changes nothing: nobody',
      (event) => update(event, { name: event.name }),
      {},
    ],
    [
      'of a cancellation: the collaborators',
      (event) => act('cancelEvent', { id: event.id }),
      { ada: ['(EVENT_CANCELLED)'], bob: ['EVENT_CANCELLED'], cyd: ['EVENT_CANCELLED'] },
    ],
    [
      'of a deletion: those who were collaborators',
      (event) => act('deleteEvent', { id: event.id }),
      { ada: ['(EVENT_DELETED)'], bob: ['EVENT_DELETED'], cyd: ['EVENT_DELETED'] },
    ],
    [
      'of a rollback: the collaborators',
      async (event) => {
        await update(event, { name: 'Renamed' });
        await forgetAll();
        await act('rollbackEvent', { eventId: event.id, toVersion: 1, expectedVersion: 2 });
      },
      { ada: ['(EVENT_ROLLED_BACK)'], bob: ['EVENT_ROLLED_BACK'], cyd: ['EVENT_ROLLED_BACK'] },
    ],
    [
      'of a share: the person and the owners',
      (event) =>
        act('shareEvent', {
          eventId: event.id,
          people: [{ user: { id: eve.id }, role: 'VIEWER' }],
        }),
      { ada: ['(EVENT_SHARED)'], eve: ['EVENT_SHARED'] },
    ],
    [
      'of a share with someone who has the role already: nobody',
      (event) =>
        act('shareEvent', {
          eventId: event.id,
          people: [{ user: { id: cyd.id }, role: 'VIEWER' }],
        }),
      {},
    ],
    [
      'of a change of role: the person and the owners',
      (event) =>
        act('updateCollaborator', { eventId: event.id, user: { id: cyd.id }, role: 'EDITOR' }),
      { ada: ['(ROLE_CHANGED)'], cyd: ['ROLE_CHANGED'] },
    ],
    [
      'of a change to the role there was: nobody',
      (event) =>
        act('updateCollaborator', { eventId: event.id, user: { id: cyd.id }, role: 'VIEWER' }),
      {},
    ],
    [
      'of a role taken away: the person and the owners',
      (event) => act('removeCollaborator', { eventId: event.id, user: { id: bob.id } }),
      { ada: ['(ACCESS_REVOKED)'], bob: ['ACCESS_REVOKED'] },
    ],
    [
      'of someone who leaves: the owners',
      (event) => act('removeCollaborator', { eventId: event.id, user: { id: bob.id } }, bob),
      { ada: ['ACCESS_REVOKED'], bob: ['(ACCESS_REVOKED)'] },
    ],
    [
      'of an event handed over: both of their roles, and the new owner of the other’s',
      (event) => act('transferOwnership', { eventId: event.id, user: { id: bob.id } }),
      { ada: ['(ROLE_CHANGED)'], bob: ['ROLE_CHANGED', 'ROLE_CHANGED'] },
    ],
    [
      'of an event handed over to someone new, by an administrator',
      (event) => act('transferOwnership', { eventId: event.id, user: { id: eve.id } }, root),
      { ada: ['EVENT_SHARED'], eve: ['EVENT_SHARED'] },
    ],
    [
      'of a seat that a cancelled registration gave: the collaborators and who registered',
      async (event) => {
        await fill(event);
        const { secret } = await givenWaiting(event, eve);
        expect(secret).toBeTruthy();
        await cancelFirst(event, ada);
      },
      {
        ada: ['(ATTENDEES_PROMOTED)'],
        bob: ['ATTENDEES_PROMOTED'],
        cyd: ['ATTENDEES_PROMOTED'],
        eve: ['ATTENDEES_PROMOTED'],
      },
    ],
    [
      'of seats that an update added: the same, once each, besides the update',
      async (event) => {
        await fill(event);
        await givenWaiting(event, eve, 'one@example.org');
        await givenWaiting(event, eve, 'two@example.org');
        await update(event, { capacity: 5 });
      },
      {
        ada: ['(EVENT_UPDATED)', '(ATTENDEES_PROMOTED)'],
        bob: ['EVENT_UPDATED', 'ATTENDEES_PROMOTED'],
        cyd: ['EVENT_UPDATED', 'ATTENDEES_PROMOTED'],
        eve: ['ATTENDEES_PROMOTED'],
      },
    ],
    ['of a registration: nobody', (event) => register(server, event, 'someone@example.org'), {}],
  ];

  /** Takes all seats but none of the waiting list. */
  async function fill(event: Made): Promise<void> {
    await server.db.event.update({ where: { id: event.uuid }, data: { capacity: 1 } });
    await register(server, event, 'first@example.org');
  }

  async function givenWaiting(event: Made, as: GivenUser, email = 'waits@example.org') {
    const input = { eventId: event.id, name: 'Ada', email, joinWaitlist: true };
    const selection = '... on RegisterAttendeeSuccess { secret attendee { id status } }';
    const { attendee, secret } = await server.mutate(
      'registerAttendee',
      input,
      selection,
      as.asUser,
    );
    expect(attendee.status).toBe('WAITLISTED');
    return { id: attendee.id as string, secret };
  }

  async function cancelFirst(event: Made, as: GivenUser): Promise<void> {
    const { id } = await server.db.attendee.findFirstOrThrow({
      where: { eventId: event.uuid, status: 'CONFIRMED' },
    });
    await act('cancelRegistration', { attendee: { id: toGlobalId('attendee', id) } }, as);
  }

  it.each(table)('%s', async (_what, happen, expected) => {
    await happen(await given());
    expect(await told()).toEqual(expected);
  });

  it.each(table)('but not by a preview: %s', async (_what, happen) => {
    const event = await given();
    const real = server.mutate;
    server.mutate = (name, input, selection, headers) => {
      const previewed =
        name !== 'registerAttendee' && !/waits|one@|two@/.test(JSON.stringify(input));
      return real(name, previewed ? { ...input, validateOnly: true } : input, selection, headers);
    };
    try {
      // A preparation that would have to be written leaves nothing to prepare, or a refusal.
      await happen(event).catch(() => {});
      expect(await told()).toEqual({});
    } finally {
      server.mutate = real;
    }
  });

  it('with the facts of each kind', async () => {
    const event = await given();
    await update(event, { name: 'Renamed', capacity: 11 }, bob);
    await act('rollbackEvent', { eventId: event.id, toVersion: 1, expectedVersion: 2 });
    const share = { eventId: event.id, people: [{ user: { id: eve.id }, role: 'VIEWER' }] };
    await act('shareEvent', share);
    await act('updateCollaborator', { eventId: event.id, user: { id: eve.id }, role: 'OWNER' });
    await act('removeCollaborator', { eventId: event.id, user: { id: eve.id } });
    await act('cancelEvent', { id: event.id });
    await act('deleteEvent', { id: event.id });
    const changedFields = ['NAME', 'CAPACITY'];
    const eventName = event.name;
    const [byAda, byBob] = [{ username: 'ada' }, { username: 'bob' }];
    const user = { username: 'eve' };

    expect(await toldTo(ada, FACTS, '', true)).toEqual([
      {
        __typename: 'EventUpdatedNotification',
        eventName: 'Renamed',
        actor: byBob,
        version: 2,
        changedFields,
      },
      {
        __typename: 'EventRolledBackNotification',
        eventName,
        actor: byAda,
        version: 3,
        changedFields,
      },
      { __typename: 'EventSharedNotification', eventName, actor: byAda, role: 'VIEWER', user },
      {
        __typename: 'RoleChangedNotification',
        eventName,
        actor: byAda,
        previousRole: 'VIEWER',
        role: 'OWNER',
        user,
      },
      {
        __typename: 'AccessRevokedNotification',
        eventName,
        actor: byAda,
        previousRole: 'OWNER',
        user,
      },
      { __typename: 'EventCancelledNotification', eventName, actor: byAda, version: 4 },
      { __typename: 'EventDeletedNotification', eventName, actor: byAda },
    ]);
    expect((await toldTo(ada)).map(({ __typename }: { __typename: string }) => __typename)).toEqual(
      ['EventUpdatedNotification'],
    );
    expect((await toldTo(eve)).map(({ __typename }: { __typename: string }) => __typename)).toEqual(
      ['EventSharedNotification', 'RoleChangedNotification', 'AccessRevokedNotification'],
    );
  });

  it('of promotions as far as they may know: collaborators of all, accounts of theirs, and not by whom', async () => {
    const event = await given({ visibility: 'PUBLIC' });
    await fill(event);
    await givenWaiting(event, eve, 'eve@example.org');
    await register(server, event, 'else@example.org', { joinWaitlist: true });
    await update(event, { capacity: 3 });
    const promoted = { __typename: 'AttendeesPromotedNotification', eventName: event.name };

    expect((await toldTo(bob)).at(-1)).toEqual({
      ...promoted,
      actor: { username: 'ada' },
      promotedCount: 2,
      attendees: [{ email: 'eve@example.org' }, { email: 'else@example.org' }],
    });
    expect(await toldTo(eve)).toEqual([
      { ...promoted, actor: null, promotedCount: 1, attendees: [{ email: 'eve@example.org' }] },
    ]);
  });

  it('not of who gave their own seat back', async () => {
    const event = await given({ capacity: 1 });
    const secret = (await register(server, event, 'first@example.org')).secret;
    await givenWaiting(event, eve);
    await act('cancelRegistration', { attendee: { secret } }, root);

    expect((await toldTo(ada)).map(({ actor }: { actor: unknown }) => actor)).toEqual([null]);
  });

  it('not of those whom an editor registered together: the editor is not the person', async () => {
    const event = await given({ capacity: 1 });
    await register(server, event, 'first@example.org');
    const attendees = [{ name: 'Ada', email: 'bulk@example.org' }];
    await act('registerAttendees', { eventId: event.id, attendees, joinWaitlist: true }, root);
    await cancelFirst(event, ada);

    expect(Object.keys(await told())).toEqual(['ada', 'bob', 'cyd']);
    expect(await server.db.attendee.count({ where: { registeredById: { not: null } } })).toBe(0);
  });

  it('of a claimed event, as of a share', async () => {
    const { event, manageSecret } = await server.mutate(
      'createEvent',
      eventInput(),
      '... on CreateEventSuccess { event { id } manageSecret }',
    );
    const claim = { asUser: { ...eve.asUser, 'turnout-event-secret': manageSecret } };
    await act('claimEvent', { eventId: event.id }, claim);
    await act('claimEvent', { eventId: event.id }, eve);

    expect(await told()).toEqual({ eve: ['(EVENT_SHARED)'] });
  });

  it('of at most 100 of those promoted by name, and of how many there were', async () => {
    const event = await given({ capacity: 1 });
    const rows = Array.from({ length: 121 }, (_, i) =>
      attendeeRow(event.uuid, i === 0 ? {} : { status: 'WAITLISTED', email: `${i}@example.org` }),
    );
    await server.db.attendee.createMany({ data: rows });
    await update(event, { capacity: 121 });

    const [, { promotedCount, attendees }] = await toldTo(bob);
    expect(promotedCount).toBe(120);
    expect(attendees).toHaveLength(100);
    expect(attendees[0]).toEqual({ email: '1@example.org' });
    expect(attendees[99]).toEqual({ email: '100@example.org' });
  });
});

describe('a notification and its change', () => {
  const BREAK = (condition: string) => `
    CREATE FUNCTION refuse_notification() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF ${condition} THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$`;
  const run = async (...statements: string[]) => {
    for (const sql of statements) await server.db.$executeRawUnsafe(sql);
  };
  const TRIGGER = (table: string, when: string) =>
    `CREATE CONSTRAINT TRIGGER "refuses" AFTER ${when} ON "${table}"
     DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_notification()`;

  async function failing(table: string, when: string, change: () => Promise<unknown>) {
    await run(BREAK('TRUE'), TRIGGER(table, when));
    const before = await everyRow(server);
    try {
      await expect(change()).rejects.toThrow('INTERNAL_SERVER_ERROR');
      expect(await everyRow(server)).toEqual(before);
    } finally {
      await run('DROP FUNCTION refuse_notification CASCADE');
    }
  }

  const changes: [what: string, change: (event: Made) => Promise<unknown>][] = [
    ['an update', (event) => update(event, { name: 'Renamed' })],
    ['a cancellation', (event) => act('cancelEvent', { id: event.id })],
    ['a deletion', (event) => act('deleteEvent', { id: event.id })],
    [
      'a share',
      (event) =>
        act('shareEvent', { eventId: event.id, people: [{ user: { id: eve.id }, role: 'OWNER' }] }),
    ],
    [
      'a change of role',
      (event) =>
        act('updateCollaborator', { eventId: event.id, user: { id: cyd.id }, role: 'EDITOR' }),
    ],
    [
      'a removal',
      (event) => act('removeCollaborator', { eventId: event.id, user: { id: cyd.id } }),
    ],
    [
      'a new event',
      () =>
        act(
          'createEvent',
          eventInput({ startsAt: '2090-01-01T10:00:00Z', endsAt: '2090-01-01T11:00:00Z' }),
        ),
    ],
  ];

  it.each(changes)('are written together: without its notifications, not %s', async (_, change) => {
    const event = await given();
    await failing('Notification', 'INSERT', () => change(event));
  });

  it('are written together: without the change, no notification', async () => {
    const event = await given();
    await failing('EventVersion', 'INSERT', () => update(event, { name: 'Renamed' }));
  });
});

describe('the list', () => {
  /** Updates of an event of Ada's, of which Bob and Cyd are told. */
  async function givenUpdates(count: number): Promise<Made> {
    const event = await given();
    for (let i = 1; i <= count; i++) await update(event, { capacity: 10 + i }, ada, i);
    return event;
  }

  const page = async (user: GivenUser, args: string, headers = user.asUser) => {
    const query = `{ viewer { unreadCount notifications(${args}) { totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id readAt ... on EventUpdatedNotification { version } } } } }`;
    const { data, errors } = await server.send(query, {}, headers);
    return errors ? errors[0] : data.viewer.notifications;
  };
  const versions = ({ nodes }: { nodes: { version: number }[] }) => nodes.map((n) => n.version);

  it('shows the newest first, and pages both ways', async () => {
    await givenUpdates(5);
    const first = await page(bob, 'first: 2');
    expect(versions(first)).toEqual([6, 5]);
    expect(first.totalCount).toBe(5);
    const second = await page(bob, `first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(versions(second)).toEqual([4, 3]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const back = await page(bob, `last: 2, before: "${second.pageInfo.startCursor}"`);
    expect(versions(back)).toEqual([6, 5]);
    expect(versions(await page(bob, 'last: 1'))).toEqual([2]);
  });

  it('shows every one exactly once while new ones come', async () => {
    const event = await givenUpdates(5);
    const seen: number[] = [];
    let after = '';
    for (let i = 6; ; i++) {
      const part = await page(bob, `first: 1${after}`);
      seen.push(...versions(part));
      await update(event, { capacity: 10 + i }, ada, i);
      if (!part.pageInfo.hasNextPage) break;
      after = `, after: "${part.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2]);
  });

  it('has cursors by which the table is read onwards', async () => {
    await givenUpdates(3);
    const query = '{ viewer { notifications { edges { cursor node { id } } } } }';
    const { data } = await server.send(query, {}, bob.asUser);
    const [newest, middle] = data.viewer.notifications.edges;
    const number = readNotificationCursor(middle.cursor, 'after');
    const options = { includeOwn: false };
    const rows = await findNotificationsAfter(server.db, bob.uuid, number, 10, options);
    expect(rows.map(({ id }) => toGlobalId('notification', id))).toEqual([newest.node.id]);
    expect(rows.map((row) => notificationEdge(row).cursor)).toEqual([newest.cursor]);
    expect(() => readNotificationCursor('nonsense', 'after')).toThrow('`after` is not a cursor');
  });

  it('leaves out what one did oneself, unless asked', async () => {
    await givenUpdates(2);
    expect(versions(await page(ada, 'first: 5'))).toEqual([]);
    expect(versions(await page(ada, 'first: 5, includeOwn: true'))).toEqual([3, 2]);
    expect(versions(await page(ada, 'unreadOnly: true, includeOwn: true'))).toEqual([]);
  });

  it('takes the cursor of one view in another', async () => {
    await givenUpdates(3);
    const [newest] = (await page(bob, 'first: 1')).nodes;
    await act('markNotificationsRead', { ids: [newest.id] }, bob);
    const { endCursor } = (await page(bob, 'first: 1')).pageInfo;
    expect(versions(await page(bob, `unreadOnly: true, after: "${endCursor}"`))).toEqual([3, 2]);
  });

  it.each(['first: 0', 'first: 101', 'first: 1, after: "nonsense"', 'first: 1, last: 1'])(
    'refuses %s',
    async (args) => {
      expect((await page(bob, args)).extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it('is nobody else’s: not an administrator’s, not by id', async () => {
    await givenUpdates(1);
    const [{ id }] = (await page(bob, 'first: 1')).nodes;
    const query = `query ($user: ID!, $id: ID!) {
      node(id: $id) { id }
      user: node(id: $user) { ... on User { username unreadCount notifications { totalCount } } } }`;
    const ask = async (as: GivenUser) =>
      (await server.send(query, { user: bob.id, id }, as.asUser)).data;

    expect(await ask(bob)).toEqual({
      node: { id },
      user: { username: 'bob', unreadCount: 1, notifications: { totalCount: 1 } },
    });
    expect(await ask(root)).toEqual({
      node: null,
      user: { username: 'bob', unreadCount: null, notifications: null },
    });
    expect(await ask(cyd)).toEqual({ node: null, user: null });
    expect((await server.send(query, { user: bob.id, id })).data.node).toBeNull();
  });

  it('shows no event to who lost the role, and none that was deleted; id and name stay', async () => {
    const event = await given({ visibility: 'PRIVATE' });
    await update(event, { name: 'Renamed' });
    const selection = 'eventId eventName event { name }';
    const seen = { eventId: event.id, eventName: 'Renamed', event: { name: 'Renamed' } };
    expect(await toldTo(cyd, selection)).toEqual([seen]);

    await act('removeCollaborator', { eventId: event.id, user: { id: cyd.id } });
    expect(await toldTo(cyd, selection)).toEqual([
      { ...seen, event: null },
      { ...seen, event: null },
    ]);

    await act('deleteEvent', { id: event.id });
    expect((await toldTo(bob, selection)).at(-1)).toEqual({ ...seen, event: null });
  });

  it('shows no attendees to who lost the role', async () => {
    const event = await given({ capacity: 1, visibility: 'PUBLIC' });
    const { secret } = await register(server, event, 'first@example.org');
    await register(server, event, 'waits@example.org', { joinWaitlist: true });
    await act('cancelRegistration', { attendee: { secret } });
    const promoted = '... on AttendeesPromotedNotification { promotedCount attendees { email } }';
    expect(await toldTo(cyd, promoted)).toEqual([
      { promotedCount: 1, attendees: [{ email: 'waits@example.org' }] },
    ]);

    await act('removeCollaborator', { eventId: event.id, user: { id: cyd.id } });
    expect((await toldTo(cyd, promoted))[0]).toEqual({ promotedCount: 1, attendees: null });
  });

  it('spells its times in the zone asked for', async () => {
    await givenUpdates(1);
    await act(
      'markNotificationsRead',
      { ids: (await page(bob, 'first: 1')).nodes.map((n: Made) => n.id) },
      bob,
    );
    const selection = 'createdAt(timezone: "Asia/Kolkata") readAt(timezone: "Asia/Kolkata")';
    const [{ createdAt, readAt }] = await toldTo(bob, selection);
    expect([createdAt, readAt]).toEqual([
      expect.stringMatching(/\+05:30$/),
      expect.stringMatching(/\+05:30$/),
    ]);
  });
});

describe('markNotificationsRead', () => {
  const mark = (input: object, as: GivenUser = bob) =>
    server.mutate(
      'markNotificationsRead',
      input,
      `... on MarkNotificationsReadSuccess { markedCount unreadCount }
       ... on NotificationsNotFound { ids } ... on InvalidInput { fields { path message } }`,
      as.asUser,
    );
  const success = (markedCount: number, unreadCount: number) => ({
    __typename: 'MarkNotificationsReadSuccess',
    markedCount,
    unreadCount,
  });
  const unread = async (user: GivenUser) =>
    (await server.send('{ viewer { unreadCount } }', {}, user.asUser)).data.viewer.unreadCount;

  /** Ids of five notifications of Bob's, oldest first. */
  async function givenFive(): Promise<string[]> {
    const event = await given();
    for (let i = 1; i <= 5; i++) await update(event, { capacity: 10 + i }, ada, i);
    return (await toldTo(bob, 'id')).map(({ id }: { id: string }) => id);
  }

  it('marks some, once: a repetition changes nothing', async () => {
    const [a, b] = await givenFive();
    expect(await unread(bob)).toBe(5);
    expect(await mark({ ids: [a, b, a] })).toEqual(success(2, 3));
    const before = await everyRow(server);
    expect(await mark({ ids: [a, b] })).toEqual(success(0, 3));
    expect(await everyRow(server)).toEqual(before);
    expect(await toldTo(bob, 'id', ', unreadOnly: true')).toHaveLength(3);
  });

  it('marks all up to one', async () => {
    const ids = await givenFive();
    expect(await mark({ upTo: ids[2] })).toEqual(success(3, 2));
    expect(await mark({ upTo: ids[1] })).toEqual(success(0, 2));
    expect(await mark({ upTo: ids[4] })).toEqual(success(2, 0));
    expect(await unread(bob)).toBe(0);
    expect(await unread(cyd)).toBe(5);
  });

  it('is followed by reads of what it wrote', async () => {
    const [id] = await givenFive();
    const { data } = await server.send(
      `mutation ($id: ID!) {
        markNotificationsRead(input: { ids: [$id] }) { ... on MarkNotificationsReadSuccess { unreadCount } } }`,
      { id },
      bob.asUser,
    );
    expect(data.markNotificationsRead).toEqual({ unreadCount: 4 });
  });

  it.each<[string, (ids: string[]) => { ids?: unknown[]; upTo?: unknown }]>([
    ['of another', (ids: string[]) => ({ ids: [ids[0]] })],
    ['that are none', () => ({ ids: [ABSENT, 'nonsense'] })],
    ['of another, up to which', (ids: string[]) => ({ upTo: ids[4] })],
  ])('refuses ids %s, and marks nothing: NotificationsNotFound', async (_, input) => {
    const ids = await givenFive();
    const given = input(ids);
    const outcome = await mark(given, cyd);
    expect(outcome).toEqual({
      __typename: 'NotificationsNotFound',
      ids: given.ids ?? [given.upTo],
    });
    expect(await unread(bob)).toBe(5);
    expect(await unread(cyd)).toBe(5);
  });

  it('marks none when one of them is not there', async () => {
    const [a] = await givenFive();
    expect(await mark({ ids: [a, ABSENT] })).toEqual({
      __typename: 'NotificationsNotFound',
      ids: [ABSENT],
    });
    expect(await unread(bob)).toBe(5);
  });

  it('refuses none and more than 100: InvalidInput', async () => {
    for (const ids of [[], Array.from({ length: 101 }, () => ABSENT)]) {
      expect(await mark({ ids })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: ['ids'] }],
      });
    }
  });

  it('needs exactly one way to say which', async () => {
    for (const input of ['{}', '{ ids: [], upTo: "x" }', '{ upTo: null }']) {
      const query = `mutation { markNotificationsRead(input: ${input}) { __typename } }`;
      const { errors } = await server.send(query, {}, bob.asUser);
      expect(errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('needs an account', async () => {
    const query = 'mutation { markNotificationsRead(input: { upTo: "x" }) { __typename } }';
    expect((await server.send(query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
