import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { eventInput } from './support/events.js';
import { type PersonalThings, personalThingsOn } from './support/personalThings.js';
import { type ServerProcess, startServerProcess } from './support/serverProcess.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, and a wrong guess fails the test
type Json = any;

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let sql: pg.Client;
let people: PersonalThings;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  folder = mkdtempSync(join(tmpdir(), 'turnout-hook-'));
  const hook = join(folder, 'hook.mjs');
  writeFileSync(
    hook,
    `export default (error, { message, requestId }) =>
      console.log('HOOK ' + JSON.stringify({ type: error.constructor.name, message, requestId }));`,
  );
  server = await startServerProcess(database.url, { LOG_LEVEL: 'trace', ERROR_HOOK: hook });
  people = personalThingsOn(server);
});
afterAll(async () => {
  await server.stop();
  await sql.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Faults of each kind: of a rule of the database, which quotes the row, and of its own making. */
async function givenFaults(): Promise<{ broken: string }> {
  await sql.query(
    `ALTER TABLE "Attendee" ADD CONSTRAINT "not_forbidden" CHECK ("name" NOT LIKE 'Forbidden%');
     ALTER TABLE "User" ADD CONSTRAINT "not_forbidden" CHECK ("username" NOT LIKE 'forbidden%')`,
  );
  const { personal, mutate } = people;
  const name = personal['a name that breaks a rule of the database'];
  const email = personal['another email'];
  const created = await mutate(
    'createEvent',
    eventInput(),
    '... on CreateEventSuccess { event { id } }',
  );
  const { id: eventId } = created.data.createEvent.event;
  const { errors, requestId } = await mutate('registerAttendee', { eventId, name, email });
  expect(errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  const password = personal['a password'];
  const signUp = await mutate('signUp', { username: 'forbidden.user', email, password });
  expect(signUp.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  personal['a username that breaks a rule'] = 'forbidden.user';
  return { broken: requestId };
}

describe('the log of all that people do', () => {
  it('has a line for each request, and no secret, password, token, address or name', async () => {
    await people.everybodyDoesEverything();
    const { broken } = await givenFaults();
    const last = await people.post('query Last { __typename }');
    while (!server.said().includes(last.requestId)) await new Promise(setImmediate);

    const said = server.said();
    expect(people.foundIn(said)).toEqual([]);

    const lines: Json[] = said
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ requestId }) => requestId === last.requestId)).toEqual([
      expect.objectContaining({
        route: '/graphql',
        status: 200,
        operation: 'Query.__typename',
        operationName: 'Last',
      }),
    ]);
    const fault = lines.find(({ requestId, level }) => requestId === broken && level === 50);
    expect(fault).toMatchObject({
      operationName: 'Op_registerAttendee',
      err: {
        sqlState: '23514',
        constraint: 'not_forbidden',
        stack: expect.stringContaining(' at '),
      },
    });
    const hooked = said.split('\n').filter((line) => line.startsWith('HOOK '));
    expect(hooked.map((line) => JSON.parse(line.slice(5)))).toContainEqual({
      type: expect.any(String),
      message: 'operation failed',
      requestId: broken,
    });
  });
});
