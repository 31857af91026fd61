import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetOldGuesses } from '../../src/domain/accounts/guesses.js';
import { stepOf, totpOf } from '../../src/domain/accounts/totp.js';
import {
  bearer,
  type GivenUser,
  givenResetCode,
  givenSession,
  givenUser,
  PASSWORD,
} from '../support/accounts.js';
import { eventInput } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let server: TestServer;
/** Each test begins in an hour of its own, in which to guess. */
let now = new Date('2031-05-01T12:00:00Z');
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, trustedProxies: ['loopback'] });
});
beforeEach(() => {
  now = new Date((Math.floor(now.getTime() / HOUR_MS) + 2) * HOUR_MS);
});
afterAll(() => server.stop());

const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
let callers = 0;
/** From an address of its own: what is bounded by address is tested elsewhere. */
const from = (headers = {}) => ({ 'x-forwarded-for': `198.51.100.${++callers % 256}`, ...headers });

const REFUSAL = '... on UserError { message }';
const signIn = (usernameOrEmail: string, code?: string | null, password = PASSWORD) =>
  server.mutate(
    'signIn',
    { usernameOrEmail, password, code },
    `... on SignInSuccess { accessToken } ${REFUSAL}`,
    from(),
  );
const begin = ({ asUser }: GivenUser, currentPassword = PASSWORD) =>
  server.mutate(
    'beginSecondFactor',
    { currentPassword },
    `... on BeginSecondFactorSuccess { secret otpauthUri } ${REFUSAL}`,
    from(asUser),
  );
const confirm = ({ asUser }: GivenUser, code: string) =>
  server.mutate(
    'confirmSecondFactor',
    { code },
    `... on ConfirmSecondFactorSuccess { recoveryCodes endedSessionsCount } ${REFUSAL}`,
    from(asUser),
  );
const turnOff = ({ asUser }: GivenUser, code: string, currentPassword = PASSWORD) =>
  server.mutate(
    'turnOffSecondFactor',
    { currentPassword, code },
    `... on TurnOffSecondFactorSuccess { endedSessionsCount } ${REFUSAL}`,
    from(asUser),
  );
const works = async ({ accessToken }: { accessToken: string }) =>
  (await server.send('{ viewer { id } }', {}, bearer(accessToken))).data?.viewer != null;

/** The bytes of a text in base 32, as an app reads them. */
function readBase32(text: string): Buffer {
  const digits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const codeOf = (secret: Uint8Array) => totpOf(secret, stepOf(now));
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a second factor', () => {
  it('is begun, turned on with a code, asked for, and turned off', async () => {
    const user = await givenUser(server);
    const { secret, otpauthUri } = await begin(user);
    expect(otpauthUri).toBe(
      `otpauth://totp/Turnout:${user.username}?secret=${secret}&issuer=Turnout&algorithm=SHA1&digits=6&period=30`,
    );
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const bytes = readBase32(secret);
    expect((await signIn(user.username)).__typename).toBe('SignInSuccess'); // not asked for yet

    const on = await confirm(user, codeOf(bytes));
    expect(on).toEqual({
      __typename: 'ConfirmSecondFactorSuccess',
      recoveryCodes: expect.any(Array),
      endedSessionsCount: 1,
    });
    expect(await signIn(user.username)).toEqual({
      __typename: 'SecondFactorRequired',
      message: 'This account has a second factor: its code is needed too.',
    });
    later(30_000);
    expect((await signIn(user.email, codeOf(bytes))).__typename).toBe('SignInSuccess');

    later(30_000);
    expect((await turnOff(user, codeOf(bytes))).endedSessionsCount).toBe(1);
    expect((await signIn(user.username)).__typename).toBe('SignInSuccess');
    expect(await server.db.recoveryCode.count({ where: { userId: user.uuid } })).toBe(0);
  });

  it('ends all other sessions when it is turned on, and when it is turned off', async () => {
    const user = await givenUser(server);
    const row = await server.db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const elsewhere = await givenSession(server, row);
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    expect((await confirm(user, await factor.code())).endedSessionsCount).toBe(1);
    expect([await works(user), await works(elsewhere)]).toEqual([true, false]);

    const again = await givenSession(server, row);
    later(30_000);
    await turnOff(user, await factor.code());
    expect([await works(user), await works(again)]).toEqual([true, false]);
  });

  it('is told of to oneself and to administrators alone', async () => {
    const user = await givenUser(server);
    const admin = await givenUser(server, { role: 'ADMIN' });
    const query = 'query ($id: ID!) { node(id: $id) { ... on User { secondFactorSince } } }';
    const since = async ({ asUser }: GivenUser) =>
      (await server.send(query, { id: user.id }, asUser)).data.node.secondFactorSince;
    expect(await since(user)).toBeNull();
    await givenSecondFactor(server, user);
    const spelled = now.toISOString().replace('.000Z', 'Z');
    expect([await since(user), await since(admin)]).toEqual([spelled, spelled]);
  });

  it('goes with the account', async () => {
    const user = await givenUser(server);
    const { recoveryCodes } = await givenSecondFactor(server, user);
    const input = { password: PASSWORD, code: recoveryCodes[0] };
    const { __typename } = await server.mutate('eraseAccount', input, '', from(user.asUser));
    expect(__typename).toBe('EraseAccountSuccess');
    expect(JSON.stringify(await everyRow(server))).not.toContain(user.uuid);
  });
});

