import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { eventInput, register } from '../support/events.js';
import { givenRole } from '../support/roles.js';
import { startTestServer, type TestServer } from '../support/server.js';

const MINUTE_MS = 60_000;

let server: TestServer;
/** What time it is for the server; null: what it really is. */
let now: Date | null = null;
let ada: GivenUser;
let bob: GivenUser;
let vic: GivenUser;
beforeAll(async () => {
  server = await startTestServer({ clock: () => now ?? new Date() });
  ada = await givenUser(server);
  bob = await givenUser(server);
  vic = await givenUser(server);
});
afterEach(() => {
  now = null;
});
afterAll(() => server.stop());

interface OwnedEvent {
  id: string;
  uuid: string;
  name: string;
}

/** An event of Ada's, with an editor, Bob, and a viewer, Vic. */
async function givenShared(details: object = {}): Promise<OwnedEvent> {
  const input = eventInput({ allowOverlap: true, ...details });
  const selection = '... on CreateEventSuccess { event { id name } }';
  const { event } = await server.mutate('createEvent', input, selection, ada.asUser);
  const { id: uuid } = await server.db.event.findFirstOrThrow({ where: { name: event.name } });
  await givenRole(server, { uuid }, bob, 'EDITOR');
  await givenRole(server, { uuid }, vic, 'VIEWER');
  return { ...event, uuid };
}

/** Starts so soon that tokens are still good when it has begun. */
const soon = () => ({
  startsAt: new Date(Date.now() + 2 * MINUTE_MS).toISOString(),
  endsAt: new Date(Date.now() + 60 * MINUTE_MS).toISOString(),
});

const CHANGED = `
  event { id name versionNumber status capacity startsAt confirmedCount waitlistLength }
  promotedAttendees { email status }`;
