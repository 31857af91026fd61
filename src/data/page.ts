import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { read } from './read.js';

export type Direction = 'ASC' | 'DESC';

/** What a list is ordered by. Ties are settled by `id`, in the same direction. */
export interface Order {
  /** Names the list and the order in cursors. */
  name: string;
  /** A column that is never null. */
  column: string;
  /** PostgreSQL's type of the column. */
  type: 'timestamptz' | 'text' | 'int' | 'bigint';
  direction: Direction;
}

/** A place in an order: between the rows before it and those after it, whether they exist or not. */
export interface Place {
  value: string | number;
  id: string;
}

/** Which part of a list is wanted. */
export interface PageRequest {
  order: Order;
  /** Rows wanted at most. */
  size: number;
  /** From the start of the list, or from its end. */
  from: 'start' | 'end';
  /** The page begins behind this place; null at the very start (or end) of the list. */
  beyond: Place | null;
}

/** A part of a list, in the list's order. */
export interface Page<Row> {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export interface PageQuery {
  /** The table, quoted. */
  table: Prisma.Sql;
  /** The columns wanted, of `row` and worked out from it. */
  columns: Prisma.Sql;
  /** Conditions on `row`; may use `parent.id`. */
  where: Prisma.Sql[];
  /** The parents whose lists are wanted; each gets a page of its own. */
  parentIds: readonly string[];
  page: PageRequest;
}

/**
 * Reads one page for each parent, in one statement.
 *
 * Keyset pagination: rows are compared with the place, `(column, id) > (value, id)`, so a page
 * costs the same at any depth, and rows that come or go elsewhere move nothing. One row more
 * than wanted is read, to learn whether the list goes on; whether something lies on the other
 * side of the place is one probe of the index.
 *
 * @returns pages by parent id; each parent has one
 */
export async function selectPages<Row extends { id: string }>(
  db: Transaction,
  { table, columns, where, parentIds, page }: PageQuery,
): Promise<Map<string, Page<Row>>> {
  const column = Prisma.raw(`row."${page.order.column}"`);
  const ascending = (page.order.direction === 'ASC') === (page.from === 'start');
  const sort = Prisma.raw(ascending ? 'ASC' : 'DESC');
  const conditions = Prisma.join(where.length > 0 ? where : [Prisma.sql`TRUE`], ' AND ');
  const place = page.beyond && placeSql(page.order, page.beyond);
  const ahead = place
    ? Prisma.sql`AND (${column}, row.id) ${gt(ascending)} ${place}`
    : Prisma.empty;
  const back = Prisma.raw(ascending ? 'DESC' : 'ASC');
  // Ordered, so that it is the place's neighbour in the index: without an order, or in an EXISTS,
  // which drops it, PostgreSQL may read the table from its beginning until something lies behind.
  const behind = place
    ? Prisma.sql`coalesce((
        SELECT TRUE FROM ${table} AS row
        WHERE ${conditions} AND (${column}, row.id) ${gt(!ascending)}= ${place}
        ORDER BY ${column} ${back}, row.id ${back} LIMIT 1), FALSE)`
    : Prisma.sql`FALSE`;

  const found = await read<Row & { parentId: string; somethingBehind: boolean }>(
    db,
    Prisma.sql`
    SELECT parent.id AS "parentId", probe."somethingBehind", page.*
    FROM unnest(${parentIds}::uuid[]) WITH ORDINALITY AS parent(id, position)
    -- OFFSET 0: once for each parent, where PostgreSQL would otherwise look for each row.
    CROSS JOIN LATERAL (SELECT ${behind} AS "somethingBehind" OFFSET 0) AS probe
    LEFT JOIN LATERAL (
      SELECT ${columns}, row_number() OVER (ORDER BY ${column} ${sort}, row.id ${sort}) AS "rank"
      FROM ${table} AS row
      WHERE ${conditions} ${ahead}
      ORDER BY ${column} ${sort}, row.id ${sort}
      LIMIT ${Prisma.raw(String(page.size + 1))} -- not a parameter: the plan depends on it
    ) AS page ON TRUE
    ORDER BY parent.position, page."rank"`,
  );

  const byParent = new Map<string, typeof found>(parentIds.map((id) => [id, []]));
  for (const row of found) byParent.get(row.parentId)?.push(row);
  return new Map(
    parentIds.map((parentId) => {
      const ofParent = byParent.get(parentId) ?? [];
      // A parent without rows still has a line of its own, for what the probe found.
      const rows = ofParent.filter((row) => row.id !== null);
      return [parentId, cutPage(rows, ofParent[0]?.somethingBehind ?? false, page)];
    }),
  );
}

/** Drops the row that only told that the list goes on, and turns the page into the list's order. */
function cutPage<Row>(read: Row[], somethingBehind: boolean, page: PageRequest): Page<Row> {
  const goesOn = read.length > page.size;
  const rows = read.slice(0, page.size);
  return page.from === 'start'
    ? { rows, hasNextPage: goesOn, hasPreviousPage: somethingBehind }
    : { rows: rows.reverse(), hasNextPage: somethingBehind, hasPreviousPage: goesOn };
}

function gt(ascending: boolean): Prisma.Sql {
  return Prisma.raw(ascending ? '>' : '<');
}

function placeSql(order: Order, place: Place): Prisma.Sql {
  return Prisma.sql`(${place.value}::${Prisma.raw(order.type)}, ${place.id}::uuid)`;
}