describe('beginSecondFactor', () => {
  it('refuses a wrong password: InvalidCredentials', async () => {
    const user = await givenUser(server);
    const before = await everyRow(server);
    expect((await begin(user, 'not the password')).__typename).toBe('InvalidCredentials');
    expect(await everyRow(server)).toEqual(before);
  });

  it('refuses another one beside the one that is on: SecondFactorAlreadyOn', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    expect((await begin(user)).__typename).toBe('SecondFactorAlreadyOn');
    expect((await signIn(user.username, await factor.code())).__typename).toBe('SignInSuccess');
  });

  it('makes what was begun before worth nothing', async () => {
    const user = await givenUser(server);
    const first = readBase32((await begin(user)).secret);
    const second = readBase32((await begin(user)).secret);
    expect((await confirm(user, codeOf(first))).__typename).toBe('InvalidSecondFactor');
    expect((await confirm(user, codeOf(second))).__typename).toBe('ConfirmSecondFactorSuccess');
  });
});

describe('confirmSecondFactor', () => {
  it('refuses a wrong code, and the factor is not on: InvalidSecondFactor', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    expect(await confirm(user, wrong(await factor.code()))).toEqual({
      __typename: 'InvalidSecondFactor',
      message: 'This is not the code of this moment, or was used before.',
    });
    expect((await signIn(user.username)).__typename).toBe('SignInSuccess');
  });

  it('refuses when nothing was begun, or too long ago: SecondFactorNotBegun', async () => {
    const user = await givenUser(server);
    expect((await confirm(user, '123456')).__typename).toBe('SecondFactorNotBegun');
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    later(30 * MINUTE_MS);
    const asUser = bearer((await signIn(user.username)).accessToken);
    const tooLate = await confirm({ ...user, asUser }, await factor.code());
    expect(tooLate.__typename).toBe('SecondFactorNotBegun');
  });

  it('refuses when it is on already: SecondFactorAlreadyOn', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    expect((await confirm(user, await factor.code())).__typename).toBe('SecondFactorAlreadyOn');
  });

  it('takes the code for good: it signs nobody in afterwards', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    await confirm(user, await factor.code());
    expect((await signIn(user.username, await factor.code())).__typename).toBe(
      'InvalidSecondFactor',
    );
  });
});

