import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { buildSchema, type GraphQLUnionType, isInterfaceType } from 'graphql';
import { givenUser } from '../support/accounts.js';
import { countsOf, eventInput, givenEvent, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { findBrokenPromises } from '../support/givenRows.js';
import { requirements } from '../support/requirements.js';
import { SESSIONS, startTestServer, type TestServer } from '../support/server.js';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.js';
import { type Newcomer, signUp } from '../support/signUp.js';
import { openTestSocket } from '../support/sockets.js';

// What no event system offered as a whole when Turnout began: sixteen promises, numbered, and a test
// from outside for each. What Turnout has in common with the backends it replaces is in
// ground.test.ts. The promises are kept in detail by ../concurrency and ../torture (1, 2, 9),
// ../api/history.test.ts (4, 5), overlaps.test.ts (6), times.test.ts (7), idempotency.test.ts (10),
// pagesUnderWrites.test.ts (11), refusals.test.ts (12), previews.test.ts (13), permissionTable.test.ts
// (15) and accounts.test.ts (16).

const IDS = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16';

const NOT_YET = { 8: 'recurrence', 14: 'calendars' };

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

const { line, total } = requirements(IDS, NOT_YET);

let server: TestServer;
/** A process of its own on the same database. */
let other: ServerProcess;
beforeAll(async () => {
  server = await startTestServer({ manyAddresses: true });
  other = await startServerProcess(server.databaseUrl, { JWT_SECRET: SESSIONS.secret });
}, 60_000);
afterAll(async () => {
  await other.stop();
  await server.stop();
});

describe('seats', () => {
  line('1', 'no oversell, no false refusal, across connections and processes', async () => {
    const event = await givenEvent(server, { capacity: 4 });
    const watched = watchPromises();
    // Four seats, and ten times as many calls of every kind, on two processes.
    const cancelled: Promise<unknown>[] = [];
    const joined = Array.from({ length: 30 }, async (_, index) => {
      const { secret } = await at(index, 'registerAttendee', person(event), '{ secret }');
      if (index % 3 === 0) cancelled.push(at(index + 1, 'cancelRegistration', bySecret(secret)));
    });
    const bulks = [0, 1].map((turn) => {
      const attendees = [named('x'), named('y')];
      const input = { eventId: event.id, joinWaitlist: true, attendees };
      return at(turn, 'registerAttendees', input, '', event.asOwner);
    });
    const resized = (async () => {
      let expectedVersion = 1;
      for (const [turn, capacity] of [7, 5, 9, 6].entries()) {
        const input = { id: event.id, expectedVersion, capacity };
        const changed = await at(turn, 'updateEvent', input, '', event.asOwner);
        // To fewer than have a seat is refused, and changes nothing.
        if (changed.__typename === 'UpdateEventSuccess') expectedVersion += 1;
      }
    })();
    await Promise.all([...joined, ...bulks, resized]);
    await Promise.all(cancelled);

    expect(await watched.stop()).toEqual([]);
    const { capacity } = await only(event, '{ capacity }');
    // 34 asked, 10 left: more than there are seats, all of which are taken.
    expect(await countsOf(server, event)).toMatchObject({
      confirmedCount: capacity,
      seatsLeft: 0,
      waitlistLength: 24 - capacity,
    });

    // And where demand is smaller, nobody is refused or left waiting.
    const roomy = await givenEvent(server, { capacity: 40 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => at(index, 'registerAttendee', person(roomy))),
    );
    for (const answer of answers) expect(answer.__typename).toBe('RegisterAttendeeSuccess');
    expect(await countsOf(server, roomy)).toMatchObject({ confirmedCount: 30, waitlistLength: 0 });
  });

  line('2', 'promotion in the transaction that frees the seat', async () => {
    const event = await givenEvent(server, { capacity: 2 });
    const secrets: string[] = [];
    for (let index = 0; index < 8; index += 1)
      secrets.push((await at(index, 'registerAttendee', person(event), '{ secret }')).secret);

    const watched = watchPromises();
    const { promotedAttendee } = await at(
      0,
      'cancelRegistration',
      bySecret(secrets[0]),
      '{ promotedAttendee { status } }',
    );
    expect(promotedAttendee).toEqual({ status: 'CONFIRMED' });
    await Promise.all([1, 2, 3].map((n) => at(n, 'cancelRegistration', bySecret(secrets[n]))));
    const more = { id: event.id, expectedVersion: 1, capacity: 3 };
    const grown = await at(
      1,
      'updateEvent',
      more,
      '{ promotedAttendees { status } }',
      event.asOwner,
    );
    expect(grown.promotedAttendees).toEqual([{ status: 'CONFIRMED' }]);

    // No committed instant had a free seat and somebody waiting.
    expect(await watched.stop()).toEqual([]);
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 3, waitlistLength: 1 });
  });

  line('3', 'a waiting list that explains itself', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const secrets: string[] = [];
    for (let index = 0; index < 4; index += 1)
      secrets.push((await at(index, 'registerAttendee', person(event), '{ secret }')).secret);
    const ranks = () =>
      Promise.all(
        secrets.map(async (secret) => {
          const query = 'query ($secret: String!) { attendee(secret: $secret) { waitlistRank } }';
          return (await ask(query, { secret })).attendee.waitlistRank;
        }),
      );
    expect(await ranks()).toEqual([null, 1, 2, 3]);
    await at(0, 'cancelRegistration', bySecret(secrets[2]));
    expect(await ranks()).toEqual([null, 1, null, 2]);
    await at(0, 'cancelRegistration', bySecret(secrets[0]));
    expect(await ranks()).toEqual([null, null, null, 1]);
  });
});

