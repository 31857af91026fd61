import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { eventInput } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenRole } from '../support/roles.js';
import { startTestServer, type TestServer } from '../support/server.js';

const ABSENT = 'event_01jz0000000000000000000000';
const NO_USER = 'user_01jz0000000000000000000000';

let server: TestServer;
let ada: GivenUser;
let bob: GivenUser;
let cyd: GivenUser;
let eve: GivenUser;
beforeAll(async () => {
  server = await startTestServer();
  ada = await givenUser(server);
  bob = await givenUser(server);
  cyd = await givenUser(server);
  eve = await givenUser(server);
});
// Everyone is free again.
beforeEach(() => server.db.event.deleteMany());
afterAll(() => server.stop());

interface Made {
  id: string;
  uuid: string;
  asSecret: Record<string, string>;
}

/** An event of Ada's, or of whoever creates it. */
async function given(details: object = {}, headers = ada.asUser): Promise<Made> {
  const { event, manageSecret, message } = await server.mutate(
    'createEvent',
    eventInput(details),
    '... on CreateEventSuccess { event { id name } manageSecret } ... on UserError { message }',
    headers,
  );
  if (!event) throw new Error(message);
  const { id: uuid } = await server.db.event.findFirstOrThrow({ where: { name: event.name } });
  return { id: event.id, uuid, asSecret: { 'turnout-event-secret': manageSecret } };
}

const EVENT = 'event { id viewerRole }';
const COLLABORATOR = 'user { id } role';
const REFUSALS = '... on PermissionDenied { requiredRole } ... on UserError { message }';
const CONFLICT = '... on ScheduleConflict { conflictingEvents { id } hiddenCount }';

type As = Pick<GivenUser, 'asUser'>;
const person = (user: { id: string }, role = 'VIEWER') => ({ user: { id: user.id }, role });

const share = (event: { id: string }, people: object[], as: As = ada, more: object = {}) =>
  server.mutate(
    'shareEvent',
    { eventId: event.id, people, ...more },
    `... on ShareEventSuccess { ${EVENT} collaborators { ${COLLABORATOR} } }
     ... on UsersNotFound { people { index name } }
     ... on AlreadyCollaborators { collaborators { ${COLLABORATOR} } }
     ... on InvalidInput { fields { path message } } ${CONFLICT} ${REFUSALS}`,
    as.asUser,
  );
const changeRole = (
  event: { id: string },
  user: object,
  role: string,
  as: As = ada,
  more: object = {},
) =>
  server.mutate(
    'updateCollaborator',
    { eventId: event.id, user, role, ...more },
    `... on UpdateCollaboratorSuccess { ${EVENT} collaborator { ${COLLABORATOR} } }
     ... on LastOwner { events { id } } ${CONFLICT} ${REFUSALS}`,
    as.asUser,
  );
const remove = (event: { id: string }, user: object, as: As = ada, more: object = {}) =>
  server.mutate(
    'removeCollaborator',
    { eventId: event.id, user, ...more },
    `... on RemoveCollaboratorSuccess { ${EVENT} removedUserId }
     ... on LastOwner { events { id } } ${REFUSALS}`,
    as.asUser,
  );
const transfer = (event: { id: string }, user: object, as: As = ada, more: object = {}) =>
  server.mutate(
    'transferOwnership',
    { eventId: event.id, user, ...more },
    `... on TransferOwnershipSuccess { ${EVENT} }
     ... on UsersNotFound { people { index name } } ${CONFLICT} ${REFUSALS}`,
    as.asUser,
  );
const claim = (event: { id: string }, headers: Record<string, string>, more: object = {}) =>
  server.mutate(
    'claimEvent',
    { eventId: event.id, ...more },
    `... on ClaimEventSuccess { ${EVENT} } ${CONFLICT} ${REFUSALS}`,
    headers,
  );

async function rolesOn({ uuid }: Made): Promise<Record<string, string>> {
  const rows = await server.db.collaborator.findMany({ where: { eventId: uuid } });
  return Object.fromEntries(rows.map(({ userId, role }) => [toGlobalId('user', userId), role]));
}

