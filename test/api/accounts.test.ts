import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetExpiredResets } from '../../src/domain/accounts/resetPassword.js';
import { createSecret } from '../../src/domain/secret.js';
import { readGlobalId, toGlobalId } from '../../src/graphql/globalId.js';
import {
  bearer,
  type GivenUser,
  givenResetCode,
  givenSession,
  givenUser,
  PASSWORD,
} from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { SESSIONS, startTestServer, type TestServer } from '../support/server.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let server: TestServer;
/** What time the server believes it is. Each test has minutes of its own, in which to guess. */
let now = new Date('2031-05-01T12:00:00.500Z');
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, trustedProxies: ['loopback'] });
});
beforeEach(() => {
  now = new Date(now.getTime() + 5 * MINUTE_MS);
});
afterAll(() => server.stop());

const TOKENS = 'accessToken accessTokenExpiresAt refreshToken';
const USER = 'user { id username email timezone role createdAt }';
const SESSION = `${USER} ${TOKENS}`;
const REFUSALS = '... on InvalidInput { fields { path message } } ... on UserError { message }';

const newName = () => `ada-${randomUUID().slice(0, 8)}`;

const signUp = (details: object = {}, headers = {}) => {
  const username = newName();
  const input = { username, email: `${username}@example.org`, password: PASSWORD, ...details };
  return server.mutate('signUp', input, `... on SignUpSuccess { ${SESSION} } ${REFUSALS}`, headers);
};

const signIn = (usernameOrEmail: string, password = PASSWORD, headers = {}) =>
  server.mutate(
    'signIn',
    { usernameOrEmail, password },
    `... on SignInSuccess { ${SESSION} } ... on UserError { message }`,
    headers,
  );

const refresh = (refreshToken: string) =>
  server.mutate(
    'refreshSession',
    { refreshToken },
    `... on RefreshSessionSuccess { ${SESSION} } ... on UserError { message }`,
  );

const viewerWith = async (headers: Record<string, string>) =>
  server.send('{ viewer { id username email timezone role createdAt } }', {}, headers);

/** Whether an access token opens anything. */
const works = async (accessToken: string) =>
  (await viewerWith(bearer(accessToken))).data?.viewer != null;

const UNAUTHENTICATED = {
  status: 401,
  data: undefined,
  errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
};

describe('signUp', () => {
  it('makes an account and signs it in', async () => {
    const outcome = await signUp({ username: 'Ada.L_1', email: 'Ada@Example.org' });

    expect(outcome).toEqual({
      __typename: 'SignUpSuccess',
      user: {
        id: expect.stringMatching(/^user_[0-9a-z]{26}$/),
        username: 'Ada.L_1',
        email: 'Ada@Example.org',
        timezone: 'UTC',
        role: 'USER',
        createdAt: expect.stringMatching(/Z$/),
      },
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      accessTokenExpiresAt: expect.any(String),
      refreshToken: expect.stringMatching(/^[\w-]{64}$/),
    });
    expect((await viewerWith(bearer(outcome.accessToken))).data.viewer).toMatchObject({
      id: outcome.user.id,
      username: 'Ada.L_1',
      email: 'Ada@Example.org',
      timezone: 'UTC',
      role: 'USER',
    });
  });

  it('says when the access token stops working, and it does', async () => {
    const { accessToken, accessTokenExpiresAt } = await signUp();
    const expiry = new Date(accessTokenExpiresAt).getTime();
    expect(expiry - now.getTime()).toBeGreaterThan(14 * MINUTE_MS);
    expect(expiry - now.getTime()).toBeLessThanOrEqual(15 * MINUTE_MS);

    now = new Date(expiry - 1_000);
    expect(await works(accessToken)).toBe(true);
    now = new Date(expiry);
    expect(await works(accessToken)).toBe(false);
  });

  it('spells times in the zone that the account prefers', async () => {
    const { accessToken } = await signUp({ timezone: 'Asia/Kolkata' });
    const { data } = await viewerWith(bearer(accessToken));
    expect(data.viewer).toMatchObject({
      timezone: 'Asia/Kolkata',
      createdAt: expect.stringMatching(/\+05:30$/),
    });
  });

  it('refuses a username that is taken, whatever its case: UsernameTaken', async () => {
    const { user } = await signUp();
    expect(await signUp({ username: user.username.toUpperCase() })).toEqual({
      __typename: 'UsernameTaken',
      message: 'This username is taken.',
    });
  });

  it('refuses an email that is taken, whatever its case: EmailTaken', async () => {
    const email = `${newName()}@example.org`;
    await signUp({ email });
    expect(await signUp({ email: email.toUpperCase() })).toEqual({
      __typename: 'EmailTaken',
      message: 'There is an account with this email.',
    });
  });

  it.each([
    ['a username of 2 characters', { username: 'ab' }, 'username'],
    ['a username of 33 characters', { username: 'a'.repeat(33) }, 'username'],
    ['a username with a blank', { username: 'ada l' }, 'username'],
    ['a username with an @', { username: 'ada@l' }, 'username'],
    ['a username with a letter beyond Z', { username: 'zoë' }, 'username'],
    ['a username with a line break at its end', { username: 'ada\n' }, 'username'],
    ['an email that is none', { email: 'ada' }, 'email'],
    ['a password of 7 characters', { password: '1234567' }, 'password'],
    ['a password of 7 characters that are 14 code units', { password: '🔑'.repeat(7) }, 'password'],
    ['a password of 201 characters', { password: 'x'.repeat(201) }, 'password'],
    [
      'a password that is the username',
      { username: 'Grace.Hopper', password: 'grace.hopper' },
      'password',
    ],
    [
      'a password that is the email',
      { email: 'Grace@example.org', password: 'grace@EXAMPLE.org' },
      'password',
    ],
    ['a password that is among the commonest', { password: 'Password123' }, 'password'],
    [
      'a password that is little more than the username',
      { username: 'Grace.Hopper', password: 'GraceHopper1906!' },
      'password',
    ],
    [
      'a password that is little more than a word of ours',
      { password: 'Turnout2031!' },
      'password',
    ],
  ])('refuses %s: InvalidInput', async (_what, details, path) => {
    const count = await server.db.user.count();
    expect(await signUp(details)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: [path] }],
    });
    expect(await server.db.user.count()).toBe(count);
  });

  it.each([8, 200])('takes a password of %i characters of any kind', async (length) => {
    const password = [...'pässwörd 🔑𝒜'.repeat(20)].slice(0, length).join('');
    const { user } = await signUp({ password });
    expect((await signIn(user.username, password)).__typename).toBe('SignInSuccess');
    expect((await signIn(user.username, `${password}!`)).__typename).toBe('InvalidCredentials');
  });
});