const REFUSALS = `
  ... on VersionConflict { changedFields currentEvent { versionNumber } }
  ... on PermissionDenied { requiredRole }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

const update = (event: { id: string }, expectedVersion: number, change: object, as = ada) =>
  server.mutate(
    'updateEvent',
    { id: event.id, expectedVersion, ...change },
    `... on UpdateEventSuccess { ${CHANGED} } ${REFUSALS}`,
    as.asUser,
  );
const cancel = (event: { id: string }, more: object = {}, as = ada) =>
  server.mutate(
    'cancelEvent',
    { id: event.id, ...more },
    `... on CancelEventSuccess { event { versionNumber status } } ${REFUSALS}`,
    as.asUser,
  );
const rollBack = (
  event: { id: string },
  toVersion: number,
  expectedVersion: number,
  more: object = {},
  as: Pick<GivenUser, 'asUser'> = ada,
) =>
  server.mutate(
    'rollbackEvent',
    { eventId: event.id, toVersion, expectedVersion, ...more },
    `... on RollbackEventSuccess { ${CHANGED} } ... on CapacityBelowConfirmed { confirmedCount } ${REFUSALS}`,
    as.asUser,
  );

const VERSION = `number note changedFields name description location timezone startsLocal endsLocal
  startsAt endsAt capacity visibility status allowOverlap createdAt author { id }`;

async function versionsOf(
  event: { id: string },
  args = '',
  selection = 'nodes { number }',
  headers: Record<string, string> = vic.asUser,
) {
  const { data, errors } = await server.send(
    `query ($id: ID!) { event(id: $id) { versions${args} { ${selection} } } }`,
    { id: event.id },
    headers,
  );
  expect(errors).toBeUndefined();
  return data.event?.versions;
}

const CHANGES = `changes {
  __typename field
  ... on TextChange { textBefore textAfter }
  ... on TimeChange { timeBefore timeAfter tokyo: timeAfter(timezone: "Asia/Tokyo") }
  ... on LocalTimeChange { localTimeBefore localTimeAfter }
  ... on TimeZoneChange { timezoneBefore timezoneAfter }
  ... on IntChange { intBefore intAfter }
  ... on VisibilityChange { visibilityBefore visibilityAfter }
  ... on StatusChange { statusBefore statusAfter }
  ... on BooleanChange { booleanBefore booleanAfter }
}`;

async function diffOf(event: { id: string }, from: number, to: number, headers = vic.asUser) {
  const { data, errors } = await server.send(
    `query ($id: ID!, $from: Int!, $to: Int!) {
      eventDiff(eventId: $id, from: $from, to: $to) { from { number } to { number } ${CHANGES} }
    }`,
    { id: event.id, from, to },
    headers,
  );
  expect(errors).toBeUndefined();
  return data.eventDiff;
}

const ALL_FIELDS = [
  'NAME',
  'DESCRIPTION',
  'LOCATION',
  'TIMEZONE',
  'STARTS_LOCAL',
  'ENDS_LOCAL',
  'STARTS_AT',
  'ENDS_AT',
  'CAPACITY',
  'VISIBILITY',
  'STATUS',
  'ALLOW_OVERLAP',
];

describe('a version', () => {
  it('is the full state after a change: who made it, when, why, and what it changed', async () => {
    now = new Date(Date.now() + MINUTE_MS);
    const event = await givenShared({
      startsAt: '2090-06-20T15:30',
      endsAt: '2090-06-20T17:00',
      timezone: 'Europe/Paris',
    });
    await update(event, 1, { capacity: 12, location: 'Akureyri', note: 'A larger hall.' }, bob);

    const { nodes } = await versionsOf(event, '', `nodes { ${VERSION} }`);

    const first = {
      number: 1,
      author: { id: ada.id },
      note: null,
      changedFields: ALL_FIELDS,
      name: event.name,
      description: '',
      location: 'Reykjavík',
      timezone: 'Europe/Paris',
      startsLocal: '2090-06-20T15:30:00',
      endsLocal: '2090-06-20T17:00:00',
      startsAt: '2090-06-20T13:30:00Z',
      endsAt: '2090-06-20T15:00:00Z',
      capacity: 10,
      visibility: 'PUBLIC',
      status: 'SCHEDULED',
      allowOverlap: true,
      createdAt: now.toISOString(),
    };
    expect(nodes).toEqual([
      {
        ...first,
        number: 2,
        author: { id: bob.id },
        note: 'A larger hall.',
        changedFields: ['LOCATION', 'CAPACITY'],
        location: 'Akureyri',
        capacity: 12,
      },
      first,
    ]);
  });

  it('spells its times in the zone asked for', async () => {
    const event = await givenShared({
      startsAt: '2090-06-20T12:00:00Z',
      endsAt: '2090-06-20T13:00:00Z',
    });
    const tokyo = '(timezone: "Asia/Tokyo")';
    const { nodes } = await versionsOf(
      event,
      '',
      `nodes { startsAt${tokyo} endsAt${tokyo} createdAt${tokyo} }`,
    );
    expect(nodes).toEqual([
      {
        startsAt: '2090-06-20T21:00:00+09:00',
        endsAt: '2090-06-20T22:00:00+09:00',
        createdAt: expect.stringMatching(/\+09:00$/),
      },
    ]);
  });

  it('is made by every change, and by none that changes nothing, is refused or is a preview', async () => {
    const event = await givenShared();
    await update(event, 1, { name: 'Second' });
    await update(event, 2, { name: 'Second' });
    await update(event, 1, { name: 'Late' });
    await update(event, 2, { capacity: 0 });
    await update(event, 2, { name: 'Preview', validateOnly: true });
    await cancel(event, { note: 'Storm.' });

    const { nodes } = await versionsOf(event, '', 'nodes { number changedFields note status }');

    expect(nodes.slice(0, 2)).toEqual([
      { number: 3, changedFields: ['STATUS'], note: 'Storm.', status: 'CANCELLED' },
      { number: 2, changedFields: ['NAME'], note: null, status: 'SCHEDULED' },
    ]);
    expect(nodes).toHaveLength(3);
  });

  it('is not made by registrations', async () => {
    const event = await givenShared();
    await register(server, event, 'a@example.org');
    expect(await versionsOf(event, '', 'totalCount')).toEqual({ totalCount: 1 });
  });

  it('has no author when nobody was signed in, and none any more when the account is gone', async () => {
    const created = await server.mutate(
      'createEvent',
      eventInput(),
      '... on CreateEventSuccess { event { id } manageSecret }',
    );
    const asOwner = { 'turnout-event-secret': created.manageSecret };
    const anonymous = await versionsOf(created.event, '', 'nodes { author { id } }', asOwner);
    expect(anonymous.nodes).toEqual([{ author: null }]);

    const event = await givenShared();
    const gone = await givenUser(server);
    await givenRole(server, event, gone, 'EDITOR');
    await update(event, 1, { name: 'By someone' }, gone);
    await server.db.user.delete({ where: { id: gone.uuid } });
    const { nodes } = await versionsOf(event, '', 'nodes { number author { id } }');
    expect(nodes).toEqual([
      { number: 2, author: null },
      { number: 1, author: { id: ada.id } },
    ]);
  });

  it.each([
    ['updateEvent', (event: OwnedEvent, note: string) => update(event, 1, { name: 'New', note })],
    ['cancelEvent', (event: OwnedEvent, note: string) => cancel(event, { note })],
    ['rollbackEvent', (event: OwnedEvent, note: string) => rollBack(event, 1, 1, { note })],
  ])('has a note of up to 500 characters: %s', async (_name, change) => {
    const event = await givenShared();
    expect(await change(event, '𝒜'.repeat(501))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['note'], message: 'Must be at most 500 characters long.' }],
    });
    expect((await change(event, '𝒜'.repeat(500))).__typename).toMatch(/Success$/);
  });
});

describe('Event.versions', () => {
  let event: OwnedEvent;
  beforeAll(async () => {
    event = await givenShared();
    for (const version of [1, 2, 3, 4]) await update(event, version, { name: `Name ${version}` });
  });

  const numbers = async (args: string) =>
    (await versionsOf(event, args)).nodes.map(({ number }: { number: number }) => number);

  it('are listed newest first, or oldest first', async () => {
    expect(await numbers('')).toEqual([5, 4, 3, 2, 1]);
    expect(await numbers('(direction: ASC)')).toEqual([1, 2, 3, 4, 5]);
  });

  it('are paged forward and backward', async () => {
    const page = await versionsOf(
      event,
      '(first: 2)',
      'nodes { number } pageInfo { endCursor hasNextPage hasPreviousPage } totalCount',
    );
    expect(page).toMatchObject({
      nodes: [{ number: 5 }, { number: 4 }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      totalCount: 5,
    });
    const { endCursor } = page.pageInfo;
    expect(await numbers(`(first: 2, after: "${endCursor}")`)).toEqual([3, 2]);
    expect(await numbers('(last: 2)')).toEqual([2, 1]);
    expect(await numbers(`(last: 1, before: "${endCursor}")`)).toEqual([5]);
  });

  it('refuse a cursor of the other direction', async () => {
    const { pageInfo } = await versionsOf(event, '(first: 1)', 'pageInfo { endCursor }');
    const { errors } = await server.send(
      `query ($id: ID!) { event(id: $id) {
        versions(direction: ASC, after: "${pageInfo.endCursor}") { nodes { number } } } }`,
      { id: event.id },
      ada.asUser,
    );
    expect(errors?.[0].extensions).toMatchObject({ reason: 'CURSOR_OF_ANOTHER_ORDER' });
  });

  it('are found by their numbers, and the newest without one', async () => {
    const query = `query ($id: ID!) { event(id: $id) {
      third: version(number: 3) { number name }
      none: version(number: 6) { number }
      zero: version(number: 0) { number }
      newest: version { number name }
      alsoNewest: version(number: null) { number } } }`;
    const { data } = await server.send(query, { id: event.id }, vic.asUser);
    expect(data.event).toEqual({
      third: { number: 3, name: 'Name 2' },
      none: null,
      zero: null,
      newest: { number: 5, name: 'Name 4' },
      alsoNewest: { number: 5 },
    });
  });

  it('are null for those who may not read the history, and not there for those who see no event', async () => {
    const eve = await givenUser(server);
    const query = `query ($id: ID!) {
      event(id: $id) { name versions { totalCount } version(number: 1) { number } }
      eventDiff(eventId: $id, from: 1, to: 2) { from { number } }
    }`;
    for (const headers of [{}, eve.asUser]) {
      const { data, errors } = await server.send(query, { id: event.id }, headers);
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        event: { name: 'Name 4', versions: null, version: null },
        eventDiff: null,
      });
    }
    const hidden = await givenShared({ visibility: 'PRIVATE' });
    const { data } = await server.send(query, { id: hidden.id }, eve.asUser);
    expect(data).toEqual({ event: null, eventDiff: null });
  });

  it('cost one statement each, whatever the number of events; their authors one more', async () => {
    const events = await Promise.all([1, 2, 3].map(() => givenShared({ location: 'Versioned' })));
    for (const event of events) await update(event, 1, { capacity: 3 }, bob);
    const statementsOf = async (first: number) => {
      server.statements.length = 0;
      const { data, errors } = await server.send(
        `{ events(filter: { location: "Versioned" }, first: ${first}) {
          nodes { versions { totalCount nodes { number author { username } } }
            version(number: 1) { name } } } }`,
        {},
        vic.asUser,
      );
      expect(errors).toBeUndefined();
      expect(data.events.nodes).toHaveLength(first);
      return server.statements.filter((sql) => /^\s*(SELECT|WITH)/i.test(sql)).length;
    };
    await statementsOf(1); // how common words are is read once a minute
    expect(await statementsOf(3)).toBe(await statementsOf(1));
  });
});

describe('eventDiff', () => {
  let event: OwnedEvent;
  beforeAll(async () => {
    event = await givenShared({
      startsAt: '2090-01-10T10:00',
      endsAt: '2090-01-10T11:00',
      timezone: 'UTC',
    });
    await update(event, 1, {
      name: 'Renamed',
      description: 'Longer',
      location: 'Elsewhere',
      timezone: 'Europe/Paris',
      capacity: 11,
      visibility: 'PRIVATE',
      allowOverlap: false,
    });
    await update(event, 2, { startsAt: '2090-01-10T09:00', endsAt: '2090-01-10T13:00' });
    await cancel(event);
  });

  it('tells every change with its type, all selectable in one operation', async () => {
    expect(await diffOf(event, 1, 4)).toEqual({
      from: { number: 1 },
      to: { number: 4 },
      changes: [
        { __typename: 'TextChange', field: 'NAME', textBefore: event.name, textAfter: 'Renamed' },
        { __typename: 'TextChange', field: 'DESCRIPTION', textBefore: '', textAfter: 'Longer' },
        {
          __typename: 'TextChange',
          field: 'LOCATION',
          textBefore: 'Reykjavík',
          textAfter: 'Elsewhere',
        },
        {
          __typename: 'TimeZoneChange',
          field: 'TIMEZONE',
          timezoneBefore: 'UTC',
          timezoneAfter: 'Europe/Paris',
        },
        {
          __typename: 'LocalTimeChange',
          field: 'STARTS_LOCAL',
          localTimeBefore: '2090-01-10T10:00:00',
          localTimeAfter: '2090-01-10T09:00:00',
        },
        {
          __typename: 'LocalTimeChange',
          field: 'ENDS_LOCAL',
          localTimeBefore: '2090-01-10T11:00:00',
          localTimeAfter: '2090-01-10T13:00:00',
        },
        {
          __typename: 'TimeChange',
          field: 'STARTS_AT',
          timeBefore: '2090-01-10T10:00:00Z',
          timeAfter: '2090-01-10T08:00:00Z',
          tokyo: '2090-01-10T17:00:00+09:00',
        },
        {
          __typename: 'TimeChange',
          field: 'ENDS_AT',
          timeBefore: '2090-01-10T11:00:00Z',
          timeAfter: '2090-01-10T12:00:00Z',
          tokyo: '2090-01-10T21:00:00+09:00',
        },
        { __typename: 'IntChange', field: 'CAPACITY', intBefore: 10, intAfter: 11 },
        {
          __typename: 'VisibilityChange',
          field: 'VISIBILITY',
          visibilityBefore: 'PUBLIC',
          visibilityAfter: 'PRIVATE',
        },
        {
          __typename: 'StatusChange',
          field: 'STATUS',
          statusBefore: 'SCHEDULED',
          statusAfter: 'CANCELLED',
        },
        {
          __typename: 'BooleanChange',
          field: 'ALLOW_OVERLAP',
          booleanBefore: true,
          booleanAfter: false,
        },
      ],
    });
  });

  it('reads backward, and finds nothing between a version and itself', async () => {
    const backward = await diffOf(event, 4, 3);
    expect(backward).toEqual({
      from: { number: 4 },
      to: { number: 3 },
      changes: [
        {
          __typename: 'StatusChange',
          field: 'STATUS',
          statusBefore: 'CANCELLED',
          statusAfter: 'SCHEDULED',
        },
      ],
    });
    expect(await diffOf(event, 2, 2)).toMatchObject({ changes: [] });
  });

  it('tells the instant apart from the clock: a zone changed alone moves only the instant', async () => {
    const { changes } = await diffOf(event, 1, 2);
    const fields = changes.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(expect.arrayContaining(['TIMEZONE', 'STARTS_AT', 'ENDS_AT']));
    expect(fields).not.toContain('STARTS_LOCAL');
  });

  it('is null when a version is not there', async () => {
    expect(await diffOf(event, 1, 9)).toBeNull();
    expect(await diffOf(event, 0, 1)).toBeNull();
    expect(await diffOf({ id: 'event_01jz0000000000000000000000' }, 1, 1)).toBeNull();
  });
});

describe('a stale version', () => {
  it('is answered with the fields that moved since, and not with those that moved back', async () => {
    const event = await givenShared();
    await update(event, 1, { capacity: 11, location: 'Elsewhere' });
    await update(event, 2, { location: 'Reykjavík', description: 'New' });

    expect(await update(event, 1, { name: 'Late' })).toMatchObject({
      __typename: 'VersionConflict',
      changedFields: ['DESCRIPTION', 'CAPACITY'],
      currentEvent: { versionNumber: 3 },
    });
    expect(await cancel(event, { expectedVersion: 2 })).toMatchObject({
      __typename: 'VersionConflict',
      changedFields: ['DESCRIPTION', 'LOCATION'],
    });
    expect(await rollBack(event, 1, 2)).toMatchObject({
      __typename: 'VersionConflict',
      changedFields: ['DESCRIPTION', 'LOCATION'],
    });
  });

  it('that never was is answered with all fields', async () => {
    const event = await givenShared();
    expect(await update(event, 7, { name: 'Early' })).toMatchObject({ changedFields: ALL_FIELDS });
  });
});

describe('rollbackEvent', () => {
  it('makes a new version with the old state, by whoever rolls back, with their note', async () => {
    const event = await givenShared();
    await update(event, 1, {
      name: 'Worse',
      capacity: 3,
      startsAt: '2090-01-01T10:00:00Z',
      endsAt: '2090-01-01T12:00:00Z',
    });

    expect(await rollBack(event, 1, 2, { note: 'As it was.' }, bob)).toMatchObject({
      __typename: 'RollbackEventSuccess',
      event: { name: event.name, versionNumber: 3, capacity: 10 },
      promotedAttendees: [],
    });
    const [newest] = (
      await versionsOf(event, '', 'nodes { number note author { id } changedFields }')
    ).nodes;
    expect(newest).toEqual({
      number: 3,
      note: 'As it was.',
      author: { id: bob.id },
      changedFields: ['NAME', 'STARTS_LOCAL', 'ENDS_LOCAL', 'STARTS_AT', 'ENDS_AT', 'CAPACITY'],
    });
    expect(await diffOf(event, 1, 3)).toMatchObject({ changes: [] });
  });

  it('changes nothing when there is nothing to change, and in a preview', async () => {
    const event = await givenShared();
    expect(await rollBack(event, 1, 1)).toMatchObject({ event: { versionNumber: 1 } });
    await update(event, 1, { name: 'Second' });
    expect(await rollBack(event, 1, 2, { validateOnly: true })).toMatchObject({
      event: { versionNumber: 3, name: event.name },
    });
    expect(await versionsOf(event, '', 'totalCount')).toEqual({ totalCount: 2 });
  });

  it('refuses a version that is not there: VersionNotFound', async () => {
    const event = await givenShared();
    expect(await rollBack(event, 2, 1)).toEqual({
      __typename: 'VersionNotFound',
      message: 'This event has no version 2.',
    });
  });

  it('refuses a start in the past, which an edit could not make either', async () => {
    const event = await givenShared(soon());
    await update(event, 1, { startsAt: '2090-01-01T10:00:00Z', endsAt: '2090-01-01T12:00:00Z' });

    now = new Date(Date.now() + 5 * MINUTE_MS);
    expect(await rollBack(event, 1, 2)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['toVersion'], message: expect.stringContaining('in the future') }],
    });
  });

  it('takes an event back that has started, as long as its start stays', async () => {
    const event = await givenShared(soon());
    await update(event, 1, { description: 'Oops' });
    now = new Date(Date.now() + 5 * MINUTE_MS);
    expect(await rollBack(event, 1, 2)).toMatchObject({ event: { versionNumber: 3 } });
  });

  it('refuses a capacity below the number confirmed', async () => {
    const event = await givenShared({ capacity: 1 });
    await update(event, 1, { capacity: 2 });
    await register(server, event, 'a@example.org');
    await register(server, event, 'b@example.org');
    expect(await rollBack(event, 1, 2)).toMatchObject({
      __typename: 'CapacityBelowConfirmed',
      confirmedCount: 2,
    });
  });

  it('gives seats that it adds to those who wait', async () => {
    const event = await givenShared({ capacity: 2 });
    await update(event, 1, { capacity: 1 });
    await register(server, event, 'a@example.org');
    await register(server, event, 'b@example.org', { joinWaitlist: true });
    expect(await rollBack(event, 1, 2)).toMatchObject({
      event: { confirmedCount: 2, waitlistLength: 0 },
      promotedAttendees: [{ email: 'b@example.org', status: 'CONFIRMED' }],
    });
  });

  it('brings a cancelled event back, and gives seats that came free meanwhile to those who wait', async () => {
    const event = await givenShared({ capacity: 1 });
    const { attendee } = await register(server, event, 'a@example.org');
    await register(server, event, 'b@example.org', { joinWaitlist: true });
    await cancel(event);
    await server.mutate(
      'cancelRegistration',
      { attendee: { id: attendee.id } },
      '... on UserError { message }',
      ada.asUser,
    );

    expect(await rollBack(event, 1, 2)).toMatchObject({
      __typename: 'RollbackEventSuccess',
      event: { status: 'SCHEDULED', versionNumber: 3, confirmedCount: 1, waitlistLength: 0 },
      promotedAttendees: [{ email: 'b@example.org' }],
    });
  });

  it('does not bring an event back whose start is over', async () => {
    const event = await givenShared(soon());
    await cancel(event);
    now = new Date(Date.now() + 5 * MINUTE_MS);
    expect(await rollBack(event, 1, 2)).toMatchObject({ fields: [{ path: ['toVersion'] }] });
  });

  it('calls off and brings back only for those who may call off', async () => {
    const event = await givenShared();
    await cancel(event);
    const denied = { __typename: 'PermissionDenied', requiredRole: 'OWNER' };
    expect(await rollBack(event, 1, 2, {}, bob)).toMatchObject(denied);
    expect(await rollBack(event, 1, 2)).toMatchObject({ event: { status: 'SCHEDULED' } });
    expect(await rollBack(event, 2, 3, {}, bob)).toMatchObject(denied);
    expect(await rollBack(event, 2, 3)).toMatchObject({ event: { status: 'CANCELLED' } });
    expect(await rollBack(event, 2, 4)).toMatchObject({ __typename: 'EventCancelled' });
  });

  it('needs the role EDITOR; what one may not see is not there', async () => {
    const event = await givenShared();
    const eve = await givenUser(server);
    const denied = { __typename: 'PermissionDenied', requiredRole: 'EDITOR' };
    expect(await rollBack(event, 1, 1, {}, vic)).toMatchObject(denied);
    expect(await rollBack(event, 1, 1, {}, eve)).toMatchObject(denied);
    const hidden = await givenShared({ visibility: 'PRIVATE' });
    const absent = await rollBack({ id: 'event_01jz0000000000000000000000' }, 1, 1, {}, eve);
    expect(absent).toMatchObject({ __typename: 'EventNotFound' });
    expect(await rollBack(hidden, 1, 1, {}, eve)).toEqual(absent);
  });

  it('keeps the clock and not the instant, when the zone rules have changed since', async () => {
    const event = await givenShared({
      startsAt: '2090-01-15T18:00',
      endsAt: '2090-01-15T20:00',
      timezone: 'America/Vancouver',
    });
    // As older rules had it: Vancouver at -08:00 in winter.
    await server.db.eventVersion.updateMany({
      where: { eventId: event.uuid, number: 1 },
      data: { startsAt: '2090-01-16T02:00:00Z', endsAt: '2090-01-16T04:00:00Z' },
    });
    await update(event, 1, { startsAt: '2090-02-15T18:00', endsAt: '2090-02-15T20:00' });
    expect(await rollBack(event, 1, 2)).toMatchObject({
      event: { startsAt: '2090-01-16T01:00:00Z' },
    });
  });

  it('lets exactly one of two who roll back at once do so', async () => {
    const event = await givenShared();
    await update(event, 1, { name: 'Second' });
    const outcomes = await Promise.all([rollBack(event, 1, 2), rollBack(event, 1, 2, {}, bob)]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
      'RollbackEventSuccess',
      'VersionConflict',
    ]);
    expect(await versionsOf(event, '', 'totalCount')).toEqual({ totalCount: 3 });
  });
});
