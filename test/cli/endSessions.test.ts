import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { givenSession, givenUser } from '../support/accounts.js';
import { runCommand } from '../support/command.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { openTestSocket } from '../support/sockets.js';

// A process of its own takes its time on a busy machine.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ wakeEveryMs: 3_600_000 }); // nobody looks without being told
});
afterAll(() => server.stop());

/** Runs `npm run sessions:end`. */
const endSessions = (...options: string[]) =>
  runCommand(server.databaseUrl, 'endSessions', options);

const works = async ({ asUser }: { asUser: Record<string, string> }) =>
  (await server.send('{ viewer { id } }', {}, asUser)).data?.viewer != null;

describe('npm run sessions:end', () => {
  it('ends all sessions of one account, and nobody else’s', async () => {
    const user = await givenUser(server);
    const row = await server.db.user.findUniqueOrThrow({ where: { id: user.uuid } });
    const elsewhere = await givenSession(server, row);
    const other = await givenUser(server);

    const { status, output } = await endSessions('--email', user.email.toUpperCase());

    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(`^Ended 2 sessions of ${user.username}\\. \\(.+\\)\n$`),
    });
    expect(await works(user)).toBe(false);
    expect(await works(elsewhere)).toBe(false);
    expect(await works(other)).toBe(true);
  });

  it('tells those who follow something', async () => {
    const user = await givenUser(server);
    const socket = openTestSocket(server, user.asUser);
    const { ended } = socket.subscribe('subscription { notificationReceived { cursor } }');
    await socket.subscribe('{ __typename }').next();
    await endSessions('--email', user.email);
    expect(JSON.stringify(await ended)).toContain('UNAUTHENTICATED');
    await socket.close();
  });

  it('ends all sessions of everybody', async () => {
    const [user, other] = [await givenUser(server), await givenUser(server, { role: 'ADMIN' })];
    const { status, output } = await endSessions('--all', '--yes');
    expect(status).toBe(0);
    expect(output).toMatch(/^Ended \d+ sessions of everybody\./);
    expect(await works(user)).toBe(false);
    expect(await works(other)).toBe(false);
    expect(await server.db.session.count()).toBe(0);
    expect(await server.db.refreshToken.count()).toBe(0);
  });

  it('asks before it ends those of everybody', async () => {
    const user = await givenUser(server);
    const { status, errors } = await endSessions('--all');
    expect(status).toBe(1);
    expect(errors).toMatch('add --yes to go on. Nothing was changed.');
    expect(await works(user)).toBe(true);
  });

  it('says so when nobody has the address', async () => {
    const { status, errors } = await endSessions('--email', 'nobody@example.org');
    expect({ status, errors }).toEqual({
      status: 1,
      errors: 'No account has the email nobody@example.org. Nothing was changed.\n',
    });
  });

  it.each([
    [[], 'Whose? --email or --all is missing.'],
    [['--all', '--email', 'a@example.org'], 'Either --email or --all, not both.'],
  ])('refuses %j as wrong usage', async (options, message) => {
    const { status, errors } = await endSessions(...options);
    expect(status).toBe(2);
    expect(errors).toMatch(message);
    expect(errors).toMatch('Usage: npm run sessions:end');
  });
});
