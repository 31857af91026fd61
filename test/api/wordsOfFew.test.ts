import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { toGlobalId } from '../../src/graphql/globalId.js';
import { type GivenUser, givenUser } from '../support/accounts.js';
import { isKept, sentWhile } from '../support/plans.js';
import { givenRole } from '../support/roles.js';
import { eventRow } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// Words that few events have are looked for in another way than those that many have. What is found,
// and in what order, must be the same.

const NOW = new Date('2030-01-01T00:00:00Z');
const EVENTS = 1_800;

let server: TestServer;
let ada: GivenUser;
type Row = ReturnType<typeof eventRow>;
let rows: Row[];

beforeAll(async () => {
  server = await startTestServer({ clock: () => NOW });
  ada = await givenUser(server);
  rows = Array.from({ length: EVENTS }, (_, n) =>
    eventRow({
      // Every third name and start is that of another event: then the id decides.
      name: `${n % 2 ? 'Jazz' : 'Chess'} ${n % 400}${n % 48 === 0 ? ' rareté' : ''}`,
      startsAt: new Date(NOW.getTime() + ((n * 7) % 400) * 3_600_000),
      location: locationOf(n),
      capacity: 1 + (n % 7),
      createdAt: new Date(NOW.getTime() - (n % 400) * 1_000),
      description: isEarly(n) || (n * 7) % 400 >= 260 ? 'in the evening' : 'by day',
      visibility: n % 144 === 0 ? 'PRIVATE' : 'PUBLIC',
    }),
  );
  // The rare ones last: certainly none of them is in PostgreSQL's sample.
  const isRare = ({ name }: Row) => name.endsWith('rareté');
  await server.db.$executeRaw`ALTER TABLE "Event" SET (autovacuum_enabled = off)`;
  await server.db.event.createMany({ data: rows.filter((row) => !isRare(row)) });
  await server.db.$executeRaw`ANALYZE "Event"`;
  await server.db.event.createMany({ data: rows.filter(isRare) });
  const [own] = rows.filter(({ visibility }) => visibility === 'PRIVATE');
  await givenRole(server, { uuid: own?.id ?? '' }, ada, 'EDITOR');
}, 60_000);
afterAll(() => server.stop());
afterEach(() => {
  jest.restoreAllMocks();
});

/**
 * By start, some evening events are first, and many last: there is more between them than is walked
 * through.
 */
function isEarly(n: number): boolean {
  return (n * 7) % 400 < 20;
}

/** One of twelve is in the attic: among PostgreSQL's hundred texts are some of those. */
function locationOf(n: number): string {
  if (n % 96 === 0) return 'Cellar';
  return n % 12 === 5 ? 'Attic' : 'Hall';
}

const LIST = `query ($search: String, $filter: EventFilter, $orderBy: EventOrder,
    $first: Int, $after: String, $last: Int, $before: String) {
  events(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes { id viewerRole }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
  }
}`;

async function list(variables: object, headers?: Record<string, string>) {
  const { data, errors } = await server.send(LIST, variables, headers);
  expect(errors).toBeUndefined();
  return data.events;
}

/** Whether it is looked for with one plan for all words that few events have. */
async function isByOnePlan(search: string): Promise<boolean> {
  const sent = await sentWhile(() => server.send(LIST.replace('totalCount', ''), { search }));
  const [statement] = sent.filter(({ text }) => text.includes('LIKE'));
  expect(statement).toBeDefined();
  return isKept(statement?.text ?? '');
}

const byStart = (a: Row, b: Row) => Number(a.startsAt) - Number(b.startsAt);
const orders: [string, (a: Row, b: Row) => number][] = [
  ['START', byStart],
  ['NAME', (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))],
  ['CREATED', (a, b) => Number(a.createdAt) - Number(b.createdAt)],
  ['SEATS_LEFT', (a, b) => a.capacity - b.capacity],
];
const cases = orders.flatMap(([field, compare]) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction, compare })),
);

/** The public events that are wanted, in order. */
function idsOf(
  isWanted: (row: Row) => boolean,
  compare: (a: Row, b: Row) => number,
  direction: 'ASC' | 'DESC',
): string[] {
  const ids = rows
    .filter((row) => isWanted(row) && row.visibility === 'PUBLIC')
    .sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => toGlobalId('event', id));
  return direction === 'ASC' ? ids : ids.reverse();
}

/** Walks through a list from both ends. */
async function expectPages(asked: object, wanted: string[], size: number): Promise<void> {
  const forwards: string[] = [];
  let page = await list({ ...asked, first: size });
  for (;;) {
    expect(page.totalCount).toBe(wanted.length);
    expect(page.pageInfo.hasPreviousPage).toBe(forwards.length > 0);
    forwards.push(...page.nodes.map(({ id }: { id: string }) => id));
    expect(page.pageInfo.hasNextPage).toBe(forwards.length < wanted.length);
    if (!page.pageInfo.hasNextPage) break;
    page = await list({ ...asked, first: size, after: page.pageInfo.endCursor });
  }
  expect(forwards).toEqual(wanted);

  const backwards: string[] = [];
  page = await list({ ...asked, last: size + 1 });
  for (;;) {
    expect(page.pageInfo.hasNextPage).toBe(backwards.length > 0);
    backwards.unshift(...page.nodes.map(({ id }: { id: string }) => id));
    if (!page.pageInfo.hasPreviousPage) break;
    page = await list({ ...asked, last: size + 1, before: page.pageInfo.startCursor });
  }
  expect(backwards).toEqual(wanted);
}