async function read(event: { id: string }, selection: string, headers = ada.asUser) {
  const { data, errors } = await server.send(
    `query ($id: ID!) { event(id: $id) { ${selection} } }`,
    { id: event.id },
    headers,
  );
  expect(errors).toBeUndefined();
  return data.event;
}

const byId = ({ id }: { id: string }) => ({ id });
const ids = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);

describe('Event.viewerRole', () => {
  it('is one’s own role; null without one', async () => {
    const event = await given();
    await givenRole(server, event, bob, 'EDITOR');
    await givenRole(server, event, cyd, 'VIEWER');
    const roleOf = async (headers: Record<string, string>) =>
      (await read(event, 'viewerRole', headers)).viewerRole;

    expect(await roleOf(ada.asUser)).toBe('OWNER');
    expect(await roleOf(bob.asUser)).toBe('EDITOR');
    expect(await roleOf(cyd.asUser)).toBe('VIEWER');
    expect(await roleOf(eve.asUser)).toBeNull();
    expect(await roleOf({})).toBeNull();
  });

  it('is OWNER with the manage secret, and for administrators', async () => {
    const event = await given({}, {});
    const admin = await givenUser(server);
    await server.db.user.update({ where: { id: admin.uuid }, data: { role: 'ADMIN' } });
    expect(await read(event, 'viewerRole', event.asSecret)).toEqual({ viewerRole: 'OWNER' });
    expect(await read(event, 'viewerRole', admin.asUser)).toEqual({ viewerRole: 'OWNER' });
  });
});

describe('Event.collaborators', () => {
  const LIST = 'collaborators { nodes { role user { id } } }';

  it('are listed since when they are, with their roles', async () => {
    const event = await given();
    await share(event, [person(bob, 'EDITOR')]);
    await share(event, [person(cyd)]);

    const { collaborators } = await read(
      event,
      'collaborators { totalCount nodes { role since(timezone: "Asia/Tokyo") user { id username email } } }',
    );
    expect(collaborators).toEqual({
      totalCount: 3,
      nodes: [
        {
          role: 'OWNER',
          since: expect.stringMatching(/\+09:00$/),
          user: { id: ada.id, username: ada.username, email: ada.email },
        },
        expect.objectContaining({
          role: 'EDITOR',
          user: { id: bob.id, username: bob.username, email: null },
        }),
        expect.objectContaining({ role: 'VIEWER' }),
      ],
    });
  });

  it('are paged forward and backward', async () => {
    const event = await given();
    await share(event, [person(bob)]);
    await share(event, [person(cyd)]);
    const PAGE = 'nodes { user { id } } pageInfo { endCursor startCursor hasNextPage }';
    const users = ({ collaborators }: { collaborators: { nodes: { user: { id: string } }[] } }) =>
      collaborators.nodes.map(({ user }) => user.id);

    const first = await read(event, `collaborators(first: 2) { ${PAGE} }`);
    expect(users(first)).toEqual([ada.id, bob.id]);
    const { endCursor } = first.collaborators.pageInfo;
    const next = await read(event, `collaborators(first: 2, after: "${endCursor}") { ${PAGE} }`);
    expect(users(next)).toEqual([cyd.id]);
    const { startCursor } = next.collaborators.pageInfo;
    const back = await read(event, `collaborators(last: 1, before: "${startCursor}") { ${PAGE} }`);
    expect(users(back)).toEqual([bob.id]);
  });

  it('are null for those without a role', async () => {
    const event = await given();
    expect(await read(event, LIST, eve.asUser)).toEqual({ collaborators: null });
    expect(await read(event, LIST, {})).toEqual({ collaborators: null });
    await givenRole(server, event, eve, 'VIEWER');
    expect((await read(event, LIST, eve.asUser)).collaborators.nodes).toHaveLength(2);
  });

  it('cost the same number of statements for one event and for three', async () => {
    for (const hour of [1, 3, 5]) {
      const time = (h: number) => new Date(Date.UTC(2090, 0, 1, h)).toISOString();
      const event = await given({
        location: 'Shared',
        startsAt: time(hour),
        endsAt: time(hour + 1),
      });
      await share(event, [person(bob), person(cyd, 'EDITOR')]);
    }
    const statementsOf = async (first: number) => {
      server.statements.length = 0;
      const { data, errors } = await server.send(
        `{ events(filter: { location: "Shared" }, first: ${first}) { nodes { viewerRole
          collaborators { totalCount nodes { role user { username events { nodes { id } } } } } } } }`,
        {},
        ada.asUser,
      );
      expect(errors).toBeUndefined();
      expect(data.events.nodes).toHaveLength(first);
      return server.statements.filter((sql) => /^\s*(SELECT|WITH)/i.test(sql)).length;
    };
    await statementsOf(1); // how common words are is read once a minute
    expect(await statementsOf(3)).toBe(await statementsOf(1));
  });
});

