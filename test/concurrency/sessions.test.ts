import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findUserOfReset } from '../../src/data/passwordResets.js';
import { inTransaction } from '../../src/data/transaction.js';
import { lockUser } from '../../src/data/users.js';
import { spendCode } from '../../src/domain/accounts/secondFactor.js';
import { startSession } from '../../src/domain/accounts/session.js';
import { readSecret } from '../../src/domain/secret.js';
import { bearer, givenResetCode, givenSession, givenUser, PASSWORD } from '../support/accounts.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { untilSomebodyWaits } from '../support/waiting.js';

// Two servers on one database, as two replicas are: nothing that one of them remembers counts.

let servers: [TestServer, TestServer];
beforeAll(async () => {
  const trustedProxies = ['loopback'];
  const first = await startTestServer({ trustedProxies });
  const { databaseUrl } = first;
  servers = [first, await startTestServer({ trustedProxies, databaseUrl })];
});
afterAll(async () => {
  for (const server of [...servers].reverse()) await server.stop();
});

/** Headers of a caller of its own: here wrong guesses are not the point. */
let callers = 0;
const from = (more: Record<string, string> = {}) => ({
  'x-forwarded-for': `192.0.2.${++callers % 256}`,
  ...more,
});

/** Runs `work` at once on both servers in turn; the answers in no order. */
function atOnce<T>(times: number, work: (server: TestServer, i: number) => Promise<T>) {
  return Promise.all(
    Array.from({ length: times }, (_, i) => work(servers[i % 2] as TestServer, i)),
  );
}

const kinds = (outcomes: { __typename: string }[]) =>
  outcomes.map(({ __typename }) => __typename).sort();

const signIn = (server: TestServer, usernameOrEmail: string, password: string) =>
  server.mutate(
    'signIn',
    { usernameOrEmail, password },
    '... on SignInSuccess { accessToken refreshToken }',
    from(),
  );

const refresh = (server: TestServer, refreshToken: string) =>
  server.mutate(
    'refreshSession',
    { refreshToken },
    '... on RefreshSessionSuccess { accessToken refreshToken }',
    from(),
  );

const works = async (accessToken: string) =>
  (await servers[0].send('{ viewer { id } }', {}, bearer(accessToken))).data?.viewer != null;

describe('simultaneous sign-ups', () => {
  it('with one username end with one success', async () => {
    const username = `Ada-${randomUUID().slice(0, 8)}`;
    const outcomes = await atOnce(6, (server, i) =>
      server.mutate(
        'signUp',
        {
          username: i % 3 === 0 ? username.toUpperCase() : username,
          email: `ada${i}-${username}@example.org`,
          password: PASSWORD,
        },
        '',
      ),
    );
    expect(kinds(outcomes)).toEqual(['SignUpSuccess', ...Array(5).fill('UsernameTaken')]);
  });

  it('with one email end with one success, and leave nothing of the others', async () => {
    const email = `ada-${randomUUID()}@example.org`;
    const outcomes = await atOnce(6, (server, i) =>
      server.mutate(
        'signUp',
        {
          username: `u${i}-${randomUUID().slice(0, 8)}`,
          email: i % 3 === 0 ? email.toUpperCase() : email,
          password: PASSWORD,
        },
        '',
      ),
    );
    expect(kinds(outcomes)).toEqual([...Array(5).fill('EmailTaken'), 'SignUpSuccess']);
    expect(
      await servers[0].db.user.count({ where: { email: { equals: email, mode: 'insensitive' } } }),
    ).toBe(1);
  });
});

describe('simultaneous refreshes', () => {
  it('with one token: one wins, and the other counts as a second use, which ends the session', async () => {
    for (let round = 0; round < 10; round++) {
      const { refreshToken, accessToken, sessionId } = await givenUser(servers[0]);

      const outcomes = await atOnce(2, (server) => refresh(server, refreshToken));

      expect(kinds(outcomes)).toEqual(['InvalidRefreshToken', 'RefreshSessionSuccess']);
      const won = outcomes.find((outcome) => outcome.accessToken);
      expect(await works(accessToken)).toBe(false);
      expect(await works(won.accessToken)).toBe(false);
      expect(await servers[0].db.refreshToken.count({ where: { sessionId } })).toBe(0);
    }
  });

  it('of different sessions of one user do not disturb each other', async () => {
    const user = await givenUser(servers[0]);
    const row = await servers[0].db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const sessions = await atOnce(8, (server) => givenSession(server, row));

    const outcomes = await atOnce(8, (server, i) =>
      refresh(server, sessions[i]?.refreshToken ?? ''),
    );
    expect(new Set(kinds(outcomes))).toEqual(new Set(['RefreshSessionSuccess']));
  });

  it('with a used token and a good one end without a fault, and with no session', async () => {
    for (let round = 0; round < 10; round++) {
      const { refreshToken: used, sessionId } = await givenUser(servers[0]);
      const { refreshToken: good } = await refresh(servers[0], used);

      const outcomes = await atOnce(2, (server, i) => refresh(server, i === 0 ? used : good));

      expect(outcomes[0]?.__typename).toBe('InvalidRefreshToken');
      expect(await servers[0].db.session.count({ where: { id: sessionId } })).toBe(0);
    }
  });
});

