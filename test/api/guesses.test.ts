import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/data/newId.js';
import { ticketCodeOf } from '../../src/domain/registration/ticketCode.js';
import { createSecret } from '../../src/domain/secret.js';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { givenUser, PASSWORD } from '../support/accounts.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Guesses at passwords are in accounts.test.ts; here are those at what cannot be guessed.

const MINUTE_MS = 60_000;

let server: TestServer;
/** Another process on the same database. */
let replica: TestServer;
let now = new Date('2031-05-01T12:00:00.500Z');
beforeAll(async () => {
  const options = { clock: () => now, trustedProxies: ['loopback'] };
  server = await startTestServer(options);
  replica = await startTestServer({ ...options, databaseUrl: server.databaseUrl });
});
beforeEach(() => {
  now = new Date(now.getTime() + 5 * MINUTE_MS);
});
afterAll(async () => {
  await replica.stop();
  await server.stop();
});

type Headers = Record<string, string>;

let lastAddress = 0;
/** Headers of a request from an address that nobody had before. */
const somewhere = (): Headers => ({ 'x-forwarded-for': `198.51.100.${++lastAddress}` });
const withSecret = (...secrets: string[]): Headers => ({
  'turnout-event-secret': secrets.join(', '),
});

/** An event with people who have tickets, its owner, and one who may let them in. */
async function givenDoor(ticketsCount = 1) {
  const event = await insertEvent(server, {
    startsAt: new Date('2031-06-01T12:00:00Z'),
    capacity: 50,
  });
  const tickets = Array.from({ length: ticketsCount }, () => {
    const id = newId();
    const secret = createSecret(id);
    return {
      id,
      secret: secret.text,
      row: attendeeRow(event.uuid, { id, secretHash: secret.hash }),
    };
  });
  await server.db.attendee.createMany({ data: tickets.map(({ row }) => row) });
  const scanner = await givenUser(server);
  await givenRole(server, event, scanner, 'EDITOR');
  return {
    event,
    scanner,
    tickets: tickets.map(({ id, secret, row }) => ({
      secret,
      code: ticketCodeOf({ id, secretHash: row.secretHash as Uint8Array<ArrayBuffer> }),
      attendee: toGlobalId('attendee', id),
    })),
  };
}
type Door = Awaited<ReturnType<typeof givenDoor>>;

const wrongCode = () => ticketCodeOf({ id: newId(), secretHash: randomBytes(32) });
const wrongSecret = (id = newId()) => createSecret(id).text;

/** What can be guessed at, with one field that does so: in a document it can stand often. */
const guessing: [
  what: string,
  right: (door: Door) => string,
  wrong: () => string,
  field: (secret: string) => string,
  signedIn: boolean,
][] = [
  [
    'ticket code, at checkInAttendee',
    ({ tickets }) => tickets[0]?.code as string,
    wrongCode,
    (code) => `checkInAttendee(input: { ticket: { ticketCode: "${code}" } }) { __typename }`,
    true,
  ],
  [
    'ticket code in a preview',
    ({ tickets }) => tickets[0]?.code as string,
    wrongCode,
    (code) =>
      `checkInAttendee(input: { ticket: { ticketCode: "${code}" }, validateOnly: true }) { __typename }`,
    true,
  ],
  [
    'ticket code, at undoCheckIn',
    ({ tickets }) => tickets[0]?.code as string,
    () => 'TKT-nonsense',
    (code) => `undoCheckIn(input: { ticket: { ticketCode: "${code}" } }) { __typename }`,
    true,
  ],
  [
    'secret of a registration, at cancelRegistration',
    ({ tickets }) => tickets[0]?.secret as string,
    wrongSecret,
    (secret) => `cancelRegistration(input: { attendee: { secret: "${secret}" } }) { __typename }`,
    false,
  ],
  [
    'secret of a registration, at attendee',
    ({ tickets }) => tickets[0]?.secret as string,
    wrongSecret,
    (secret) => `attendee(secret: "${secret}") { __typename }`,
    false,
  ],
  [
    'refresh token',
    () => '',
    wrongSecret,
    (token) => `refreshSession(input: { refreshToken: "${token}" }) { __typename }`,
    false,
  ],
];

