import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { givenResetCode, givenUser, PASSWORD } from '../support/accounts.js';
import {
  type Breakage,
  type BrokenStatements,
  breakStatements,
} from '../support/brokenStatements.js';
import { eventInput, givenEvent, register } from '../support/events.js';
import { everyRow } from '../support/everyRow.js';
import { givenRole } from '../support/roles.js';
import { insertEvent } from '../support/rows.js';
import { givenSecondFactor } from '../support/secondFactor.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let statements: BrokenStatements;
beforeAll(async () => {
  server = await startTestServer({ manyAddresses: true });
  statements = breakStatements();
});
afterAll(async () => {
  statements.restore();
  await server.stop();
});

/** A call of a mutation that succeeds when nothing breaks. */
interface Call {
  input: object;
  headers?: Record<string, string>;
}

const person = () => ({ name: 'Ada Lovelace', email: `${randomUUID()}@example.org` });

async function givenOwner() {
  const owner = await givenUser(server);
  const event = await insertEvent(server, { startsAt: new Date('2090-01-01T10:00Z') });
  await givenRole(server, event, owner, 'OWNER');
  return { event, owner, headers: owner.asUser };
}

/** An event with someone who has its only seat, and someone who waits for it. */
async function givenGuests() {
  const event = await givenEvent(server, { capacity: 1 });
  const { attendee, secret } = await register(server, event, person().email);
  await register(server, event, person().email, { joinWaitlist: true });
  return { event, secret, id: attendee.id as string, headers: event.asOwner };
}

/** Somebody to whom something was told. */
async function givenNotified() {
  const { event, headers } = await givenOwner();
  const told = await givenUser(server);
  const people = [{ user: { id: told.id }, role: 'EDITOR' }];
  await server.mutate('shareEvent', { eventId: event.id, people }, '', headers);
  const query = '{ viewer { notifications { nodes { id } } } }';
  const { data } = await server.send(query, {}, told.asUser);
  return { event, told, notification: data.viewer.notifications.nodes[0].id as string };
}

/** How each mutation is called, by its name; those that write most. */
const calls: Record<string, () => Promise<Call>> = {
  createEvent: async () => ({
    input: eventInput({ idempotencyKey: randomUUID() }),
    headers: (await givenUser(server)).asUser,
  }),
  createEvents: async () => ({
    input: { events: [eventInput(), eventInput()], idempotencyKey: randomUUID() },
  }),
  updateEvent: async () => {
    const { event, headers } = await givenGuests();
    return { input: { id: event.id, expectedVersion: 1, capacity: 5, name: 'New' }, headers };
  },
  cancelEvent: async () => {
    const { event, headers } = await givenOwner();
    return { input: { id: event.id, note: 'Rain.' }, headers };
  },
  rollbackEvent: async () => {
    const { event, headers } = await givenOwner();
    const change = { id: event.id, expectedVersion: 1, name: 'New' };
    await server.mutate('updateEvent', change, '', headers);
    return { input: { eventId: event.id, toVersion: 1, expectedVersion: 2 }, headers };
  },
  deleteEvent: async () => {
    const { event, headers } = await givenGuests();
    return { input: { id: event.id }, headers };
  },
  claimEvent: async () => {
    const { asUser } = await givenUser(server);
    const { id: eventId, asOwner } = await insertEvent(server);
    return { input: { eventId }, headers: { ...asUser, ...asOwner } };
  },
  shareEvent: async () => {
    const { event, headers } = await givenOwner();
    const people = [
      { user: { id: (await givenUser(server)).id }, role: 'EDITOR' },
      { user: { id: (await givenUser(server)).id }, role: 'VIEWER' },
    ];
    return { input: { eventId: event.id, people }, headers };
  },
  updateCollaborator: async () => {
    const { event, headers } = await givenOwner();
    const other = await givenUser(server);
    await givenRole(server, event, other, 'VIEWER');
    return { input: { eventId: event.id, user: { id: other.id }, role: 'OWNER' }, headers };
  },
  removeCollaborator: async () => {
    const { event, headers } = await givenOwner();
    const other = await givenUser(server);
    await givenRole(server, event, other, 'VIEWER');
    return { input: { eventId: event.id, user: { id: other.id } }, headers };
  },
  transferOwnership: async () => {
    const { event, headers } = await givenOwner();
    return { input: { eventId: event.id, user: { id: (await givenUser(server)).id } }, headers };
  },
  registerAttendee: async () => {
    const { event } = await givenOwner();
    const { asUser: headers } = await givenUser(server);
    return { input: { eventId: event.id, ...person(), idempotencyKey: randomUUID() }, headers };
  },
  registerAttendees: async () => {
    const { event, headers } = await givenOwner();
    const attendees = [person(), person()];
    return { input: { eventId: event.id, attendees, idempotencyKey: randomUUID() }, headers };
  },
  cancelRegistration: async () => {
    const { secret } = await givenGuests();
    return { input: { attendee: { secret } } };
  },
  checkInAttendee: async () => {
    const { id, headers } = await givenGuests();
    return { input: { ticket: { attendeeId: id }, checkedInBy: 'North door' }, headers };
  },
  undoCheckIn: async () => {
    const { id, headers } = await givenGuests();
    const input = { ticket: { attendeeId: id } };
    await server.mutate('checkInAttendee', input, '', headers);
    return { input, headers };
  },
  markNotificationsRead: async () => {
    const { told, notification } = await givenNotified();
    return { input: { upTo: notification }, headers: told.asUser };
  },
  signUp: async () => ({
    input: {
      username: `new.${randomUUID().slice(0, 20)}`,
      email: person().email,
      password: PASSWORD,
    },
  }),
  signIn: async () => ({
    input: { usernameOrEmail: (await givenUser(server)).username, password: PASSWORD },
  }),
  refreshSession: async () => ({
    input: { refreshToken: (await givenUser(server)).refreshToken },
  }),
  signOut: async () => ({
    input: { everywhere: true },
    headers: (await givenUser(server)).asUser,
  }),
  endSession: async () => {
    const { sessionId, asUser: headers } = await givenUser(server);
    return { input: { id: toGlobalId('session', sessionId) }, headers };
  },
  updateProfile: async () => ({
    input: { email: person().email, timezone: 'Asia/Tokyo', currentPassword: PASSWORD },
    headers: (await givenUser(server)).asUser,
  }),
  changePassword: async () => ({
    input: { currentPassword: PASSWORD, newPassword: `another ${PASSWORD}` },
    headers: (await givenUser(server)).asUser,
  }),
  resetPassword: async () => ({
    input: {
      code: await givenResetCode(server, await givenUser(server)),
      newPassword: `another ${PASSWORD}`,
    },
  }),
  beginSecondFactor: async () => ({
    input: { currentPassword: PASSWORD },
    headers: (await givenUser(server)).asUser,
  }),
  confirmSecondFactor: async () => {
    const user = await givenUser(server);
    const factor = await givenSecondFactor(server, user, { begunOnly: true });
    return { input: { code: await factor.code() }, headers: user.asUser };
  },
  turnOffSecondFactor: async () => {
    const user = await givenUser(server);
    const { recoveryCodes } = await givenSecondFactor(server, user);
    return { input: { currentPassword: PASSWORD, code: recoveryCodes[0] }, headers: user.asUser };
  },
  eraseAccount: async () => {
    const { event, told } = await givenNotified();
    await register(server, event, told.email);
    return {
      input: { password: PASSWORD, eraseRegistrations: true },
      headers: told.asUser,
    };
  },
};

