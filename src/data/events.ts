import type { Transaction } from './database.js';
import { oneOf } from './oneOf.js';
import { type Order, type Page, type PageRequest, type Search, selectPages } from './page.js';
import {
  type CollaboratorRole,
  type Event,
  EventStatus,
  type EventVisibility,
  Prisma,
} from './prisma/client.js';
import { type EventRow, eventColumns } from './rows.js';
import { containsEveryWord, searchForTexts } from './search.js';
import { read, write } from './statements/send.js';

/** Which events a list holds. A condition left out does not narrow it. */
export interface EventCriteria {
  startsFrom?: Date;
  /** Whether `startsFrom` is the moment at which it is asked, another one for each who asks. */
  upcoming?: boolean;
  startsBefore?: Date;
  location?: string;
  visibility?: EventVisibility;
  statuses: readonly EventStatus[];
  seatsLeftMin?: number;
  /** All must occur in name, location or description. */
  words: readonly string[];
  /** Only events on which this user has one of these roles. */
  collaborator?: { userId: string; roles: readonly CollaboratorRole[] };
  /** To whom it is shown. */
  onlooker: Onlooker;
}

/** Whose eyes events are shown to. */
export interface Onlooker {
  /** Private events that may be shown, by the hash of their manage secret. */
  manageable: ReadonlyMap<string, Uint8Array>;
  /** Who asks: private events of theirs are shown too. */
  asker: AskerId;
  /** Whether everything is shown. */
  seesAll: boolean;
}

export const eventOrders = {
  START: { column: 'startsAt', type: 'timestamptz' },
  NAME: { column: 'name', type: 'text' },
  CREATED: { column: 'createdAt', type: 'timestamptz' },
  SEATS_LEFT: { column: 'seatsLeft', type: 'int' },
} as const satisfies Record<string, Pick<Order, 'column' | 'type'>>;

/** The list of events hangs on no parent; its one page is found under this. */
const NO_PARENT = '00000000-0000-0000-0000-000000000000';

/** Who asks: the id of a user, or null for nobody in particular. */
export type AskerId = string | null;

/** Events by id, in no order; those that do not exist are left out. */
export function findEventsByIds(
  db: Transaction,
  ids: readonly string[],
  asker: AskerId = null,
  columns = eventColumns,
): Promise<EventRow[]> {
  return read(
    db,
    Prisma.sql`
    SELECT ${columns.of('row')}, ${roleOf(asker)} AS "viewerRole"
    FROM "Event" AS row WHERE row."id" = ${oneOf(ids)}`,
  );
}

/** The role that a user has on the event in `row`. */
export function roleOf(asker: AskerId): Prisma.Sql {
  if (asker === null) return Prisma.sql`NULL::"CollaboratorRole"`;
  return Prisma.sql`(SELECT "role" FROM "Collaborator"
    WHERE "eventId" = row."id" AND "userId" = ${asker}::uuid)`;
}

/**
 * Locks an event and reads it as it is once the lock is held, so that rivals for it queue here.
 * Not against those who only point at it: inserting an attendee takes a weaker lock.
 *
 * @returns null when there is no such event
 */
export async function lockEvent(
  tx: Transaction,
  id: string,
  asker: AskerId = null,
): Promise<EventRow | null> {
  const [event] = await write<EventRow>(
    tx,
    Prisma.sql`
    SELECT ${eventColumns.of('row')} FROM "Event" AS row WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`,
  );
  if (!event) return null;
  // Only now: a role that was taken away while the lock was waited for must not count.
  const roles = asker === null ? [] : await findRoles(tx, [{ eventId: id, userId: asker }]);
  return { ...event, viewerRole: roles[0]?.role ?? null };
}

/** A user's role on an event. */
export interface RoleOnEvent {
  eventId: string;
  userId: string;
  role: CollaboratorRole;
}