describe('changes', () => {
  line('4', 'stale writes are refused, with the current state and what moved', async () => {
    const event = await givenEvent(server, { name: 'Old' });
    const change = (expectedVersion: number, changes: object) =>
      at(
        0,
        'updateEvent',
        { id: event.id, expectedVersion, ...changes },
        '{ event { versionNumber } }',
        event.asOwner,
      );
    await change(1, { capacity: 12 });
    await change(2, { location: 'Elsewhere' });
    expect(await change(1, { name: 'Stale' })).toEqual({
      __typename: 'VersionConflict',
      changedFields: ['LOCATION', 'CAPACITY'],
      currentEvent: { versionNumber: 3, name: 'Old', location: 'Elsewhere', capacity: 12 },
      message: expect.any(String),
    });
    const rivals = await Promise.all([change(3, { capacity: 13 }), change(3, { capacity: 14 })]);
    expect(rivals.map(({ __typename }) => __typename).sort()).toEqual([
      'UpdateEventSuccess',
      'VersionConflict',
    ]);
  });

  line('5', 'history that can be used: compared by field, restored by the rules', async () => {
    const event = await givenEvent(server, { name: 'One', capacity: 1 });
    const { asOwner } = event;
    const changes = { name: 'Two', capacity: 2 };
    await at(0, 'updateEvent', { id: event.id, expectedVersion: 1, ...changes }, '', asOwner);
    const query = `query ($id: ID!, $from: Int!, $to: Int!) {
      eventDiff(eventId: $id, from: $from, to: $to) { changes { field } } }`;
    for (const [from, to] of [
      [1, 2],
      [2, 1],
    ]) {
      const { eventDiff } = await ask(query, { id: event.id, from, to }, asOwner);
      expect(eventDiff.changes).toEqual([{ field: 'NAME' }, { field: 'CAPACITY' }]);
    }
    const restore = (toVersion: number, expectedVersion: number) =>
      at(
        0,
        'rollbackEvent',
        { eventId: event.id, toVersion, expectedVersion },
        '{ event { versionNumber name capacity } }',
        asOwner,
      );
    expect((await restore(1, 2)).event).toEqual({ versionNumber: 3, name: 'One', capacity: 1 });
    expect((await restore(2, 3)).event).toEqual({ versionNumber: 4, name: 'Two', capacity: 2 });
    for (const email of ['ada@example.org', 'bob@example.org'])
      await register(server, event, email);
    expect(await restore(1, 4)).toMatchObject({
      __typename: 'CapacityBelowConfirmed',
      confirmedCount: 2,
    });
    expect(await only(event, '{ versionNumber }')).toEqual({ versionNumber: 4 });
  });

  line('6', 'overlap enforced by the database; what one may not see is only counted', async () => {
    const [owner, editor] = [await signUp(server, 'owner'), await signUp(server, 'editor')];
    const public_ = await owned(owner, { name: 'Seen', ...day(1) });
    await owned(owner, { name: 'Hidden', visibility: 'PRIVATE', ...day(2) });
    const event = await owned(owner, { name: 'Edited', ...day(3) });
    const people = [{ user: { username: editor.username }, role: 'EDITOR' }];
    await at(0, 'shareEvent', { eventId: event.id, people }, '', owner.asUser);

    const change = { id: event.id, expectedVersion: 1, ...day(1), endsAt: day(2).endsAt };
    const conflict = (who: Newcomer) => at(0, 'updateEvent', change, '', who.asUser);
    expect(await conflict(editor)).toMatchObject({
      __typename: 'ScheduleConflict',
      conflictingEvents: [{ id: public_.id, name: 'Seen' }],
      hiddenCount: 1,
    });
    expect(await conflict(owner)).toMatchObject({
      conflictingEvents: [{ name: 'Seen' }, { name: 'Hidden' }],
      hiddenCount: 0,
    });

    const rivals = await Promise.all(
      [0, 1].map((turn) => at(turn, 'createEvent', eventInput(day(4)), '', owner.asUser)),
    );
    expect(rivals.map(({ __typename }) => __typename).sort()).toEqual([
      'CreateEventSuccess',
      'ScheduleConflict',
    ]);
    const behindOurBack = server.db.event.updateMany({
      where: { name: 'Edited' },
      data: { startsAt: day(1).startsAt, endsAt: day(2).endsAt },
    });
    await expect(behindOurBack).rejects.toThrow();
  });

  line('7', 'wall time is the truth; gaps and overlaps of clocks follow one rule', async () => {
    const create = (startsAt: string, endsAt: string, more = {}) =>
      at(
        0,
        'createEvent',
        eventInput({ startsAt, endsAt, timezone: 'Europe/Paris', ...more }),
        '{ event { id timezone startsLocal startsAt } }',
      );
    // The clocks there skip from 2 to 3 on 25 March 2035, and go back from 3 to 2 on 28 October.
    const gap = await create('2035-03-25T02:30', '2035-03-25T05:00');
    expect(gap).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['startsAt'] }] });

    const twice = ['2035-10-28T02:30', '2035-10-28T05:00'] as const;
    const kept = { timezone: 'Europe/Paris', startsLocal: '2035-10-28T02:30:00' };
    const first = (await create(...twice)).event;
    expect(first).toMatchObject({ ...kept, startsAt: '2035-10-28T00:30:00Z' });
    const later = (await create(...twice, { ambiguousTime: 'LATER' })).event;
    expect(later).toMatchObject({ ...kept, startsAt: '2035-10-28T01:30:00Z' });
    const stored = await server.db.event.findMany({
      where: { timezone: 'Europe/Paris', startsLocal: new Date('2035-10-28T02:30:00Z') },
      orderBy: { startsAt: 'asc' },
    });
    expect(stored.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2035-10-28T00:30:00.000Z',
      '2035-10-28T01:30:00.000Z',
    ]);
    expect(readFileSync('schema.graphql', 'utf8')).toMatch(
      /clocks skip is refused; one that happens twice means the first/,
    );
  });
});