describe('shareEvent', () => {
  it('gives several people roles, by id, username and email in any case', async () => {
    const event = await given();
    expect(
      await share(event, [
        { user: { username: bob.username.toUpperCase() }, role: 'EDITOR' },
        { user: { email: cyd.email.toUpperCase() }, role: 'VIEWER' },
        person(eve, 'OWNER'),
      ]),
    ).toEqual({
      __typename: 'ShareEventSuccess',
      event: { id: event.id, viewerRole: 'OWNER' },
      collaborators: [
        { user: { id: bob.id }, role: 'EDITOR' },
        { user: { id: cyd.id }, role: 'VIEWER' },
        { user: { id: eve.id }, role: 'OWNER' },
      ],
    });
    expect(await rolesOn(event)).toEqual({
      [ada.id]: 'OWNER',
      [bob.id]: 'EDITOR',
      [cyd.id]: 'VIEWER',
      [eve.id]: 'OWNER',
    });
  });

  it('lists every person who is not there, and gives nobody a role', async () => {
    const event = await given();
    expect(
      await share(event, [
        person(bob),
        { user: { username: 'nobody' }, role: 'VIEWER' },
        { user: { email: 'nobody@example.org' }, role: 'VIEWER' },
        { user: { id: NO_USER }, role: 'VIEWER' },
        { user: { id: 'no id' }, role: 'VIEWER' },
      ]),
    ).toEqual({
      __typename: 'UsersNotFound',
      message: 'Some of the people have no account.',
      people: [
        { index: 1, name: 'nobody' },
        { index: 2, name: 'nobody@example.org' },
        { index: 3, name: NO_USER },
        { index: 4, name: 'no id' },
      ],
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER' });
  });

  it('does no harm when it is repeated', async () => {
    const event = await given();
    await share(event, [person(bob)]);
    expect(await share(event, [person(bob), person(cyd)])).toMatchObject({
      __typename: 'ShareEventSuccess',
      collaborators: [{ user: { id: bob.id } }, { user: { id: cyd.id } }],
    });
  });

  it('does not change the role that someone has: AlreadyCollaborators', async () => {
    const event = await given();
    await share(event, [person(bob, 'EDITOR')]);
    expect(await share(event, [person(cyd), person(bob, 'VIEWER')])).toMatchObject({
      __typename: 'AlreadyCollaborators',
      collaborators: [{ user: { id: bob.id }, role: 'EDITOR' }],
    });
    expect(await share(event, [person(ada, 'VIEWER')])).toMatchObject({
      __typename: 'AlreadyCollaborators',
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER', [bob.id]: 'EDITOR' });
  });

  it('refuses nobody, more than 100, and one person twice', async () => {
    const event = await given();
    const many = Array.from({ length: 101 }, () => person(bob));
    for (const people of [[], many]) {
      expect(await share(event, people)).toMatchObject({ fields: [{ path: ['people'] }] });
    }
    const twice = [person(bob), person(cyd), { user: { username: bob.username }, role: 'EDITOR' }];
    expect(await share(event, twice)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['people', '2', 'user'] }],
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER' });
  });

  it('refuses a new owner who has something else at that time: ScheduleConflict', async () => {
    const event = await given();
    const seen = await given({}, bob.asUser);
    await given({ visibility: 'PRIVATE' }, cyd.asUser);
    expect(await share(event, [person(bob, 'OWNER'), person(cyd, 'OWNER')])).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ id: seen.id }],
      hiddenCount: 1,
    });
    expect(await share(event, [person(bob, 'EDITOR'), person(cyd, 'VIEWER')])).toMatchObject({
      __typename: 'ShareEventSuccess',
    });
  });

  it('lets a signed-in holder of the manage secret share', async () => {
    const event = await given({}, {});
    const asUser = { ...ada.asUser, ...event.asSecret };
    expect(await share(event, [person(bob, 'EDITOR')], { asUser })).toMatchObject({
      __typename: 'ShareEventSuccess',
      event: { viewerRole: 'OWNER' },
    });
    expect(await read(event, 'viewerRole', bob.asUser)).toEqual({ viewerRole: 'EDITOR' });
  });
});