describe('a code', () => {
  it('works once, in the half minute that it is shown for', async () => {
    const user = await givenUser(server);
    const { secret } = await givenSecondFactor(server, user);
    later(29_999);
    const code = codeOf(secret);
    expect((await signIn(user.username, wrong(code))).__typename).toBe('InvalidSecondFactor');
    expect((await signIn(user.username, code)).__typename).toBe('SignInSuccess');
    expect((await signIn(user.username, code)).__typename).toBe('InvalidSecondFactor');
    const next = totpOf(secret, stepOf(now) + 1);
    expect((await signIn(user.username, next)).__typename).toBe('InvalidSecondFactor');
    later(1);
    expect((await signIn(user.username, code)).__typename).toBe('InvalidSecondFactor');
    const spaced = `${next.slice(0, 3)} ${next.slice(3)}`;
    expect((await signIn(user.username, spaced)).__typename).toBe('SignInSuccess');
  });

  it('is not told of to who does not know the password', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    const answers = [
      await signIn('nobody', await factor.code(), 'not the password'),
      await signIn(user.username, await factor.code(), 'not the password'),
      await signIn(user.username, null, 'not the password'),
    ];
    expect(answers).toEqual(Array(3).fill(answers[0]));
    expect(answers[0].__typename).toBe('InvalidCredentials');
    // Nor was it taken.
    expect((await signIn(user.username, await factor.code())).__typename).toBe('SignInSuccess');
  });

  it('that is no six digits is wrong like another, without a fault', async () => {
    const user = await givenUser(server);
    await givenSecondFactor(server, user);
    for (const code of ['', '12345', '1234567', 'x'.repeat(90_000), '１２３４５６', '-12345']) {
      expect((await signIn(user.username, code)).__typename).toBe('InvalidSecondFactor');
    }
  });

  it('is nothing to an account without a second factor', async () => {
    const user = await givenUser(server);
    for (let i = 0; i < 12; i++) {
      expect((await signIn(user.username, '123456')).__typename).toBe('SignInSuccess');
    }
  });

  it('of one account is not taken for another', async () => {
    const [one, other] = [await givenUser(server), await givenUser(server)];
    const [first, second] = [
      await givenSecondFactor(server, one),
      await givenSecondFactor(server, other),
    ];
    const [recovery] = first.recoveryCodes;
    expect((await signIn(other.username, recovery)).__typename).toBe('InvalidSecondFactor');
    expect((await signIn(one.username, recovery)).__typename).toBe('SignInSuccess');
    expect((await signIn(other.username, await second.code())).__typename).toBe('SignInSuccess');
  });
});

