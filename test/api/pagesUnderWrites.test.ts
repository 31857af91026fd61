import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Prisma } from '../../src/data/prisma/client.js';
import { readGlobalId } from '../../src/graphql/globalId.js';
import { attendeeRow, eventRow, insertEvent } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/server.js';

// A list is walked page by page while rows come, go and move in its order. Whatever happens
// between two pages, each row that stayed where it was must be seen exactly once, and in order.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Direction = 'ASC' | 'DESC';
interface Order {
  field: string;
  direction: Direction;
}

/** What happens to the list between two pages. Rows and keys are picked by number. */
interface Write {
  kind: 'insert' | 'move' | 'remove';
  row: number;
  key: number;
}

interface Walk {
  /** The keys of the rows at the start, so few that many of them tie. */
  keys: number[];
  from: 'start' | 'end';
  /** Sizes of the pages, over and over. */
  sizes: number[];
  /** The writes after each page. */
  writes: Write[][];
}

/** A list of one kind of row, alone with itself. */
interface TestedList {
  insert(keys: number[]): Promise<string[]>;
  move(id: string, key: number): Promise<unknown>;
  remove(id: string): Promise<unknown>;
  /** The rows in the order that PostgreSQL sorts them in when it reads all at once. */
  sort(ids: string[]): Promise<string[]>;
  page(args: object): Promise<Page>;
}