describe('signIn', () => {
  it('takes the username or the email, in any case', async () => {
    const { username, email, id } = await givenUser(server);
    for (const name of [username, username.toUpperCase(), email, email.toUpperCase()]) {
      expect(await signIn(name)).toMatchObject({ __typename: 'SignInSuccess', user: { id } });
    }
  });

  it('starts a session of its own each time', async () => {
    const { username } = await givenUser(server);
    const first = await signIn(username);
    const second = await signIn(username);
    await server.mutate('signOut', {}, '', bearer(first.accessToken));
    expect(await works(first.accessToken)).toBe(false);
    expect(await works(second.accessToken)).toBe(true);
  });

  it('takes the password exactly as it was sent: no letter composed anew, no case, no blank', async () => {
    const password = 'Caf\u00e9 caf\u00e9';
    const { user } = await signUp({ password });
    for (const other of [password.normalize('NFD'), password.toLowerCase(), `${password} `]) {
      expect((await signIn(user.username, other)).__typename).toBe('InvalidCredentials');
    }
    expect((await signIn(user.username, password)).__typename).toBe('SignInSuccess');
  });

  it('answers a wrong password and an account that does not exist alike: InvalidCredentials', async () => {
    const { username } = await givenUser(server);
    const wrong = await signIn(username, 'not the password');

    expect(wrong).toEqual({
      __typename: 'InvalidCredentials',
      message: 'There is no such account, or this is not its password.',
    });
    for (const nobody of ['nobody', 'nobody@example.org', '', 'x'.repeat(9e4)]) {
      now = new Date(now.getTime() + MINUTE_MS);
      expect(await signIn(nobody)).toEqual(wrong);
    }
  });

  it('sends the same statements for an account that does not exist', async () => {
    const { username } = await givenUser(server);
    const statementsOf = async (name: string) => {
      server.statements.length = 0;
      await signIn(name, 'not the password');
      return [...server.statements];
    };
    expect(await statementsOf('nobody')).toEqual(await statementsOf(username));
  });
});

describe('the bound on guesses', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  let nextAddress = 0;
  const newAddress = () => `192.0.2.${++nextAddress}`;

  /** The code of what is answered to a sign-in. */
  const guess = async (name: string, password: string, address: string) => {
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const input = { usernameOrEmail: name, password };
    const { data, errors } = await server.send(query, { input }, from(address));
    return errors ? errors[0].extensions.code : data.signIn.__typename;
  };

  it('refuses the 11th wrong guess within a minute from one address: RATE_LIMITED', async () => {
    const { username } = await givenUser(server);
    const address = newAddress();
    for (let i = 0; i < 10; i++) {
      expect(await guess(`nobody${i}`, 'not the password', address)).toBe('InvalidCredentials');
    }
    expect(await guess(username, PASSWORD, address)).toBe('RATE_LIMITED');
    expect(await guess(username, PASSWORD, newAddress())).toBe('SignInSuccess');
  });

  it('counts by the connection where no proxy is trusted, whatever address a header names', async () => {
    const direct = await startTestServer({ databaseUrl: server.databaseUrl, clock: () => now });
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const guessAs = async (name: string, address: string) => {
      const input = { usernameOrEmail: name, password: 'not the password' };
      const { data, errors } = await direct.send(query, { input }, from(address));
      return errors ? errors[0].extensions.code : data.signIn.__typename;
    };
    const codes = [];
    for (let i = 0; i < 11; i++) codes.push(await guessAs(`nowhere${i}`, newAddress()));
    await direct.stop();
    expect(codes).toEqual([...Array(10).fill('InvalidCredentials'), 'RATE_LIMITED']);
  });

  it('refuses the 11th for one account, by username or email, from wherever it comes', async () => {
    const { username, email } = await givenUser(server);
    for (let i = 0; i < 10; i++) {
      const name = i % 2 === 0 ? username : email.toUpperCase();
      expect(await guess(name, 'not the password', newAddress())).toBe('InvalidCredentials');
    }
    expect(await guess(username, PASSWORD, newAddress())).toBe('RATE_LIMITED');
    expect(await guess((await givenUser(server)).username, PASSWORD, newAddress())).toBe(
      'SignInSuccess',
    );
  });

  it('lets no address lock more accounts than it has guesses', async () => {
    const { username } = await givenUser(server);
    const address = newAddress();
    for (let i = 0; i < 10; i++) await guess('nobody', 'not the password', address);
    for (let i = 0; i < 11; i++) await guess(username, 'not the password', address);
    expect(await guess(username, PASSWORD, newAddress())).toBe('SignInSuccess');
  });

  it('holds for accounts that do not exist too, which tells nothing', async () => {
    for (let i = 0; i < 10; i++) await guess('Nobody.At.All', 'not the password', newAddress());
    expect(await guess('nobody.at.all', 'not the password', newAddress())).toBe('RATE_LIMITED');
  });

  it('says for how many seconds, after which it is over', async () => {
    const { username } = await givenUser(server);
    const address = newAddress();
    for (let i = 0; i < 10; i++) await guess(username, 'not the password', address);
    const { errors, data } = await server.send(
      `mutation { signIn(input: { usernameOrEmail: "x", password: "y" }) { __typename } }`,
      {},
      from(address),
    );
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: expect.any(String),
        path: ['signIn'],
        locations: expect.any(Array),
        extensions: { code: 'RATE_LIMITED', retryAfter: 60 },
      },
    ]);
    now = new Date(now.getTime() + 59_000);
    expect(await guess(username, PASSWORD, address)).toBe('RATE_LIMITED');
    now = new Date(now.getTime() + 1_000);
    expect(await guess(username, PASSWORD, address)).toBe('SignInSuccess');
  });

  it('counts guesses, not requests: several in one document, and many at once', async () => {
    const { username } = await givenUser(server);
    const fields = Array.from(
      { length: 12 },
      (_, i) =>
        `g${i}: signIn(input: { usernameOrEmail: "${username}", password: "wrong ${i}" }) { __typename }`,
    );
    const address = newAddress();
    const { errors } = await server.send(`mutation { ${fields.join(' ')} }`, {}, from(address));
    expect(errors?.[0]).toMatchObject({ path: ['g10'], extensions: { code: 'RATE_LIMITED' } });

    now = new Date(now.getTime() + MINUTE_MS);
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => guess(username, 'not the password', address)),
    );
    expect(answers.filter((answer) => answer === 'InvalidCredentials')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(5);
  });

  it('does not count what was right', async () => {
    const { username } = await givenUser(server);
    const address = newAddress();
    for (let i = 0; i < 12; i++) {
      expect(await guess(username, PASSWORD, address)).toBe('SignInSuccess');
    }
  });

  it('does not count what was right, where else a password is asked for', async () => {
    const { asUser } = await givenUser(server);
    for (let i = 0; i < 12; i++) {
      const input = { currentPassword: PASSWORD };
      const { __typename } = await server.mutate('beginSecondFactor', input, '', asUser);
      expect(__typename).toBe('BeginSecondFactorSuccess');
    }
  });

  it('takes all addresses of one IPv6 network for one, and each IPv4 address for itself', async () => {
    for (let i = 0; i < 10; i++) {
      await guess(`nobody${i}`, 'not the password', `2001:db8:0:1::${i}`);
    }
    const last = (address: string) => guess('nobody', 'not the password', address);
    expect(await last('2001:db8::1:a:b:c:d')).toBe('RATE_LIMITED');
    expect(await last('2001:db8:0:2::1')).toBe('InvalidCredentials');
    expect(await last('::ffff:192.0.2.200')).toBe('InvalidCredentials');
    expect(await last('::ffff:192.0.2.201')).toBe('InvalidCredentials');
  });

  it('holds for refresh tokens, of one session and from one address', async () => {
    const { refreshToken } = await givenUser(server);
    const use = async (token: string, address: string) => {
      const query =
        'mutation ($t: String!) { refreshSession(input: { refreshToken: $t }) { __typename } }';
      const { data, errors } = await server.send(query, { t: token }, from(address));
      return errors ? errors[0].extensions.code : data.refreshSession.__typename;
    };
    const address = newAddress();
    for (let i = 0; i < 10; i++) {
      expect(await use('nonsense', address)).toBe('InvalidRefreshToken');
    }
    expect(await use(refreshToken, address)).toBe('RATE_LIMITED');

    const guessed = (i: number) => `${refreshToken.slice(0, -4)}${String(i).padStart(4, '0')}`;
    for (let i = 0; i < 10; i++) {
      expect(await use(guessed(i), newAddress())).toBe('InvalidRefreshToken');
    }
    expect(await use(refreshToken, newAddress())).toBe('RATE_LIMITED');
    now = new Date(now.getTime() + MINUTE_MS);
    expect(await use(refreshToken, address)).toBe('RefreshSessionSuccess');
  });

  it('holds for the password that changePassword, eraseAccount and updateProfile ask for', async () => {
    const { asUser, username } = await givenUser(server);
    const change = { username: newName(), currentPassword: 'not the password' };
    for (let i = 0; i < 2; i++) await server.mutate('updateProfile', change, '', asUser);
    for (let i = 0; i < 4; i++) {
      const input = { currentPassword: 'not the password', newPassword: 'another password' };
      await server.mutate('changePassword', input, '', asUser);
      await server.mutate('eraseAccount', { password: 'not the password' }, '', asUser);
    }
    expect(await guess(username, PASSWORD, newAddress())).toBe('RATE_LIMITED');
  });

  it('is by the address of the connection when no proxy is trusted', async () => {
    const direct = await startTestServer({ clock: () => now, databaseUrl: server.databaseUrl });
    const answers = [];
    for (let i = 0; i < 11; i++) {
      const query = `mutation { signIn(input: { usernameOrEmail: "nobody${i}", password: "y" }) { __typename } }`;
      const { errors } = await direct.send(query, {}, from(newAddress()));
      answers.push(errors?.[0].extensions.code);
    }
    await direct.stop();
    expect(answers.indexOf('RATE_LIMITED')).toBe(10);
  });
});

