import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { givenUser, PASSWORD } from '../support/accounts.js';
import { runCommand } from '../support/command.js';
import { everyRow } from '../support/everyRow.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A process of its own takes its time on a busy machine.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs `npm run password:reset`. */
const resetPassword = (...options: string[]) =>
  runCommand(server.databaseUrl, 'resetPassword', options);

describe('npm run password:reset', () => {
  it('prints a code that sets a new password, and stores only its hash', async () => {
    const { username, email } = await givenUser(server);

    const { status, output } = await resetPassword('--email', email.toUpperCase());

    const [, code] = /^A code for .+:\n([\w-]{64})\n$/.exec(output) ?? [];
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining(username) });
    expect(JSON.stringify(await everyRow(server))).not.toContain(code);
    const signIn = (password: string) =>
      server.mutate('signIn', { usernameOrEmail: username, password }, '');
    expect((await signIn(PASSWORD)).__typename).toBe('SignInSuccess');
    const input = { code, newPassword: 'a password that is remembered' };
    const { __typename } = await server.mutate('resetPassword', input, '');
    expect(__typename).toBe('ResetPasswordSuccess');
    expect((await signIn(input.newPassword)).__typename).toBe('SignInSuccess');
  });

  it('prints another one each time, of which the last is good', async () => {
    const { email } = await givenUser(server);
    const codes = [
      await resetPassword('--email', email),
      await resetPassword('--email', email),
    ].map(({ output }) => output.split('\n')[1]);
    const kinds = [];
    for (const code of codes) {
      const input = { code, newPassword: 'a password that is remembered' };
      kinds.push((await server.mutate('resetPassword', input, '')).__typename);
    }
    expect(kinds).toEqual(['InvalidResetCode', 'ResetPasswordSuccess']);
  });

  it('says so when nobody has the address', async () => {
    const { status, output, errors } = await resetPassword('--email', 'nobody@example.org');
    expect({ status, output, errors }).toEqual({
      status: 1,
      output: '',
      errors: 'No account has the email nobody@example.org. Nothing was changed.\n',
    });
  });

  it('says what is missing', async () => {
    const { status, errors } = await resetPassword();
    expect(status).toBe(2);
    expect(errors).toMatch('Whose? --email is missing.');
    expect(errors).toMatch('Usage: npm run password:reset');
  });
});
