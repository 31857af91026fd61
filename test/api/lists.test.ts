import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/data/newId.js';
import { readGlobalId, toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { givenRole } from '../support/roles.js';
import { attendeeRow, eventRow, insertEvent } from '../support/rows.js';
import { type Answer, startTestServer, type TestServer } from '../support/server.js';

const NOW = new Date('2030-01-01T00:00:00Z');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock: () => NOW });
});
afterAll(() => server.stop());

type Row = Parameters<typeof eventRow>[0];
type Order = { field: string; direction?: string };
type ListArguments = {
  filter?: object;
  search?: string;
  orderBy?: Order;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
};

const onDay = (day: number) => new Date(NOW.getTime() + day * 24 * 3_600_000);

/** Events in a place of their own, so that a filter by location lists them alone. */
async function givenEvents(location: string, rows: Row[]) {
  const data = rows.map((row) => eventRow({ location, startsAt: onDay(1), ...row }));
  await server.db.event.createMany({ data });
  return data.map(({ id, name }) => ({ id: toGlobalId('event', id), name }));
}

const events = (args: ListArguments, headers?: Record<string, string>) =>
  server.send(
    `query (
      $filter: EventFilter, $search: String, $orderBy: EventOrder
      $first: Int, $after: String, $last: Int, $before: String
    ) {
      list: events(
        filter: $filter, search: $search, orderBy: $orderBy
        first: $first, after: $after, last: $last, before: $before
      ) {
        totalCount
        nodes { id name }
        edges { cursor node { id name } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    args,
    headers,
  );

const attendees = (eventId: string, args: ListArguments) =>
  server.send(
    `query (
      $id: ID!, $filter: AttendeeFilter, $search: String, $orderBy: AttendeeOrder
      $first: Int, $after: String, $last: Int, $before: String
    ) {
      event(id: $id) {
        list: attendees(
          filter: $filter, search: $search, orderBy: $orderBy
          first: $first, after: $after, last: $last, before: $before
        ) {
          totalCount
          nodes { id name }
          edges { cursor node { id name } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }`,
    { id: eventId, ...args },
  );

function listOf({ data, errors }: Answer) {
  if (errors) throw new Error(JSON.stringify(errors));
  return data.list ?? data.event.list;
}
const namesOf = (answer: Answer): string[] =>
  listOf(answer).nodes.map(({ name }: { name: string }) => name);
const idsOf = (answer: Answer): string[] =>
  listOf(answer).nodes.map(({ id }: { id: string }) => id);

describe('events', () => {
  it('are by default those scheduled in the future, soonest first', async () => {
    const location = 'Default';
    await givenEvents(location, [
      { name: 'next month', startsAt: onDay(30) },
      { name: 'tomorrow', startsAt: onDay(1) },
      { name: 'yesterday', startsAt: onDay(-1) },
      { name: 'under way', startsAt: new Date(NOW.getTime() - 1) },
      { name: 'right now', startsAt: NOW },
      { name: 'called off', startsAt: onDay(2), status: 'CANCELLED' },
      { name: 'private', startsAt: onDay(2), visibility: 'PRIVATE' },
      { name: 'next week', startsAt: onDay(7) },
    ]);
    const upcoming = ['right now', 'tomorrow', 'next week', 'next month'];

    expect(namesOf(await events({ filter: { location } }))).toEqual(upcoming);
    const nothingSaid = { startsFrom: null, startsBefore: null, statuses: null, visibility: null };
    expect(namesOf(await events({ filter: { location, ...nothingSaid } }))).toEqual(upcoming);
  });

  describe('filtered', () => {
    const location = 'Filtered';
    const secrets: Record<string, string> = {};
    beforeAll(async () => {
      await givenEvents(location, [
        { name: 'past', startsAt: onDay(-10) },
        { name: 'soon', startsAt: onDay(1), capacity: 5 },
        { name: 'later', startsAt: onDay(10), capacity: 50 },
        { name: 'off', startsAt: onDay(5), status: 'CANCELLED' },
      ]);
      const hidden = await insertEvent(server, {
        name: 'hidden',
        location,
        startsAt: onDay(3),
        visibility: 'PRIVATE',
      });
      Object.assign(secrets, hidden.asOwner);
    });
    const filtered = async (filter: object, headers = {}) =>
      namesOf(await events({ filter: { location, ...filter } }, headers));

    it('by the start, from a time on, include that very time and the past', async () => {
      expect(await filtered({ startsFrom: '2030-01-02T00:00:00Z' })).toEqual(['soon', 'later']);
      expect(await filtered({ startsFrom: '2030-01-02T00:00:00.001Z' })).toEqual(['later']);
      expect(await filtered({ startsFrom: '2000-01-01T00:00:00Z' })).toEqual([
        'past',
        'soon',
        'later',
      ]);
    });

    it('by the start, before a time, leave that very time out and include the past', async () => {
      expect(await filtered({ startsBefore: '2030-01-11T00:00:00Z' })).toEqual(['past', 'soon']);
      expect(await filtered({ startsBefore: '2030-01-11T00:00:00.001Z' })).toEqual([
        'past',
        'soon',
        'later',
      ]);
    });

    it('by the start, between two times, are none when the times are the wrong way round', async () => {
      const range = { startsFrom: '2030-01-01T00:00:00Z', startsBefore: '2030-01-03T00:00:00Z' };
      expect(await filtered(range)).toEqual(['soon']);
      const turned = { startsFrom: range.startsBefore, startsBefore: range.startsFrom };
      expect(await filtered(turned)).toEqual([]);
    });

    it("mean local times in the filter's zone, UTC when it names none", async () => {
      const startsFrom = '2030-01-02 05:30';
      expect(await filtered({ startsFrom })).toEqual(['later']);
      expect(await filtered({ startsFrom, timezone: 'Asia/Kolkata' })).toEqual(['soon', 'later']);
      expect(
        await filtered({ startsBefore: '2030-01-01T19:00', timezone: 'America/New_York' }),
      ).toEqual(['past']);
    });

    it('refuse a local time that the clocks skip, naming the argument and the gap', async () => {
      for (const bound of ['startsFrom', 'startsBefore']) {
        const { errors } = await events({
          filter: { [bound]: '2027-03-28T02:30', timezone: 'Europe/Paris' },
        });
        expect(errors?.[0]).toMatchObject({
          message: expect.stringContaining('does not exist in Europe/Paris'),
          extensions: { code: 'BAD_USER_INPUT', argument: `filter.${bound}` },
        });
      }
    });

    it('by location, match a part of it without case and accents', async () => {
      await givenEvents('Café «Zoë», Malmö', [{ name: 'in Malmö' }]);
      for (const part of ['Café «Zoë», Malmö', 'cafe', 'MALMO', 'Zoe», m', 'É «ZOË']) {
        expect(namesOf(await events({ filter: { location: part } }))).toEqual(['in Malmö']);
      }
      expect(namesOf(await events({ filter: { location: 'Malmö Café' } }))).toEqual([]);
    });

    it('by visibility, list private events only to those who may see them', async () => {
      expect(await filtered({ visibility: 'PUBLIC' }, secrets)).toEqual(['soon', 'later']);
      expect(await filtered({ visibility: 'PRIVATE' }, secrets)).toEqual(['hidden']);
      expect(await filtered({}, secrets)).toEqual(['soon', 'hidden', 'later']);
      expect(await filtered({ visibility: 'PRIVATE' })).toEqual([]);
    });

    it('by status, list those of any of the statuses named', async () => {
      expect(await filtered({ statuses: ['CANCELLED'] })).toEqual(['off']);
      expect(await filtered({ statuses: ['CANCELLED', 'SCHEDULED'] })).toEqual([
        'soon',
        'off',
        'later',
      ]);
      expect(await filtered({ statuses: [] })).toEqual([]);
    });

    it('by free seats, count what is left and not what there is', async () => {
      const [soon] = await server.db.event.findMany({ where: { name: 'soon', location } });
      const rows = Array.from({ length: 3 }, () => attendeeRow(soon?.id as string));
      await server.db.attendee.createMany({ data: rows });

      expect(await filtered({ seatsLeftMin: 2 })).toEqual(['soon', 'later']);
      expect(await filtered({ seatsLeftMin: 3 })).toEqual(['later']);
      expect(await filtered({ seatsLeftMin: 51 })).toEqual([]);
      expect(await filtered({ seatsLeftMin: 0 })).toEqual(['soon', 'later']);
    });

    describe('by owner', () => {
      const given = {} as Record<'ada' | 'bob' | 'eve' | 'admin', GivenUser>;
      beforeAll(async () => {
        given.ada = await givenUser(server);
        given.bob = await givenUser(server);
        given.eve = await givenUser(server);
        given.admin = await givenUser(server, { role: 'ADMIN' });
        const { ada, bob, eve } = given;
        const roles = {
          alone: [[ada, 'OWNER']],
          together: [
            [ada, 'OWNER'],
            [bob, 'OWNER'],
          ],
          edited: [
            [ada, 'EDITOR'],
            [bob, 'OWNER'],
          ],
          secret: [
            [ada, 'OWNER'],
            [eve, 'VIEWER'],
          ],
        } as const;
        const rows = Object.keys(roles).map((name, i) => ({
          name,
          startsAt: onDay(i + 1),
          visibility: name === 'secret' ? ('PRIVATE' as const) : undefined,
        }));
        for (const { id, name } of await givenEvents('Owned', rows)) {
          const uuid = readGlobalId(id)?.uuid as string;
          for (const [user, role] of roles[name as keyof typeof roles]) {
            await givenRole(server, { uuid }, user, role);
          }
        }
      });
      const ownedBy = async (ownerId: string, headers?: Record<string, string>) =>
        namesOf(await events({ filter: { ownerId } }, headers));

      it('list what the user owns, also together with others, and not where they have another role', async () => {
        expect(await ownedBy(given.ada.id)).toEqual(['alone', 'together']);
        expect(await ownedBy(given.bob.id)).toEqual(['together', 'edited']);
        expect(await ownedBy(given.eve.id)).toEqual([]);
      });

      it('list private events only to those who may see them', async () => {
        const { ada, bob, eve, admin } = given;
        for (const user of [ada, eve, admin]) {
          expect(await ownedBy(ada.id, user.asUser)).toEqual(['alone', 'together', 'secret']);
        }
        expect(await ownedBy(ada.id, bob.asUser)).toEqual(['alone', 'together']);
      });

      it('list nothing for a user who is not there, and everything for none', async () => {
        expect(await ownedBy(toGlobalId('user', newId()))).toEqual([]);
        const all = await events({ filter: { ownerId: null, location: 'Owned' } });
        expect(namesOf(all)).toEqual(['alone', 'together', 'edited']);
      });

      it.each([
        ['no id', () => 'nonsense'],
        ['empty', () => ''],
        ['an id of an event', () => toGlobalId('event', newId())],
        ['a bare UUID', () => given.ada.uuid],
      ])('refuse what is %s: BAD_USER_INPUT', async (_what, ownerId) => {
        const { data, errors } = await events({ filter: { ownerId: ownerId() } });
        expect(data).toBeNull();
        expect(errors).toEqual([
          expect.objectContaining({
            message: '`filter.ownerId` must be the id of a user.',
            extensions: { code: 'BAD_USER_INPUT', argument: 'filter.ownerId' },
          }),
        ]);
      });

      it('take one statement, which finds them by an index', async () => {
        server.statements.length = 0;
        const query = 'query ($id: ID!) { events(filter: { ownerId: $id }) { nodes { id } } }';
        await server.send(query, { id: given.ada.id });
        const selects = server.statements.filter((sql) => /SELECT/i.test(sql));
        expect(selects).toHaveLength(1);
        const plan = await server.db.$transaction(async (tx) => {
          // So few rows are read faster without an index.
          await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
          return tx.$queryRawUnsafe<object[]>(`EXPLAIN (GENERIC_PLAN) ${selects[0]}`);
        });
        expect(JSON.stringify(plan)).toMatch(
          /Collaborator_userId_eventId_idx|owner_not_double_booked/,
        );
      });
    });

    it('by several conditions, fulfil all of them', async () => {
      const filter = {
        startsFrom: '2029-01-01T00:00',
        startsBefore: '2030-01-11T00:00',
        statuses: ['SCHEDULED', 'CANCELLED'],
        seatsLeftMin: 10,
      };
      expect(await filtered(filter)).toEqual(['past', 'off']);
    });

    it('refuse a location that is too long or no text', async () => {
      for (const wrong of ['x'.repeat(201)]) {
        const { errors } = await events({ filter: { location: wrong } });
        expect(errors?.[0].extensions).toEqual({
          code: 'BAD_USER_INPUT',
          argument: 'filter.location',
        });
      }
    });
  });

  describe('searched', () => {
    const filter = { location: 'Search Hall' };
    beforeAll(async () => {
      await givenEvents('Search Hall', [
        { name: 'Été à la plage', description: 'Sun, sand & a picnic' },
        { name: 'Winter Gala', description: 'Straße 5; 100% wool_socks; C:\\temp' },
        { name: 'ПРИВЕТ Ελλάδα', description: 'Cafe\u0301 crème' },
        { name: 'Plain', description: '100 wool socks' },
      ]);
    });
    const found = async (search: string) => namesOf(await events({ filter, search })).sort();

    it.each([
      ['a word of the name', 'gala', ['Winter Gala']],
      ['a word of the description', 'picnic', ['Été à la plage']],
      ['a part of a word', 'icni', ['Été à la plage']],
      ['several words in any order and field', 'picnic plage', ['Été à la plage']],
      ['words in name and location', 'hall gala', ['Winter Gala']],
      ['one word that does not occur', 'gala picnic', []],
      ['words with more than one blank between', ' \t gala \n winter ', ['Winter Gala']],
      ['text without the accents that the event has', 'ete a la', ['Été à la plage']],
      ['text with accents that the event has not', 'wíntèr gålä', ['Winter Gala']],
      ['text in another case', 'WINTER gALA', ['Winter Gala']],
      ['Cyrillic in another case', 'привет', ['ПРИВЕТ Ελλάδα']],
      ['Greek without accents', 'ΕΛΛΑΔΑ', ['ПРИВЕТ Ελλάδα']],
      ['an accent written as a combining mark', 'cafe\u0301', ['ПРИВЕТ Ελλάδα']],
      ['what is stored with a combining mark', 'café', ['ПРИВЕТ Ελλάδα']],
      ['a sharp s in capitals', 'STRASSE', ['Winter Gala']],
      ['% literally', '100%', ['Winter Gala']],
      ['% alone', '%', ['Winter Gala']],
      ['_ literally', 'wool_socks', ['Winter Gala']],
      ['_ alone', '_', ['Winter Gala']],
      ['a backslash literally', 'c:\\temp', ['Winter Gala']],
      ['a backslash alone', '\\', ['Winter Gala']],
      ['a full-width ％ literally', '％', ['Winter Gala']],
      ['a backslash before a wildcard', '\\%', []],
      ['a quote', "'; --", []],
      ['text that occurs nowhere', 'zzz', []],
    ])('find %s', async (_what, search, names) => {
      expect(await found(search)).toEqual(names);
    });

    it('by nothing but blanks are not narrowed', async () => {
      expect(await found('')).toHaveLength(4);
      expect(await found(' \t\n ')).toHaveLength(4);
    });

    it('take 10 words and 200 characters', async () => {
      expect(await found('gala '.repeat(10))).toEqual(['Winter Gala']);
      expect(await found('x'.repeat(200))).toEqual([]);
    });

    it.each([
      ['more than 10 words', 'la '.repeat(11)],
      ['more than 200 characters', 'x'.repeat(201)],
    ])('refuse %s', async (_what, search) => {
      const { data, errors } = await events({ filter, search });
      expect(data).toBeNull();
      expect(errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'search' });
    });
  });

  describe('ordered', () => {
    const filter = { location: 'Ordered' };
    const given: { id: string; name: string }[] = [];
    beforeAll(async () => {
      const made = new Date('2029-01-01T00:00:00Z').getTime();
      const rows: [name: string, day: number, capacity: number, createdMs: number][] = [
        ['b', 3, 10, 0],
        ['Zebra', 1, 30, 5],
        ['a', 3, 20, 5],
        ['ä', 2, 20, 1],
        ['A', 3, 10, 5],
        ['a', 1, 30, 2],
        ['Élan', 2, 5, 1],
        ['element', 4, 7, 3],
      ];
      given.push(
        ...(await givenEvents(
          'Ordered',
          rows.map(([name, day, capacity, createdMs]) => ({
            name,
            capacity,
            startsAt: onDay(day),
            createdAt: new Date(made + createdMs),
          })),
        )),
      );
    });

    /** Events that tie, by ascending id: each by its name, and which of those with that name. */
    const tie = (...names: [name: string, which?: number][]) =>
      names
        .map(([name, which = 0]) => given.filter((event) => event.name === name)[which]?.id)
        .sort();

    it.each([
      [
        'START',
        () => [
          tie(['Zebra'], ['a', 1]),
          tie(['ä'], ['Élan']),
          tie(['b'], ['a'], ['A']),
          tie(['element']),
        ],
      ],
      [
        'NAME',
        () => [
          tie(['a'], ['a', 1]),
          tie(['A']),
          tie(['ä']),
          tie(['b']),
          tie(['Élan']),
          tie(['element']),
          tie(['Zebra']),
        ],
      ],
      [
        'CREATED',
        () => [
          tie(['b']),
          tie(['ä'], ['Élan']),
          tie(['a', 1]),
          tie(['element']),
          tie(['Zebra'], ['a'], ['A']),
        ],
      ],
      [
        'SEATS_LEFT',
        () => [
          tie(['Élan']),
          tie(['element']),
          tie(['b'], ['A']),
          tie(['a'], ['ä']),
          tie(['Zebra'], ['a', 1]),
        ],
      ],
    ])('by %s, settle ties by id, and turn round for DESC', async (field, groups) => {
      const ascending = groups().flat();
      const ids = async (orderBy: Order) => idsOf(await events({ filter, orderBy }));

      expect(await ids({ field })).toEqual(ascending);
      expect(await ids({ field, direction: 'ASC' })).toEqual(ascending);
      expect(await ids({ field, direction: 'DESC' })).toEqual([...ascending].reverse());
    });

    it('by nothing are ordered by start', async () => {
      const byStart = idsOf(await events({ filter, orderBy: { field: 'START' } }));
      expect(idsOf(await events({ filter }))).toEqual(byStart);
    });
  });
});

describe('attendees', () => {
  let eventId: string;
  beforeAll(async () => {
    const event = await insertEvent(server, { capacity: 5, startsAt: onDay(1) });
    eventId = event.id;
    const rows: [name: string, email: string, status: 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED'][] =
      [
        ['Zoë Žižek', 'zoe@example.org', 'CONFIRMED'],
        ['ada Lovelace', 'countess@example.com', 'CONFIRMED'],
        ['Gone Gary', 'gary@example.org', 'CANCELLED'],
        ['Ada Lovelace', 'ADA_L@example.org', 'CONFIRMED'],
        ['Bob', 'bob@sub.example.org', 'CONFIRMED'],
        ['Ada Lovelace', 'twin@example.org', 'CONFIRMED'],
        ['Wanda', 'wanda@example.org', 'WAITLISTED'],
      ];
    await server.db.attendee.createMany({
      data: rows.map(([name, email, status]) => attendeeRow(event.uuid, { name, email, status })),
    });
  });
  const names = async (args: ListArguments) => namesOf(await attendees(eventId, args));

  it('are those with a seat and those who wait, in order of arrival', async () => {
    expect(await names({})).toEqual([
      'Zoë Žižek',
      'ada Lovelace',
      'Ada Lovelace',
      'Bob',
      'Ada Lovelace',
      'Wanda',
    ]);
  });

  it('are narrowed to the statuses named', async () => {
    expect(await names({ filter: { statuses: ['WAITLISTED'] } })).toEqual(['Wanda']);
    expect(await names({ filter: { statuses: ['CANCELLED', 'WAITLISTED'] } })).toEqual([
      'Gone Gary',
      'Wanda',
    ]);
    expect(await names({ filter: { statuses: [] } })).toEqual([]);
    expect(await names({ filter: { statuses: null } })).toHaveLength(6);
  });

  it.each([
    ['name', 'lovelace', ['ada Lovelace', 'Ada Lovelace', 'Ada Lovelace']],
    ['name without accents', 'zoe zizek', ['Zoë Žižek']],
    ['email', 'SUB.example', ['Bob']],
    ['email with a literal _', 'a_l', ['Ada Lovelace']],
    ['name and email at once', 'ada countess', ['ada Lovelace']],
    ['nobody', 'nobody', []],
    ['nobody who is left out by status', 'gary', []],
  ])('are searched by %s', async (_what, search, found) => {
    expect(await names({ search })).toEqual(found);
  });

  it('are counted as they are narrowed', async () => {
    const list = listOf(await attendees(eventId, { search: 'ada', first: 1 }));
    expect(list).toMatchObject({ totalCount: 3, nodes: [{ name: 'ada Lovelace' }] });
  });

  it('by REGISTERED are in order of arrival, or turned round', async () => {
    const field = 'REGISTERED';
    const arrived = await names({});
    expect(await names({ orderBy: { field } })).toEqual(arrived);
    expect(await names({ orderBy: { field, direction: 'DESC' } })).toEqual([...arrived].reverse());
  });

  it('by NAME are sorted as people sort, settle ties by id, and turn round for DESC', async () => {
    const ascending = await attendees(eventId, { orderBy: { field: 'NAME' } });
    const descending = await attendees(eventId, { orderBy: { field: 'NAME', direction: 'DESC' } });

    expect(namesOf(ascending)).toEqual([
      'ada Lovelace',
      'Ada Lovelace',
      'Ada Lovelace',
      'Bob',
      'Wanda',
      'Zoë Žižek',
    ]);
    const twins = idsOf(ascending).slice(1, 3);
    expect(twins).toEqual([...twins].sort());
    expect(idsOf(descending)).toEqual(idsOf(ascending).reverse());
  });

  it('of an event that has none are an empty list', async () => {
    const event = await insertEvent(server);
    expect(listOf(await attendees(event.id, {}))).toEqual({
      totalCount: 0,
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

interface ListOfFive {
  list: (args: ListArguments) => Promise<Answer>;
}

describe.each(['events', 'attendees'])('a page of %s', (which) => {
  const five: ListOfFive = { list: async () => Promise.reject(new Error('not made yet')) };
  const cursors: string[] = [];
  beforeAll(async () => {
    const numbers = [1, 2, 3, 4, 5];
    if (which === 'events') {
      const filter = { location: 'Five' };
      await givenEvents(
        'Five',
        numbers.map((n) => ({ name: `${n}`, startsAt: onDay(n) })),
      );
      five.list = (args) => events({ filter, ...args });
    } else {
      const event = await insertEvent(server);
      const data = numbers.map((n) => attendeeRow(event.uuid, { name: `${n}` }));
      await server.db.attendee.createMany({ data });
      five.list = (args) => attendees(event.id, args);
    }
    const { edges } = listOf(await five.list({}));
    cursors.push(...edges.map(({ cursor }: { cursor: string }) => cursor));
  });

  const page = async (args: ListArguments) => {
    const answer = await five.list(args);
    const { pageInfo, totalCount } = listOf(answer);
    const { hasPreviousPage, hasNextPage } = pageInfo;
    return [hasPreviousPage ? '…' : '|', ...namesOf(answer), hasNextPage ? '…' : '|', totalCount];
  };
  const afterNth = (n: number) => ({ after: cursors[n - 1] });
  const beforeNth = (n: number) => ({ before: cursors[n - 1] });

  it.each([
    ['the whole list, when nothing is asked', () => ({}), '|12345|'],
    ['the whole list, when nulls are asked', () => ({ first: null, after: null }), '|12345|'],
    ['the first two', () => ({ first: 2 }), '|12…'],
    ['the first five, and knows that there is no more', () => ({ first: 5 }), '|12345|'],
    ['the first hundred', () => ({ first: 100 }), '|12345|'],
    ['two after the second', () => ({ first: 2, ...afterNth(2) }), '…34…'],
    ['two after the third, up to the end', () => ({ first: 2, ...afterNth(3) }), '…45|'],
    ['what is left after the fourth', () => ({ first: 2, ...afterNth(4) }), '…5|'],
    ['nothing after the last', () => ({ first: 2, ...afterNth(5) }), '…|'],
    ['twenty after a cursor without `first`', () => afterNth(1), '…2345|'],
    ['the last two', () => ({ last: 2 }), '…45|'],
    ['the last five, and knows that there is no more', () => ({ last: 5 }), '|12345|'],
    ['two before the fourth', () => ({ last: 2, ...beforeNth(4) }), '…23…'],
    ['two before the third, up to the start', () => ({ last: 2, ...beforeNth(3) }), '|12…'],
    ['what is left before the second', () => ({ last: 2, ...beforeNth(2) }), '|1…'],
    ['nothing before the first', () => ({ last: 2, ...beforeNth(1) }), '|…'],
    ['twenty before a cursor without `last`', () => beforeNth(5), '|1234…'],
  ])('is %s', async (_what, args, shown) => {
    expect(await page(args())).toEqual([...shown, 5]);
  });

  it('has the same rows in edges and nodes, and the cursors of its ends in pageInfo', async () => {
    const list = listOf(await five.list({ first: 3, ...afterNth(1) }));
    expect(list.edges.map(({ node }: { node: object }) => node)).toEqual(list.nodes);
    expect(list.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(cursors.slice(1, 4));
    expect(list.pageInfo).toMatchObject({ startCursor: cursors[1], endCursor: cursors[3] });
  });

  it('has no cursors at its ends when it is empty', async () => {
    const { pageInfo } = listOf(await five.list({ first: 1, ...afterNth(5) }));
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });

  it.each([
    ['first: 0', () => ({ first: 0 }), { argument: 'first' }],
    ['first: -1', () => ({ first: -1 }), { argument: 'first' }],
    ['first: 101', () => ({ first: 101 }), { argument: 'first' }],
    ['last: 0', () => ({ last: 0 }), { argument: 'last' }],
    ['last: -1', () => ({ last: -1 }), { argument: 'last' }],
    ['last: 101', () => ({ last: 101 }), { argument: 'last' }],
    ['first and last', () => ({ first: 1, last: 1 }), { argument: 'last' }],
    ['first and before', () => ({ first: 1, ...beforeNth(3) }), { argument: 'before' }],
    ['last and after', () => ({ last: 1, ...afterNth(3) }), { argument: 'last' }],
    ['after and before', () => ({ ...afterNth(1), ...beforeNth(3) }), { argument: 'before' }],
  ])('is refused for %s, naming the argument', async (_what, args, facts) => {
    const { errors } = await five.list(args());
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/must be from 1 to 100, but was|, not both\.$/),
      extensions: { code: 'BAD_USER_INPUT', ...facts },
    });
  });

  it.each(['after', 'before'])('is refused for garbage in `%s`', async (argument) => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursor = cursors[0] as string;
    for (const garbage of [
      '',
      'x',
      '💥',
      cursor.slice(0, -4),
      `${cursor}AAAA`,
      encode(null),
      encode({}),
      encode([]),
      encode(JSON.parse(Buffer.from(cursor, 'base64url').toString()).slice(0, 2)),
    ]) {
      const { errors } = await five.list({ [argument]: garbage });
      expect(errors?.[0]).toMatchObject({
        message: `\`${argument}\` is not a cursor of this list.`,
        extensions: { code: 'BAD_USER_INPUT', argument, reason: 'NOT_A_CURSOR' },
      });
    }
  });
});