describe('updateCollaborator', () => {
  it('changes a role', async () => {
    const event = await given();
    await share(event, [person(bob)]);
    expect(await changeRole(event, { username: bob.username }, 'EDITOR')).toMatchObject({
      __typename: 'UpdateCollaboratorSuccess',
      collaborator: { user: { id: bob.id }, role: 'EDITOR' },
    });
    expect(await changeRole(event, byId(bob), 'EDITOR')).toMatchObject({
      collaborator: { role: 'EDITOR' },
    });
    expect(await rolesOn(event)).toMatchObject({ [bob.id]: 'EDITOR' });
  });

  it('refuses that the last owner steps down: LastOwner', async () => {
    const event = await given();
    expect(await changeRole(event, byId(ada), 'EDITOR')).toMatchObject({
      __typename: 'LastOwner',
      events: [{ id: event.id }],
    });
    await share(event, [person(bob, 'OWNER')]);
    expect(await changeRole(event, byId(ada), 'EDITOR')).toMatchObject({
      event: { viewerRole: 'EDITOR' },
    });
  });

  it('refuses a new owner who has something else at that time', async () => {
    const event = await given();
    await share(event, [person(bob)]);
    const other = await given({}, bob.asUser);
    expect(await changeRole(event, byId(bob), 'OWNER')).toMatchObject({
      conflictingEvents: [{ id: other.id }],
    });
  });

  it('does not find who has no role, or no account: CollaboratorNotFound', async () => {
    const event = await given();
    const absent = { __typename: 'CollaboratorNotFound' };
    expect(await changeRole(event, byId(bob), 'VIEWER')).toMatchObject(absent);
    expect(await changeRole(event, { id: NO_USER }, 'VIEWER')).toMatchObject(absent);
  });
});

describe('removeCollaborator', () => {
  it('takes a role away, and with it what it allowed', async () => {
    const event = await given({ visibility: 'PRIVATE' });
    await share(event, [person(bob, 'EDITOR')]);
    expect(await remove(event, byId(bob))).toMatchObject({
      __typename: 'RemoveCollaboratorSuccess',
      removedUserId: bob.id,
      event: { viewerRole: 'OWNER' },
    });
    expect(await read(event, 'id', bob.asUser)).toBeNull();
  });

  it.each(['VIEWER', 'EDITOR', 'OWNER'])('lets a person leave, here as %s', async (role) => {
    const event = await given({ visibility: 'PRIVATE' });
    await share(event, [person(bob, role)]);
    expect(await remove(event, byId(bob), bob)).toEqual({
      __typename: 'RemoveCollaboratorSuccess',
      removedUserId: bob.id,
      event: null,
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER' });
  });

  it('does not let the last owner leave: LastOwner', async () => {
    const event = await given();
    expect(await remove(event, byId(ada))).toMatchObject({
      __typename: 'LastOwner',
      events: [{ id: event.id }],
    });
  });

  it('does not let two owners leave at once', async () => {
    for (let round = 0; round < 5; round++) {
      const event = await given();
      await share(event, [person(bob, 'OWNER')]);
      const outcomes = await Promise.all([remove(event, byId(ada)), remove(event, byId(bob), bob)]);
      expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
        'LastOwner',
        'RemoveCollaboratorSuccess',
      ]);
      await server.db.event.deleteMany();
    }
  });

  it('tells those who may not share nothing about who has a role', async () => {
    const event = await given();
    await share(event, [person(bob, 'EDITOR'), person(cyd)]);
    const denied = { __typename: 'PermissionDenied', requiredRole: 'OWNER' };
    for (const user of [byId(cyd), byId(eve), { id: NO_USER }]) {
      expect(await remove(event, user, bob)).toMatchObject(denied);
    }
    expect(await remove(event, byId(eve), eve)).toMatchObject(denied);
    expect(await remove(event, byId(eve))).toMatchObject({ __typename: 'CollaboratorNotFound' });
  });
});

