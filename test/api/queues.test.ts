import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boundHashing } from '../../src/domain/accounts/passwords.js';
import { type GivenUser, givenUser, PASSWORD } from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';
import { openTableLock, type TableLock } from '../support/tableLock.js';
import { untilSomebodyWaits } from '../support/waiting.js';

/** As many may wait; one more is at work. */
const QUEUE = 2;

let server: TestServer;
/** Holds what registrations, or those whose password is looked at, need to go on. */
let table: TableLock;
beforeAll(async () => {
  server = await startTestServer({ desk: { queueLengthMax: QUEUE }, manyAddresses: true });
  boundHashing({ atOnce: 1, queueLengthMax: QUEUE });
  table = await openTableLock(server);
});
afterAll(async () => {
  await table.end();
  await server.stop();
});

/** The answers that are there, as they come. */
function collect<T>(promises: readonly Promise<T>[]): T[] {
  const there: T[] = [];
  for (const promise of promises) void promise.then((answer) => there.push(answer));
  return there;
}

async function untilThere(answers: readonly unknown[], count: number): Promise<void> {
  while (answers.length < count) await new Promise((later) => setTimeout(later, 5));
}

describe('more registrations than may wait', () => {
  it('are refused over HTTP and over a WebSocket, and those who wait are registered', async () => {
    const event = await givenEvent(server);
    await table.hold('Attendee');
    const emails = Array.from({ length: 6 }, (_, i) => `person${i}@example.org`);
    const all = emails.map((email) => register(server, event, email));
    const there = collect(all);
    // One is being decided, so many wait, and the others are told at once.
    await untilThere(there, emails.length - 1 - QUEUE);
    const input = { eventId: event.id, name: 'Ada', email: 'late@example.org' };
    const socket = openTestSocket(server);
    const told = await socket
      .subscribe(
        `mutation ($input: RegisterAttendeeInput!) { registerAttendee(input: $input) {
          __typename ... on RegistrationBusy { message retryAfterSeconds } } }`,
        { input },
      )
      .next();
    await socket.close();
    const refused = there.map(({ __typename }) => __typename);

    await table.release();
    expect(refused).toEqual(Array(3).fill('RegistrationBusy'));
    expect(told).toEqual({
      data: {
        registerAttendee: {
          __typename: 'RegistrationBusy',
          message: expect.any(String),
          retryAfterSeconds: 1,
        },
      },
    });
    const kinds = (await Promise.all(all)).map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind === 'RegisterAttendeeSuccess')).toHaveLength(1 + QUEUE);
    expect(await server.db.attendee.count()).toBe(1 + QUEUE);
    expect((await register(server, event, 'late@example.org')).__typename).toBe(
      'RegisterAttendeeSuccess',
    );
  });
});

describe('more passwords than may wait', () => {
  const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
  const inputOf = ({ username }: GivenUser) => ({ usernameOrEmail: username, password: PASSWORD });
  const signIn = (user: GivenUser) => server.send(SIGN_IN, { input: inputOf(user) });
  const BUSY = {
    message: expect.stringContaining('try again'),
    path: ['signIn'],
    extensions: { code: 'RATE_LIMITED', retryAfter: 1 },
  };
  const isBusy = ({ errors }: Answer) => errors !== undefined;

  // A guess is counted when its turn has come, and a right one taken back before the turn is over:
  // or many who are right at once would be taken for many who are wrong.
  it.each(['Attempts', 'Session'])(
    'are refused over HTTP and over a WebSocket, and those who wait for %s are signed in',
    async (held) => {
      const users = await Promise.all(Array.from({ length: 6 }, () => givenUser(server)));
      await table.hold(held);
      const all = users.map(signIn);
      const there = collect(all);
      await untilThere(there, users.length - 1 - QUEUE);
      await untilSomebodyWaits(server.db);
      const socket = openTestSocket(server);
      const told = await socket
        .subscribe(SIGN_IN, { input: inputOf(users[0] as GivenUser) })
        .next();
      await socket.close();
      const refused = [...there];

      await table.release();
      expect(refused.map(({ errors }) => errors)).toEqual(
        Array(3).fill([expect.objectContaining(BUSY)]),
      );
      expect(told.errors).toEqual([expect.objectContaining(BUSY)]);
      const answers = await Promise.all(all);
      expect(answers.filter((answer) => !isBusy(answer)).map(({ data }) => data)).toEqual(
        Array(1 + QUEUE).fill({ signIn: { __typename: 'SignInSuccess' } }),
      );
      const late = await signIn(users.find((_, i) => isBusy(answers[i] as Answer)) as GivenUser);
      expect(late.data).toEqual({ signIn: { __typename: 'SignInSuccess' } });
    },
  );
});
