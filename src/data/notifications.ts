import type { Transaction } from './database.js';
import { newId } from './newId.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { type Inbox, Prisma } from './prisma/client.js';
import { type NotificationRow, notificationColumns } from './rows.js';
import { touch } from './touch.js';
import type { Topic } from './wakeups.js';

/** Which of a user's notifications are wanted. */
export interface NotificationCriteria {
  unreadOnly: boolean;
  /** Also those of what the user did themselves. */
  includeOwn: boolean;
}

/** A notification that is about to be written; its number comes from the inbox. */
export type NewNotification = Omit<NotificationRow, 'id' | 'number' | 'readAt'>;

/** The number is unique for a user; `id` settles nothing. */
export const notificationOrder = {
  column: 'number',
  type: 'int',
} as const satisfies Pick<Order, 'column' | 'type'>;

/** Rows written by one statement at most: it must end before PostgreSQL loses its patience. */
const STATEMENT_ROWS_MAX = 10_000;

/**
 * Writes notifications, in the order given, with the next numbers of their users' inboxes. The
 * inboxes are locked until the transaction ends, so call it once a transaction, as its last
 * statement; in the order of their ids, so that two transactions with users in common queue
 * instead of blocking each other.
 */
export async function insertNotifications(
  tx: Transaction,
  notifications: readonly NewNotification[],
): Promise<void> {
  if (notifications.length > STATEMENT_ROWS_MAX) await lockInboxes(tx, notifications);
  for (let from = 0; from < notifications.length; from += STATEMENT_ROWS_MAX) {
    await insertTogether(tx, notifications.slice(from, from + STATEMENT_ROWS_MAX));
  }
  touch(
    tx,
    notifications.map(({ userId }): Topic => `user ${userId}`),
  );
}

async function insertTogether(tx: Transaction, rows: readonly NewNotification[]): Promise<void> {
  const column = <Key extends keyof NewNotification>(key: Key) => rows.map((row) => row[key]);
  await tx.$executeRaw`
    WITH given AS (
      SELECT *, row_number() OVER (PARTITION BY "userId" ORDER BY "position") AS "rank"
      FROM unnest(
        ${rows.map(() => newId())}::uuid[], ${column('userId')}::uuid[],
        ${column('kind')}::"NotificationKind"[], ${column('createdAt')}::timestamptz[],
        ${column('own')}::boolean[], ${column('actorId')}::uuid[], ${column('eventId')}::uuid[],
        ${column('eventName')}::text[], ${column('version')}::int[],
        ${column('changedFields').map(arrayText)}::text[], ${column('personId')}::uuid[],
        ${column('previousRole')}::"CollaboratorRole"[], ${column('role')}::"CollaboratorRole"[],
        ${column('promotedCount')}::int[], ${column('attendeeIds').map(arrayText)}::text[]
      ) WITH ORDINALITY AS row ("id", "userId", "kind", "createdAt", "own", "actorId", "eventId",
        "eventName", "version", "changedFields", "personId", "previousRole", "role",
        "promotedCount", "attendeeIds", "position")),
    -- Every account has an inbox, so this always updates; as an insert it locks in a sure order.
    numbered AS (
      INSERT INTO "Inbox" AS inbox ("userId", "lastNumber")
      SELECT "userId", count(*) FROM given GROUP BY "userId" ORDER BY "userId"
      ON CONFLICT ("userId") DO UPDATE
        SET "lastNumber" = inbox."lastNumber" + excluded."lastNumber"
      RETURNING "userId", "lastNumber")
    INSERT INTO "Notification" ("id", "userId", "number", "kind", "createdAt", "readAt", "own",
      "actorId", "eventId", "eventName", "version", "changedFields", "personId", "previousRole",
      "role", "promotedCount", "attendeeIds")
    SELECT "id", "userId",
      "lastNumber" - count(*) OVER (PARTITION BY "userId") + "rank",
      "kind", "createdAt", CASE WHEN "own" THEN "createdAt" END, "own", "actorId", "eventId",
      "eventName", "version", "changedFields"::text[], "personId", "previousRole", "role",
      "promotedCount", "attendeeIds"::uuid[]
    FROM given JOIN numbered USING ("userId")`;
}