describe('transferOwnership', () => {
  it('makes someone the owner, and the owner before an editor', async () => {
    const event = await given();
    expect(await transfer(event, { email: bob.email })).toMatchObject({
      __typename: 'TransferOwnershipSuccess',
      event: { viewerRole: 'EDITOR' },
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'EDITOR', [bob.id]: 'OWNER' });
  });

  it('raises who has a role already, and leaves other owners alone', async () => {
    const event = await given();
    await share(event, [person(bob), person(cyd, 'OWNER')]);
    await transfer(event, byId(bob));
    expect(await rolesOn(event)).toEqual({
      [ada.id]: 'EDITOR',
      [bob.id]: 'OWNER',
      [cyd.id]: 'OWNER',
    });
  });

  it('to oneself changes nothing', async () => {
    const event = await given();
    expect(await transfer(event, byId(ada))).toMatchObject({ event: { viewerRole: 'OWNER' } });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER' });
  });

  it('refuses who is not there, and who has something else at that time', async () => {
    const event = await given();
    expect(await transfer(event, { username: 'nobody' })).toMatchObject({
      __typename: 'UsersNotFound',
      people: [{ index: 0, name: 'nobody' }],
    });
    const other = await given({}, bob.asUser);
    expect(await transfer(event, byId(bob))).toMatchObject({
      conflictingEvents: [{ id: other.id }],
    });
    expect(await rolesOn(event)).toEqual({ [ada.id]: 'OWNER' });
  });

  it('lets exactly one of two who hand over at once do so, and leaves one owner', async () => {
    const event = await given();
    const outcomes = await Promise.all([transfer(event, byId(bob)), transfer(event, byId(cyd))]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
      'PermissionDenied',
      'TransferOwnershipSuccess',
    ]);
    expect(Object.values(await rolesOn(event)).sort()).toEqual(['EDITOR', 'OWNER']);
  });
});

describe('claimEvent', () => {
  it('makes an event one’s own; the secret is worth nothing from then on', async () => {
    const event = await given({}, {});
    const both = { ...ada.asUser, ...event.asSecret };
    expect(await claim(event, both)).toEqual({
      __typename: 'ClaimEventSuccess',
      event: { id: event.id, viewerRole: 'OWNER' },
    });
    expect(await read(event, 'viewerRole', event.asSecret)).toEqual({ viewerRole: null });
    expect(await read(event, 'viewerRole attendees { totalCount }', ada.asUser)).toMatchObject({
      viewerRole: 'OWNER',
    });
    // An ownerless event's attendees are anyone's to read; an owned one's are not.
    expect(await read(event, 'attendees { totalCount }', {})).toEqual({ attendees: null });
    expect(await claim(event, both)).toMatchObject({ __typename: 'ClaimEventSuccess' });
    expect(await claim(event, { ...bob.asUser, ...event.asSecret })).toMatchObject({
      __typename: 'PermissionDenied',
      requiredRole: 'OWNER',
    });
  });

  it('takes the secret: without it, a public event may not be claimed and a private one is not there', async () => {
    const event = await given({}, {});
    const hidden = await given({ visibility: 'PRIVATE' }, {});
    expect(await claim(event, ada.asUser)).toMatchObject({ requiredRole: 'OWNER' });
    expect(await claim(hidden, ada.asUser)).toEqual(await claim({ id: ABSENT }, ada.asUser));
    expect(await claim(hidden, { ...ada.asUser, ...hidden.asSecret })).toMatchObject({
      __typename: 'ClaimEventSuccess',
    });
  });

  it('is refused for who has something else at that time', async () => {
    const event = await given({}, {});
    const other = await given();
    expect(await claim(event, { ...ada.asUser, ...event.asSecret })).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ id: other.id }],
    });
    expect(await read(event, 'viewerRole', event.asSecret)).toEqual({ viewerRole: 'OWNER' });
  });

  it('lets exactly one of two who have the secret claim', async () => {
    const event = await given({}, {});
    const outcomes = await Promise.all(
      [ada, bob].map(({ asUser }) => claim(event, { ...asUser, ...event.asSecret })),
    );
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
      'ClaimEventSuccess',
      'PermissionDenied',
    ]);
  });
});