describe('a list of more than twenty', () => {
  it('comes in pages of twenty unless another size is asked for', async () => {
    const filter = { location: 'Twenty-one' };
    const rows = Array.from({ length: 21 }, (_, i) => ({ startsAt: onDay(i + 1) }));
    const ids = (await givenEvents('Twenty-one', rows)).map(({ id }) => id);

    const page = await events({ filter });
    const lastPage = await events({ filter, last: null, before: null, after: null });

    expect(idsOf(page)).toEqual(ids.slice(0, 20));
    expect(idsOf(lastPage)).toEqual(ids.slice(0, 20));
    expect(listOf(page)).toMatchObject({ totalCount: 21, pageInfo: { hasNextPage: true } });
    expect(idsOf(await events({ filter, first: 21 }))).toEqual(ids);
  });
});

describe('a cursor', () => {
  const filter = { location: 'Cursors' };
  let eventId: string;
  beforeAll(async () => {
    await givenEvents('Cursors', [{ name: 'a' }, { name: 'b' }]);
    const event = await insertEvent(server);
    eventId = event.id;
    await server.db.attendee.createMany({
      data: ['a', 'b'].map((name) => attendeeRow(event.uuid, { name })),
    });
  });

  const cursorOf = (answer: Answer): string => listOf(answer).pageInfo.startCursor;
  const eventCursor = async (orderBy: Order) => cursorOf(await events({ filter, orderBy }));
  const attendeeCursor = async (orderBy: Order) => cursorOf(await attendees(eventId, { orderBy }));
  const directed = (fields: string[]) =>
    fields.flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ field, direction })));
  const eventOrders = directed(['START', 'NAME', 'CREATED', 'SEATS_LEFT']);
  const attendeeOrders = directed(['REGISTERED', 'NAME']);

  it('is refused in every other order of its list', async () => {
    for (const orderBy of eventOrders) {
      const after = await eventCursor(orderBy);
      for (const other of eventOrders.filter((order) => order !== orderBy)) {
        const { errors } = await events({ filter, orderBy: other, after });
        expect(errors?.[0]).toMatchObject({
          extensions: {
            code: 'BAD_USER_INPUT',
            argument: 'after',
            reason: 'CURSOR_OF_ANOTHER_ORDER',
          },
        });
      }
    }
  });

  it('is refused in every other order of attendees', async () => {
    for (const orderBy of attendeeOrders) {
      const before = await attendeeCursor(orderBy);
      for (const other of attendeeOrders.filter((order) => order !== orderBy)) {
        const { errors } = await attendees(eventId, { orderBy: other, before });
        expect(errors?.[0]).toMatchObject({
          extensions: {
            code: 'BAD_USER_INPUT',
            argument: 'before',
            reason: 'CURSOR_OF_ANOTHER_ORDER',
          },
        });
      }
    }
  });

  it('is refused in another list, also where both are ordered by name', async () => {
    const orderBy = { field: 'NAME' };
    const ofEvents = await eventCursor(orderBy);
    const ofAttendees = await attendeeCursor(orderBy);

    for (const { errors } of [
      await events({ filter, orderBy, after: ofAttendees }),
      await attendees(eventId, { orderBy, after: ofEvents }),
    ]) {
      expect(errors?.[0]).toMatchObject({
        message: '`after` is a cursor of another list or order.',
        extensions: {
          code: 'BAD_USER_INPUT',
          argument: 'after',
          reason: 'CURSOR_OF_ANOTHER_ORDER',
        },
      });
    }
  });

  it('stays valid when its row is gone or has moved', async () => {
    const location = 'Moving';
    await givenEvents(
      location,
      [1, 2, 3].map((n) => ({ name: `${n}`, startsAt: onDay(n) })),
    );
    const { pageInfo } = listOf(await events({ filter: { location }, first: 2 }));
    const after = pageInfo.endCursor;

    await server.db.event.updateMany({
      where: { location, name: '2' },
      data: { startsAt: onDay(0), endsAt: onDay(9) },
    });
    expect(namesOf(await events({ filter: { location }, after }))).toEqual(['3']);
    await server.db.event.deleteMany({ where: { location, name: '2' } });
    expect(namesOf(await events({ filter: { location }, after }))).toEqual(['3']);
  });

  const tampered: [list: 'events' | 'attendees', field: string, values: unknown[]][] = [
    [
      'events',
      'START',
      [
        null,
        5,
        '',
        'x',
        'now',
        'infinity',
        '2030-01-01',
        '2030-13-01T00:00:00.000Z',
        '0000-01-01T00:00:00.000Z',
        '-000001-01-01T00:00:00.000Z',
        '+010000-01-01T00:00:00.000Z',
        '+275760-09-13T00:00:00.000Z',
      ],
    ],
    [
      'events',
      'CREATED',
      [null, true, {}, [], '2030-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z'],
    ],
    ['events', 'NAME', [null, 5, {}, 'a\0b', '\ud800']],
    ['events', 'SEATS_LEFT', [null, '5', 'x', 1.5, 2 ** 31, -(2 ** 31) - 1, 1e300, {}]],
    ['attendees', 'REGISTERED', [null, 5, '', '-1', '1.5', '1e3', '9'.repeat(19), ' 1', 'x']],
    ['attendees', 'NAME', [null, 5, 'a\0b', '\ud800']],
  ];

  it.each(tampered)(
    'of %s by %s is refused with another value in it',
    async (list, field, values) => {
      const cursor = await (list === 'events' ? eventCursor : attendeeCursor)({ field });
      const [key, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const encode = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
      const ask = (after: string) =>
        list === 'events'
          ? events({ filter, orderBy: { field }, after })
          : attendees(eventId, { orderBy: { field }, after });

      expect((await ask(encode([key, value, id]))).errors).toBeUndefined();
      for (const parts of [
        ...values.map((wrong) => [key, wrong, id]),
        [key, value, 'x'],
        [key, value, 5],
        [key, value, id.toUpperCase()],
        [key, value, `${id}'`],
        [key, value],
        [key, value, id, 1],
      ]) {
        const { errors } = await ask(encode(parts));
        expect({ parts, errors }).toMatchObject({
          errors: [
            { extensions: { code: 'BAD_USER_INPUT', argument: 'after', reason: 'NOT_A_CURSOR' } },
          ],
        });
      }
    },
  );
});
