import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertNotifications } from '../../src/data/notifications.js';
import { readGlobalId, toGlobalId } from '../../src/graphql/globalId.js';
import { givenUser } from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { notificationOf } from '../support/notifications.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, eventRow, insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Statements cost a round trip each, so an operation must send few, and not more for more rows.
// Counted are those that read or write rows; BEGIN, COMMIT and the like are left out.

let server: TestServer;
/** Ids of events with two confirmed attendees and one who waits, and of those attendees. */
const events: string[] = [];
const attendees: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const eventRows = Array.from({ length: 30 }, (_, i) =>
    eventRow({ name: `Concert ${i}`, location: 'Counted', capacity: 2 }),
  );
  const attendeeRows = eventRows.flatMap(({ id }) => [
    attendeeRow(id),
    attendeeRow(id),
    attendeeRow(id, { status: 'WAITLISTED' }),
  ]);
  await server.db.event.createMany({ data: eventRows });
  await server.db.attendee.createMany({ data: attendeeRows });
  events.push(...eventRows.map(({ id }) => toGlobalId('event', id)));
  attendees.push(...attendeeRows.map(({ id }) => toGlobalId('attendee', id)));
  // How common words are is read once a minute.
  await server.send('{ events(search: "counted") { nodes { id } } }');
});
afterAll(() => server.stop());

const READS_OR_WRITES = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

/** Sends an operation that must succeed; how many statements it took. */
async function statementsOf(query: string, variables = {}, headers = {}): Promise<number> {
  server.statements.length = 0;
  const { errors } = await server.send(query, variables, headers);
  expect(errors).toBeUndefined();
  return server.statements.filter((sql) => READS_OR_WRITES.test(sql)).length;
}

