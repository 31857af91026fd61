import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { givenUser, PASSWORD } from '../support/accounts.js';
import { runCommand } from '../support/command.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A process of its own takes its time on a busy machine.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs `npm run factor:remove`. */
const removeFactor = (...options: string[]) =>
  runCommand(server.databaseUrl, 'removeFactor', options);

const signIn = async (usernameOrEmail: string) =>
  (await server.mutate('signIn', { usernameOrEmail, password: PASSWORD }, '')).__typename;

describe('npm run factor:remove', () => {
  it('removes the factor and its recovery codes, and ends the sessions', async () => {
    const user = await givenUser(server);
    await givenSecondFactor(server, user);
    expect(await signIn(user.username)).toBe('SecondFactorRequired');

    const { status, output } = await removeFactor('--email', user.email.toUpperCase(), '--yes');

    expect(status).toBe(0);
    expect(output).toMatch(`${user.username} has no second factor any more. Ended 1 session.`);
    expect(await server.db.recoveryCode.count({ where: { userId: user.uuid } })).toBe(0);
    expect((await server.send('{ viewer { id } }', {}, user.asUser)).status).toBe(401);
    expect(await signIn(user.username)).toBe('SignInSuccess');
  });

  it('asks first, and changes nothing when nobody answers', async () => {
    const user = await givenUser(server);
    await givenSecondFactor(server, user);
    const { status, errors } = await removeFactor('--email', user.email);
    expect(status).toBe(1);
    expect(errors).toMatch('add --yes to go on. Nothing was changed.');
    expect(await signIn(user.username)).toBe('SecondFactorRequired');
  });

  it('says so when there is none, or nobody', async () => {
    const user = await givenUser(server);
    const none = await removeFactor('--email', user.email, '--yes');
    expect(none).toMatchObject({
      status: 1,
      errors: `${user.username} has no second factor. Nothing was changed.\n`,
    });
    expect((await server.send('{ viewer { id } }', {}, user.asUser)).status).toBe(200);
    const nobody = await removeFactor('--email', 'nobody@example.org', '--yes');
    expect(nobody.errors).toBe(
      'No account has the email nobody@example.org. Nothing was changed.\n',
    );
  });

  it('says what is missing', async () => {
    const { status, errors } = await removeFactor('--yes');
    expect(status).toBe(2);
    expect(errors).toMatch('Whose? --email is missing.');
  });
});