describe('the bound on wrong codes', () => {
  /** What is answered to a sign-in: a type, or the code of an error. */
  const answerTo = async (usernameOrEmail: string, code: string) => {
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const input = { usernameOrEmail, password: PASSWORD, code };
    const { data, errors } = await server.send(query, { input }, from());
    return errors ? errors[0].extensions : data.signIn.__typename;
  };

  it('refuses the 11th within an hour, from wherever it comes: RATE_LIMITED', async () => {
    const user = await givenUser(server);
    const { secret } = await givenSecondFactor(server, user);
    for (let i = 0; i < 10; i++) {
      later(5 * MINUTE_MS);
      expect(await answerTo(user.username, wrong(codeOf(secret)))).toBe('InvalidSecondFactor');
    }
    const limited = { code: 'RATE_LIMITED', retryAfter: 600 };
    // What clears old counts leaves that of an hour that is not over.
    await forgetOldGuesses(server.db, now);
    expect(await answerTo(user.username, codeOf(secret))).toEqual(limited);
    later(10 * MINUTE_MS - 1_000);
    expect(await answerTo(user.username, codeOf(secret))).toEqual({ ...limited, retryAfter: 1 });
    later(1_000);
    expect(await answerTo(user.username, codeOf(secret))).toBe('SignInSuccess');
  });

  it('holds for many at once, and wherever a code is asked for', async () => {
    const user = await givenUser(server);
    const { secret } = await givenSecondFactor(server, user);
    const bad = wrong(codeOf(secret));
    await turnOff(user, bad);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        i === 5
          ? server
              .mutate(
                'changePassword',
                { currentPassword: PASSWORD, newPassword: 'a better password', code: bad },
                '',
                from(user.asUser),
              )
              .then(
                ({ __typename }) => __typename as string,
                () => 'RATE_LIMITED',
              )
          : answerTo(user.username, bad).then((answer) => answer.code ?? answer),
      ),
    );
    expect(answers.filter((answer) => answer === 'InvalidSecondFactor')).toHaveLength(9);
    expect(answers.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(3);
  });

  it('does not count what was right', async () => {
    const user = await givenUser(server);
    const { secret } = await givenSecondFactor(server, user);
    for (let i = 0; i < 12; i++) {
      later(30_000);
      expect(await answerTo(user.username, codeOf(secret))).toBe('SignInSuccess');
    }
  });

  it('does not make a right password a wrong guess, with a code or without', async () => {
    const user = await givenUser(server);
    const { recoveryCodes } = await givenSecondFactor(server, user);
    for (const code of recoveryCodes) {
      expect(await answerTo(user.username, code)).toBe('SignInSuccess');
    }
    for (let i = 0; i < 11; i++) {
      expect((await signIn(user.username)).__typename).toBe('SecondFactorRequired');
    }
    expect(recoveryCodes.length).toBeGreaterThanOrEqual(10);
  });

  it('cannot be used up by who does not know the password', async () => {
    const user = await givenUser(server);
    const { secret } = await givenSecondFactor(server, user);
    for (let i = 0; i < 12; i++) {
      later(MINUTE_MS);
      await signIn(user.username, wrong(codeOf(secret)), 'not the password');
    }
    expect(await answerTo(user.username, codeOf(secret))).toBe('SignInSuccess');
  });
});

describe('a recovery code', () => {
  it('stands in for a code, once', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    const { recoveryCodes } = await confirm(user, await factor.code());
    expect(recoveryCodes).toHaveLength(10);
    const [first, second] = recoveryCodes;
    expect((await signIn(user.username, first)).__typename).toBe('SignInSuccess');
    expect((await signIn(user.username, first)).__typename).toBe('InvalidSecondFactor');
    expect((await signIn(user.username, second.toLowerCase())).__typename).toBe('SignInSuccess');
    expect((await turnOff(user, recoveryCodes[2])).__typename).toBe('TurnOffSecondFactorSuccess');
  });
});

describe('who has a second factor', () => {
  it.each([
    ['changePassword', { currentPassword: PASSWORD, newPassword: 'a better password' }],
    ['updateProfile', { currentPassword: PASSWORD, email: `${randomUUID()}@example.org` }],
    ['eraseAccount', { password: PASSWORD }],
  ])('needs it for %s: SecondFactorRequired, InvalidSecondFactor', async (mutation, input) => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    const before = await everyRow(server);
    const ask = async (code?: string) =>
      (await server.mutate(mutation, { ...input, code }, '', from(user.asUser))).__typename;
    expect(await ask()).toBe('SecondFactorRequired');
    expect(await ask(wrong(await factor.code()))).toBe('InvalidSecondFactor');
    expect(await everyRow(server)).toEqual(before);
    expect(await ask(await factor.code())).toMatch(/Success$/);
  });

  it('needs it also after a forgotten password was set anew', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    const newPassword = 'a password that is remembered';
    const code = await givenResetCode(server, user);
    await server.mutate('resetPassword', { code, newPassword }, '', from());
    expect((await signIn(user.username, null, newPassword)).__typename).toBe(
      'SecondFactorRequired',
    );
    expect((await signIn(user.username, await factor.code(), newPassword)).__typename).toBe(
      'SignInSuccess',
    );
  });

  it('does not need it to change the time zone, or to refresh a session', async () => {
    const user = await givenUser(server);
    await givenSecondFactor(server, user);
    const zone = { timezone: 'Asia/Tokyo' };
    const changed = await server.mutate('updateProfile', zone, '', from(user.asUser));
    expect(changed.__typename).toBe('UpdateProfileSuccess');
    const { refreshToken } = user;
    const refreshed = await server.mutate('refreshSession', { refreshToken }, '', from());
    expect(refreshed.__typename).toBe('RefreshSessionSuccess');
  });
});