interface Page {
  ids: string[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

const KEYS = 8;
/** As many as there are keys; next to each other in the alphabet, or the same but for case. */
const NAMES = ['a', 'A', 'ä', 'aa', 'Á b', 'a%', 'b', '_'];
const DAY_MS = 24 * 3_600_000;
const TOMORROW = Math.ceil(Date.now() / DAY_MS + 1) * DAY_MS;

const eventKeys: Record<string, (key: number) => Parameters<typeof eventRow>[0]> = {
  START: (key) => ({ startsAt: new Date(TOMORROW + key), endsAt: new Date(TOMORROW + DAY_MS) }),
  NAME: (key) => ({ name: NAMES[key] }),
  CREATED: (key) => ({ createdAt: new Date(TOMORROW - DAY_MS + key) }),
  SEATS_LEFT: (key) => ({ capacity: 1 + key }),
};
const eventColumns: Record<string, string> = {
  START: 'startsAt',
  NAME: 'name',
  CREATED: 'createdAt',
  SEATS_LEFT: 'seatsLeft',
};
const attendeeKeys: Record<string, (key: number) => { arrival?: number; name?: string }> = {
  REGISTERED: (key) => ({ arrival: 1_000_000 + key }),
  NAME: (key) => ({ name: NAMES[key] }),
};
const attendeeColumns: Record<string, string> = { REGISTERED: 'arrival', NAME: 'name' };

const PAGE = 'nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const PAGE_VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
const PAGE_ARGUMENTS = 'first: $first, after: $after, last: $last, before: $before';

function pageOf(list: { nodes: { id: string }[]; pageInfo: Omit<Page, 'ids'> }): Page {
  const ids = list.nodes.map(({ id }) => readGlobalId(id)?.uuid as string);
  return { ids, ...list.pageInfo };
}

const sortBy = <OrderBy>(column: string | undefined, { direction }: Order): OrderBy[] => {
  const sort = direction === 'ASC' ? 'asc' : 'desc';
  return [{ [`${column}`]: sort }, { id: sort }] as OrderBy[];
};

let listsMade = 0;

function listOfEvents(orderBy: Order): TestedList {
  const location = `List [${listsMade++}]`;
  const keyed = eventKeys[orderBy.field] as NonNullable<(typeof eventKeys)[string]>;
  return {
    async insert(keys) {
      const data = keys.map((key) => eventRow({ location, ...keyed(key) }));
      await server.db.event.createMany({ data });
      return data.map(({ id }) => id);
    },
    move: (id, key) => server.db.event.update({ where: { id }, data: keyed(key) ?? {} }),
    remove: (id) => server.db.event.delete({ where: { id } }),
    async sort(ids) {
      const rows = await server.db.event.findMany({
        where: { id: { in: ids } },
        orderBy: sortBy<Prisma.EventOrderByWithRelationInput>(eventColumns[orderBy.field], orderBy),
      });
      return rows.map(({ id }) => id);
    },
    async page(args) {
      const { data } = await server.send(
        `query ($filter: EventFilter, $orderBy: EventOrder, ${PAGE_VARIABLES}) {
          events(filter: $filter, orderBy: $orderBy, ${PAGE_ARGUMENTS}) { ${PAGE} }
        }`,
        { filter: { location }, orderBy, ...args },
      );
      return pageOf(data.events);
    },
  };
}

async function listOfAttendees(orderBy: Order): Promise<TestedList> {
  const event = await insertEvent(server, { capacity: 1_000 });
  const keyed = attendeeKeys[orderBy.field] as NonNullable<(typeof attendeeKeys)[string]>;
  return {
    async insert(keys) {
      const data = keys.map((key) => attendeeRow(event.uuid, keyed(key)));
      await server.db.attendee.createMany({ data });
      return data.map(({ id }) => id);
    },
    move: (id, key) => server.db.attendee.update({ where: { id }, data: keyed(key) }),
    remove: (id) => server.db.attendee.delete({ where: { id } }),
    async sort(ids) {
      const column = attendeeColumns[orderBy.field];
      const rows = await server.db.attendee.findMany({
        where: { id: { in: ids } },
        orderBy: sortBy<Prisma.AttendeeOrderByWithRelationInput>(column, orderBy),
      });
      return rows.map(({ id }) => id);
    },
    async page(args) {
      const { data } = await server.send(
        `query ($id: ID!, $orderBy: AttendeeOrder, ${PAGE_VARIABLES}) {
          event(id: $id) { attendees(orderBy: $orderBy, ${PAGE_ARGUMENTS}) { ${PAGE} } }
        }`,
        { id: event.id, orderBy, ...args },
      );
      return pageOf(data.event.attendees);
    },
  };
}

/** Walks the whole list, and writes to it after each page. */
async function walkUnderWrites(list: TestedList, { keys, from, sizes, writes }: Walk) {
  const present = await list.insert(keys);
  const stayed = new Set(present);
  const moved = new Set<string>();
  const seen: string[] = [];
  let goesOn = true;
  let cursor: string | null = null;

  for (let pages = 0; goesOn; pages++) {
    const size = sizes[pages % sizes.length] as number;
    const page: Page = await list.page(
      from === 'start' ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    goesOn = from === 'start' ? page.hasNextPage : page.hasPreviousPage;
    cursor = from === 'start' ? page.endCursor : page.startCursor;
    if (from === 'start') seen.push(...page.ids);
    else seen.unshift(...page.ids);
    if (goesOn) expect(page.ids).toHaveLength(size);

    for (const { kind, row, key } of writes[pages] ?? []) {
      const id = present[row % present.length];
      if (kind === 'insert' || id === undefined) {
        present.push(...(await list.insert([key])));
        continue;
      }
      stayed.delete(id);
      moved.add(id);
      if (kind === 'move') await list.move(id, key);
      else {
        await list.remove(id);
        present.splice(present.indexOf(id), 1);
      }
    }
  }
  return { seen, stayed, moved };
}

const aKey = fc.nat({ max: KEYS - 1 });
const aWrite: fc.Arbitrary<Write> = fc.record({
  kind: fc.constantFrom('insert', 'move', 'remove'),
  row: fc.nat({ max: 99 }),
  key: aKey,
});
const aWalk: fc.Arbitrary<Walk> = fc.record({
  keys: fc.array(aKey, { minLength: 5, maxLength: 25 }),
  from: fc.constantFrom('start', 'end'),
  sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
  writes: fc.array(fc.array(aWrite, { maxLength: 3 }), { maxLength: 6 }),
});

async function expectEachOnce(makeList: () => TestedList | Promise<TestedList>): Promise<void> {
  const property = fc.asyncProperty(aWalk, async (walk) => {
    const list = await makeList();
    const { seen, stayed, moved } = await walkUnderWrites(list, walk);

    expect(seen.filter((id) => stayed.has(id))).toEqual(await list.sort([...stayed]));
    const unmoved = seen.filter((id) => !moved.has(id));
    expect(unmoved).toHaveLength(new Set(unmoved).size);
  });
  await fc.assert(property, { numRuns: 12 });
}

const inBothDirections = (fields: string[]) =>
  fields.flatMap((field): [string, Direction][] => [
    [field, 'ASC'],
    [field, 'DESC'],
  ]);

describe('walking through a list that changes', () => {
  it.each(inBothDirections(Object.keys(eventKeys)))(
    'shows each event that stayed exactly once and in order: %s %s',
    (field, direction) => expectEachOnce(() => listOfEvents({ field, direction })),
  );

  it.each(inBothDirections(Object.keys(attendeeKeys)))(
    'shows each attendee that stayed exactly once and in order: %s %s',
    (field, direction) => expectEachOnce(() => listOfAttendees({ field, direction })),
  );
});