const user = () => byId(bob);
const verbs: [
  name: string,
  ask: (event: { id: string }, as: As, more?: object) => Promise<object>,
][] = [
  ['shareEvent', (event, as, more) => share(event, [person(cyd)], as, more)],
  ['updateCollaborator', (event, as, more) => changeRole(event, user(), 'VIEWER', as, more)],
  ['removeCollaborator', (event, as, more) => remove(event, user(), as, more)],
  ['transferOwnership', (event, as, more) => transfer(event, byId(cyd), as, more)],
];

describe.each(verbs)('%s', (name, ask) => {
  it('is for owners: others are denied, and do not find what they may not see', async () => {
    const event = await given();
    const hidden = await given({ visibility: 'PRIVATE', allowOverlap: true });
    const vic = await givenUser(server);
    for (const [user, role] of [
      [bob, 'EDITOR'],
      [vic, 'VIEWER'],
    ] as const) {
      await givenRole(server, event, user, role);
    }
    const before = await everyRow(server);
    const editor = name === 'removeCollaborator' ? vic : bob; // everyone may leave
    for (const as of [editor, vic, eve]) {
      expect(await ask(event, as)).toMatchObject({
        __typename: 'PermissionDenied',
        requiredRole: 'OWNER',
      });
    }
    const absent = await ask({ id: ABSENT }, eve);
    expect(absent).toMatchObject({ __typename: 'EventNotFound' });
    expect(await ask(hidden, eve)).toEqual(absent);
    expect(await everyRow(server)).toEqual(before);
  });

  it('needs an account, also with the manage secret', async () => {
    const event = await given({}, {});
    for (const asUser of [{}, event.asSecret]) {
      await expect(ask(event, { asUser })).rejects.toThrow('UNAUTHENTICATED');
    }
  });

  it('writes nothing in a preview, and answers as if it had', async () => {
    const event = await given();
    await givenRole(server, event, bob, 'EDITOR');
    const before = await everyRow(server);
    const preview = await ask(event, ada, { validateOnly: true });
    expect(await everyRow(server)).toEqual(before);
    expect(await ask(event, ada)).toEqual(preview);
  });
});

describe('claimEvent', () => {
  it('needs an account, and writes nothing in a preview', async () => {
    const event = await given({}, {});
    await expect(claim(event, event.asSecret)).rejects.toThrow('UNAUTHENTICATED');
    const before = await everyRow(server);
    const both = { ...ada.asUser, ...event.asSecret };
    const preview = await claim(event, both, { validateOnly: true });
    expect(await everyRow(server)).toEqual(before);
    expect(await claim(event, both)).toEqual(preview);
  });
});