describe('a change of the password', () => {
  const change = (server: TestServer, asUser: Record<string, string>, newPassword: string) =>
    server.mutate(
      'changePassword',
      { currentPassword: PASSWORD, newPassword },
      '... on ChangePasswordSuccess { accessToken }',
      from(asUser),
    );

  it('leaves no session to those who sign in with the old one at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { asUser, username, uuid } = await givenUser(servers[0]);

      const [changed, ...signIns] = await atOnce(4, (server, i) =>
        i === 0 ? change(server, asUser, 'a better password') : signIn(server, username, PASSWORD),
      );

      expect(changed.__typename).toBe('ChangePasswordSuccess');
      for (const { accessToken } of signIns.filter((outcome) => outcome.accessToken)) {
        expect(await works(accessToken)).toBe(false);
      }
      expect(await servers[0].db.session.count({ where: { userId: uuid } })).toBe(1);
    }
  });

  it('is waited for by a session that is just starting, which then does not', async () => {
    const [{ db, tokens }, { db: elsewhere }] = servers;
    const { uuid: id } = await givenUser(servers[0]);
    const before = await db.user.findUniqueOrThrow({ where: { id } });

    const { starting } = await inTransaction(db, async (tx) => {
      await lockUser(tx, id);
      await tx.user.update({ where: { id }, data: { passwordHash: 'another' } });
      const starting = inTransaction(elsewhere, (late) =>
        startSession(late, { tokens, now: new Date() }, before),
      );
      await untilSomebodyWaits(db);
      return { starting };
    });

    expect(await starting).toBeNull();
    expect(await db.session.count({ where: { userId: id } })).toBe(1);
  });

  it('happens once when two change it at once', async () => {
    const { asUser, username } = await givenUser(servers[0]);
    const passwords = ['the first password', 'the second password'];

    const query =
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }';
    const answers = await atOnce(2, (server, i) =>
      server.send(
        query,
        { input: { currentPassword: PASSWORD, newPassword: passwords[i] } },
        asUser,
      ),
    );

    const changed = answers.map(({ data }) => data?.changePassword.__typename);
    expect(changed.filter((kind) => kind === 'ChangePasswordSuccess')).toHaveLength(1);
    const winner = passwords[changed.indexOf('ChangePasswordSuccess')] as string;
    expect((await signIn(servers[1], username, winner)).__typename).toBe('SignInSuccess');
  });
});

describe('a code for a new password', () => {
  it('works once when two use it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const user = await givenUser(servers[0]);
      const code = await givenResetCode(servers[0], user);
      const passwords = ['the first password', 'the second password'];

      const outcomes = await atOnce(2, (server, i) =>
        server.mutate('resetPassword', { code, newPassword: passwords[i] }, '', from()),
      );

      expect(kinds(outcomes)).toEqual(['InvalidResetCode', 'ResetPasswordSuccess']);
      const won = outcomes.findIndex(({ __typename }) => __typename === 'ResetPasswordSuccess');
      const winner = passwords[won] as string;
      expect((await signIn(servers[1], user.username, winner)).__typename).toBe('SignInSuccess');
    }
  });

  it('is good for both when nobody spends it, so the test above can fail', async () => {
    const user = await givenUser(servers[0]);
    const secret = readSecret(await givenResetCode(servers[0], user));
    const code = { userId: user.uuid, codeHash: secret?.hash as Uint8Array<ArrayBuffer> };
    const found = await atOnce(2, ({ db }) => findUserOfReset(db, code, new Date()));
    expect(found.map((row) => row?.id)).toEqual([user.uuid, user.uuid]);
  });

  it('leaves no session to those who sign in with the old password at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { username, uuid, email } = await givenUser(servers[0]);
      const code = await givenResetCode(servers[0], { email });
      await atOnce(4, (server, i) =>
        i === 0
          ? server.mutate('resetPassword', { code, newPassword: 'a better password' }, '', from())
          : signIn(server, username, PASSWORD),
      );
      expect(await servers[0].db.session.count({ where: { userId: uuid } })).toBe(0);
    }
  });
});

