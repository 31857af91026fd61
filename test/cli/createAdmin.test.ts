import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bearer, givenUser, PASSWORD } from '../support/accounts.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A process of its own takes its time on a busy machine.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs `npm run admin:create` with a password on its standard input. */
async function createAdmin(password: string, ...options: string[]) {
  const command = [resolve('dist/cli/createAdmin.js'), ...options];
  const child = spawn(process.execPath, command, {
    cwd: tmpdir(), // out of reach of a developer's own .env
    env: { PATH: process.env.PATH, DATABASE_URL: server.databaseUrl, NODE_ENV: 'production' },
  });
  child.stdin.on('error', () => {}).end(password); // a command that fails may not read it
  const [output, errors, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((ended) => child.once('close', ended)),
  ]);
  return { status, output, errors };
}

const named = (username: string, email = `${username}@example.org`) => [
  '--username',
  username,
  '--email',
  email,
  '--password-stdin',
];

const roleOf = async (username: string) =>
  (await server.db.user.findFirst({ where: { username } }))?.role;

describe('npm run admin:create', () => {
  it('makes an account that signs in, and may do everything', async () => {
    const { status, output } = await createAdmin(`${PASSWORD}\n`, ...named('Root'));

    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/^Root is an administrator now: a new account\. \(.+\)\n$/),
    });
    const { accessToken } = await server.mutate(
      'signIn',
      { usernameOrEmail: 'root', password: PASSWORD },
      '... on SignInSuccess { accessToken }',
    );
    const { data } = await server.send('{ viewer { role } }', {}, bearer(accessToken));
    expect(data.viewer.role).toBe('ADMIN');
  });

  it('promotes an account that exists, when email and password are its own', async () => {
    const { username, email } = await givenUser(server);
    const { status } = await createAdmin(PASSWORD, ...named(username.toUpperCase(), email));
    expect(status).toBe(0);
    expect(await roleOf(username)).toBe('ADMIN');
  });

  it('promotes nobody who merely took the name before', async () => {
    const { username, email } = await givenUser(server);
    const wrong = await createAdmin('another password', ...named(username, email));
    const other = await createAdmin(PASSWORD, ...named(username, 'other@example.org'));
    for (const { status, errors } of [wrong, other]) {
      expect(status).toBe(1);
      expect(errors).toMatch(`There is an account ${username} already`);
    }
    expect(await roleOf(username)).toBe('USER');
  });

  it('refuses an email that another account has', async () => {
    const { email } = await givenUser(server);
    const { status, errors } = await createAdmin(PASSWORD, ...named('newcomer', email));
    expect({ status, errors }).toEqual({
      status: 1,
      errors: 'Another account has this email. Nothing was changed.\n',
    });
    expect(await roleOf('newcomer')).toBeUndefined();
  });

  it('refuses what breaks a rule, and says which', async () => {
    const { status, errors } = await createAdmin('short', ...named('a b', 'nobody'));
    expect(status).toBe(1);
    expect(errors).toMatch(
      /^--username: .+\n--email: .+\n--password: .+\nNothing was changed\.\n$/,
    );
  });

  it('refuses a password that is tried first', async () => {
    const { status, errors } = await createAdmin('administrator', ...named('newcomer'));
    expect(status).toBe(1);
    expect(errors).toMatch(/^--password: Is among the passwords that are tried first/);
    expect(await roleOf('newcomer')).toBeUndefined();
  });

  it('asks for the password on a terminal only', async () => {
    const { status, errors } = await createAdmin('', ...named('newcomer').slice(0, 4));
    expect(status).toBe(1);
    expect(errors).toMatch(/^There is no terminal to ask on/);
  });

  it.each([
    ['--username', ['--email', 'root@example.org']],
    ['--email', ['--username', 'root']],
  ])('says what is missing: %s', async (name, options) => {
    const { status, errors } = await createAdmin('', ...options);
    expect(status).toBe(2);
    expect(errors).toMatch(`${name} is missing`);
  });
});
