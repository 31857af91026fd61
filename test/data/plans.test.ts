import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenResetCode, givenUser, PASSWORD } from '../support/accounts.js';
import { sentWhile, worksOf } from '../support/plans.js';
import { insertEvent } from '../support/rows.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';

// No operation may cost more because the tables are larger. Each is sent as a client sends it; its
// statements are explained with their own values, as they come first and as a connection that keeps
// them prepared runs them the sixth time, on tables large enough that PostgreSQL does what it would do
// on larger ones. Where something does grow, a note says with what, and why it may.

const EVENTS = 40_000;
const HOT_ATTENDEES = 15_000;
const OTHER_ATTENDEES = 120_000;
const USERS = 10_000;

/**
 * Rows that an operation may look at: some pages, and what filters on them throw away. The most read
 * those who look for what is rare on both sides of a place, until they turn back.
 */
const ROWS_READ_MAX = 3_500;
/** A page of 100, and the row that tells whether the list goes on. */
const ROWS_SORTED_MAX = 101;

let server: TestServer;
let sql: pg.Client;
let admin: GivenUser;
/** Somebody with roles on a few events, of which one is private. */
let ada: GivenUser;
/** An event with most of the attendees, versions and collaborators; Ada owns it. */
let hot: { id: string; uuid: string };
let some: { eventIds: string[]; attendeeIds: string[] };

