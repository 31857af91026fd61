import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type GivenEvent, givenEvent, register } from '../support/events.js';
import { insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Thousands of rows take a while on a busy machine.
jest.setTimeout(60_000);

const HEADER = 'name,email,status,registeredAt,promotedAt,cancelledAt,checkedInAt,checkedInBy,id';

let server: TestServer;
/** Where events belong to somebody, and only those with a role may read attendees. */
let closed: TestServer;

beforeAll(async () => {
  [server, closed] = await Promise.all([
    startTestServer(),
    startTestServer({ anonymousEvents: false }),
  ]);
});
afterAll(() => Promise.all([server.stop(), closed.stop()]));

const fetchCsv = (
  event: { id: string },
  {
    query = '',
    headers = {},
    from = server,
  }: { query?: string; headers?: object; from?: TestServer } = {},
) => fetch(`${from.url}/events/${event.id}/attendees.csv${query}`, { headers: { ...headers } });

describe('GET /events/:id/attendees.csv', () => {
  it('is a CSV file to keep, of this moment, named after the event', async () => {
    const event = await givenEvent(server);

    const response = await fetchCsv(event);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="attendees-${event.id}.csv"`,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.text()).toBe(`${HEADER}\r\n`);
  });

  it('has everyone in the order of arrival, under the ids of the API, with nothing to run', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const ada = await register(server, event, 'ada@example.org', { name: '=1+1' });
    const bob = await register(server, event, '+bob@example.org', { joinWaitlist: true });

    const text = await (await fetchCsv(event)).text();

    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
    const none = { promotedAt: '', cancelledAt: '', checkedInAt: '', checkedInBy: '' };
    expect(parse(text, { columns: true })).toEqual([
      {
        name: "'=1+1",
        email: 'ada@example.org',
        status: 'CONFIRMED',
        registeredAt: at,
        ...none,
        id: ada.attendee.id,
      },
      {
        name: 'Ada Lovelace',
        email: "'+bob@example.org",
        status: 'WAITLISTED',
        registeredAt: at,
        ...none,
        id: bob.attendee.id,
      },
    ]);
  });

  it('spells times in the zone asked for', async () => {
    const event = await givenEvent(server);
    await register(server, event, 'ada@example.org');
    const text = await (await fetchCsv(event, { query: '?timezone=Asia/Kathmandu' })).text();
    expect(text).toContain('+05:45');
  });

  it.each([
    [
      '?timezone=Europe/Pariss',
      '"Europe/Pariss" is not the IANA name of a time zone. Did you mean "Europe/Paris"?',
    ],
    ['?timezone=', '"" is not the IANA name of a time zone.'],
    ['?timezone=UTC&timezone=UTC', 'A time zone is written as a string, like "Europe/Paris".'],
    [
      '?status=GONE',
      '"GONE" is not a status of attendees. There are: CONFIRMED, WAITLISTED, CANCELLED.',
    ],
  ])('refuses %s, naming what is wrong', async (query, message) => {
    const response = await fetchCsv(await givenEvent(server), { query });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      errors: [{ message, extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('leaves out statuses that were not asked for', async () => {
    const event = await givenEvent(server, { capacity: 1 });
    const { secret } = await register(server, event, 'ada@example.org');
    await register(server, event, 'bob@example.org', { joinWaitlist: true });
    await register(server, event, 'cyd@example.org', { joinWaitlist: true });
    await server.mutate('cancelRegistration', { attendee: { secret } }, '');

    const emails = async (query: string) =>
      parse<{ email: string }>(await (await fetchCsv(event, { query })).text(), {
        columns: true,
      }).map(({ email }) => email);
    expect(await emails('')).toEqual(['ada@example.org', 'bob@example.org', 'cyd@example.org']);
    expect(await emails('?status=WAITLISTED')).toEqual(['cyd@example.org']);
    expect(await emails('?status=CANCELLED&status=WAITLISTED')).toEqual([
      'ada@example.org',
      'cyd@example.org',
    ]);
  });

  it('is for those who may read the attendees, and refused to others who see the event', async () => {
    const event = await insertEvent(closed);

    const refused = await fetchCsv(event, { from: closed });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('cache-control')).toBe('private, no-store');
    expect(refused.headers.get('content-disposition')).toBeNull();
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'Only someone with the role VIEWER on this event may do that.',
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    });
    expect((await fetchCsv(event, { from: closed, headers: event.asOwner })).status).toBe(200);
    const other = await insertEvent(closed);
    expect((await fetchCsv(event, { from: closed, headers: other.asOwner })).status).toBe(403);
  });

  it('is not there for those who may not see the event, as for an event that does not exist', async () => {
    const hidden = await givenEvent(server, { visibility: 'PRIVATE' });
    const answers = await Promise.all(
      [
        hidden.id,
        'event_01jz0000000000000000000000',
        'nonsense',
        hidden.id.replace('event', 'attendee'),
      ].map(async (id) => {
        const response = await fetchCsv({ id });
        return { status: response.status, body: await response.json() };
      }),
    );
    const notFound = {
      errors: [{ message: 'There is no such event.', extensions: { code: 'NOT_FOUND' } }],
    };
    expect(answers).toEqual(Array(4).fill({ status: 404, body: notFound }));
    expect((await fetchCsv(hidden, { headers: hidden.asOwner })).status).toBe(200);
  });

  it('answers nothing but GET', async () => {
    const event = await givenEvent(server);
    const response = await fetch(`${server.url}/events/${event.id}/attendees.csv`, {
      method: 'POST',
    });
    expect(response.status).toBe(404);
  });
});

describe('the file of a large event', () => {
  let event: GivenEvent;
  /** Of 30,000 people with names so long, and so unlike each other, that no socket holds all of them. */
  let huge: GivenEvent;

  beforeAll(async () => {
    event = await insertMany(5_000, ['Ada']);
    huge = await insertMany(
      30_000,
      Array.from({ length: 256 }, () => randomName()),
    );
    await server.db.$executeRaw`ANALYZE "Attendee"`;
  });

  it('arrives in several parts, with 5,000 people in their order', async () => {
    const response = await fetchCsv(event, { headers: { 'accept-encoding': 'identity' } });

    const decoder = new TextDecoder();
    let text = '';
    let parts = 0;
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(part, { stream: true });
      parts += 1;
    }
    expect(parts).toBeGreaterThan(4);
    expect(response.headers.get('content-length')).toBeNull();
    const rows = parse<{ email: string }>(text, { columns: true });
    expect(rows.map(({ email }) => email)).toEqual(
      Array.from({ length: 5_000 }, (_, i) => `p${i + 1}@example.org`),
    );
  });

  it('arrives compressed where that is accepted', async () => {
    const plain = await (
      await fetchCsv(event, { headers: { 'accept-encoding': 'identity' } })
    ).text();
    for (const encoding of ['br', 'gzip']) {
      const response = await fetchCsv(event, { headers: { 'accept-encoding': encoding } });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(await response.text()).toBe(plain);
    }
  });

  it.each(['identity', 'gzip'])(
    'is read no faster than the client takes it, and no further once it is gone (%s)',
    async (encoding) => {
      server.statements.length = 0;

      const response = await open(huge, encoding);
      const pagesWhileWaiting = await settledPages();
      expect(pagesWhileWaiting).toBeGreaterThan(0);
      expect(pagesWhileWaiting).toBeLessThan(25); // of 30: what the sockets hold

      response.destroy();
      expect(await settledPages()).toBeLessThanOrEqual(pagesWhileWaiting + 2);
    },
  );

  it('is cut off when the reading fails, so that nobody takes a part for the whole', async () => {
    const response = await open(huge, 'identity');
    await settledPages();
    await server.db.$executeRaw`ALTER TABLE "Attendee" RENAME TO "Elsewhere"`;
    const taken = (async () => {
      for await (const _part of response);
    })();
    await expect(taken).rejects.toThrow('aborted');
    await server.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Attendee"`;
  });
});

/** The answer, of which nothing is read yet. */
function open({ id }: GivenEvent, encoding: string): Promise<IncomingMessage> {
  const headers = { 'accept-encoding': encoding };
  return new Promise((resolve, reject) => {
    get(`${server.url}/events/${id}/attendees.csv`, { headers, agent: false }, resolve).on(
      'error',
      reject,
    );
  });
}

/** How many pages the server has read, once it reads no more of them. */
async function settledPages(): Promise<number> {
  const pages = () => server.statements.filter((sql) => sql.includes('"arrival" > ')).length;
  for (let before = -1, same = 0; same < 5; ) {
    await pause(100);
    same = pages() === before ? same + 1 : 0;
    before = pages();
  }
  return pages();
}

async function insertMany(count: number, names: string[]): Promise<GivenEvent> {
  const event = await insertEvent(server, { capacity: count });
  await server.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
      await tx.$executeRaw`
        INSERT INTO "Attendee" ("id", "eventId", "name", "email", "status", "registeredAt", "secretHash")
        SELECT gen_random_uuid(), ${event.uuid}::uuid, (${names}::text[])[1 + i % ${names.length}::int],
          'p' || i || '@example.org', 'CONFIRMED', now(), '\\x00'
        FROM generate_series(1, ${count}::int) AS i ORDER BY i`;
    },
    { timeout: 60_000 },
  );
  return event;
}

function randomName(): string {
  return String.fromCodePoint(
    ...Array.from({ length: 200 }, () => 0x20000 + Math.floor(Math.random() * 40_000)),
  );
}