describe('turnOffSecondFactor', () => {
  it('refuses a wrong password, and a wrong code: InvalidCredentials, InvalidSecondFactor', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    const code = await factor.code();
    expect((await turnOff(user, code, 'not the password')).__typename).toBe('InvalidCredentials');
    expect((await turnOff(user, wrong(code))).__typename).toBe('InvalidSecondFactor');
    expect((await signIn(user.username)).__typename).toBe('SecondFactorRequired');
  });

  it('refuses when there is none, or one that was only begun: SecondFactorNotOn', async () => {
    const user = await givenUser(server);
    expect((await turnOff(user, '123456')).__typename).toBe('SecondFactorNotOn');
    await givenSecondFactor(server, user, { begunOnly: true });
    expect((await turnOff(user, '123456')).__typename).toBe('SecondFactorNotOn');
  });
});

describe('what is secret of a second factor', () => {
  it('is in no table as it is: no secret, no recovery code', async () => {
    const user = await givenUser(server);
    const { secret } = await begin(user);
    const bytes = readBase32(secret);
    const { recoveryCodes } = await confirm(user, codeOf(bytes));
    const everything = JSON.stringify(await everyRow(server)).toLowerCase();
    const codes = recoveryCodes.flatMap((code: string) => [code, code.replaceAll('-', '')]);
    for (const text of [secret, bytes.toString('hex'), ...codes]) {
      expect(everything).not.toContain(text.toLowerCase());
    }
  });

  it('cannot be read under another key: a fault, and recovery codes still work', async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user);
    const other = await startTestServer({
      clock: () => now,
      databaseUrl: server.databaseUrl,
      tokens: { ...server.tokens, secondFactorKey: new Uint8Array(32) },
    });
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const ask = async (code: string | undefined) => {
      const input = { usernameOrEmail: user.username, password: PASSWORD, code };
      const { data, errors } = await other.send(query, { input });
      return errors ? errors[0].extensions.code : data.signIn.__typename;
    };
    const answers = [await ask(await factor.code()), await ask(factor.recoveryCodes[0])];
    await other.stop();
    expect(answers).toEqual(['INTERNAL_SERVER_ERROR', 'SignInSuccess']);
  });
});