beforeAll(async () => {
  server = await startTestServer();
  sql = new pg.Client({ connectionString: server.databaseUrl });
  await sql.connect();
  admin = await givenUser(server, { role: 'ADMIN' });
  ada = await givenUser(server);
  hot = await insertEvent(server, { capacity: HOT_ATTENDEES });
  for (const statement of fill(hot.uuid, ada.uuid)) await sql.query(statement);
  const ids = async (table: string) => {
    const { rows } = await sql.query(
      `SELECT "id" FROM "${table}" ORDER BY md5("id"::text) LIMIT 50`,
    );
    return rows.map(({ id }) => id as string);
  };
  some = {
    eventIds: (await ids('Event')).map((id) => toGlobalId('event', id)),
    attendeeIds: (await ids('Attendee')).map((id) => toGlobalId('attendee', id)),
  };
}, 120_000);
afterAll(async () => {
  await sql.end();
  await server.stop();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Two thirds of the events are over; some are called off, some private, most have seats. */
function fill(hotId: string, adaId: string): string[] {
  const attendee = `INSERT INTO "Attendee"
    ("id", "eventId", "name", "email", "status", "registeredAt", "cancelledAt", "secretHash")`;
  const person = `'Person ' || md5(n::text), 'person' || n || '@example.org'`;
  return [
    `INSERT INTO "Event" ("id", "name", "description", "location", "timezone", "startsLocal", "endsLocal",
       "startsAt", "endsAt", "capacity", "visibility", "status", "createdAt", "updatedAt")
     SELECT gen_random_uuid(), (ARRAY['Jazz','Chess','Choir','Yoga'])[1 + n % 4] || ' evening ' || md5(n::text),
       'Code ' || md5('code' || n), 'Hall ' || n % 1000, 'UTC', starts, starts + interval '2 hours',
       starts AT TIME ZONE 'UTC', (starts + interval '2 hours') AT TIME ZONE 'UTC', 1 + n % 50,
       (CASE WHEN n % 10 = 0 THEN 'PRIVATE' ELSE 'PUBLIC' END)::"EventVisibility",
       (CASE WHEN n % 50 = 1 THEN 'CANCELLED' ELSE 'SCHEDULED' END)::"EventStatus", now(), now()
     FROM generate_series(1, ${EVENTS}) AS n,
       LATERAL (SELECT now()::timestamp + (n - ${EVENTS * 0.66}) * interval '30 minutes') AS s(starts)`,
    `${attendee} SELECT gen_random_uuid(), '${hotId}', ${person}, 'CONFIRMED', now(), NULL, '\\x00'
       FROM generate_series(1, ${HOT_ATTENDEES}) AS n`,
    `${attendee} SELECT gen_random_uuid(), '${hotId}', ${person}, 'WAITLISTED', now(), NULL, '\\x00'
       FROM generate_series(${HOT_ATTENDEES + 1}, ${HOT_ATTENDEES + 200}) AS n`,
    `${attendee} SELECT gen_random_uuid(), '${hotId}', ${person}, 'CANCELLED', now(), now(), '\\x00'
       FROM generate_series(1, 300) AS n`,
    `WITH numbered AS (SELECT "id", row_number() OVER () AS turn FROM "Event" WHERE "capacity" > 10 AND "id" <> '${hotId}')
     ${attendee} SELECT gen_random_uuid(), numbered."id", ${person}, 'CONFIRMED', now(), NULL, '\\x00'
       FROM generate_series(1, ${OTHER_ATTENDEES}) AS n
       JOIN numbered ON turn = 1 + n % (SELECT count(*) FROM numbered)`,
    `INSERT INTO "User" ("id", "username", "email", "passwordHash", "createdAt", "updatedAt")
     SELECT gen_random_uuid(), 'user' || n, 'user' || n || '@example.org', '', now(), now()
     FROM generate_series(1, ${USERS}) AS n`,
    `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
     VALUES ('${hotId}', '${adaId}', 'OWNER', now())`,
    `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
     SELECT "id", '${adaId}', 'EDITOR', now() FROM "Event" WHERE "visibility" = 'PRIVATE'
     ORDER BY md5("id"::text) LIMIT 60`,
    `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
     SELECT '${hotId}', "id", 'VIEWER', now() FROM "User" WHERE "username" LIKE 'user1%' LIMIT 1000`,
    `INSERT INTO "Collaborator" ("eventId", "userId", "role", "createdAt")
     SELECT e."id", u."id", 'VIEWER', now()
     FROM (SELECT "id", row_number() OVER () AS n FROM "Event" WHERE "id" <> '${hotId}') AS e
     JOIN (SELECT "id", row_number() OVER () AS n FROM "User" WHERE "passwordHash" = '') AS u
       ON u.n = 1 + e.n % ${USERS}`,
    `INSERT INTO "EventVersion" SELECT "eventId", n, "authorId", "createdAt", "note", "changedFields",
       "name", "description", "location", "timezone", "startsLocal", "endsLocal", "startsAt", "endsAt",
       "capacity", "visibility", "status", "allowOverlap"
     FROM "EventVersion", generate_series(2, 499) AS n WHERE "eventId" = '${hotId}'`,
    `UPDATE "Event" SET "version" = 500 WHERE "id" = '${hotId}'`,
    `INSERT INTO "Session" ("id", "userId", "createdAt", "expiresAt")
     SELECT gen_random_uuid(), "id", now(), now() + interval '1 day' FROM "User" WHERE "passwordHash" = ''`,
    `INSERT INTO "RefreshToken" ("hash", "sessionId", "createdAt")
     SELECT decode(md5("id"::text), 'hex'), "id", now() FROM "Session" WHERE "expiresAt" < now() + interval '2 days'`,
    `INSERT INTO "PasswordReset" ("userId", "codeHash", "createdAt", "expiresAt")
     SELECT "id", sha256("username"::bytea), now(), now() FROM "User" WHERE "passwordHash" = ''`,
    `INSERT INTO "SecondFactor" ("userId", "sealedSecret", "createdAt", "confirmedAt", "lastStep")
     SELECT "id", decode(repeat('ab', 48), 'hex'), now(), now(), 1 FROM "User" WHERE "passwordHash" = ''`,
    `INSERT INTO "RecoveryCode" ("codeHash", "userId")
     SELECT sha256(("userId" || ' ' || n)::bytea), "userId" FROM "SecondFactor", generate_series(1, 3) AS n`,
    `INSERT INTO "EventChange" SELECT -n, now() FROM generate_series(1, 10000) AS n`,
    `INSERT INTO "IdempotencyKey" SELECT decode(md5(n::text), 'hex'), '\\x00', '\\x00', now()
     FROM generate_series(1, 10000) AS n`,
    `INSERT INTO "Attempts" SELECT decode(md5(n::text), 'hex'), now() - n * interval '1 second', 1
     FROM generate_series(1, 10000) AS n`,
    'VACUUM ANALYZE',
  ];
}

/** Why an operation may read, or sort, more than a page or two. */
interface Notes {
  reads?: string;
  /** In place of what others may. */
  readsAtMost?: number;
  sorts?: string;
}

/** Sends an operation that must succeed. @returns its data, and what grows where no note allows it */
async function complaintsAbout(
  query: string,
  variables: object,
  headers: Record<string, string>,
  notes: Notes,
) {
  let answer: Awaited<ReturnType<TestServer['send']>> | undefined;
  const sent = await sentWhile(async () => {
    answer = await server.send(query, variables, headers);
  });
  expect(answer?.errors).toBeUndefined();
  const complaints: string[] = [];
  for (const statement of sent) {
    for (const [at, work] of (await worksOf(sql, statement)).entries()) {
      const { scanned, rowsRead, rowsSorted } = work;
      const of = `${at === 0 ? '' : ', when it is prepared,'}
        ${statement.text}\n${JSON.stringify(statement.values).slice(0, 500)}`;
      // PostgreSQL's own tables grow with what a migration adds, not with what people do.
      const ours = scanned.filter((table) => !table.startsWith('pg_'));
      for (const table of notes.reads ? [] : ours) complaints.push(`reads all of ${table}${of}`);
      const readMax = notes.reads ? Number.POSITIVE_INFINITY : (notes.readsAtMost ?? ROWS_READ_MAX);
      if (rowsRead > readMax) complaints.push(`reads ${rowsRead} rows${of}`);
      if (rowsSorted > ROWS_SORTED_MAX && !notes.sorts) {
        complaints.push(`sorts ${rowsSorted} rows${of}`);
      }
    }
  }
  return { data: answer?.data, complaints };
}

const DIRECTIONS = ['ASC', 'DESC'] as const;
const PAGE_INFO = 'pageInfo { startCursor endCursor hasNextPage hasPreviousPage }';

/** The first page, the next, the last and the one before it. */
async function complaintsAboutPages(
  list: (page: string) => string,
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
  path: (data: any) => { pageInfo: { startCursor: string | null; endCursor: string | null } },
  headers: Record<string, string>,
  notes: Notes,
): Promise<string[]> {
  const first = await complaintsAbout(list('first: 20'), {}, headers, notes);
  const last = await complaintsAbout(list('last: 20'), {}, headers, notes);
  const { endCursor } = path(first.data).pageInfo;
  const { startCursor } = path(last.data).pageInfo;
  const complaints = [...first.complaints, ...last.complaints];
  for (const page of [`first: 20, after: "${endCursor}"`, `last: 20, before: "${startCursor}"`]) {
    if (page.includes('"null"')) continue; // the list is empty
    complaints.push(...(await complaintsAbout(list(page), {}, headers, notes)).complaints);
  }
  return complaints;
}

const MATCHES = 'an order other than the start sorts what the filter leaves';
const OWN =
  'what one person has a role on is read and sorted: it grows with them, not with the table';

/**
 * What lies on one side of a place is sorted where PostgreSQL takes it for less than a walk through it.
 * That it begins from now on says nothing new of what lies behind an upcoming one, but PostgreSQL counts
 * it twice: it sorts up to three times as much as a walk is long, here where a third is upcoming.
 */
const NEAR = { sorts: 'taken for less than a walk through it', readsAtMost: 8_000 };

const FEW = 'by name, those of an event who wait or cancelled are sorted: it grows with them';

describe('a page of events', () => {
  const fields = ['START', 'NAME', 'CREATED', 'SEATS_LEFT'];
  const orders = fields.flatMap((field) => DIRECTIONS.map((direction) => ({ field, direction })));
  const seatsLeft = {
    reads: 'no index holds a counter, so that registering changes none: all that match are read',
    sorts: 'and sorted',
  };
  const page = (args: string) => `{ events(${args}) { nodes { id name seatsLeft } ${PAGE_INFO} } }`;

  it.each(orders)(
    'costs the same at any depth, by $field $direction',
    async ({ field, direction }) => {
      const list = (part: string) =>
        page(`orderBy: { field: ${field}, direction: ${direction} }, ${part}`);
      const notes = field === 'SEATS_LEFT' ? seatsLeft : {};
      for (const headers of [{}, ada.asUser, admin.asUser]) {
        expect(await complaintsAboutPages(list, ({ events }) => events, headers, notes)).toEqual(
          [],
        );
      }
    },
  );

  const month = 'startsFrom: "2020-01-01T00:00:00Z", startsBefore: "2100-01-01T00:00:00Z"';
  const filters: [string, string, Notes][] = [
    ['a time range', `filter: { ${month} }`, {}],
    ['a range that is over', 'filter: { startsBefore: "2020-01-01T00:00:00Z" }', {}],
    ['a location that many have', 'filter: { location: "hall" }', {}],
    ['a location that few have', 'filter: { location: "hall 77" }', { sorts: MATCHES }],
    ['a location that none has', 'filter: { location: "atlantis" }', {}],
    ['public events', 'filter: { visibility: PUBLIC }', {}],
    ['private events', 'filter: { visibility: PRIVATE }', {}],
    ['events that were called off', 'filter: { statuses: [CANCELLED] }', {}],
    ['events of any status', 'filter: { statuses: [SCHEDULED, CANCELLED] }', {}],
    ['events with a free seat', 'filter: { seatsLeftMin: 1 }', {}],
    [
      'events with more free seats than any has',
      'filter: { seatsLeftMin: 100000 }',
      { reads: 'no index holds a counter: all upcoming events are looked at' },
    ],
    ['a word that a quarter has', 'search: "jazz"', {}],
    ['a word that one has', `search: "${'c4ca4238'}"`, {}],
    ['a word that none has', 'search: "xyzzyplugh"', {}],
    ['words of which each is common', 'search: "jazz evening hall"', {}],
    ['words of which each is common, and none has all', 'search: "jazz chess"', {}],
    ['a word of two letters', 'search: "zz"', {}],
    ['a word that one has, at a location', 'search: "c4ca4238", filter: { location: "hall" }', {}],
    ['a word that few have', 'search: "c4ca"', { sorts: MATCHES }],
  ];
  it.each(filters)('costs the same at any depth, for %s', async (_what, args, notes) => {
    for (const headers of [{}, ada.asUser, admin.asUser]) {
      const list = (part: string) => page(`${args}, ${part}`);
      expect(await complaintsAboutPages(list, ({ events }) => events, headers, notes)).toEqual([]);
    }
  });

  it.each(['NAME', 'CREATED'])(
    'costs the same at any depth, for common words by %s',
    async (by) => {
      const list = (part: string) =>
        page(
          `search: "evening", filter: { location: "hall 1" }, orderBy: { field: ${by} }, ${part}`,
        );
      for (const headers of [{}, ada.asUser, admin.asUser]) {
        expect(await complaintsAboutPages(list, ({ events }) => events, headers, NEAR)).toEqual([]);
      }
    },
  );

  it('costs the same for what PostgreSQL takes for common, and is not', async () => {
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 61_000); // longer than a sample is kept
    await sql.query('ALTER TABLE "Event" SET (autovacuum_enabled = false)');
    // One event in forty has it when PostgreSQL looks, and then only one that is yet to begin.
    await sql.query(`UPDATE "Event" SET "name" = 'Retired ' || "name", "location" = 'Hangar'
      WHERE "startsAt" < now() - interval '525 days'`);
    await sql.query('ANALYZE "Event"');
    await sql.query(`UPDATE "Event" SET "name" = 'Retired ' || "name", "location" = 'Hangar'
      WHERE "id" = (SELECT "id" FROM "Event" WHERE "visibility" = 'PUBLIC' AND "status" = 'SCHEDULED'
        AND "startsAt" > now() + interval '6 months' ORDER BY "startsAt" LIMIT 1)`);
    await sql.query(`UPDATE "Event" SET "name" = substr("name", 9), "location" = 'Hall'
      WHERE "name" LIKE 'Retired %' AND "startsAt" < now()`);
    for (const rare of ['search: "retired"', 'filter: { location: "hangar" }']) {
      const list = (part: string) => page(`${rare}, ${part}`);
      const complaints = await complaintsAboutPages(list, ({ events }) => events, {}, NEAR);
      expect(complaints).toEqual([]);
    }
    await sql.query('ALTER TABLE "Event" RESET (autovacuum_enabled)');
    await sql.query('ANALYZE "Event"');
  });

  const own = ['', 'roles: [OWNER]', 'statuses: [CANCELLED]', 'startsFrom: "2020-01-01T00:00:00Z"'];
  it.each(own)('of one’s own needs only one’s own, for "%s"', async (args) => {
    for (const { field, direction } of orders) {
      const list = (part: string) => `{ viewer { events(${args}, ${part},
        orderBy: { field: ${field}, direction: ${direction} }) { nodes { id } ${PAGE_INFO} } } }`;
      const notes = { sorts: OWN };
      expect(
        await complaintsAboutPages(list, ({ viewer }) => viewer.events, ada.asUser, notes),
      ).toEqual([]);
    }
  });

  it('reads no table to count', async () => {
    const counts = { reads: 'a total counts what it counts' };
    const query = '{ events { totalCount } viewer { events { totalCount } } }';
    expect((await complaintsAbout(query, {}, ada.asUser, counts)).complaints).toEqual([]);
  });

  it('asks little to count what was counted before', async () => {
    for (const list of ['', '(search: "jazz")', '(filter: { location: "hall" })']) {
      const query = `{ events${list} { totalCount } }`;
      for (const headers of [{}, ada.asUser, admin.asUser]) await server.send(query, {}, headers);
      // Time goes by: some may have begun since.
      for (const headers of [{}, ada.asUser, admin.asUser]) {
        expect((await complaintsAbout(query, {}, headers, {})).complaints).toEqual([]);
      }
    }
  });
});

describe('a page of attendees', () => {
  const attendees = (args: string) =>
    `{ event(id: "${hot.id}") { attendees(${args}) { nodes { id } ${PAGE_INFO} } } }`;
  const ofEvent = ({ event }: { event: { attendees: never } }) => event.attendees;
  const statuses: [string, string, Notes][] = [
    ['those who come or wait', '', {}],
    ['those who come', 'filter: { statuses: [CONFIRMED] }', {}],
    ['those who wait', 'filter: { statuses: [WAITLISTED] }', { sorts: FEW }],
    ['those who cancelled', 'filter: { statuses: [CANCELLED] }', { sorts: FEW }],
    [
      'those of a name that one has',
      'search: "person14007@"',
      { reads: 'a search among the attendees of an event reads them: it grows with the event' },
    ],
  ];
  const orders = ['REGISTERED', 'NAME'].flatMap((field) =>
    statuses.flatMap(([what, args, notes]) =>
      DIRECTIONS.map((direction) => ({ field, direction, what, args, notes })),
    ),
  );
  it.each(orders)('costs the same at any depth: $what, by $field $direction', async (given) => {
    const { field, direction, args, notes } = given;
    const list = (part: string) =>
      attendees(`${args}, ${part}, orderBy: { field: ${field}, direction: ${direction} }`);
    expect(await complaintsAboutPages(list, ofEvent, ada.asUser, notes)).toEqual([]);
  });

  it('of each event of a page needs only those pages', async () => {
    const query = '{ events { nodes { attendees(first: 10) { nodes { id waitlistRank } } } } }';
    expect((await complaintsAbout(query, {}, admin.asUser, {})).complaints).toEqual([]);
  });

  it('counts without reading others', async () => {
    const query = `{ event(id: "${hot.id}") { attendees { totalCount } } }`;
    const notes = { reads: 'a total counts what it counts' };
    expect((await complaintsAbout(query, {}, ada.asUser, notes)).complaints).toEqual([]);
  });
});

describe('a page of what else belongs to an event', () => {
  it.each(DIRECTIONS)('costs the same at any depth: versions, %s', async (direction) => {
    const list = (part: string) => `{ event(id: "${hot.id}") {
      versions(${part}, direction: ${direction}) { nodes { number } ${PAGE_INFO} } } }`;
    const path = ({ event }: { event: { versions: never } }) => event.versions;
    expect(await complaintsAboutPages(list, path, ada.asUser, {})).toEqual([]);
  });

  it('costs the same at any depth: collaborators', async () => {
    const list = (part: string) =>
      `{ event(id: "${hot.id}") { collaborators(${part}) { nodes { role } ${PAGE_INFO} } } }`;
    const path = ({ event }: { event: { collaborators: never } }) => event.collaborators;
    expect(await complaintsAboutPages(list, path, ada.asUser, {})).toEqual([]);
  });

  it('is found by its number, and compared, without reading others', async () => {
    const query = `query ($id: ID!) {
      event(id: $id) { version(number: 250) { author { id } } versions { totalCount } collaborators { totalCount } }
      eventDiff(eventId: $id, from: 3, to: 400) { changes { field } }
    }`;
    expect((await complaintsAbout(query, { id: hot.id }, ada.asUser, {})).complaints).toEqual([]);
  });
});

describe('what is asked for by id', () => {
  it('is found by an index: nodes, events, attendees with their event and rank', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) {
      ... on Event { name collaborators { nodes { user { username } } } }
      ... on Attendee { name waitlistRank event { name } }
      ... on User { username }
    } }`;
    const ids = [...some.eventIds, ...some.attendeeIds.slice(0, 48), ada.id, hot.id];
    const { complaints } = await complaintsAbout(query, { ids }, admin.asUser, {});
    expect(complaints).toEqual([]);
  });
});

describe('a mutation', () => {
  const registration = (email: string, eventId: string) => ({ eventId, name: 'Ada', email });

  /** Runs mutations one after the other, each with the fields of its input; all must succeed. */
  async function complaintsAboutMutation(
    name: string,
    input: object,
    headers: Record<string, string> = ada.asUser,
    notes: Notes = {},
  ): Promise<string[]> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename } }`;
    const { data, complaints } = await complaintsAbout(query, { input }, headers, notes);
    expect(data[name].__typename).toBe(`${type}Success`);
    return complaints;
  }

  it('finds by an index what it needs: registering', async () => {
    const event = await insertEvent(server, { capacity: 10 });
    const input = { ...registration('one@example.org', event.id), idempotencyKey: 'plans' };
    expect(await complaintsAboutMutation('registerAttendee', input)).toEqual([]);
    const wait = { ...registration('two@example.org', hot.id), joinWaitlist: true };
    expect(await complaintsAboutMutation('registerAttendee', wait)).toEqual([]);
    const people = [{ name: 'Bob', email: 'three@example.org' }];
    const many = { eventId: event.id, attendees: people };
    expect(await complaintsAboutMutation('registerAttendees', many, event.asOwner)).toEqual([]);
  });

  it('finds by an index what it needs: events', async () => {
    const input = {
      name: 'Planned',
      location: 'Here',
      startsAt: '2090-01-01T10:00:00Z',
      endsAt: '2090-01-01T12:00:00Z',
      capacity: 5,
    };
    expect(await complaintsAboutMutation('createEvent', input)).toEqual([]);
    const change = { id: hot.id, expectedVersion: 500, name: 'Renamed' };
    const told = { sorts: 'each of its thousand collaborators is told' };
    expect(await complaintsAboutMutation('updateEvent', change, ada.asUser, told)).toEqual([]);
    const share = { eventId: hot.id, people: [{ user: { username: 'user42' }, role: 'EDITOR' }] };
    expect(await complaintsAboutMutation('shareEvent', share)).toEqual([]);
  });

  it('finds by an index what it needs: accounts', async () => {
    const cyd = await givenUser(server);
    const credentials = { usernameOrEmail: cyd.email, password: PASSWORD };
    expect(await complaintsAboutMutation('signIn', credentials, {})).toEqual([]);
    const refresh = { refreshToken: cyd.refreshToken };
    expect(await complaintsAboutMutation('refreshSession', refresh, {})).toEqual([]);
    const zone = { timezone: 'Asia/Tokyo' };
    expect(await complaintsAboutMutation('updateProfile', zone, cyd.asUser)).toEqual([]);
    const sessions = '{ viewer { secondFactorSince sessions { totalCount nodes { id } } } }';
    expect(await complaintsAbout(sessions, {}, cyd.asUser, {})).toMatchObject({ complaints: [] });
    const factor = await givenSecondFactor(server, cyd);
    const [code, another] = factor.recoveryCodes;
    expect(await complaintsAboutMutation('signIn', { ...credentials, code }, {})).toEqual([]);
    const off = { currentPassword: PASSWORD, code: another };
    expect(await complaintsAboutMutation('turnOffSecondFactor', off, cyd.asUser)).toEqual([]);
    const reset = {
      code: await givenResetCode(server, await givenUser(server)),
      newPassword: PASSWORD,
    };
    expect(await complaintsAboutMutation('resetPassword', reset, {})).toEqual([]);
    const erase = { password: PASSWORD, eraseRegistrations: true };
    expect(await complaintsAboutMutation('eraseAccount', erase, cyd.asUser)).toEqual([]);
  });
});