const documentOf = (what: string, fields: string[]) =>
  `${what.endsWith('at attendee') ? 'query' : 'mutation'} { ${fields.join(' ')} }`;

describe.each(guessing)('a guess at a %s', (what, rightOf, wrong, field, needsAccount) => {
  const ask = async (secret: string, headers: Headers, at = server) => {
    const { data, errors } = await at.send(
      documentOf(what, [`result: ${field(secret)}`]),
      {},
      headers,
    );
    if (errors) return errors[0].extensions.code;
    return data.result === null ? 'nothing' : data.result.__typename;
  };
  const givenRight = async (door: Door) =>
    what === 'refresh token' ? (await givenUser(server)).refreshToken : rightOf(door);
  const REFUSED = /^(nothing|AttendeeNotFound|InvalidRefreshToken)$/;
  const RIGHT = /^(Attendee|\w+Success|NotCheckedIn)$/;

  it('is refused when it is the 11th wrong one within a minute from one address', async () => {
    const door = await givenDoor();
    const right = await givenRight(door);
    const here = somewhere();
    for (let i = 0; i < 10; i++) expect(await ask(wrong(), here)).toMatch(REFUSED);

    server.statements.length = 0;
    expect(await ask(right, here)).toBe('RATE_LIMITED');
    expect(server.statements).toEqual([]);

    const there = { ...somewhere(), ...(needsAccount ? door.scanner.asUser : {}) };
    expect(await ask(right, there)).toMatch(RIGHT);
  });

  it('is refused when it is the 11th of one account, wherever it comes from, and of no other', async () => {
    const door = await givenDoor();
    const right = await givenRight(door);
    const guesser = await givenUser(server);
    for (let i = 0; i < 10; i++) {
      expect(await ask(wrong(), { ...somewhere(), ...guesser.asUser })).toMatch(REFUSED);
    }
    const last = somewhere();
    expect(await ask(right, { ...last, ...guesser.asUser })).toBe('RATE_LIMITED');
    expect(await ask(right, { ...last, ...door.scanner.asUser })).toMatch(RIGHT);
  });

  it('counts as one, however many stand in a document or come at once', async () => {
    const fields = Array.from({ length: 12 }, (_, i) => `g${i}: ${field(wrong())}`);
    const { errors } = await server.send(documentOf(what, fields), {}, somewhere());
    const refused = errors?.filter(({ extensions }) => extensions.code === 'RATE_LIMITED');
    expect(refused?.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(refused?.length as number);
    // A mutation whose field cannot be null ends there; a query answers the others.
    if (what.endsWith('at attendee')) expect(refused).toHaveLength(2);
    else expect(refused?.[0].path).toEqual(['g10']);

    const here = somewhere();
    const answers = await Promise.all(Array.from({ length: 15 }, () => ask(wrong(), here)));
    expect(answers.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(5);
  });

  it('counts in all processes together', async () => {
    const here = somewhere();
    for (let i = 0; i < 5; i++) expect(await ask(wrong(), here)).toMatch(REFUSED);
    for (let i = 0; i < 5; i++) expect(await ask(wrong(), here, replica)).toMatch(REFUSED);
    expect(await ask(wrong(), here)).toBe('RATE_LIMITED');
    expect(await ask(wrong(), here, replica)).toBe('RATE_LIMITED');
  });

  it('is over with the minute', async () => {
    const here = somewhere();
    for (let i = 0; i < 11; i++) await ask(wrong(), here);
    const { errors } = await server.send(documentOf(what, [field(wrong())]), {}, here);
    expect(errors?.[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: 60 });
    now = new Date(now.getTime() + MINUTE_MS - 1_000);
    expect(await ask(wrong(), here)).toBe('RATE_LIMITED');
    now = new Date(now.getTime() + 1_000);
    expect(await ask(wrong(), here)).toMatch(REFUSED);
  });
});

describe('what is right', () => {
  it('is never limited, and counts for nothing: a scanner lets thirty people in within a minute', async () => {
    const { tickets, scanner } = await givenDoor(30);
    const here = { ...somewhere(), ...scanner.asUser };
    server.statements.length = 0;
    for (const { code, secret } of tickets) {
      const { data } = await server.send(
        'mutation ($code: String!) { checkInAttendee(input: { ticket: { ticketCode: $code } }) { __typename } }',
        { code },
        here,
      );
      expect(data.checkInAttendee.__typename).toBe('CheckInAttendeeSuccess');
      const own = await server.send(
        'query ($s: String!) { attendee(secret: $s) { id } }',
        { s: secret },
        here,
      );
      expect(own.data.attendee).not.toBeNull();
    }
    expect(server.statements.filter((sql) => sql.includes('Attempts'))).toEqual([]);
  });

  it('is not what a ticket of a hidden event is for others: that counts like one that is none', async () => {
    const { tickets, event } = await givenDoor();
    await server.db.event.update({ where: { id: event.uuid }, data: { visibility: 'PRIVATE' } });
    const here = somewhere();
    const answers = [];
    for (let i = 0; i < 11; i++) {
      const { data, errors } = await server.send(
        'mutation ($code: String!) { checkInAttendee(input: { ticket: { ticketCode: $code } }) { __typename } }',
        { code: tickets[0]?.code },
        here,
      );
      answers.push(errors?.[0].extensions.code ?? data.checkInAttendee.__typename);
    }
    expect(answers.indexOf('RATE_LIMITED')).toBe(10);
  });

  it('stays possible at an address where others guess, for those who are signed in', async () => {
    const { tickets, scanner } = await givenDoor();
    const here = somewhere();
    const checkIn = async (code: string | undefined, headers: Headers) => {
      const query =
        'mutation ($code: String!) { checkInAttendee(input: { ticket: { ticketCode: $code } }) { __typename } }';
      const { data, errors } = await server.send(query, { code }, { ...here, ...headers });
      return errors?.[0].extensions.code ?? data.checkInAttendee.__typename;
    };
    for (let i = 0; i < 11; i++) await checkIn(wrongCode(), {});
    expect(await checkIn(wrongCode(), {})).toBe('RATE_LIMITED');
    expect(await checkIn(tickets[0]?.code, scanner.asUser)).toBe('CheckInAttendeeSuccess');
  });
});

describe('a guess at a manage secret', () => {
  const ask = (headers: Headers) =>
    server.send('{ events(first: 1) { nodes { id } } }', {}, headers);

  it('is refused with its whole request after 10 wrong ones from one address, and no statement', async () => {
    const event = await insertEvent(server);
    const here = somewhere();
    for (let i = 0; i < 10; i++) {
      expect((await ask({ ...here, ...withSecret(wrongSecret(event.uuid)) })).status).toBe(200);
    }
    server.statements.length = 0;
    const { status, headers, data, errors } = await ask({ ...here, ...event.asOwner });
    expect(server.statements).toEqual([]);
    expect([status, data, headers.get('retry-after')]).toEqual([429, undefined, '60']);
    expect(errors).toEqual([
      {
        message: 'Too many wrong guesses; wait a little.',
        extensions: { code: 'RATE_LIMITED', retryAfter: 60 },
      },
    ]);
    expect((await ask(here)).status).toBe(200);
    expect((await ask({ ...somewhere(), ...event.asOwner })).status).toBe(200);
    now = new Date(now.getTime() + MINUTE_MS);
    expect((await ask({ ...here, ...event.asOwner })).status).toBe(200);
  });

  it('counts as many times as there are secrets in the header', async () => {
    const secrets = (count: number) => Array.from({ length: count }, () => wrongSecret());
    expect((await ask({ ...somewhere(), ...withSecret(...secrets(10)) })).status).toBe(200);
    expect((await ask({ ...somewhere(), ...withSecret(...secrets(11)) })).status).toBe(429);
  });

  it('counts alike whether the event is there or not, which tells nothing', async () => {
    const hidden = await insertEvent(server, { visibility: 'PRIVATE' });
    for (const id of [hidden.uuid, newId()]) {
      const here = somewhere();
      const statuses = [];
      for (let i = 0; i < 12; i++) {
        statuses.push((await ask({ ...here, ...withSecret(wrongSecret(id)) })).status);
      }
      expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    }
  });

  it('counts once a minute when it is the same: the secret of an event that is gone locks nobody out', async () => {
    const gone = withSecret(wrongSecret());
    const here = somewhere();
    for (let i = 0; i < 15; i++) expect((await ask({ ...here, ...gone })).status).toBe(200);
  });

  it('does not stop who brings a secret that was right before', async () => {
    const event = await insertEvent(server);
    await ask(event.asOwner);
    const here = somewhere();
    for (let i = 0; i < 12; i++) await ask({ ...here, ...withSecret(wrongSecret()) });
    expect((await ask({ ...here, ...withSecret(wrongSecret()) })).status).toBe(429);
    expect((await ask({ ...here, ...event.asOwner })).status).toBe(200);
  });

  it('costs who is right one statement, once', async () => {
    const event = await insertEvent(server);
    const costs = [];
    for (let i = 0; i < 3; i++) {
      server.statements.length = 0;
      await ask(event.asOwner);
      costs.push(server.statements.length);
    }
    expect(costs).toEqual([2, 1, 1]);
  });

  it('is refused at the attendees’ CSV file alike', async () => {
    const event = await insertEvent(server);
    const here = somewhere();
    for (let i = 0; i < 11; i++) await ask({ ...here, ...withSecret(wrongSecret()) });
    const answer = await fetch(`${server.url}/events/${event.id}/attendees.csv`, {
      headers: { ...here, ...event.asOwner },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }],
    });
  });
});