describe('clients', () => {
  line('9', 'a feed without gaps: each once and in order, from one’s own cursor', async () => {
    const [reader, writer] = [await signUp(server, 'reader'), await signUp(server, 'writer')];
    const event = await owned(writer, day(1));
    const people = [{ user: { username: reader.username }, role: 'VIEWER' }];
    await at(0, 'shareEvent', { eventId: event.id, people }, '', writer.asUser);
    const { viewer } = await ask(
      '{ viewer { notifications { pageInfo { endCursor } } } }',
      {},
      reader.asUser,
    );
    let version = 0;
    const change = async (times: number) => {
      for (let left = times; left > 0; left -= 1) {
        version += 1;
        const input = { id: event.id, expectedVersion: version, location: `Room ${version}` };
        await at(version, 'updateEvent', input, '', writer.asUser); // on either process
      }
    };
    const follow = `subscription ($after: String) { notificationReceived(after: $after) {
      cursor node { ... on EventUpdatedNotification { version } } } }`;
    let after = viewer.notifications.pageInfo.endCursor;
    const seen: number[] = [];
    /** Reads so many on a connection of its own, to one process or the other. */
    const read = async (count: number, where: { url: string }) => {
      const socket = openTestSocket(where, reader.asUser);
      const feed = socket.subscribe(follow, { after });
      for (let left = count; left > 0; left -= 1) {
        const { cursor, node } = (await feed.next()).data.notificationReceived;
        after = cursor;
        seen.push(node.version);
      }
      await socket.close();
    };
    await change(3);
    await read(2, server); // away, with one unread
    await change(3);
    await Promise.all([read(6, other), change(2)]); // and some come while it reads
    await change(1);
    await read(1, server);
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  line('10', 'idempotent writes, checked, for every mutation that creates', async () => {
    const event = await givenEvent(server);
    const [owner, friend] = [await signUp(server, 'owner'), await signUp(server, 'friend')];
    const share = { eventId: (await owned(owner, {})).id };
    const people = (role: string) => ({ people: [{ user: { id: friend.id }, role }] });
    const newcomer = `newcomer-${randomUUID().slice(0, 13)}`;
    const account = { username: newcomer, email: `${newcomer}@example.org` };
    const key = () => ({ idempotencyKey: randomUUID() });
    const attempts: [string, object, object, Record<string, string>?][] = [
      ['createEvent', eventInput(), { capacity: 11 }],
      ['createEvents', { events: [eventInput()] }, { events: [eventInput()] }],
      ['registerAttendee', person(event), { name: 'Another' }],
      [
        'registerAttendees',
        { eventId: event.id, attendees: [named('bulk')] },
        { attendees: [named('another')] },
      ],
      ['shareEvent', { ...share, ...people('VIEWER') }, people('EDITOR'), owner.asUser],
      ['signUp', { ...account, password: 'my very own sentence' }, { timezone: 'Asia/Tokyo' }, {}],
    ];
    const takers = Object.values(schema.getTypeMap())
      .filter((type) => 'getFields' in type && 'idempotencyKey' in type.getFields())
      .map(({ name }) => name)
      .sort();
    expect(takers).toEqual(
      attempts.map(([name]) => `${name[0]?.toUpperCase()}${name.slice(1)}Input`).sort(),
    );

    for (const [mutation, input, different, headers = event.asOwner] of attempts) {
      const once = { ...input, ...key() };
      const rivals = await Promise.all(
        [0, 1].map((turn) => at(turn, mutation, once, ANSWERS[mutation], headers)),
      );
      const rows = await everyRow(server);
      const again = await at(1, mutation, once, ANSWERS[mutation], headers);
      expect(rivals).toEqual([again, again]);
      expect(again.__typename).toMatch(/Success$/);
      const reused = await at(0, mutation, { ...once, ...different }, '', headers);
      expect(reused.__typename).toBe('IdempotencyKeyReused');
      expect(await everyRow(server)).toEqual(rows);
    }
  });

  line('11', 'complete pages under writes, in every order and both directions', async () => {
    const orders = schema.getType('EventOrderField');
    if (!orders || !('getValues' in orders)) throw new Error('EventOrderField is no enum.');
    const word = `w${randomUUID().replaceAll('-', '')}`;
    const lasting = await Promise.all(
      [3, 1, 2, 1, 3].map((capacity, index) =>
        givenEvent(server, { name: `${word} ${'cabac'[index]}`, capacity }),
      ),
    );
    const expected = lasting.map(({ id }) => id).sort();

    for (const field of orders.getValues().map(({ name }) => name))
      for (const direction of ['ASC', 'DESC'])
        for (const [size, from] of [
          ['first', 'after'],
          ['last', 'before'],
        ]) {
          const query = `query ($cursor: String) {
            events(search: "${word}", orderBy: { field: ${field}, direction: ${direction} },
              ${size}: 2, ${from}: $cursor) {
              nodes { id } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
          const seen: string[] = [];
          for (let cursor: string | null = null, more = true; more; ) {
            // One comes before each page, and goes after it.
            const passing = await givenEvent(server, { name: `${word} b`, capacity: 2 });
            const { events } = await ask(query, { cursor });
            await at(0, 'deleteEvent', { id: passing.id }, '', passing.asOwner);
            const { pageInfo, nodes } = events;
            seen.push(...nodes.map(({ id }: { id: string }) => id));
            cursor = size === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
            more = size === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.filter((id) => expected.includes(id)).sort()).toEqual(expected);
        }
  });

  line('12', 'errors that a program can act on', async () => {
    const refusal = schema.getType('UserError');
    if (!isInterfaceType(refusal)) throw new Error('UserError is no interface.');
    const provoked = readFileSync('test/api/refusals.test.ts', 'utf8');
    for (const { name } of schema.getPossibleTypes(refusal)) expect(provoked).toMatch(name);

    const event = await givenEvent(server, { capacity: 1 });
    await register(server, event, 'ada@example.org');
    for (const [email, facts] of [
      ['bob@example.org', { __typename: 'EventFull', capacity: 1, waitlistLength: 0 }],
      ['ada@example.org', { __typename: 'AlreadyRegistered' }],
      ['nobody', { __typename: 'InvalidInput', fields: [{ path: ['email'] }] }],
    ] as const) {
      const input = { eventId: event.id, name: 'X', email };
      const { status, data, errors } = await server.send(
        `mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) {
          __typename ... on EventFull { capacity waitlistLength }
          ... on InvalidInput { fields { path } } } }`,
        { input },
      );
      expect({ status, errors }).toEqual({ status: 200, errors: undefined });
      expect(data.registerAttendee).toEqual(facts);
    }
  });

  line('13', 'preview: what would happen is answered, and nothing is written', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const { asOwner } = event;
    const { secret, attendee } = await register(server, event, 'ada@example.org');
    await at(0, 'updateEvent', { id: event.id, expectedVersion: 1, name: 'Renamed' }, '', asOwner);
    await at(0, 'checkInAttendee', { ticket: { attendeeId: attendee.id } }, '', asOwner);
    const present = { ticket: { attendeeId: attendee.id } };
    const rows = await everyRow(server);

    const would = (mutation: string, input: object, selection = '') =>
      at(0, mutation, { ...input, validateOnly: true }, selection, asOwner);
    const waiting = await would('registerAttendee', person(event), '{ attendee { waitlistRank } }');
    expect(waiting.attendee).toEqual({ waitlistRank: 1 });
    const full = await would('registerAttendee', { ...person(event), joinWaitlist: false });
    expect(full.__typename).toBe('EventFull');
    const renamed = await would(
      'updateEvent',
      { id: event.id, expectedVersion: 2, name: 'Again' },
      '{ event { name versionNumber } }',
    );
    expect(renamed.event).toEqual({ name: 'Again', versionNumber: 3 });
    for (const [mutation, input] of [
      ['createEvent', eventInput()],
      ['createEvents', { events: [eventInput()] }],
      ['cancelEvent', { id: event.id }],
      ['rollbackEvent', { eventId: event.id, toVersion: 1, expectedVersion: 2 }],
      ['deleteEvent', { id: event.id }],
      [
        'registerAttendees',
        { eventId: event.id, joinWaitlist: true, attendees: [named('would be')] },
      ],
      ['cancelRegistration', bySecret(secret)],
      ['undoCheckIn', present],
    ] as const)
      expect((await would(mutation, input)).__typename).toMatch(/Success$/);
    expect((await would('checkInAttendee', present)).__typename).toBe('AlreadyCheckedIn');
    expect(await everyRow(server)).toEqual(rows);
  });
});

describe('people', () => {
  line('15', 'the permission table is a test', async () => {
    const [owner, editor, viewer, stranger] = await Promise.all(
      ['owner', 'editor', 'viewer', 'stranger'].map((name) => signUp(server, name)),
    );
    const event = await owned(owner as Newcomer, { visibility: 'PRIVATE', ...day(1) });
    const people = [
      [editor, 'EDITOR'],
      [viewer, 'VIEWER'],
    ].map(([user, role]) => ({ user: { username: (user as Newcomer).username }, role }));
    await at(0, 'shareEvent', { eventId: event.id, people }, '', owner?.asUser);
    const query = `{ event(id: "${event.id}") { viewerRole } }`;
    const table = await Promise.all(
      [owner, editor, viewer, stranger, undefined].map(async (who) => {
        const headers = who?.asUser ?? {};
        const validateOnly = true;
        const edit = { id: event.id, expectedVersion: 1, capacity: 11, validateOnly };
        const seen = await ask(query, {}, headers);
        const edited = await at(0, 'updateEvent', edit, '', headers);
        const deleted = await at(0, 'deleteEvent', { id: event.id, validateOnly }, '', headers);
        return [seen.event?.viewerRole ?? '-', edited.__typename, deleted.__typename].join(' ');
      }),
    );
    expect(table).toEqual([
      'OWNER UpdateEventSuccess DeleteEventSuccess',
      'EDITOR UpdateEventSuccess PermissionDenied',
      'VIEWER PermissionDenied PermissionDenied',
      '- EventNotFound EventNotFound',
      '- EventNotFound EventNotFound',
    ]);

    // All other cells: every operation is in one of the two tables.
    const cells = ['permissions', 'permissionTable']
      .map((name) => readFileSync(`test/api/${name}.test.ts`, 'utf8'))
      .join('\n');
    for (const name of Object.keys(schema.getMutationType()?.getFields() ?? {}))
      expect(cells).toMatch(new RegExp(`\\b${name}\\b`));
  });

  line('16', 'erasure that keeps the books right', async () => {
    const [gone, friend] = [await signUp(server, 'gone'), await givenUser(server)];
    const shared = await owned(gone, day(1));
    const people = [{ user: { username: friend.username }, role: 'OWNER' }];
    await at(0, 'shareEvent', { eventId: shared.id, people }, '', gone.asUser);
    const note = `by ${gone.username}`;
    await at(
      0,
      'updateEvent',
      { id: shared.id, expectedVersion: 1, capacity: 9, note },
      '',
      gone.asUser,
    );
    const event = await givenEvent(server, { capacity: 2 });
    const oneself = { eventId: event.id, name: gone.username, email: gone.email };
    await at(0, 'registerAttendee', oneself, '', gone.asUser);
    await register(server, event, 'ada@example.org');
    const counts = await countsOf(server, event);
    const written = JSON.stringify(await everyRow(server));
    expect(written).toMatch(gone.email);
    expect(written).toMatch(note);

    const erased = await at(
      0,
      'eraseAccount',
      { password: gone.password, eraseRegistrations: true },
      '{ erasedRegistrationsCount }',
      gone.asUser,
    );
    expect(erased).toMatchObject({ erasedRegistrationsCount: 1 });
    expect(JSON.stringify(await everyRow(server))).not.toMatch(gone.username);
    expect(await countsOf(server, event)).toEqual(counts);
    expect(counts).toMatchObject({ confirmedCount: 2, seatsLeft: 0 });
    const query = `{ event(id: "${shared.id}") { versions { nodes { number author { id } note } } }
      viewer { notifications { nodes { actor { id } } } } }`;
    const left = await ask(query, {}, friend.asUser);
    expect(left.event.versions.nodes).toEqual([
      { number: 2, author: null, note: null },
      { number: 1, author: null, note: null },
    ]);
    expect(left.viewer.notifications.nodes).toEqual([{ actor: null }, { actor: null }]);
    expect(await findBrokenPromises(server.db)).toEqual([]);
  });
});

describe('the list', () => total());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

/** What a mutation that creates hands out, for those who look at all of it. */
const ANSWERS: Record<string, string> = {
  createEvent: '{ manageSecret event { id } }',
  createEvents: '{ results { manageSecret event { id } } }',
  registerAttendee: '{ secret attendee { id } }',
  registerAttendees:
    '{ results { result { ... on RegisterAttendeeSuccess { secret attendee { id } } } } }',
  shareEvent: '{ event { id } collaborators { role } }',
  signUp: '{ accessToken refreshToken user { id } }',
};

/** The facts that some refusals state. */
const FACTS = {
  InvalidInput: '{ fields { path } }',
  CapacityBelowConfirmed: '{ confirmedCount }',
  ScheduleConflict: '{ conflictingEvents { id name } hiddenCount }',
  VersionConflict:
    '{ message changedFields currentEvent { versionNumber name location capacity } }',
};

/**
 * Sends a mutation to one of the two processes, and hands out its result.
 *
 * @param turn       even: to the one, odd: to the other
 * @param selection  of its success
 */
async function at(
  turn: number,
  mutation: string,
  input: object,
  selection = '{ __typename }',
  headers: Record<string, string> = {},
): Promise<Json> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const success = `... on ${name}Success ${selection || '{ __typename }'}`;
  const result = schema.getType(`${name}Result`) as GraphQLUnionType;
  const members = result.getTypes().map(String);
  const facts = Object.entries(FACTS)
    .filter(([type]) => members.includes(type))
    .map(([type, fields]) => `... on ${type} ${fields}`);
  const query = `mutation ($input: ${name}Input!) {
    ${mutation}(input: $input) { __typename ${success} ${facts.join(' ')} } }`;
  const url = turn % 2 === 0 ? server.url : other.url;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as { data: Json; errors?: object[] };
  if (errors) throw new Error(`${mutation} failed: ${JSON.stringify(errors)}`);
  return data[mutation];
}

async function only({ id }: { id: string }, selection: string): Promise<Json> {
  return (await ask(`query ($id: ID!) { event(id: $id) ${selection} }`, { id })).event;
}

/** What an operation answers, which must have no errors. */
async function ask(query: string, variables: object = {}, headers = {}): Promise<Json> {
  const { data, errors } = await server.send(query, variables, headers);
  expect(errors).toBeUndefined();
  return data;
}

/** Looks for broken promises, again and again, until it is stopped; hands out what it saw. */
function watchPromises(): { stop(): Promise<object[]> } {
  let watching = true;
  const broken: object[] = [];
  const done = (async () => {
    do broken.push(...(await findBrokenPromises(server.db)));
    while (watching);
  })();
  return {
    async stop() {
      watching = false;
      await done;
      return broken;
    },
  };
}

/** An event that somebody owns. */
async function owned(owner: Newcomer, details: object): Promise<{ id: string }> {
  const input = eventInput(details);
  return (await at(0, 'createEvent', input, '{ event { id } }', owner.asUser)).event;
}

/** Noon to two of a day of January 2040. */
function day(number: number) {
  const date = `2040-01-${String(number).padStart(2, '0')}`;
  return { startsAt: `${date}T12:00:00Z`, endsAt: `${date}T14:00:00Z` };
}

function named(name: string) {
  return { name, email: `${randomUUID()}@example.org` };
}

/** Somebody who would also wait. */
function person(event: { id: string }) {
  return { eventId: event.id, joinWaitlist: true, ...named('Ada Lovelace') };
}

function bySecret(secret: string | undefined) {
  return { attendee: { secret } };
}