describe('where a second factor is demanded', () => {
  let strict: TestServer;
  beforeAll(async () => {
    strict = await startTestServer({
      clock: () => now,
      trustedProxies: ['loopback'],
      databaseUrl: server.databaseUrl,
      anonymousEvents: false,
      tokens: { ...server.tokens, secondFactorRequired: true },
    });
  });
  afterAll(() => strict.stop());

  const OPENED = 'accessToken refreshToken secondFactorMissing';
  const enter = (username: string, code?: string) =>
    strict.mutate(
      'signIn',
      { usernameOrEmail: username, password: PASSWORD, code },
      `... on SignInSuccess { ${OPENED} } ... on UserError { message }`,
      from(),
    );

  it('who has none may only turn one on, or leave', async () => {
    const user = await givenUser(strict, { role: 'ADMIN' });
    const { accessToken, secondFactorMissing } = await enter(user.username);
    expect(secondFactorMissing).toBe(true);
    const headers = from(bearer(accessToken));

    expect((await strict.send('{ viewer { id } }', {}, headers)).data).toEqual({ viewer: null });
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await strict.send(query, { id: user.id }, headers)).data).toEqual({ node: null });
    const before = await everyRow(strict);
    for (const [mutation, input] of [
      ['updateProfile', '{ timezone: "Asia/Tokyo" }'],
      ['changePassword', `{ currentPassword: "${PASSWORD}", newPassword: "a better password" }`],
      ['turnOffSecondFactor', `{ currentPassword: "${PASSWORD}", code: "123456" }`],
      ['endSession', '{ id: "x" }'],
      ['eraseAccount', `{ password: "${PASSWORD}" }`],
    ]) {
      const document = `mutation { ${mutation}(input: ${input}) { __typename } }`;
      const { errors } = await strict.send(document, {}, headers);
      expect([mutation, errors?.[0]]).toMatchObject([
        mutation,
        {
          message: 'This needs a second factor: beginSecondFactor first.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ]);
    }
    for (const [mutation, input] of [
      ['MarkNotificationsRead', { upTo: 'x' }],
      ['CreateEvent', eventInput()],
      ['ClaimEvent', { eventId: 'x' }],
    ] as const) {
      const name = `${mutation[0]?.toLowerCase()}${mutation.slice(1)}`;
      const document = `mutation ($input: ${mutation}Input!) { ${name}(input: $input) { __typename } }`;
      const { errors } = await strict.send(document, { input }, headers);
      expect([name, errors?.[0].extensions.code]).toEqual([name, 'UNAUTHENTICATED']);
    }
    expect(await everyRow(strict)).toEqual(before);
    const { __typename } = await strict.mutate('signOut', {}, '', headers);
    expect(__typename).toBe('SignOutSuccess');
  });

  it('who turns one on is let in at once, and with its code from then on', async () => {
    const user = await givenUser(strict);
    const { accessToken, refreshToken } = await enter(user.username);
    const headers = from(bearer(accessToken));
    const begun = await strict.mutate(
      'beginSecondFactor',
      { currentPassword: PASSWORD },
      '... on BeginSecondFactorSuccess { secret }',
      headers,
    );
    const secret = readBase32(begun.secret);
    const { data } = await strict.send(
      `mutation ($code: String!) {
        confirmSecondFactor(input: { code: $code }) { __typename }
        updateProfile(input: { timezone: "Asia/Tokyo" }) { __typename }
      }`,
      { code: codeOf(secret) },
      headers,
    );
    expect(data).toEqual({
      confirmSecondFactor: { __typename: 'ConfirmSecondFactorSuccess' },
      updateProfile: { __typename: 'UpdateProfileSuccess' },
    });
    const viewer = (await strict.send('{ viewer { username } }', {}, headers)).data.viewer;
    expect(viewer).toEqual({ username: user.username });
    const refreshed = await strict.mutate(
      'refreshSession',
      { refreshToken },
      `... on RefreshSessionSuccess { ${OPENED} }`,
      from(),
    );
    expect(refreshed.secondFactorMissing).toBe(false);
    later(30_000);
    expect((await enter(user.username)).__typename).toBe('SecondFactorRequired');
    expect((await enter(user.username, codeOf(secret))).secondFactorMissing).toBe(false);
  });

  it('who signs up has to turn one on as well', async () => {
    const username = `new-${randomUUID().slice(0, 8)}`;
    const input = { username, email: `${username}@example.org`, password: PASSWORD };
    const signedUp = await strict.mutate(
      'signUp',
      input,
      `... on SignUpSuccess { ${OPENED} user { username email } }`,
      from(),
    );
    expect(signedUp).toMatchObject({ secondFactorMissing: true, user: { username, email: null } });
  });

  it('is nothing where it is not: nobody misses one', async () => {
    const user = await givenUser(server);
    const { accessToken } = await enter(user.username);
    const { data } = await server.send('{ viewer { username } }', {}, bearer(accessToken));
    expect(data.viewer).toEqual({ username: user.username });
  });
});
