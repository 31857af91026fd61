import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { givenUser } from '../support/accounts.js';
import { givenEvent, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenRole } from '../support/roles.js';
import { insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A process of its own takes its time on a busy machine.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs `npm run person:erase`, with nobody at the terminal. */
async function erasePerson(...options: string[]) {
  const child = spawn(process.execPath, [resolve('dist/cli/erasePerson.js'), ...options], {
    cwd: tmpdir(), // out of reach of a developer's own .env
    env: { PATH: process.env.PATH, DATABASE_URL: server.databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((ended) => child.once('close', ended)),
  ]);
  return { status, output, errors };
}

const newEmail = () => `${randomUUID()}@example.org`;

describe('npm run person:erase', () => {
  it('erases all registrations of the address, whoever made them, and the account', async () => {
    const email = newEmail();
    const user = await givenUser(server, { email });
    const [event, other] = [await givenEvent(server), await givenEvent(server)];
    await register(server, event, email.toUpperCase());
    const { attendee } = await register(server, other, email);
    const input = { ticket: { attendeeId: attendee.id }, checkedInBy: `by ${email}` };
    await server.mutate('checkInAttendee', input, '', other.asOwner);

    const { status, output } = await erasePerson('--email', email, '--yes');

    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(
        `: 2 registrations and the account ${user.username} \\(.+\\)\nErased: 2 registrations and the account ${user.username}\\.\n$`,
      ),
    });
    expect(JSON.stringify(await everyRow(server)).toLowerCase()).not.toContain(email);
    expect(JSON.stringify(await everyRow(server))).not.toContain(user.username);
    expect(await server.db.attendee.count({ where: { name: 'Erased' } })).toBe(2);
  });

  it('erases the registrations of an address without an account', async () => {
    const email = newEmail();
    await register(server, await givenEvent(server), email);
    const { output } = await erasePerson('--email', email, '--yes');
    expect(output).toMatch('Erased: 1 registration and no account.');
    expect(await server.db.attendee.count({ where: { email } })).toBe(0);
  });

  it('asks first, and changes nothing when nobody answers', async () => {
    const email = newEmail();
    await register(server, await givenEvent(server), email);
    const { status, output, errors } = await erasePerson('--email', email);
    expect(status).toBe(1);
    expect(output).toMatch('1 registration and no account');
    expect(errors).toMatch('add --yes to go on. Nothing was changed.');
    expect(await server.db.attendee.count({ where: { email } })).toBe(1);
  });

  it('says so when there is nobody', async () => {
    const { status, output } = await erasePerson('--email', newEmail(), '--yes');
    expect(status).toBe(0);
    expect(output).toMatch(': 0 registrations and no account');
    expect(output).not.toMatch('Erased');
  });

  it('leaves no event without an owner: it names them, and changes nothing', async () => {
    const email = newEmail();
    const user = await givenUser(server, { email });
    const event = await insertEvent(server);
    await givenRole(server, event, user, 'OWNER');
    await register(server, await givenEvent(server), email);
    const { status, errors } = await erasePerson('--email', email, '--yes');
    expect(status).toBe(1);
    expect(errors).toMatch(event.name);
    expect(await server.db.attendee.count({ where: { email } })).toBe(1);
    expect(await server.db.user.count({ where: { email } })).toBe(1);
  });

  it.each([
    [[], 'Whom? --email is missing.'],
    [['--mail', 'a@example.org'], "Unknown option '--mail'"],
  ])('refuses %j as wrong usage', async (options, message) => {
    const { status, errors } = await erasePerson(...options);
    expect(status).toBe(2);
    expect(errors).toMatch(message);
    expect(errors).toMatch('Usage: npm run person:erase');
  });
});