describe('signUp', () => {
  it('is for 30 a minute from one address, those whose name is taken included', async () => {
    const { username: taken } = await givenUser(server);
    const signUp = async (username: string, headers: Headers) => {
      const input = { username, email: `${username}@example.org`, password: PASSWORD };
      const query = 'mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }';
      const { data, errors } = await server.send(query, { input }, headers);
      return errors?.[0].extensions.code ?? data.signUp.__typename;
    };
    const here = somewhere();
    for (let i = 0; i < 15; i++) {
      expect(await signUp(taken, here)).toBe('UsernameTaken');
      expect(await signUp(`new-${newId().slice(-12)}`, here)).toBe('SignUpSuccess');
      expect(await signUp('x', here)).toBe('InvalidInput');
    }
    const before = await server.db.user.count();
    expect(await signUp(`new-${newId().slice(-12)}`, here)).toBe('RATE_LIMITED');
    expect(await server.db.user.count()).toBe(before);
    expect(await signUp(`new-${newId().slice(-12)}`, somewhere())).toBe('SignUpSuccess');
  });
});

describe('naming people who have no account', () => {
  const strangers = (count: number) =>
    Array.from({ length: count }, () => ({ email: `${newId()}@example.org` }));

  it('is for 100 a minute and account, in previews too; who is there costs nothing', async () => {
    const { event, scanner } = await givenDoor();
    const owner = await givenUser(server);
    await givenRole(server, event, owner, 'OWNER');
    const share = async (users: object[], more: object = {}) => {
      const people = users.map((user) => ({ user, role: 'VIEWER' }));
      const query =
        'mutation ($input: ShareEventInput!) { shareEvent(input: $input) { __typename } }';
      const input = { eventId: event.id, people, ...more };
      const headers = { ...somewhere(), ...owner.asUser };
      const { data, errors } = await server.send(query, { input }, headers);
      return errors?.[0].extensions.code ?? data.shareEvent.__typename;
    };
    const transfer = async (user: object) => {
      const query =
        'mutation ($input: TransferOwnershipInput!) { transferOwnership(input: $input) { __typename } }';
      const input = { eventId: event.id, user };
      const { data, errors } = await server.send(query, { input }, owner.asUser);
      return errors?.[0].extensions.code ?? data.transferOwnership.__typename;
    };

    expect(await share(strangers(98))).toBe('UsersNotFound');
    expect(await share(strangers(1), { validateOnly: true })).toBe('UsersNotFound');
    for (let i = 0; i < 3; i++) {
      expect(await share([{ id: (await givenUser(server)).id }])).toBe('ShareEventSuccess');
    }
    expect(await transfer(strangers(1)[0] as object)).toBe('UsersNotFound');
    expect(await transfer({ id: scanner.id })).toBe('RATE_LIMITED');
    expect(await share([{ id: scanner.id }])).toBe('RATE_LIMITED');
    now = new Date(now.getTime() + MINUTE_MS);
    expect(await share([{ id: (await givenUser(server)).id }])).toBe('ShareEventSuccess');
  });
});