describe('viewer.events', () => {
  const hour = (from: number) => ({
    startsAt: new Date(Date.UTC(2090, 0, 1, from)).toISOString(),
    endsAt: new Date(Date.UTC(2090, 0, 1, from + 1)).toISOString(),
  });
  let owned: Made;
  let edited: Made;
  let viewed: Made;
  beforeEach(async () => {
    owned = await given({ ...hour(5), name: 'B' });
    edited = await given({ ...hour(1), name: 'C' }, bob.asUser);
    viewed = await given({ ...hour(3), name: 'A', visibility: 'PRIVATE' }, bob.asUser);
    await given(hour(4), eve.asUser);
    await share(edited, [person(ada, 'EDITOR')], bob);
    await share(viewed, [person(ada)], bob);
  });

  const mine = async (args = '', selection = 'nodes { id }', headers = ada.asUser) => {
    const { data, errors } = await server.send(
      `{ viewer { events${args} { ${selection} } } }`,
      {},
      headers,
    );
    expect(errors).toBeUndefined();
    return data.viewer.events;
  };

  it('are those on which one has a role, soonest first', async () => {
    expect(ids(await mine())).toEqual([edited.id, viewed.id, owned.id]);
    expect(await mine('', 'totalCount nodes { viewerRole }')).toEqual({
      totalCount: 3,
      nodes: [{ viewerRole: 'EDITOR' }, { viewerRole: 'VIEWER' }, { viewerRole: 'OWNER' }],
    });
  });

  it('are narrowed by role, time and status, and ordered', async () => {
    expect(ids(await mine('(roles: [OWNER, VIEWER])'))).toEqual([viewed.id, owned.id]);
    expect(ids(await mine('(roles: [])'))).toEqual([]);
    expect(ids(await mine('(startsFrom: "2090-01-01T03:00:00Z")'))).toEqual([viewed.id, owned.id]);
    const tokyo = '(startsBefore: "2090-01-01 12:00", timezone: "Asia/Tokyo")';
    expect(ids(await mine(tokyo))).toEqual([edited.id]);
    const byName = '(orderBy: { field: NAME, direction: DESC })';
    expect(ids(await mine(byName))).toEqual([edited.id, owned.id, viewed.id]);
    await server.mutate(
      'cancelEvent',
      { id: owned.id },
      '... on UserError { message }',
      ada.asUser,
    );
    expect(ids(await mine('(statuses: [CANCELLED])'))).toEqual([owned.id]);
    expect(ids(await mine())).toHaveLength(3);
  });

  it('are paged', async () => {
    const first = await mine('(first: 2)', 'nodes { id } pageInfo { endCursor hasNextPage }');
    expect(first).toMatchObject({ pageInfo: { hasNextPage: true } });
    const next = await mine(`(first: 2, after: "${first.pageInfo.endCursor}")`);
    expect(ids(next)).toEqual([owned.id]);
  });

  it('name the argument that is wrong', async () => {
    const { errors } = await server.send(
      '{ viewer { events(startsFrom: "2027-03-28 02:30", timezone: "Europe/Paris") { totalCount } } }',
      {},
      ada.asUser,
    );
    expect(errors?.[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'startsFrom',
    });
  });

  it('are null for everybody else, administrators too', async () => {
    const admin = await givenUser(server);
    await server.db.user.update({ where: { id: admin.uuid }, data: { role: 'ADMIN' } });
    for (const { asUser } of [bob, admin]) {
      const { collaborators } = await read(
        edited,
        'collaborators { nodes { user { id events { totalCount } } } }',
        asUser,
      );
      const adas = collaborators.nodes.find(
        (node: { user: { id: string } }) => node.user.id === ada.id,
      );
      expect(adas.user.events).toBeNull();
    }
  });
});

describe('who creates an event', () => {
  it('has idempotency keys of their own', async () => {
    const input = eventInput({ idempotencyKey: 'first' });
    const create = async ({ asUser }: As) => {
      const selection = '... on CreateEventSuccess { event { id viewerRole } }';
      return (await server.mutate('createEvent', input, selection, asUser)).event;
    };
    const adas = await create(ada);
    const bobs = await create(bob);
    expect(bobs).toEqual({ id: expect.not.stringContaining(adas.id), viewerRole: 'OWNER' });
    expect(await create(ada)).toEqual(adas);
  });

  it('owns it when signed in, and then gets no secret', async () => {
    const { event, manageSecret } = await server.mutate(
      'createEvent',
      eventInput(),
      '... on CreateEventSuccess { event { viewerRole } manageSecret }',
      ada.asUser,
    );
    expect(event).toEqual({ viewerRole: 'OWNER' });
    expect(manageSecret).toBeNull();
  });
});