/** As PostgreSQL writes an array of plain words; lists of lists cannot differ in length. */
function arrayText(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}

/** Locks a user's inbox, and reads it as it is then; null when there is no such account any more. */
export async function lockInbox(tx: Transaction, userId: string): Promise<Inbox | null> {
  const [inbox] = await tx.$queryRaw<Inbox[]>`
    SELECT * FROM "Inbox" WHERE "userId" = ${userId}::uuid FOR NO KEY UPDATE`;
  return inbox ?? null;
}

/** Some of a user's notifications, by their numbers. */
export type NotificationsOfUser = { numbers: number[] } | { upTo: number };

/** Marks those of them as read that are not. The inbox must be locked. @returns how many were not */
export async function markRead(
  tx: Transaction,
  userId: string,
  chosen: NotificationsOfUser,
  now: Date,
): Promise<number> {
  const number = 'upTo' in chosen ? { lte: chosen.upTo } : { in: chosen.numbers };
  const where = { userId, number, readAt: null };
  return (await tx.notification.updateMany({ where, data: { readAt: now } })).count;
}

async function lockInboxes(tx: Transaction, rows: readonly NewNotification[]): Promise<void> {
  const userIds = [...new Set(rows.map(({ userId }) => userId))];
  await tx.$queryRaw`
    SELECT FROM "Inbox" WHERE "userId" = ANY(${userIds}::uuid[])
    ORDER BY "userId" FOR NO KEY UPDATE`;
}

/** Notifications by id, in no order; those that do not exist are left out. */
export function findNotificationsByIds(
  db: Transaction,
  ids: readonly string[],
): Promise<NotificationRow[]> {
  return db.notification.findMany({ where: { id: { in: [...ids] } } });
}

/**
 * A user's notifications behind a number, oldest first. Numbers have no gaps and are given out in
 * the order of commit: who has read up to one has missed nothing before it.
 *
 * @param number  of the last one that was read; 0 at the start
 */
export function findNotificationsAfter(
  db: Transaction,
  userId: string,
  number: number,
  limit: number,
  { includeOwn }: Pick<NotificationCriteria, 'includeOwn'>,
): Promise<NotificationRow[]> {
  return db.notification.findMany({
    where: { userId, number: { gt: number }, ...(includeOwn ? {} : { own: false }) },
    orderBy: { number: 'asc' },
    take: limit,
  });
}

/** The inboxes of users, in no order: the number of the newest notification, and of the unread. */
export function findInboxes(db: Transaction, userIds: readonly string[]): Promise<Inbox[]> {
  return db.inbox.findMany({ where: { userId: { in: [...userIds] } } });
}

export async function pageOfNotifications(
  db: Transaction,
  userId: string,
  criteria: NotificationCriteria,
  page: PageRequest,
): Promise<Page<NotificationRow>> {
  const pages = await selectPages<NotificationRow>(db, {
    table: Prisma.sql`"Notification"`,
    columns: notificationColumns,
    where: [Prisma.sql`row."userId" = parent.id`, ...notificationConditions(criteria)],
    parentIds: [userId],
    page,
  });
  return pages.get(userId) as Page<NotificationRow>;
}

export async function countNotifications(
  db: Transaction,
  userId: string,
  criteria: NotificationCriteria,
): Promise<number> {
  const conditions = [
    Prisma.sql`row."userId" = ${userId}::uuid`,
    ...notificationConditions(criteria),
  ];
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM "Notification" AS row
    WHERE ${Prisma.join(conditions, ' AND ')}`;
  return count;
}

function notificationConditions({ unreadOnly, includeOwn }: NotificationCriteria): Prisma.Sql[] {
  return [
    ...(unreadOnly ? [Prisma.sql`row."readAt" IS NULL`] : []),
    ...(includeOwn ? [] : [Prisma.sql`NOT row."own"`]),
  ];
}