describe('the statements of an operation', () => {
  const page = (size: number, selection: string) =>
    `{ events(filter: { location: "Counted" }, first: ${size}) { ${selection} } }`;

  it.each([
    [1, 'a page of events', 'nodes { id name seatsLeft waitlistLength startsAt }'],
    [
      1,
      'its edges and pageInfo',
      'edges { cursor node { id } } pageInfo { hasNextPage endCursor }',
    ],
    [2, 'a page and totalCount', 'totalCount nodes { id }'],
    [2, 'a page and the attendees of each event', 'nodes { attendees { nodes { id name } } }'],
    [2, 'the same with both ends of the lists', 'nodes { attendees(last: 1) { nodes { id } } }'],
    [
      2,
      'a page, the attendees and their totalCount, which the events know',
      'nodes { attendees { totalCount nodes { id } } }',
    ],
    [
      3,
      'a page, the attendees found by a search and their totalCount',
      'nodes { attendees(search: "x") { totalCount nodes { id } } }',
    ],
    [
      3,
      'a page and two lists of attendees for each event',
      'nodes { a: attendees(first: 1) { nodes { id } } b: attendees(search: "x") { nodes { id } } }',
    ],
    [
      3,
      'a page, the attendees and their places on the waiting list',
      'nodes { attendees { nodes { waitlistRank } } }',
    ],
    [
      3,
      'a page, the attendees, and the event of each attendee',
      'nodes { attendees { nodes { event { id } } } }',
    ],
    [
      4,
      'all totals of all lists',
      'totalCount nodes { attendees(filter: { statuses: [CANCELLED] }) { totalCount nodes { id } } }',
    ],
  ])('are %d for %s, for 1 event and for 20', async (count, _what, selection) => {
    expect(await statementsOf(page(1, selection))).toBe(count);
    expect(await statementsOf(page(20, selection))).toBe(count);
  });

  it('read one row more only for who asks whether the list goes on', async () => {
    const limitsFor = async (selection: string) => {
      await statementsOf(`{ events(first: 7) { nodes { attendees(first: 5) { ${selection} } } } }`);
      return server.statements.flatMap((sql) => /LIMIT \d+/.exec(sql)?.[0] ?? []);
    };
    expect(await limitsFor('nodes { id }')).toEqual(['LIMIT 7', 'LIMIT 5']);
    expect(await limitsFor('pageInfo { hasNextPage }')).toEqual(['LIMIT 7', 'LIMIT 6']);
    expect(await limitsFor('pageInfo { hasPreviousPage }')).toEqual(['LIMIT 7', 'LIMIT 5']);
  });

  it('are 1 for a search and for a page behind a cursor', async () => {
    const search = 'query ($after: String) { events(search: "concert", first: 3, after: $after)';
    const { data } = await server.send(`${search} { pageInfo { endCursor } } }`);
    const after = data.events.pageInfo.endCursor;
    expect(await statementsOf(`${search} { nodes { id } } }`)).toBe(1);
    expect(await statementsOf(`${search} { nodes { id } } }`, { after })).toBe(1);
  });

  it('are 1 for a node that is an event, and 2 for an attendee, whose event must be seen', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await statementsOf(query, { id: events[0] })).toBe(1);
    expect(await statementsOf(query, { id: attendees[0] })).toBe(2);
    expect(await statementsOf(query, { id: 'nonsense' })).toBe(0);
  });

  it('are 1 for an event, however often it is asked for', async () => {
    const [id, other] = events;
    const query = `query ($id: ID!, $other: ID!) {
      event(id: $id) { id } again: event(id: $id) { name } node(id: $id) { id }
      other: event(id: $other) { id }
    }`;
    expect(await statementsOf(query, { id, other })).toBe(1);
  });

  it('are 3 for nodes, for 2 ids and for 50: events, attendees, events of attendees', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    // Attendees of other events than those asked for: the last of each list.
    const ids = (each: number) => [...events.slice(0, each), ...attendees.slice(-each)];
    expect(await statementsOf(query, { ids: ids(1) })).toBe(3);
    expect(await statementsOf(query, { ids: ids(25) })).toBe(3);
  });

  it('are 2 for a registration by its secret, with its event', async () => {
    const event = await givenEvent(server);
    const { secret } = await register(server, event, 'ada@example.org');
    const query = (selection: string) =>
      `query ($secret: String!) { attendee(secret: $secret) { ${selection} } }`;
    expect(await statementsOf(query('id email'), { secret })).toBe(1);
    expect(await statementsOf(query('id event { id name startsAt }'), { secret })).toBe(2);
  });

  it('are 3 for a registration: lock the event, look for the email, write', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const mutation = `mutation ($input: RegisterAttendeeInput!) {
      registerAttendee(input: $input) { ... on RegisterAttendeeSuccess { attendee { id status } } }
    }`;
    const input = (email: string) => ({ input: { eventId: event.id, name: 'Ada', email } });
    expect(await statementsOf(mutation, input('ada@example.org'))).toBe(3);
    // Nothing is written for those who are refused.
    expect(await statementsOf(mutation, input('ADA@example.org'))).toBe(2);
    expect(await statementsOf(mutation, input('bob@example.org'))).toBe(2);
    expect(await statementsOf(mutation, input('not an address'))).toBe(0);
  });

  it('are 1 for one new event and for 50, and 3 for a change: lock, write, whom to tell', async () => {
    const { asOwner, id } = await insertEvent(server);
    const rename = `mutation ($id: ID!) {
      updateEvent(input: { id: $id, expectedVersion: 1, name: "Renamed" }) { __typename }
    }`;
    const create = (count: number) => {
      const time = (hour: number) => `"2090-01-01T${hour}:00:00Z"`;
      const input = `{
        name: "Batch", location: "Here", startsAt: ${time(10)}, endsAt: ${time(12)}, capacity: 1
      }`;
      return `mutation {
        createEvents(input: { events: [${input.repeat(count)}] }) {
          ... on CreateEventsSuccess { results { event { id } } }
        }
      }`;
    };
    expect(await statementsOf(create(1))).toBe(1);
    expect(await statementsOf(create(50))).toBe(1);
    // The first time that a process sees a manage secret, it looks whether that is a guess.
    await server.send('{ viewer { id } }', {}, asOwner);
    expect(await statementsOf(rename, { id }, asOwner)).toBe(3);
  });

  it('are one more for the notifications, for 1 and for many who are told, of 1 and of many', async () => {
    const owner = await givenUser(server);
    const changeOf = async (people: number, waiting: number) => {
      const event = await insertEvent(server, { capacity: 1 });
      await givenRole(server, event, owner, 'EDITOR');
      for (let i = 0; i < people; i++) {
        await givenRole(server, event, await givenUser(server), 'VIEWER');
      }
      const rows = Array.from({ length: waiting + 1 }, (_, i) =>
        attendeeRow(event.uuid, i === 0 ? {} : { status: 'WAITLISTED' }),
      );
      await server.db.attendee.createMany({ data: rows });
      const change = `mutation ($id: ID!) {
        updateEvent(input: { id: $id, expectedVersion: 1, capacity: 1000 }) { __typename }
      }`;
      return statementsOf(change, { id: event.id }, owner.asUser);
    };
    const few = await changeOf(1, 1);
    expect(await changeOf(12, 500)).toBe(few);
  });

  it('are as many for a page of 3 notifications as for one of 30, with all that hangs on them', async () => {
    const user = await givenUser(server);
    const told = events.map((id, i) => {
      const eventId = readGlobalId(id)?.uuid as string;
      const person = { personId: user.uuid, actorId: user.uuid, eventId };
      const shared = { kind: 'EVENT_SHARED', version: null, role: 'VIEWER', ...person } as const;
      const attendeeIds = [readGlobalId(attendees[i] as string)?.uuid as string];
      const promoted = { promotedCount: 1, attendeeIds, version: null, eventId } as const;
      return notificationOf(
        { id: user.uuid },
        i % 2 ? shared : { kind: 'ATTENDEES_PROMOTED', ...promoted },
      );
    });
    await insertNotifications(server.db, told);
    const list = (size: number) => `{ viewer { unreadCount notifications(first: ${size}) {
      totalCount nodes { actor { username } event { name }
        ... on EventSharedNotification { user { username } }
        ... on AttendeesPromotedNotification { attendees { name } } } } } }`;
    const few = await statementsOf(list(3), {}, user.asUser);
    expect(await statementsOf(list(30), {}, user.asUser)).toBe(few);
  });
});
