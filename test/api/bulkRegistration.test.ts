import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countsOf, type GivenEvent, givenEvent, letStart, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.stop();
});

const RESULT = `__typename
  ... on RegisterAttendeeSuccess { secret attendee { id name email status waitlistRank ticketCode } }
  ... on AlreadyRegistered { attendee { id email status } }
  ... on EventFull { capacity waitlistLength }
  ... on EventStarted { startedAt }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

const BULK = `
  ... on RegisterAttendeesSuccess { registeredCount refusedCount results { index result { ${RESULT} } } }
  ... on RegistrationsRefused { refusedResults { index result { ${RESULT} } } }
  ... on PermissionDenied { requiredRole }
  ... on InvalidInput { fields { path message } }
  ... on UserError { message }`;

interface Row {
  index: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
  result: any;
}

const person = (email: string, name = 'Ada Lovelace') => ({ name, email });
const people = (...emails: string[]) => emails.map((email) => person(email));
const crowd = (length: number) =>
  Array.from({ length }, (_, i) => person(`guest${i}@example.org`, `Guest ${i}`));

const bulk = (
  event: GivenEvent,
  attendees: readonly object[],
  more: object = {},
  headers: Record<string, string> = event.asOwner,
) => server.mutate('registerAttendees', { eventId: event.id, attendees, ...more }, BULK, headers);

const kinds = (rows: Row[]) => rows.map(({ result }) => result.__typename);
const indexes = (rows: Row[]) => rows.map(({ index }) => index);

describe('registerAttendees', () => {
  it('gives each row an answer of its own, in the order of the rows', async () => {
    const event = await givenEvent(server);

    const outcome = await bulk(event, [
      person('ada@example.org', 'Ada'),
      person('bob@example.org', 'Bob'),
    ]);

    expect(outcome).toMatchObject({
      __typename: 'RegisterAttendeesSuccess',
      registeredCount: 2,
      refusedCount: 0,
    });
    expect(outcome.results).toEqual([
      { index: 0, result: registered({ name: 'Ada', email: 'ada@example.org' }) },
      { index: 1, result: registered({ name: 'Bob', email: 'bob@example.org' }) },
    ]);
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 2, seatsLeft: 8 });
  });

  it('gives each person a secret that works', async () => {
    const event = await givenEvent(server);
    const { results } = await bulk(event, people('ada@example.org', 'bob@example.org'));
    const read = 'query ($s: String!) { attendee(secret: $s) { id email ticketCode } }';

    for (const { result } of results) {
      const { id, email, ticketCode } = result.attendee;
      const { data } = await server.send(read, { s: result.secret });
      expect(data.attendee).toEqual({ id, email, ticketCode });
    }
    const input = { attendee: { secret: results[1].result.secret } };
    expect(await server.mutate('cancelRegistration', input, '')).toEqual({
      __typename: 'CancelRegistrationSuccess',
    });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 1 });
  });

  it('keeps texts as they were sent', async () => {
    const event = await givenEvent(server);
    const sent = person("O'Brien+tag@Sub.Example.ORG", ' Zoë "𝒜" 👩‍🚀, {\\} ');

    const { results } = await bulk(event, [sent]);

    expect(results[0].result.attendee).toMatchObject(sent);
    const { data } = await server.send(
      'query ($id: ID!) { event(id: $id) { attendees { nodes { name email } } } }',
      { id: event.id },
    );
    expect(data.event.attendees.nodes).toEqual([sent]);
  });
});

describe('seats and waiting places', () => {
  it('are given in the order of the rows; those beyond are refused: EventFull', async () => {
    const event = await givenEvent(server, { capacity: 2 });

    const { results } = await bulk(event, crowd(4), { refusedRows: 'SKIP' });

    expect(kinds(results)).toEqual([
      'RegisterAttendeeSuccess',
      'RegisterAttendeeSuccess',
      'EventFull',
      'EventFull',
    ]);
    expect(results[3].result).toMatchObject({ capacity: 2, waitlistLength: 0 });
  });

  it('are given in the order of the rows; those beyond wait, if they wish, with their rank', async () => {
    const event = await givenEvent(server, { capacity: 2 });

    const { results } = await bulk(event, crowd(5), { joinWaitlist: true });

    const places = results.map(({ result }: Row) => [
      result.attendee.status,
      result.attendee.waitlistRank,
    ]);
    expect(places).toEqual([
      ['CONFIRMED', null],
      ['CONFIRMED', null],
      ['WAITLISTED', 1],
      ['WAITLISTED', 2],
      ['WAITLISTED', 3],
    ]);
    const { data } = await server.send(
      'query ($id: ID!) { event(id: $id) { attendees { nodes { name waitlistRank } } } }',
      { id: event.id },
    );
    expect(data.event.attendees.nodes).toEqual([
      { name: 'Guest 0', waitlistRank: null },
      { name: 'Guest 1', waitlistRank: null },
      { name: 'Guest 2', waitlistRank: 1 },
      { name: 'Guest 3', waitlistRank: 2 },
      { name: 'Guest 4', waitlistRank: 3 },
    ]);
  });

  it('never let a row overtake those who waited before', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const ada = await register(server, event, 'ada@example.org');
    const bob = await register(server, event, 'bob@example.org', { joinWaitlist: true });

    const refused = await bulk(event, people('cyd@example.org'), { refusedRows: 'SKIP' });
    const waiting = await bulk(event, people('cyd@example.org'), { joinWaitlist: true });

    expect(kinds(refused.results)).toEqual(['EventFull']);
    expect(refused.results[0].result.waitlistLength).toBe(1);
    expect(waiting.results[0].result.attendee).toMatchObject({ waitlistRank: 2 });
    const cancelled = await server.mutate(
      'cancelRegistration',
      { attendee: { secret: ada.secret } },
      '... on CancelRegistrationSuccess { promotedAttendee { id } }',
    );
    expect(cancelled.promotedAttendee.id).toBe(bob.attendee.id);
  });

  it('are given once when two batches and single persons come for them at the same time', async () => {
    const event = await givenEvent(server, { capacity: 7 });
    const batch = (name: string) =>
      people(...[0, 1, 2, 3, 4].map((i) => `${name}${i}@example.org`));

    const [north, south, ...single] = await Promise.all([
      bulk(event, batch('north'), { refusedRows: 'SKIP' }),
      bulk(event, batch('south'), { refusedRows: 'SKIP' }),
      ...[0, 1, 2].map((i) => register(server, event, `single${i}@example.org`)),
    ]);

    const outcomes = [
      ...kinds(north.results),
      ...kinds(south.results),
      ...single.map((one) => one.__typename),
    ];
    expect(outcomes.filter((kind) => kind === 'RegisterAttendeeSuccess')).toHaveLength(7);
    expect(outcomes.filter((kind) => kind === 'EventFull')).toHaveLength(6);
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 7, seatsLeft: 0 });
  });
});

describe('when some rows are refused', () => {
  /** Rows 1, 2, 4 and 5 cannot be registered: present, invalid twice, and no seat. */
  async function givenMixedRows() {
    const event = await givenEvent(server, { capacity: 3 });
    const present = await register(server, event, 'ada@example.org');
    const rows = [
      person('bob@example.org'),
      person('ADA@Example.org'),
      person('not an address', ' '),
      person('cyd@example.org'),
      person('eve@example'),
      person('dan@example.org'),
    ];
    return { event, present, rows };
  }

  const refusals = (present: { attendee: { id: string } }) => [
    {
      index: 1,
      result: {
        __typename: 'AlreadyRegistered',
        attendee: { id: present.attendee.id, email: 'ada@example.org', status: 'CONFIRMED' },
      },
    },
    {
      index: 2,
      result: { __typename: 'InvalidInput', fields: [{ path: ['name'] }, { path: ['email'] }] },
    },
    { index: 4, result: { __typename: 'InvalidInput', fields: [{ path: ['email'] }] } },
    { index: 5, result: { __typename: 'EventFull', capacity: 3, waitlistLength: 0 } },
  ];

  it('ABORT writes nothing, and lists the rows that are refused: RegistrationsRefused', async () => {
    const { event, present, rows } = await givenMixedRows();
    const before = await everyRow(server);

    const outcome = await bulk(event, rows, { refusedRows: 'ABORT' });

    expect(outcome).toMatchObject({
      __typename: 'RegistrationsRefused',
      message: '4 of 6 rows cannot be registered, so none was.',
      refusedResults: refusals(present),
    });
    expect(outcome.refusedResults).toHaveLength(4);
    expect(await everyRow(server)).toEqual(before);
  });

  it('SKIP writes the others', async () => {
    const { event, present, rows } = await givenMixedRows();

    const outcome = await bulk(event, rows, { refusedRows: 'SKIP' });

    expect(outcome).toMatchObject({
      __typename: 'RegisterAttendeesSuccess',
      registeredCount: 2,
      refusedCount: 4,
    });
    expect(indexes(outcome.results)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(outcome.results.filter(({ index }: Row) => ![0, 3].includes(index))).toMatchObject(
      refusals(present),
    );
    expect(outcome.results[0].result).toEqual(registered({ email: 'bob@example.org' }));
    expect(outcome.results[3].result).toEqual(registered({ email: 'cyd@example.org' }));
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 3, seatsLeft: 0 });
  });

  it('nothing is written unless SKIP is asked for', async () => {
    const { event, rows } = await givenMixedRows();

    const outcome = await bulk(event, rows);

    expect(outcome.__typename).toBe('RegistrationsRefused');
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 1 });
  });

  it('SKIP may find that all are', async () => {
    const event = await givenEvent(server);

    const outcome = await bulk(event, people('nobody', '@'), { refusedRows: 'SKIP' });

    expect(outcome).toMatchObject({ registeredCount: 0, refusedCount: 2 });
    expect(kinds(outcome.results)).toEqual(['InvalidInput', 'InvalidInput']);
  });

  it('a person who stands in several rows is registered once, whatever the case', async () => {
    const event = await givenEvent(server);
    const rows = people('Ada@Example.org', 'bob@example.org', 'ada@example.ORG', 'ADA@EXAMPLE.ORG');

    const { results } = await bulk(event, rows, { refusedRows: 'SKIP' });

    expect(kinds(results)).toEqual([
      'RegisterAttendeeSuccess',
      'RegisterAttendeeSuccess',
      'AlreadyRegistered',
      'AlreadyRegistered',
    ]);
    expect(results[3].result.attendee).toEqual({
      id: results[0].result.attendee.id,
      email: 'Ada@Example.org',
      status: 'CONFIRMED',
    });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 2 });
  });

  it('a person who came back after cancelling is not taken for one who is registered', async () => {
    const event = await givenEvent(server);
    const { secret } = await register(server, event, 'ada@example.org');
    await server.mutate('cancelRegistration', { attendee: { secret } }, '');

    const outcome = await bulk(event, people('ada@example.org'));

    expect(outcome).toMatchObject({ registeredCount: 1 });
  });

  it('every row is refused for an event that was called off: EventCancelled', async () => {
    const event = await givenEvent(server);
    await server.mutate('cancelEvent', { id: event.id }, '', event.asOwner);

    const { refusedResults } = await bulk(event, crowd(2));

    expect(kinds(refusedResults)).toEqual(['EventCancelled', 'EventCancelled']);
  });

  it('every row is refused for an event that has started: EventStarted', async () => {
    const event = await givenEvent(server);
    await letStart(server, event);

    const { refusedResults } = await bulk(event, crowd(2));

    expect(kinds(refusedResults)).toEqual(['EventStarted', 'EventStarted']);
    expect(refusedResults[0].result.startedAt).toMatch(/Z$/);
  });
});

describe('a batch as a whole', () => {
  it.each([0, 1_001])('is refused with %i rows: InvalidInput', async (length) => {
    const event = await givenEvent(server);

    expect(await bulk(event, crowd(length))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [
        { path: ['attendees'], message: `Must have from 1 to 1000 people, but had ${length}.` },
      ],
    });
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 0 });
  });

  it('is refused to those who do not manage the event: PermissionDenied', async () => {
    const event = await givenEvent(server);
    const other = await givenEvent(server);

    for (const headers of [{}, other.asOwner]) {
      expect(await bulk(event, crowd(1), {}, headers)).toEqual({
        __typename: 'PermissionDenied',
        message: 'Only someone with the role EDITOR on this event may do that.',
        requiredRole: 'EDITOR',
      });
    }
    expect(await countsOf(server, event)).toMatchObject({ confirmedCount: 0 });
  });

  it('does not say who of its people is registered to those who do not manage the event', async () => {
    const event = await givenEvent(server);
    await register(server, event, 'ada@example.org');

    const outcome = await bulk(event, people('ada@example.org', 'nobody'), {}, {});

    expect(outcome.__typename).toBe('PermissionDenied');
  });

  it('is refused for an event that one may not see like for one that is not there: EventNotFound', async () => {
    const event = await givenEvent(server, { visibility: 'PRIVATE' });
    const absent = { ...event, id: 'event_01jz0000000000000000000000' };

    const hidden = await bulk(event, crowd(1), {}, {});

    expect(hidden).toEqual({ __typename: 'EventNotFound', message: 'There is no such event.' });
    expect(await bulk(absent, crowd(1))).toEqual(hidden);
    expect(await bulk({ ...event, id: 'nonsense' }, crowd(1))).toEqual(hidden);
    expect(await bulk(event, crowd(1))).toMatchObject({ registeredCount: 1 });
  });

  it('takes 1,000 rows, in one transaction and as many statements as two rows take', async () => {
    const event = await givenEvent(server, { capacity: 900 });
    const statementsFor = async (rows: readonly object[]) => {
      server.statements.length = 0;
      const outcome = await bulk(event, rows, { joinWaitlist: true });
      return { outcome, statements: [...server.statements] };
    };

    // The first time that a process sees a manage secret, it looks whether that is a guess.
    await bulk(event, []);
    const few = await statementsFor(people('ada@example.org', 'bob@example.org'));
    const many = await statementsFor(crowd(1_000));

    expect(many.outcome).toMatchObject({ registeredCount: 1_000, refusedCount: 0 });
    expect(indexes(many.outcome.results)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    expect(many.outcome.results[897].result.attendee).toMatchObject({ status: 'CONFIRMED' });
    expect(many.outcome.results[898].result.attendee).toMatchObject({ status: 'WAITLISTED' });
    expect(many.outcome.results[999].result.attendee.waitlistRank).toBe(102);
    expect(many.statements).toEqual(few.statements);
    expect(many.statements).toHaveLength(4); // lock, read, write, commit
    const transactions = await server.db.$queryRaw`
      SELECT DISTINCT xmin::text FROM "Attendee" WHERE "name" LIKE 'Guest %' AND "eventId" IN (
        SELECT "id" FROM "Event" WHERE "name" = ${event.name})`;
    expect(transactions).toHaveLength(1);
    expect(await countsOf(server, event)).toMatchObject({ seatsLeft: 0, waitlistLength: 102 });
  });

  it('is written all or not at all, also when the database refuses one of its rows', async () => {
    const event = await givenEvent(server);
    await server.db.$executeRaw`ALTER TABLE "Attendee"
      ADD CONSTRAINT "no_mallory" CHECK ("name" <> 'Mallory')`;
    const before = await everyRow(server);

    const rows = [...crowd(3), person('mallory@example.org', 'Mallory')];
    const failing = bulk(event, rows, { refusedRows: 'SKIP' });

    await expect(failing).rejects.toThrow('INTERNAL_SERVER_ERROR');
    expect(await everyRow(server)).toEqual(before);
    await server.db.$executeRaw`ALTER TABLE "Attendee" DROP CONSTRAINT "no_mallory"`;
  });
});

describe('those whom others registered for a private event', () => {
  it('read and cancel their registration, without learning who gets the seat', async () => {
    const event = await givenEvent(server, { visibility: 'PRIVATE', capacity: 1 });
    const rows = people(`${randomUUID()}@example.org`, `${randomUUID()}@example.org`);
    const { results } = await bulk(event, rows, { joinWaitlist: true });

    const outcome = await server.mutate(
      'cancelRegistration',
      { attendee: { secret: results[0].result.secret } },
      '... on CancelRegistrationSuccess { attendee { status } promotedAttendee { email } }',
    );

    expect(outcome).toMatchObject({ attendee: { status: 'CANCELLED' }, promotedAttendee: null });
    const { data } = await server.send('query ($s: String!) { attendee(secret: $s) { status } }', {
      s: results[1].result.secret,
    });
    expect(data.attendee.status).toBe('CONFIRMED');
  });

  it('shows of two rows that repeat each other neither when nothing is written', async () => {
    const event = await givenEvent(server);
    const ada = { name: 'Ada', email: 'ada@example.org' };

    const outcome = await bulk(event, [ada, ada]);

    expect(outcome).toMatchObject({
      __typename: 'RegistrationsRefused',
      refusedResults: [{ index: 1, result: { __typename: 'AlreadyRegistered', attendee: null } }],
    });
  });
});

function registered(details: object) {
  return {
    __typename: 'RegisterAttendeeSuccess',
    secret: expect.stringMatching(/^[\w-]{64}$/),
    attendee: expect.objectContaining({
      id: expect.stringMatching(/^attendee_/),
      status: 'CONFIRMED',
      waitlistRank: null,
      ticketCode: expect.stringMatching(/^TKT-/),
      ...details,
    }),
  };
}