describe('refreshSession', () => {
  it('exchanges a refresh token for fresh tokens, also after the access token has expired', async () => {
    const { user, refreshToken, accessToken } = await signUp();
    now = new Date(now.getTime() + 29 * DAY_MS);

    const fresh = await refresh(refreshToken);

    expect(fresh).toMatchObject({ __typename: 'RefreshSessionSuccess', user: { id: user.id } });
    expect(fresh.refreshToken).not.toBe(refreshToken);
    expect(await works(accessToken)).toBe(false);
    expect(await works(fresh.accessToken)).toBe(true);
    now = new Date(now.getTime() + 29 * DAY_MS);
    expect((await refresh(fresh.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  it('ends the whole session when a token comes a second time: InvalidRefreshToken', async () => {
    const { username } = await givenUser(server);
    const stolen = await signIn(username);
    const elsewhere = await signIn(username);
    const second = await refresh(stolen.refreshToken);
    const third = await refresh(second.refreshToken);

    expect(await refresh(stolen.refreshToken)).toEqual(await refresh('nonsense'));
    expect((await refresh(third.refreshToken)).__typename).toBe('InvalidRefreshToken');
    for (const { accessToken } of [stolen, second, third]) {
      expect(await works(accessToken)).toBe(false);
    }
    expect(await works(elsewhere.accessToken)).toBe(true);
  });

  it('does not end a session for a token that was never given', async () => {
    const { accessToken, refreshToken } = await signUp();
    const invented = `${refreshToken.slice(0, 22)}${'A'.repeat(42)}`;
    expect(await refresh(invented)).toEqual(await refresh('nonsense'));
    expect(await works(accessToken)).toBe(true);
    expect((await refresh(refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  it('does not take the token of one session for another', async () => {
    const one = await givenUser(server);
    const other = await givenUser(server);
    // The first 22 characters, less two bits, are the session's id.
    const mixed = `${one.refreshToken.slice(0, 21)}${other.refreshToken.slice(21)}`;
    expect((await refresh(mixed)).__typename).toBe('InvalidRefreshToken');
    expect((await refresh(other.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  it('refuses a token that nobody used for 30 days', async () => {
    const { refreshToken } = await signUp();
    now = new Date(now.getTime() + 30 * DAY_MS);
    expect((await refresh(refreshToken)).__typename).toBe('InvalidRefreshToken');
  });

  it('goes on for 90 days in all, however often it comes', async () => {
    const begun = now.getTime();
    let last = await signUp();
    for (let day = 20; day < 90; day += 20) {
      now = new Date(begun + day * DAY_MS);
      last = await refresh(last.refreshToken);
      expect(last.__typename).toBe('RefreshSessionSuccess');
    }
    now = new Date(begun + 90 * DAY_MS - 5 * MINUTE_MS);
    last = await refresh(last.refreshToken);
    const whole = Math.floor((begun + 90 * DAY_MS) / 1_000) * 1_000;
    expect(new Date(last.accessTokenExpiresAt).getTime()).toBe(whole);
    now = new Date(begun + 90 * DAY_MS - 1_000);
    expect(await works(last.accessToken)).toBe(true);
    now = new Date(begun + 90 * DAY_MS);
    expect(await works(last.accessToken)).toBe(false);
    expect((await refresh(last.refreshToken)).__typename).toBe('InvalidRefreshToken');
  });

  it('ends with its 90 days whatever a token says that still would be good', async () => {
    const { refreshToken, user } = await signUp();
    const userId = readGlobalId(user.id)?.uuid as string;
    const { id: sessionId, createdAt } = await server.db.session.findFirstOrThrow({
      where: { userId },
    });
    now = new Date(createdAt.getTime() + 29 * DAY_MS);
    const second = await refresh(refreshToken);
    now = new Date(createdAt.getTime() + 58 * DAY_MS);
    const third = await refresh(second.refreshToken);
    now = new Date(createdAt.getTime() + 87 * DAY_MS);
    await refresh(third.refreshToken);
    now = new Date(createdAt.getTime() + 90 * DAY_MS);
    const { token } = await server.tokens.accessTokens.issue({ userId, sessionId }, now);
    expect(await works(token)).toBe(false);
  });

  it('is held to fewer days when these are fewer than when it began', async () => {
    const { refreshToken } = await signUp();
    const shorter = await startTestServer({
      clock: () => now,
      databaseUrl: server.databaseUrl,
      tokens: { ...server.tokens, sessionDaysMax: 7 },
    });
    now = new Date(now.getTime() + 7 * DAY_MS);
    const { __typename } = await shorter.mutate('refreshSession', { refreshToken }, '');
    await shorter.stop();
    expect(__typename).toBe('InvalidRefreshToken');
  });

  it('refuses the token of a session that has ended', async () => {
    const { refreshToken, accessToken } = await signUp();
    await server.mutate('signOut', {}, '', bearer(accessToken));
    expect((await refresh(refreshToken)).__typename).toBe('InvalidRefreshToken');
  });
});

describe('signOut', () => {
  const signOut = (headers: Record<string, string>, input = {}) =>
    server.mutate('signOut', input, '... on SignOutSuccess { endedSessionsCount }', headers);

  it('ends this session at once, and no other', async () => {
    const user = await givenUser(server);
    const elsewhere = await signIn(user.username);
    expect(await signOut(user.asUser)).toEqual({
      __typename: 'SignOutSuccess',
      endedSessionsCount: 1,
    });
    expect(await works(user.accessToken)).toBe(false);
    expect(await works(elsewhere.accessToken)).toBe(true);
  });

  it('ends all sessions of the user when asked, and nobody else’s', async () => {
    const user = await givenUser(server);
    const other = await givenUser(server);
    const elsewhere = await signIn(user.username);
    expect(await signOut(user.asUser, { everywhere: true })).toMatchObject({
      endedSessionsCount: 2,
    });
    expect(await works(elsewhere.accessToken)).toBe(false);
    expect(await works(other.accessToken)).toBe(true);
  });

  it('leaves the rest of its own document to nobody', async () => {
    const { asUser } = await givenUser(server);
    const { data, errors } = await server.send(
      'mutation { signOut { __typename } updateProfile(input: {}) { __typename } }',
      {},
      asUser,
    );
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      path: ['updateProfile'],
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });
});

describe('User.sessions', () => {
  const SESSIONS_OF_VIEWER = `query ($first: Int, $after: String) { viewer {
    sessions(first: $first, after: $after) {
      totalCount nodes { id createdAt refreshedAt expiresAt current }
      pageInfo { hasNextPage endCursor } } } }`;
  const sessionsOf = async (headers: Record<string, string>, variables = {}) =>
    (await server.send(SESSIONS_OF_VIEWER, variables, headers)).data.viewer.sessions;
  const idOf = async ({ accessToken }: { accessToken: string }) => {
    const claims = await server.tokens.accessTokens.read(accessToken, now);
    return toGlobalId('session', claims?.sessionId as string);
  };
  const spelled = (date: Date) => date.toISOString().replace('.000Z', 'Z');
  const later = (ms: number) => spelled(new Date(now.getTime() + ms));

  it('are where one is signed in, the newest first, and which of them asks', async () => {
    const user = await givenUser(server);
    const begun = spelled(now);
    now = new Date(now.getTime() + MINUTE_MS);
    const second = await signIn(user.username);
    now = new Date(now.getTime() + MINUTE_MS);
    const { accessToken } = await refresh(user.refreshToken);
    await givenUser(server);

    const first = {
      id: toGlobalId('session', user.sessionId),
      createdAt: begun,
      refreshedAt: spelled(now),
      expiresAt: later(30 * DAY_MS),
      current: true,
    };
    expect(await sessionsOf(bearer(accessToken))).toEqual({
      totalCount: 2,
      nodes: [
        {
          id: await idOf(second),
          createdAt: later(-MINUTE_MS),
          refreshedAt: null,
          expiresAt: later(30 * DAY_MS - MINUTE_MS),
          current: false,
        },
        first,
      ],
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
    });
    const nodes = (await sessionsOf(bearer(second.accessToken))).nodes as { current: boolean }[];
    expect(nodes.map(({ current }) => current)).toEqual([true, false]);
  });

  it('come by page', async () => {
    const user = await givenUser(server);
    for (let i = 0; i < 3; i++) await signIn(user.username);
    const { nodes: all } = await sessionsOf(user.asUser);
    const first = await sessionsOf(user.asUser, { first: 3 });
    const { endCursor: after } = first.pageInfo;
    const rest = await sessionsOf(user.asUser, { first: 3, after });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect([...first.nodes, ...rest.nodes]).toEqual(all);
    expect(all).toHaveLength(4);
  });

  it('are not those that have ended, or whose time is over', async () => {
    const user = await givenUser(server);
    const signedOut = await signIn(user.username);
    await server.mutate('signOut', {}, '', bearer(signedOut.accessToken));
    const over = await signIn(user.username);
    const id = await idOf(over);
    const where = { id: readGlobalId(id)?.uuid as string };
    await server.db.session.update({ where, data: { expiresAt: now } });
    expect(await sessionsOf(user.asUser)).toMatchObject({
      totalCount: 1,
      nodes: [{ current: true }],
    });
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await server.send(query, { id }, user.asUser)).data).toEqual({ node: null });
  });
});

describe('endSession', () => {
  const end = (sessionId: string, headers: Record<string, string>) =>
    server.mutate(
      'endSession',
      { id: toGlobalId('session', sessionId) },
      '... on EndSessionSuccess { endedSessionId } ... on UserError { message }',
      headers,
    );

  it('ends that one at once, and no other', async () => {
    const user = await givenUser(server);
    const row = await server.db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const lost = await givenSession(server, row);
    const third = await givenSession(server, row);

    expect(await end(lost.sessionId, user.asUser)).toEqual({
      __typename: 'EndSessionSuccess',
      endedSessionId: toGlobalId('session', lost.sessionId),
    });

    expect(await works(lost.accessToken)).toBe(false);
    expect((await refresh(lost.refreshToken)).__typename).toBe('InvalidRefreshToken');
    expect(await works(user.accessToken)).toBe(true);
    expect(await works(third.accessToken)).toBe(true);
  });

  it('may be this one, and leaves the rest of its own document to nobody', async () => {
    const { asUser, sessionId, accessToken } = await givenUser(server);
    const query = `mutation ($id: ID!) {
      endSession(input: { id: $id }) { __typename } signOut { __typename } }`;
    const id = toGlobalId('session', sessionId);
    const { errors } = await server.send(query, { id }, asUser);
    expect(errors?.[0]).toMatchObject({
      path: ['signOut'],
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(await works(accessToken)).toBe(false);
  });

  it('refuses a session of somebody else, and one that has ended: SessionNotFound', async () => {
    const user = await givenUser(server);
    const other = await givenUser(server);
    const nowhere = await end(randomUUID(), user.asUser);
    expect(nowhere).toEqual({
      __typename: 'SessionNotFound',
      message: 'You have no such session.',
    });
    expect(await end(other.sessionId, user.asUser)).toEqual(nowhere);
    expect(await works(other.accessToken)).toBe(true);
    const row = await server.db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const { sessionId } = await givenSession(server, row);
    await end(sessionId, user.asUser);
    expect(await end(sessionId, user.asUser)).toEqual(nowhere);
  });
});

describe('updateProfile', () => {
  const update = (headers: Record<string, string>, input: object) =>
    server.mutate(
      'updateProfile',
      input,
      `... on UpdateProfileSuccess { ${USER} } ${REFUSALS}`,
      headers,
    );

  it('changes what is given and leaves the rest', async () => {
    const { asUser, id, email } = await givenUser(server);
    const username = newName();
    const change = { username, timezone: 'Asia/Tokyo', email: null, currentPassword: PASSWORD };
    expect(await update(asUser, change)).toEqual({
      __typename: 'UpdateProfileSuccess',
      user: {
        id,
        username,
        email,
        timezone: 'Asia/Tokyo',
        role: 'USER',
        createdAt: expect.stringMatching(/\+09:00$/),
      },
    });
    expect((await viewerWith(asUser)).data.viewer).toMatchObject({ username, email });
    expect((await signIn(username)).__typename).toBe('SignInSuccess');
  });

  it('lets one change the case of one’s own names', async () => {
    const { asUser, username, email } = await givenUser(server);
    const change = { username: username.toUpperCase(), email: email.toUpperCase() };
    const input = { ...change, currentPassword: PASSWORD };
    expect((await update(asUser, input)).user).toMatchObject(change);
  });

  it('refuses what another account has: UsernameTaken, EmailTaken', async () => {
    const { asUser } = await givenUser(server);
    const other = await givenUser(server);
    const names = { username: other.username.toUpperCase(), email: other.email.toUpperCase() };
    const before = await everyRow(server);
    const currentPassword = PASSWORD;
    expect(await update(asUser, { username: names.username, currentPassword })).toMatchObject({
      __typename: 'UsernameTaken',
    });
    expect(await update(asUser, { email: names.email, currentPassword })).toMatchObject({
      __typename: 'EmailTaken',
    });
    expect(await everyRow(server)).toEqual(before);
  });

  it('names every field that breaks a rule: InvalidInput', async () => {
    const { asUser } = await givenUser(server);
    expect(await update(asUser, { username: 'a b', email: 'x' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['username'] }, { path: ['email'] }, { path: ['currentPassword'] }],
    });
  });

  it('asks for the password when a name changes, and for nothing else: InvalidInput', async () => {
    const { asUser, username, email } = await givenUser(server);
    const before = await everyRow(server);
    for (const change of [{ username: newName() }, { email: `${newName()}@example.org` }]) {
      expect(await update(asUser, change)).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: ['currentPassword'] }],
      });
    }
    expect(await everyRow(server)).toEqual(before);
    const same = { username, email, timezone: 'Asia/Tokyo' };
    expect((await update(asUser, same)).__typename).toBe('UpdateProfileSuccess');
  });

  it('refuses a wrong password, and changes nothing: InvalidCredentials', async () => {
    const { asUser } = await givenUser(server);
    const before = await everyRow(server);
    const change = { username: newName(), currentPassword: 'not the password' };
    expect(await update(asUser, change)).toEqual({
      __typename: 'InvalidCredentials',
      message: "This is not the account's password.",
    });
    expect(await everyRow(server)).toEqual(before);
  });
});

describe('changePassword', () => {
  const change = (headers: Record<string, string>, input: object = {}) =>
    server.mutate(
      'changePassword',
      { currentPassword: PASSWORD, newPassword: 'a better password', ...input },
      `... on ChangePasswordSuccess { ${SESSION} } ${REFUSALS}`,
      headers,
    );

  it('changes it, ends every session and gives fresh tokens', async () => {
    const user = await givenUser(server);
    const elsewhere = await signIn(user.username);

    const changed = await change(user.asUser);

    expect(changed).toMatchObject({
      __typename: 'ChangePasswordSuccess',
      user: { id: user.id, email: user.email },
    });
    expect(await works(changed.accessToken)).toBe(true);
    expect((await refresh(changed.refreshToken)).__typename).toBe('RefreshSessionSuccess');
    for (const { accessToken, refreshToken } of [user, elsewhere]) {
      expect(await works(accessToken)).toBe(false);
      expect((await refresh(refreshToken)).__typename).toBe('InvalidRefreshToken');
    }
    expect((await signIn(user.username)).__typename).toBe('InvalidCredentials');
    expect((await signIn(user.username, 'a better password')).__typename).toBe('SignInSuccess');
  });

  it('refuses a wrong current password, and changes nothing: InvalidCredentials', async () => {
    const { asUser, accessToken, username } = await givenUser(server);
    expect(await change(asUser, { currentPassword: 'not the password' })).toEqual({
      __typename: 'InvalidCredentials',
      message: "This is not the account's password.",
    });
    expect(await works(accessToken)).toBe(true);
    expect((await signIn(username)).__typename).toBe('SignInSuccess');
  });

  it('refuses a new password that breaks a rule: InvalidInput', async () => {
    const { asUser, username, email } = await givenUser(server, { username: newName() });
    for (const newPassword of ['1234567', 'iloveyou', username.toUpperCase(), email, 'turnout!']) {
      expect(await change(asUser, { newPassword })).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: ['newPassword'] }],
      });
    }
  });
});

describe('resetPassword', () => {
  const NEW = 'a password that is remembered';
  const reset = (code: string, newPassword = NEW, headers = {}) =>
    server.mutate(
      'resetPassword',
      { code, newPassword },
      `... on ResetPasswordSuccess { endedSessionsCount } ${REFUSALS}`,
      headers,
    );

  it('sets the password with a code, once, and ends every session', async () => {
    const user = await givenUser(server);
    const elsewhere = await signIn(user.username);
    const other = await givenUser(server);
    const code = await givenResetCode(server, user);
    expect(await works(user.accessToken)).toBe(true);

    expect(await reset(code)).toEqual({
      __typename: 'ResetPasswordSuccess',
      endedSessionsCount: 2,
    });

    for (const { accessToken, refreshToken } of [user, elsewhere]) {
      expect(await works(accessToken)).toBe(false);
      expect((await refresh(refreshToken)).__typename).toBe('InvalidRefreshToken');
    }
    expect(await works(other.accessToken)).toBe(true);
    expect((await signIn(user.username)).__typename).toBe('InvalidCredentials');
    expect((await signIn(user.username, NEW)).__typename).toBe('SignInSuccess');
    expect(await reset(code, 'yet another password')).toEqual(await reset('nonsense'));
    expect((await signIn(user.username, NEW)).__typename).toBe('SignInSuccess');
  });

  it('refuses a code after half an hour, and one that a newer took the place of', async () => {
    const user = await givenUser(server);
    const first = await givenResetCode(server, user);
    const second = await givenResetCode(server, user);
    expect((await reset(first)).__typename).toBe('InvalidResetCode');
    now = new Date(now.getTime() + 30 * MINUTE_MS);
    expect(await reset(second)).toEqual({
      __typename: 'InvalidResetCode',
      message: 'This code is not good, or not any more: ask for another.',
    });
    now = new Date(now.getTime() - 1);
    expect((await reset(second)).__typename).toBe('ResetPasswordSuccess');
  });

  it('refuses a code when the password was changed since, or the account is gone', async () => {
    const user = await givenUser(server);
    const code = await givenResetCode(server, user);
    const change = { currentPassword: PASSWORD, newPassword: 'another password' };
    await server.mutate('changePassword', change, '', user.asUser);
    expect((await reset(code)).__typename).toBe('InvalidResetCode');

    const gone = await givenUser(server);
    const lost = await givenResetCode(server, gone);
    await server.mutate('eraseAccount', { password: PASSWORD }, '', gone.asUser);
    expect((await reset(lost)).__typename).toBe('InvalidResetCode');
    expect(await server.db.passwordReset.count({ where: { userId: gone.uuid } })).toBe(0);
  });

  it('leaves no code behind whose time is over', async () => {
    const user = await givenUser(server);
    await givenResetCode(server, user);
    const left = () => server.db.passwordReset.count({ where: { userId: user.uuid } });
    now = new Date(now.getTime() + 30 * MINUTE_MS - 1);
    await forgetExpiredResets(server.db, now);
    expect(await left()).toBe(1);
    now = new Date(now.getTime() + 1);
    expect(await forgetExpiredResets(server.db, now)).toBeGreaterThan(0);
    expect(await left()).toBe(0);
  });

  it('does not take the code of one account for another', async () => {
    const [one, other] = [await givenUser(server), await givenUser(server)];
    const code = await givenResetCode(server, one);
    const others = await givenResetCode(server, other);
    // The first 22 characters, less two bits, are the account's id.
    expect((await reset(`${others.slice(0, 21)}${code.slice(21)}`)).__typename).toBe(
      'InvalidResetCode',
    );
    expect((await reset(code)).__typename).toBe('ResetPasswordSuccess');
    expect((await signIn(other.username)).__typename).toBe('SignInSuccess');
  });

  it('refuses a password that breaks a rule, and leaves the code good: InvalidInput', async () => {
    const user = await givenUser(server);
    const code = await givenResetCode(server, user);
    for (const newPassword of ['1234567', 'iloveyou', user.username]) {
      expect(await reset(code, newPassword)).toMatchObject({
        __typename: 'InvalidInput',
        fields: [{ path: ['newPassword'] }],
      });
    }
    expect((await reset(code)).__typename).toBe('ResetPasswordSuccess');
  });

  it('bounds the guesses, of one account and from one address: RATE_LIMITED', async () => {
    const code = await givenResetCode(server, await givenUser(server));
    const query =
      'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }';
    const answerTo = async (guessed: string, address: string) => {
      const input = { code: guessed, newPassword: NEW };
      const { data, errors } = await server.send(query, { input }, { 'x-forwarded-for': address });
      return errors ? errors[0].extensions.code : data.resetPassword.__typename;
    };
    for (let i = 0; i < 10; i++) {
      const guessed = `${code.slice(0, -4)}${String(i).padStart(4, '0')}`;
      expect(await answerTo(guessed, `198.51.100.${i}`)).toBe('InvalidResetCode');
    }
    expect(await answerTo(code, '198.51.100.99')).toBe('RATE_LIMITED');
    now = new Date(now.getTime() + MINUTE_MS);
    for (let i = 0; i < 10; i++) {
      expect(await answerTo('nonsense', '198.51.100.100')).toBe('InvalidResetCode');
    }
    expect(await answerTo(code, '198.51.100.100')).toBe('RATE_LIMITED');
    expect(await answerTo(code, '198.51.100.101')).toBe('ResetPasswordSuccess');
  });
});

describe('eraseAccount', () => {
  const erase = (headers: Record<string, string>, input: object = {}) =>
    server.mutate(
      'eraseAccount',
      { password: PASSWORD, ...input },
      `... on EraseAccountSuccess { deletedUserId erasedRegistrationsCount }
       ... on LastOwner { events { id name } } ... on UserError { message }`,
      headers,
    );

  /** An event owned by these users, as the first of them made it. */
  async function givenOwnedEvent([first, ...others]: GivenUser[], details = {}) {
    const { event } = await server.mutate(
      'createEvent',
      {
        name: `Event ${randomUUID()}`,
        location: 'Reykjavík',
        startsAt: new Date(now.getTime() + 30 * DAY_MS).toISOString(),
        endsAt: new Date(now.getTime() + 31 * DAY_MS).toISOString(),
        capacity: 10,
        ...details,
      },
      '... on CreateEventSuccess { event { id name } }',
      first?.asUser,
    );
    const { id: eventId } = await server.db.event.findFirstOrThrow({ where: { name: event.name } });
    for (const { uuid: userId } of others) {
      await server.db.collaborator.create({
        data: { eventId, userId, role: 'OWNER', createdAt: now },
      });
    }
    return { ...event, uuid: eventId };
  }

  it('removes the account with its sessions and roles; what it did stays, without a name', async () => {
    const user = await givenUser(server);
    const other = await givenUser(server);
    const event = await givenOwnedEvent([user, other]);

    expect(await erase(user.asUser)).toEqual({
      __typename: 'EraseAccountSuccess',
      deletedUserId: user.id,
      erasedRegistrationsCount: 0,
    });

    expect(await works(user.accessToken)).toBe(false);
    expect((await refresh(user.refreshToken)).__typename).toBe('InvalidRefreshToken');
    expect((await signIn(user.username)).__typename).toBe('InvalidCredentials');
    const owners = await server.db.collaborator.findMany({ where: { eventId: event.uuid } });
    expect(owners.map(({ userId }) => userId)).toEqual([other.uuid]);
    const versions = await server.db.eventVersion.findMany({ where: { eventId: event.uuid } });
    expect(versions.map(({ authorId }) => authorId)).toEqual([null]);
    const everything = JSON.stringify(await everyRow(server));
    expect(everything).not.toContain(user.username);
    expect(everything).not.toContain(user.uuid);
  });

  it('frees the names for others', async () => {
    const { asUser, username, email } = await givenUser(server);
    await erase(asUser);
    expect((await signUp({ username, email })).__typename).toBe('SignUpSuccess');
  });

  it('refuses a wrong password: InvalidCredentials', async () => {
    const { asUser, accessToken } = await givenUser(server);
    expect(await erase(asUser, { password: 'not the password' })).toEqual({
      __typename: 'InvalidCredentials',
      message: "This is not the account's password.",
    });
    expect(await works(accessToken)).toBe(true);
  });

  it('refuses to leave events without an owner, and names them: LastOwner', async () => {
    const user = await givenUser(server);
    const other = await givenUser(server);
    const hour = (h: number) => new Date(now.getTime() + DAY_MS + h * 3_600_000).toISOString();
    const late = await givenOwnedEvent([user], { startsAt: hour(3), endsAt: hour(4) });
    const early = await givenOwnedEvent([user], {
      startsAt: hour(1),
      endsAt: hour(2),
      visibility: 'PRIVATE',
    });
    await givenOwnedEvent([user, other]);
    const before = await everyRow(server);

    expect(await erase(user.asUser, { eraseRegistrations: true })).toEqual({
      __typename: 'LastOwner',
      message: 'You are the only owner of events: hand them over, or delete them, first.',
      events: [early, late].map(({ id, name }) => ({ id, name })),
    });
    const { Attempts: _ours, ...after } = await everyRow(server);
    const { Attempts: _theirs, ...expected } = before;
    expect(after).toEqual(expected);
  });

  it('takes name and email out of registrations when asked, and keeps the counts', async () => {
    const user = await givenUser(server, { email: `${newName()}@Example.org` });
    const event = await givenEvent(server, {
      capacity: 1,
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const other = await givenEvent(server, {
      capacity: 1,
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const asSelf = (at: { id: string }, email: string) =>
      server.mutate(
        'registerAttendee',
        { eventId: at.id, name: 'Ada Lovelace', email, joinWaitlist: true },
        '... on UserError { message }',
        user.asUser,
      );
    await asSelf(event, user.email.toUpperCase());
    await asSelf(other, 'bob@example.org');
    await asSelf(other, user.email);

    expect(await erase(user.asUser, { eraseRegistrations: true })).toMatchObject({
      erasedRegistrationsCount: 2,
    });

    const list = async ({ id, asOwner }: typeof event) => {
      const query = `query ($id: ID!) {
        event(id: $id) { confirmedCount waitlistLength attendees { nodes { name email status } } } }`;
      return (await server.send(query, { id }, asOwner)).data.event;
    };
    const erased = {
      name: 'Erased',
      email: expect.stringMatching(/^erased-[0-9a-f-]{36}@erased\.invalid$/),
    };
    expect(await list(event)).toEqual({
      confirmedCount: 1,
      waitlistLength: 0,
      attendees: { nodes: [{ ...erased, status: 'CONFIRMED' }] },
    });
    expect(await list(other)).toEqual({
      confirmedCount: 1,
      waitlistLength: 1,
      attendees: {
        nodes: [
          { name: 'Ada Lovelace', email: 'bob@example.org', status: 'CONFIRMED' },
          { ...erased, status: 'WAITLISTED' },
        ],
      },
    });
    expect(JSON.stringify(await everyRow(server)).toLowerCase()).not.toContain(
      user.email.toLowerCase(),
    );
  });

  it('takes nothing from who merely has the same email: anyone can sign up with any', async () => {
    const email = `${newName()}@example.org`;
    const event = await givenEvent(server, {
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const { secret } = await register(server, event, email);
    const mallory = await givenUser(server, { email });

    expect(await erase(mallory.asUser, { eraseRegistrations: true })).toMatchObject({
      erasedRegistrationsCount: 0,
    });

    const query = 'query ($secret: String!) { attendee(secret: $secret) { name email } }';
    expect((await server.send(query, { secret })).data.attendee).toEqual({
      name: 'Ada Lovelace',
      email,
    });
  });

  it('takes name and email out of the registrations whose secrets are shown', async () => {
    const user = await givenUser(server);
    const event = await givenEvent(server, {
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const emails = [`${newName()}@example.org`, `${newName()}@example.org`];
    const [shown] = [
      await register(server, event, emails[0] as string),
      await register(server, event, emails[1] as string),
    ];

    expect(await erase(user.asUser, { registrationSecrets: [shown.secret, shown.secret] })).toEqual(
      {
        __typename: 'EraseAccountSuccess',
        deletedUserId: user.id,
        erasedRegistrationsCount: 1,
      },
    );

    expect(await server.db.attendee.count({ where: { email: emails[0] } })).toBe(0);
    expect(await server.db.attendee.count({ where: { email: emails[1] } })).toBe(1);
  });

  it('refuses secrets that open nothing, and more than 100: InvalidInput', async () => {
    const user = await givenUser(server);
    const event = await givenEvent(server, {
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const { secret, attendee } = await register(server, event, `${newName()}@example.org`);
    const forged = createSecret(readGlobalId(attendee.id)?.uuid as string).text;
    const ask = async (registrationSecrets: string[]) =>
      server.mutate(
        'eraseAccount',
        { password: PASSWORD, registrationSecrets },
        '... on InvalidInput { fields { path } }',
        user.asUser,
      );

    expect(await ask([secret, 'nonsense', forged])).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: ['registrationSecrets', '1'] }, { path: ['registrationSecrets', '2'] }],
    });
    expect(await ask(Array.from({ length: 101 }, () => secret))).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: ['registrationSecrets'] }],
    });
    expect(await works(user.accessToken)).toBe(true);
    expect(
      await server.db.attendee.count({ where: { name: 'Erased', event: { name: event.name } } }),
    ).toBe(0);
  });

  it('leaves no trace of the person in any table, and what others are told stays', async () => {
    const username = `trace.${newName().slice(0, 12)}`;
    const user = await givenUser(server, { username, email: `${username}@Mail.example` });
    const other = await givenUser(server);
    const event = await givenOwnedEvent([user, other]);
    const name = `Augusta ${username} Byron`;
    const person = { name, email: user.email };
    const at = { eventId: event.id };
    const change = { id: event.id, note: `Because ${username} says so.` };
    const { attendee } = await server.mutate(
      'registerAttendee',
      { ...at, ...person, idempotencyKey: username },
      '... on RegisterAttendeeSuccess { attendee { id } }',
      user.asUser,
    );
    await server.mutate(
      'updateEvent',
      { ...change, expectedVersion: 1, capacity: 20 },
      '',
      user.asUser,
    );
    const ticket = { attendeeId: attendee.id };
    const checkIn = (checkedInBy: string) =>
      server.mutate(
        'checkInAttendee',
        { ticket, checkedInBy },
        '... on UserError { message }',
        user.asUser,
      );
    await checkIn(`Door 3 (${username.toUpperCase()})`);
    await server.mutate(
      'shareEvent',
      { ...at, people: [{ user: { id: other.id }, role: 'OWNER' }] },
      '',
      user.asUser,
    );
    await server.mutate(
      'updateCollaborator',
      { ...at, user: { id: user.id }, role: 'EDITOR' },
      '',
      other.asUser,
    );
    await server.mutate('markNotificationsRead', { upTo: await newestOf(user) }, '', user.asUser);
    const traces = async () => {
      const text = JSON.stringify(await everyRow(server)).toLowerCase();
      return [username, name, user.email, user.uuid].filter((word) =>
        text.includes(word.toLowerCase()),
      );
    };
    expect(await traces()).toHaveLength(4);
    const told = () => server.db.notification.count({ where: { userId: other.uuid } });
    const before = await told();

    expect(await erase(user.asUser, { eraseRegistrations: true })).toMatchObject({
      erasedRegistrationsCount: 1,
    });

    expect(await traces()).toEqual([]);
    expect(before).toBeGreaterThan(1);
    expect(await told()).toBe(before);
    expect(await server.db.event.findUnique({ where: { id: event.uuid } })).toMatchObject({
      confirmedCount: 1,
      checkedInCount: 1,
      version: 2,
    });
  });

  it('leaves the door of an event alone that the account has nothing to do with', async () => {
    const username = newName();
    const event = await givenEvent(server, {
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const { attendee } = await register(server, event, `${newName()}@example.org`);
    const input = { ticket: { attendeeId: attendee.id }, checkedInBy: username };
    await server.mutate('checkInAttendee', input, '', event.asOwner);
    await erase((await givenUser(server, { username })).asUser);
    expect(await server.db.attendee.count({ where: { checkedInBy: username } })).toBe(1);
  });

  async function newestOf({ asUser }: GivenUser): Promise<string> {
    const query = '{ viewer { notifications(first: 1, includeOwn: true) { nodes { id } } } }';
    return (await server.send(query, {}, asUser)).data.viewer.notifications.nodes[0].id;
  }

  it('leaves registrations alone when not asked', async () => {
    const { asUser, email } = await givenUser(server);
    const event = await givenEvent(server, {
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    await register(server, event, email);
    await erase(asUser);
    expect(await server.db.attendee.count({ where: { email } })).toBe(1);
  });

  it('leaves the rest of its own document to nobody', async () => {
    const { asUser } = await givenUser(server);
    const query = `mutation ($password: String!) {
      eraseAccount(input: { password: $password }) { __typename }
      signOut { __typename }
    }`;
    const { errors } = await server.send(query, { password: PASSWORD }, asUser);
    expect(errors?.[0]).toMatchObject({
      path: ['signOut'],
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });
});

describe('what needs an account', () => {
  it.each([
    ['signOut', '{}'],
    ['endSession', '{ id: "x" }'],
    ['updateProfile', '{}'],
    ['changePassword', '{ currentPassword: "x", newPassword: "y" }'],
    ['eraseAccount', '{ password: "x" }'],
  ])('%s answers UNAUTHENTICATED to nobody', async (name, input) => {
    const { errors } = await server.send(`mutation { ${name}(input: ${input}) { __typename } }`);
    expect(errors).toEqual([
      {
        message: 'This needs an account: sign in first.',
        path: [name],
        locations: expect.any(Array),
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
  });

  it('is not the viewer: nobody is null', async () => {
    expect(await viewerWith({})).toMatchObject({ status: 200, data: { viewer: null } });
    expect((await viewerWith({ authorization: '' })).data).toEqual({ viewer: null });
  });
});

describe('an access token', () => {
  it.each([
    ['no token', 'Bearer'],
    ['something else', 'Bearer nonsense'],
    ['two tokens', 'Bearer a b'],
    ['another scheme', 'Basic YWRhOnBhc3N3b3Jk'],
    ['a token without a scheme', 'eyJ'],
  ])('that is no good ends the whole request, alike for each reason: %s', async (_what, header) => {
    expect(await viewerWith({ authorization: header })).toMatchObject(UNAUTHENTICATED);
  });

  it('of a session that has ended gets the same answer as one that never was good', async () => {
    const user = await givenUser(server);
    const expired = await givenUser(server);
    await server.db.session.delete({ where: { id: user.sessionId } });
    await server.db.session.update({
      where: { id: expired.sessionId },
      data: { expiresAt: new Date(now.getTime() - 1) },
    });
    const { tokens } = server;
    const uuids = { userId: expired.uuid, sessionId: (await givenUser(server)).sessionId };
    const misfit = await tokens.accessTokens.issue(uuids, now);
    const nonsense = await viewerWith(bearer('nonsense'));
    for (const token of [user.accessToken, expired.accessToken, misfit.token]) {
      const { status, data, errors } = await viewerWith(bearer(token));
      expect({ status, data, errors }).toEqual({
        status: nonsense.status,
        data: nonsense.data,
        errors: nonsense.errors,
      });
    }
    expect(nonsense.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  it('is refused in the same bytes, whatever is wrong with it, at GraphQL and at the CSV file', async () => {
    const { uuid, sessionId } = await givenUser(server);
    const seconds = Math.floor(now.getTime() / 1_000);
    const claims = { iss: 'turnout', aud: 'turnout', sub: uuid, sid: sessionId, iat: seconds };
    const payload = { ...claims, exp: seconds + 60 };
    const header = { alg: 'HS256', typ: 'at+jwt' };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const token = (
      head: object,
      body: object,
      secret: string = SESSIONS.secret,
      hash = 'sha256',
    ) => {
      const input = `${encode(head)}.${encode(body)}`;
      return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
    };
    const good = token(header, payload);
    const unsigned = good.slice(0, good.lastIndexOf('.') + 1);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const rsaInput = `${encode({ ...header, alg: 'RS256' })}.${encode(payload)}`;
    const bad = {
      malformed: 'nonsense',
      empty: '..',
      forged: token(header, payload, 'not the secret, but one that is as long as the secret is'),
      'signed with nothing': token(header, payload, ''),
      stripped: unsigned,
      'of alg none': `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`,
      'of another hash': token({ ...header, alg: 'HS512' }, payload, SESSIONS.secret, 'sha512'),
      'of a key pair': `${rsaInput}.${sign('sha256', Buffer.from(rsaInput), privateKey).toString('base64url')}`,
      expired: token(header, { ...claims, exp: seconds - 1 }),
      'not yet good': token(header, { ...payload, nbf: seconds + 60 }),
      'from elsewhere': token(header, { ...payload, iss: 'elsewhere' }),
      'for another': token(header, { ...payload, aud: 'elsewhere' }),
      'of another type': token({ ...header, typ: 'JWT' }, payload),
      'with an extension': token({ ...header, crit: ['x'], x: 1 }, payload),
      'with a key to fetch': token({ ...header, jku: `${server.url}/keys` }, payload, 'x'),
      'with a path as key': token({ ...header, kid: '../../../../dev/null' }, payload, ''),
      padded: `${good}=`,
      'of a session that is not there': token(header, { ...payload, sid: uuid }),
      'of a user who is not there': token(header, { ...payload, sub: sessionId }),
    };
    const answerTo = async (path: string, accessToken: string) => {
      const body = JSON.stringify({ query: '{ viewer { id } }' });
      const answer = await fetch(`${server.url}${path}`, {
        headers: { 'content-type': 'application/json', ...bearer(accessToken) },
        ...(path === '/graphql' && { method: 'POST', body }),
      });
      const headers = [...answer.headers].filter(
        ([name]) => !['date', 'x-request-id'].includes(name),
      );
      return { status: answer.status, headers, text: await answer.text() };
    };
    expect((await answerTo('/graphql', good)).status).toBe(200);
    for (const path of ['/graphql', '/events/event_01jz/attendees.csv']) {
      const nonsense = await answerTo(path, bad.malformed);
      expect(nonsense.status).toBe(401);
      for (const [what, accessToken] of Object.entries(bad)) {
        expect([what, await answerTo(path, accessToken)]).toEqual([what, nonsense]);
      }
    }
  });

  it('that cannot be checked for a fault of ours is answered as one, without its text', async () => {
    const broken = {
      ...server.tokens.accessTokens,
      read: () => Promise.reject(new Error('inner')),
    };
    const faulty = await startTestServer({
      databaseUrl: server.databaseUrl,
      tokens: { ...server.tokens, accessTokens: broken },
    });
    const { status, headers, errors } = await faulty.send('{ viewer { id } }', {}, bearer('x'));
    await faulty.stop();
    expect(status).toBe(500);
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          requestId: headers.get('x-request-id'),
        },
      },
    ]);
  });

  it('costs one statement a request', async () => {
    const { asUser } = await givenUser(server);
    server.statements.length = 0;
    await viewerWith(asUser);
    expect(server.statements).toHaveLength(1);
  });

  it('is asked for, and refused, at the attendees’ CSV file alike', async () => {
    const user = await givenUser(server);
    const { event } = await server.mutate(
      'createEvent',
      {
        name: 'Private concert',
        location: 'Reykjavík',
        startsAt: '2035-01-01T10:00:00Z',
        endsAt: '2035-01-01T11:00:00Z',
        capacity: 1,
        visibility: 'PRIVATE',
      },
      '... on CreateEventSuccess { event { id } }',
      user.asUser,
    );
    const file = (headers = {}) =>
      fetch(`${server.url}/events/${event.id}/attendees.csv`, { headers });

    expect((await file(user.asUser)).status).toBe(200);
    expect((await file()).status).toBe(404);
    const refused = await file(bearer('nonsense'));
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});

describe('User', () => {
  const read = async (id: string, headers = {}) => {
    const query = `query ($id: ID!) {
      node(id: $id) { __typename ... on User { id username email timezone role } } }`;
    return (await server.send(query, { id }, headers)).data.node;
  };

  it('is found by its id by oneself and by administrators, and by nobody else', async () => {
    const user = await givenUser(server);
    const other = await givenUser(server);
    const admin = await givenUser(server, { role: 'ADMIN' });
    const all = {
      __typename: 'User',
      id: user.id,
      username: user.username,
      email: user.email,
      timezone: 'UTC',
      role: 'USER',
    };
    expect(await read(user.id, user.asUser)).toEqual(all);
    expect(await read(user.id, admin.asUser)).toEqual(all);
    expect(await read(user.id, other.asUser)).toBeNull();
    expect(await read(user.id)).toBeNull();
    expect(await read(toGlobalId('user', randomUUID()), admin.asUser)).toBeNull();
  });

  it('who is an administrator acts as owner of every event', async () => {
    const admin = await givenUser(server, { role: 'ADMIN' });
    const event = await givenEvent(server, {
      visibility: 'PRIVATE',
      startsAt: '2035-01-01T10:00:00Z',
      endsAt: '2035-01-01T11:00:00Z',
    });
    const outcome = await server.mutate('deleteEvent', { id: event.id }, '', admin.asUser);
    expect(outcome.__typename).toBe('DeleteEventSuccess');
  });
});

describe('what is secret', () => {
  it('is in no table: no password, no access token, no refresh token, no code', async () => {
    const password = `secret ${randomUUID()}`;
    const first = await signUp({ password });
    const second = await signIn(first.user.username, password);
    const third = await refresh(second.refreshToken);
    await signIn(first.user.username, `wrong ${password}`, { 'x-forwarded-for': '203.0.113.7' });
    const resetCode = await givenResetCode(server, first.user);

    const everything = JSON.stringify(await everyRow(server)).toLowerCase();

    const codes = [first, second, third].map(({ refreshToken }) => refreshToken).concat(resetCode);
    const refreshTokens = codes.flatMap((code) => {
      const bytes = Buffer.from(code, 'base64url');
      return [code.toLowerCase(), bytes.toString('hex'), bytes.toString('hex', 16)];
    });
    const accessTokens = [first, second, third].map(({ accessToken }) => accessToken.toLowerCase());
    for (const secret of [password, ...refreshTokens, ...accessTokens, '203.0.113.7']) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('is not told by the tokens: they name the session and the user, and no more', async () => {
    const { accessToken } = await givenSession(server, await server.db.user.findFirstOrThrow());
    const claims = JSON.parse(
      Buffer.from(accessToken.split('.')[1] as string, 'base64url').toString(),
    );
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });
});