const STATEMENTS_MAX = 60;
const mutations = Object.keys(
  buildSchema(readFileSync('schema.graphql', 'utf8')).getMutationType()?.getFields() ?? {},
);

function send(mutation: string, { input, headers }: Call): Promise<Answer> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename } }`;
  return server.send(query, { input }, headers);
}

/** Sends a call while one of its statements breaks, and tells what came of it. */
async function sendBroken(mutation: string, position: number, how: Breakage) {
  const call = await calls[mutation]?.();
  if (!call) throw new Error(`Nothing here calls ${mutation}.`);
  const before = await everyRow(server);
  statements.breakAt(position, how);
  const { data, errors, headers } = await send(mutation, call);
  const count = statements.mend();
  return {
    count,
    data,
    errors,
    requestId: headers.get('x-request-id'),
    unchanged: JSON.stringify(await everyRow(server)) === JSON.stringify(before),
    call,
  };
}

/** What connections of the server do besides being idle, as PostgreSQL sees them. */
function busyConnections(): Promise<{ state: string; query: string }[]> {
  return server.db.$queryRaw`
    SELECT "state", "query" FROM "pg_stat_activity"
    WHERE "datname" = current_database() AND "application_name" = 'turnout'
      AND "pid" <> pg_backend_pid() AND "state" <> 'idle'`;
}

describe.each<Breakage>(['refused', 'cut off'])('a statement that is %s', (how) => {
  it.each(mutations)('takes back all of %s, whichever it is', async (mutation) => {
    let failures = 0;
    for (let position = 1; position <= STATEMENTS_MAX; position++) {
      const { count, data, errors, requestId, unchanged, call } = await sendBroken(
        mutation,
        position,
        how,
      );
      const what = `${mutation}, statement ${position}`;
      if (count < position) {
        // None was left to break.
        expect({ what, data }).toEqual({
          what,
          data: { [mutation]: { __typename: expect.stringMatching(/Success$/) } },
        });
        expect({ what, enough: position > 2 && failures > 0 }).toEqual({ what, enough: true });
        return;
      }
      // A read outside of a transaction goes to another connection when it loses its own.
      const survived = how === 'cut off' && data?.[mutation]?.__typename.endsWith('Success');
      if (survived) continue;
      failures += 1;
      expect({ what, unchanged }).toEqual({ what, unchanged: true });
      expect({ what, codes: errors?.map(({ extensions }) => extensions) }).toEqual({
        what,
        codes: [{ code: 'INTERNAL_SERVER_ERROR', requestId }],
      });
      expect({ what, busy: await busyConnections() }).toEqual({ what, busy: [] });
      const again = await send(mutation, call);
      expect({ what, again: again.data?.[mutation], errors: again.errors }).toEqual({
        what,
        again: { __typename: expect.stringMatching(/Success$/) },
      });
    }
    throw new Error(`${mutation} sends more statements than ${STATEMENTS_MAX}.`);
  });
});

describe('the pool', () => {
  it('has all its connections again after all of that', async () => {
    const size = 10;
    const held = Array.from({ length: size }, () =>
      server.db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        await new Promise<void>((resolve) => {
          releases.push(resolve);
          if (releases.length === size) for (const release of releases) release();
        });
      }),
    );
    const releases: (() => void)[] = [];

    expect(await Promise.all(held)).toHaveLength(size);
  });
});