/** The roles of users on events, as far as they have any, in one statement. */
export function findRoles(
  db: Transaction,
  asked: readonly Omit<RoleOnEvent, 'role'>[],
): Promise<RoleOnEvent[]> {
  return read(
    db,
    Prisma.sql`
    SELECT "eventId", "userId", "role" FROM "Collaborator"
    WHERE ("eventId", "userId") IN (SELECT * FROM unnest(
      ${asked.map(({ eventId }) => eventId)}::uuid[], ${asked.map(({ userId }) => userId)}::uuid[]))`,
  );
}

/** Those of the manage secrets, by event, that are right, in one statement. */
export async function findRightSecrets(
  db: Transaction,
  secrets: ReadonlyMap<string, Uint8Array>,
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Event" WHERE ("id", "manageSecretHash") IN (
      SELECT * FROM unnest(${[...secrets.keys()]}::uuid[], ${[...secrets.values()]}::bytea[]))`;
  return new Set(rows.map(({ id }) => id));
}

/** An event as far as deciding on registrations needs it. */
export type LockedEvent = Pick<
  EventRow,
  | 'id'
  | 'status'
  | 'visibility'
  | 'startsAt'
  | 'capacity'
  | 'confirmedCount'
  | 'waitlistLength'
  | 'manageSecretHash'
  | 'owned'
>;

/**
 * Locks several events, like `lockEvent`; those that do not exist are left out. In the order of
 * their ids, so that two groups with events in common queue instead of blocking each other.
 */
export function lockEvents(tx: Transaction, ids: readonly string[]): Promise<LockedEvent[]> {
  return write(
    tx,
    Prisma.sql`
    SELECT "id", "status", "visibility", "startsAt", "capacity", "confirmedCount",
      "waitlistLength", "manageSecretHash", "owned"
    FROM "Event" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`,
  );
}

/** Events read at once by those who go through all of them. */
const WALK_SIZE = 500;

/** The next events by start and id behind a place, locked: for those who go through all of them. */
export function walkEvents(
  tx: Transaction,
  behind: Pick<Event, 'startsAt' | 'id'>,
): Promise<Event[]> {
  return tx.$queryRaw<Event[]>`
    SELECT ${eventColumns.of('row')} FROM "Event" AS row
    WHERE ("startsAt", "id") > (${behind.startsAt}::timestamptz, ${behind.id}::uuid)
    ORDER BY "startsAt", "id" LIMIT ${WALK_SIZE} FOR NO KEY UPDATE`;
}

/** One page of events. */
export async function pageOfEvents(
  db: Transaction,
  criteria: EventCriteria,
  page: PageRequest,
): Promise<Page<EventRow>> {
  const search = await searchFor(db, criteria, page);
  const pages = await selectPages<EventRow>(db, {
    table: Prisma.sql`"Event"`,
    columns: page.columns ?? eventColumns,
    workedOut: { name: 'viewerRole', sql: roleOf(criteria.onlooker.asker) },
    where: listConditions(criteria),
    sought: soughtConditions(criteria),
    // A location is folded for each event that is looked at: to turn back takes 0.35 of the time.
    sieve: containsEveryWord(SEARCHED, locationOf(criteria)),
    parentIds: [NO_PARENT],
    ...(search && { search }),
    hangsOnNothing: true,
    page,
  });
  return pages.get(NO_PARENT) as Page<EventRow>;
}

/** What is searched; it holds the location too. */
const SEARCHED = Prisma.sql`row."searchText"`;
const searchedColumn = { table: 'Event', name: 'searchText' };

function locationOf({ location }: EventCriteria): string[] {
  return location ? [location] : [];
}

/**
 * How events are looked for beyond the index that their order walks; null: they are not. A plan for all
 * locations takes PostgreSQL 1.5 times as long, at a million events, as one for the location asked for.
 */
async function searchFor(
  db: Transaction,
  criteria: EventCriteria,
  { order, size }: PageRequest,
): Promise<Search | null> {
  const isWalked = order.column !== eventOrders.SEATS_LEFT.column;
  const location = locationOf(criteria);
  const texts = [...criteria.words, ...location];
  if (texts.length === 0) return criteria.seatsLeftMin === undefined && isWalked ? null : 'planned';
  const search = await searchForTexts(db, searchedColumn, texts, size);
  if (search === 'few') return location.length > 0 ? 'all' : 'few';
  return isWalked ? search : 'planned';
}

/** The conditions on `row` of an event that a list holds. */
export function eventConditions(criteria: EventCriteria): Prisma.Sql[] {
  return [...listConditions(criteria), ...soughtConditions(criteria)];
}

/** Those that the index of no order knows. */
function soughtConditions(criteria: EventCriteria): Prisma.Sql[] {
  const { words, seatsLeftMin } = criteria;
  return [
    ...(seatsLeftMin === undefined ? [] : [Prisma.sql`row."seatsLeft" >= ${seatsLeftMin}`]),
    ...containsEveryWord(Prisma.sql`fold_text(row."location")`, locationOf(criteria)),
    ...containsEveryWord(SEARCHED, words),
  ];
}

function listConditions(criteria: EventCriteria): Prisma.Sql[] {
  const { startsFrom, startsBefore, visibility, collaborator } = criteria;
  return [
    visibility === 'PRIVATE' ? isPrivateOf(criteria.onlooker) : isVisible(criteria.onlooker),
    isOneOfStatuses(criteria.statuses),
    startsFrom && Prisma.sql`row."startsAt" >= ${startsFrom}`,
    startsBefore && Prisma.sql`row."startsAt" < ${startsBefore}`,
    visibility && Prisma.sql`row."visibility" = ${visibility}::"EventVisibility"`,
    collaborator &&
      // An array, so that these events are read, and not all events until a page of these is found.
      Prisma.sql`row."id" = ANY(ARRAY(SELECT "eventId" FROM "Collaborator"
        WHERE "userId" = ${collaborator.userId}::uuid
          AND "role" = ANY(${collaborator.roles}::"CollaboratorRole"[])))`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/**
 * Spelled out, so that a plan for all values can use the index of those that take place: there are
 * few sets of statuses.
 */
function isOneOfStatuses(statuses: readonly EventStatus[]): Prisma.Sql {
  const spelled = [...new Set(statuses)].map((status) => `'${EventStatus[status]}'`).sort();
  return spelled.length > 0
    ? Prisma.raw(`row."status" IN (${spelled.join(', ')})`)
    : Prisma.sql`FALSE`;
}

/** Like `isVisible` of a private event, but found from those who look: few events are theirs. */
function isPrivateOf({ manageable, asker, seesAll }: Onlooker): Prisma.Sql {
  if (seesAll) return Prisma.sql`TRUE`;
  const secrets = Prisma.sql`SELECT held."id" FROM unnest(
      ${[...manageable.keys()]}::uuid[], ${[...manageable.values()]}::bytea[]) AS given("id", "hash")
    JOIN "Event" AS held ON held."id" = given."id" AND held."manageSecretHash" = given."hash"`;
  const roles = Prisma.sql`SELECT "eventId" FROM "Collaborator" WHERE "userId" = ${asker}::uuid`;
  return Prisma.sql`row."id" = ANY(ARRAY(${secrets} UNION ${roles}))`;
}

/** Whether the event in `row` is there for those who look. */
export function isVisible({ manageable, asker, seesAll }: Onlooker): Prisma.Sql {
  if (seesAll) return Prisma.sql`TRUE`;
  const ways = [Prisma.sql`row."visibility" = 'PUBLIC'`];
  if (manageable.size > 0) {
    ways.push(Prisma.sql`(row."id", row."manageSecretHash") IN (SELECT * FROM unnest(
      ${[...manageable.keys()]}::uuid[], ${[...manageable.values()]}::bytea[]))`);
  }
  if (asker !== null) {
    ways.push(Prisma.sql`EXISTS (SELECT FROM "Collaborator"
      WHERE "eventId" = row."id" AND "userId" = ${asker}::uuid)`);
  }
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
}