describe('words that few events have', () => {
  it.each([
    ['a word', 'rarete', true],
    ['a word in capitals', 'RARETE', true],
    ['several, of which one is rare', 'jazz rarete', true],
    ['common ones that no event has all of', 'jazz chess', true],
    ['a plain one and one with an accent', 'rarete rareté', true],
    ['a common one', 'jazz', false],
    ['one that some of the sample have, which stand for few events', 'attic', true],
    ['common ones that many have all of', 'jazz hall', false],
    ['one that is too short for an index', 'zq', false],
    ['one whose folding only PostgreSQL knows', 'rareté', false],
  ])(
    'are looked for with one plan, where few events have them: %s',
    async (_what, search, byOnePlan) => {
      expect(await isByOnePlan(search)).toBe(byOnePlan);
    },
  );

  it.each(cases)(
    'are found page by page from both ends, by $field $direction',
    async ({ field, direction, compare }) => {
      const asked = { search: 'rarete', orderBy: { field, direction } };
      const wanted = idsOf(({ name }) => /rareté/.test(name), compare, direction);
      expect(wanted.length).toBeGreaterThan(15);
      await expectPages(asked, wanted, 4);
    },
  );

  it('are found among what else is asked for, and shown to who may see them', async () => {
    const filter = { location: 'cellar' };
    const everybodys = await list({ search: 'rarete', filter, first: 100 });
    const adas = await list({ search: 'rarete', filter, first: 100 }, ada.asUser);
    const cellar = rows.filter(
      ({ name, location }) => /rareté/.test(name) && location === 'Cellar',
    );
    expect(everybodys.nodes).toHaveLength(
      cellar.filter(({ visibility }) => visibility === 'PUBLIC').length,
    );
    expect(adas.nodes).toHaveLength(everybodys.nodes.length + 1);
    const roles = adas.nodes.map(({ viewerRole }: { viewerRole: string | null }) => viewerRole);
    expect(roles.filter((role: string | null) => role !== null)).toEqual(['EDITOR']);
  });
});

describe('words that many events have', () => {
  it.each(cases)(
    'are found page by page from both ends, also where a walk to them is too long, by $field $direction',
    async ({ field, direction, compare }) => {
      expect(await isByOnePlan('evening')).toBe(false);
      const wanted = idsOf(
        ({ description }) => /evening/.test(`${description}`),
        compare,
        direction,
      );
      const asked = { search: 'evening', orderBy: { field, direction } };
      // One page ends exactly where the next event is far away.
      const early = rows.filter((row, n) => isEarly(n) && row.visibility === 'PUBLIC').length;
      await expectPages(asked, wanted, early);
    },
  );

  it('are looked for once where they are near, and once more where they are far', async () => {
    const statements = async (size: object) => {
      const asked = { search: 'evening', ...size };
      const sent = await sentWhile(() => server.send(LIST.replace('totalCount', ''), asked));
      return sent.filter(({ text }) => text.includes('LIKE')).length;
    };
    expect(await statements({ first: 20 })).toBe(1);
    expect(await statements({ last: 20 })).toBe(1);
    expect(await statements({ first: 100 })).toBe(2);
  });

  it('are known to lie behind a place, also where that is far', async () => {
    const cursorAt = async (hours: number) => {
      const startsFrom = new Date(NOW.getTime() + hours * 3_600_000).toISOString();
      const { data } = await server.send(
        'query ($startsFrom: DateTime) { events(filter: { startsFrom: $startsFrom }, first: 1) { edges { cursor } } }',
        { startsFrom },
      );
      return data.events.edges[0].cursor;
    };
    const evening = { search: 'evening', filter: { startsFrom: NOW.toISOString() } };
    for (const page of [
      { first: 5, after: await cursorAt(200) },
      { last: 5, before: await cursorAt(80) },
    ]) {
      const { nodes, pageInfo } = await list({ ...evening, ...page });
      expect(nodes).toHaveLength(5);
      expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    }
  });

  it('fill a page also where nobody asks what lies around it', async () => {
    const { data } = await server.send(
      '{ events(search: "evening", first: 100) { nodes { id } } }',
    );
    expect(data.events.nodes).toHaveLength(100);
  });
});

describe('what few events have', () => {
  it('is learned anew a minute later', async () => {
    const later = 'a word that becomes common';
    expect(await isByOnePlan('becomes')).toBe(true);
    await server.db.event.updateMany({ data: { description: later } });
    await server.db.$executeRaw`ANALYZE "Event"`;
    expect(await isByOnePlan('becomes')).toBe(true);

    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 61_000);
    expect(await isByOnePlan('becomes')).toBe(false);
  });

  it('is not known of a table that PostgreSQL has not looked at', async () => {
    const fresh = await startTestServer({ clock: () => NOW });
    try {
      await fresh.db.event.createMany({ data: [eventRow({ name: 'Rare' }), eventRow()] });
      const sent = await sentWhile(() => fresh.send('{ events(search: "rare") { nodes { id } } }'));
      const [statement] = sent.filter(({ text }) => text.includes('LIKE'));
      expect(statement).toBeDefined();
      expect(isKept(statement?.text ?? '')).toBe(false);
    } finally {
      await fresh.stop();
    }
  });
});
