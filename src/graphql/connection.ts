import type { ListedCollaborator } from '../data/collaborators.js';
import type { ListedVersion } from '../data/eventVersions.js';
import type { Order, PageRequest, Place } from '../data/page.js';
import type { AttendeeRow, EventRow, SessionRow } from '../data/rows.js';
import type { List } from '../domain/events/listEvents.js';
import { badUserInput } from './errors.js';
import type { FieldColumns } from './fieldColumns.js';
import type { NotificationModel } from './models.js';
import type { ConnectionSelection } from './selection.js';

const PAGE_SIZE_DEFAULT = 20;
const PAGE_SIZE_MAX = 100;

/** The arguments of every list. @see https://relay.dev/graphql/connections.htm#sec-Arguments */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A connection as resolvers hand it on; what is not selected is not worked out. */
export interface ConnectionModel<Row extends { id: string }> {
  nodes: Row[];
  edges: () => Edge<Row>[];
  pageInfo: () => PageInfo<Row>;
  totalCount: () => Promise<number>;
}
export type EventConnectionModel = ConnectionModel<EventRow>;
export type AttendeeConnectionModel = ConnectionModel<AttendeeRow>;
export type CollaboratorConnectionModel = ConnectionModel<ListedCollaborator>;
export type VersionConnectionModel = ConnectionModel<ListedVersion>;
export type NotificationConnectionModel = ConnectionModel<NotificationModel>;
export type SessionConnectionModel = ConnectionModel<SessionRow>;

/**
 * Reads the arguments of a list.
 *
 * @param selection     what is asked of the list; left out: anything may be
 * @param fieldColumns  of what the fields of its nodes are made; left out: of any columns
 * @throws GraphQLError `BAD_USER_INPUT`, naming the argument
 */
export function pageRequest(
  args: PageArguments,
  order: Order,
  selection?: ConnectionSelection,
  fieldColumns?: FieldColumns,
): PageRequest {
  const { first, after, last, before } = args;
  const backward = last != null || before != null;
  if (backward && (first != null || after != null)) {
    throw badUserInput(
      'Page forward with `first` and `after`, or backward with `last` and `before`, not both.',
      { argument: last != null ? 'last' : 'before' },
    );
  }
  const size = (backward ? last : first) ?? PAGE_SIZE_DEFAULT;
  if (size < 1 || size > PAGE_SIZE_MAX) {
    const argument = backward ? 'last' : 'first';
    throw badUserInput(`\`${argument}\` must be from 1 to ${PAGE_SIZE_MAX}, but was ${size}.`, {
      argument,
    });
  }
  const cursor = backward ? before : after;
  const asksFor = (field: string) => selection?.pageInfoFields.has(field) ?? true;
  return {
    order,
    size,
    from: backward ? 'end' : 'start',
    beyond: cursor == null ? null : readCursor(cursor, order, backward ? 'before' : 'after'),
    withAhead: asksFor(backward ? 'hasPreviousPage' : 'hasNextPage'),
    withBehind: asksFor(backward ? 'hasNextPage' : 'hasPreviousPage'),
    withPlaces: selection?.hasCursors ?? true,
    columns: (selection && fieldColumns?.of(selection.nodeFields)) ?? null,
  };
}

/** Shapes a page of a list as a connection. */
export function connection<Row extends { id: string }>(
  { rows, hasNextPage, hasPreviousPage, countAll }: List<Row>,
  order: Order,
): ConnectionModel<Row> {
  return {
    nodes: rows,
    edges: () => rows.map((node) => new Edge(node, order)),
    pageInfo: () => new PageInfo(rows, hasNextPage, hasPreviousPage, order),
    totalCount: countAll,
  };
}

/** Cursors that nobody selects are not worked out: rows may lack what they are made of. */
class Edge<Row extends { id: string }> {
  constructor(
    readonly node: Row,
    readonly order: Order,
  ) {}

  get cursor(): string {
    return writeCursor(this.node, this.order);
  }
}

class PageInfo<Row extends { id: string }> {
  constructor(
    readonly rows: readonly Row[],
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
    readonly order: Order,
  ) {}

  get startCursor(): string | null {
    return this.#cursorOf(this.rows[0]);
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.rows.at(-1));
  }

  #cursorOf(row: Row | undefined): string | null {
    return row ? writeCursor(row, this.order) : null;
  }
}

/** A cursor holds the list and the order it is valid for, and the row's place in it. */
type Cursor = [order: string, value: unknown, id: string];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The cursor of a row in a list of this order. */
export function writeCursor<Row extends { id: string }>(row: Row, order: Order): string {
  const value = row[order.column as keyof Row];
  const cursor: Cursor = [orderKey(order), placeValue(value), row.id];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The place that a cursor names. @throws GraphQLError `BAD_USER_INPUT`, naming the argument */
export function readCursor(text: string, order: Order, argument: string): Place {
  const [key, value, id] = parseCursor(text) ?? [];
  if (key !== undefined && key !== orderKey(order)) {
    const message = `\`${argument}\` is a cursor of another list or order.`;
    throw badUserInput(message, { argument, reason: 'CURSOR_OF_ANOTHER_ORDER' });
  }
  if (id === undefined || !isPlaceValue(value, order.type)) {
    const message = `\`${argument}\` is not a cursor of this list.`;
    throw badUserInput(message, { argument, reason: 'NOT_A_CURSOR' });
  }
  return { value, id };
}

function parseCursor(text: string): Cursor | null {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(cursor) || cursor.length !== 3) return null;
    const [order, value, id] = cursor;
    return typeof order === 'string' && typeof id === 'string' && UUID.test(id)
      ? [order, value, id]
      : null;
  } catch {
    return null;
  }
}

function orderKey({ name, direction }: Order): string {
  return `${name} ${direction}`;
}

function placeValue(value: unknown): string | number {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? value.toString() : (value as string | number);
}

/** Whether PostgreSQL will take the value for a column of `type`. */
function isPlaceValue(value: unknown, type: Order['type']): value is string | number {
  switch (type) {
    case 'timestamptz':
      return typeof value === 'string' && isIsoInstant(value);
    case 'text':
      return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= 0x7fffffff;
    case 'bigint':
      return typeof value === 'string' && /^\d{1,18}$/.test(value);
  }
}

function isIsoInstant(text: string): boolean {
  if (!/^\d{4}-/.test(text) || text.startsWith('0000')) return false; // a year PostgreSQL refuses
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text;
}