describe('a code of a second factor', () => {
  const signInWith = (server: TestServer, usernameOrEmail: string, code: string) =>
    server.mutate('signIn', { usernameOrEmail, password: PASSWORD, code }, '', from());

  it('signs in once when two use it at once, as does a recovery code', async () => {
    for (let round = 0; round < 5; round++) {
      const user = await givenUser(servers[0]);
      const factor = await givenSecondFactor(servers[0], user);
      for (const code of [await factor.code(), factor.recoveryCodes[0] as string]) {
        const outcomes = await atOnce(2, (server) => signInWith(server, user.username, code));
        expect(kinds(outcomes)).toEqual(['InvalidSecondFactor', 'SignInSuccess']);
      }
      expect(await servers[0].db.session.count({ where: { userId: user.uuid } })).toBe(3);
    }
  });

  it('would sign both in if the factor were not locked, so the test above can fail', async () => {
    const [{ db, tokens }, { db: elsewhere }] = servers;
    const user = await givenUser(servers[0]);
    const factor = await givenSecondFactor(servers[0], user);
    const code = await factor.code();
    const now = new Date();
    const unlocked = (on: typeof db) =>
      on.secondFactor.findUniqueOrThrow({ where: { userId: user.uuid } });
    const rows = [await unlocked(db), await unlocked(elsewhere)] as const;
    expect(await spendCode(db, { now, tokens }, rows[0], code)).toBe(true);
    expect(await spendCode(elsewhere, { now, tokens }, rows[1], code)).toBe(true);
  });

  it('is asked of who signs in just when the factor is turned on', async () => {
    for (let round = 0; round < 5; round++) {
      const user = await givenUser(servers[0]);
      const factor = await givenSecondFactor(servers[0], user, { begunOnly: true });
      const code = await factor.code();
      const [confirmed] = await atOnce(4, (server, i) =>
        i === 0
          ? server.mutate('confirmSecondFactor', { code }, '', from(user.asUser))
          : signIn(server, user.username, PASSWORD),
      );
      expect(confirmed.__typename).toBe('ConfirmSecondFactorSuccess');
      expect(await servers[0].db.session.count({ where: { userId: user.uuid } })).toBe(1);
    }
  });

  it('is asked of who waited for the account while the factor was turned on', async () => {
    const [{ db }, elsewhere] = servers;
    const user = await givenUser(servers[0]);
    await givenSecondFactor(servers[0], user, { begunOnly: true });
    const waiting = await inTransaction(db, async (tx) => {
      await lockUser(tx, user.uuid);
      const outcome = signIn(elsewhere, user.username, PASSWORD);
      await untilSomebodyWaits(db);
      await tx.secondFactor.update({
        where: { userId: user.uuid },
        data: { confirmedAt: new Date(), lastStep: 0 },
      });
      return { outcome };
    });
    expect((await waiting.outcome).__typename).toBe('SecondFactorRequired');
    expect(await db.session.count({ where: { userId: user.uuid } })).toBe(1);
  });
});

describe('an erasure', () => {
  it('of both owners of an event at once leaves it one', async () => {
    for (let round = 0; round < 5; round++) {
      const [first, second] = [await givenUser(servers[0]), await givenUser(servers[0])];
      const name = `Event ${randomUUID()}`;
      await servers[0].mutate(
        'createEvent',
        {
          name,
          location: 'Reykjavík',
          startsAt: '2035-01-01T10:00:00Z',
          endsAt: '2035-01-01T11:00:00Z',
          capacity: 1,
        },
        '',
        first.asUser,
      );
      const { id: eventId } = await servers[0].db.event.findFirstOrThrow({ where: { name } });
      await servers[0].db.collaborator.create({
        data: { eventId, userId: second.uuid, role: 'OWNER', createdAt: new Date() },
      });

      const outcomes = await atOnce(2, (server, i) =>
        server.mutate(
          'eraseAccount',
          { password: PASSWORD },
          '',
          from((i === 0 ? first : second).asUser),
        ),
      );

      expect(kinds(outcomes)).toEqual(['EraseAccountSuccess', 'LastOwner']);
      expect(await servers[0].db.collaborator.count({ where: { eventId } })).toBe(1);
    }
  });
});
