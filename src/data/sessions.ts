import type { Transaction } from './database.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { Prisma } from './prisma/client.js';
import { type SessionRow, sessionColumns, type UserRow, userColumns } from './rows.js';
import { read, write } from './statements/send.js';
import { touch } from './touch.js';
import type { Topic } from './wakeups.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** The user of a session that goes on; null when it has ended, or is another user's. */
export async function findUserOfSession(
  db: Transaction,
  sessionId: string,
  userId: string,
  now: Date,
): Promise<UserRow | null> {
  const [user] = await read<UserRow>(
    db,
    Prisma.sql`
    SELECT ${userColumns.of('row')} FROM "Session" JOIN "User" AS row ON row."id" = "Session"."userId"
    WHERE "Session"."id" = ${sessionId}::uuid AND "userId" = ${userId}::uuid
      AND "expiresAt" > ${now}`,
  );
  return user ?? null;
}

/** The users of sessions that go on, by session, in one statement. */
export async function findUsersOfSessions(
  db: Transaction,
  sessionIds: readonly string[],
  now: Date,
): Promise<Map<string, UserRow>> {
  const found = await db.$queryRaw<(UserRow & { sessionId: string })[]>`
    SELECT "User".*, "Session"."id" AS "sessionId"
    FROM "Session" JOIN "User" ON "User"."id" = "Session"."userId"
    WHERE "Session"."id" = ANY(${sessionIds}::uuid[]) AND "expiresAt" > ${now}`;
  return new Map(found.map(({ sessionId, ...user }) => [sessionId, user]));
}

/** Locks a session, so that rivals for it queue here; null when it has ended. */
export async function lockSession(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<{ id: string; userId: string; createdAt: Date } | null> {
  const [session] = await tx.$queryRaw<{ id: string; userId: string; createdAt: Date }[]>`
    SELECT "id", "userId", "createdAt" FROM "Session"
    WHERE "id" = ${id}::uuid AND "expiresAt" > ${now} FOR UPDATE`;
  return session ?? null;
}

/**
 * Starts a session for a user whose password is still the one that was looked at: whoever changes
 * it ends the sessions, and must not miss this one.
 *
 * @param withoutFactor  only where no second factor is on; the user must be locked
 * @returns false when the password was changed, or the user removed, meanwhile
 */
export async function insertSession(
  tx: Transaction,
  session: { id: string; createdAt: Date; expiresAt: Date },
  user: Pick<UserRow, 'id' | 'passwordHash'>,
  { withoutFactor = false } = {},
): Promise<boolean> {
  const hasNone = Prisma.sql`AND NOT EXISTS (
      SELECT FROM "SecondFactor" WHERE "userId" = "User"."id" AND "confirmedAt" IS NOT NULL)`;
  const inserted = await write(
    tx,
    Prisma.sql`
    INSERT INTO "Session" ("id", "userId", "createdAt", "expiresAt")
    SELECT ${session.id}::uuid, "id", ${session.createdAt}, ${session.expiresAt} FROM "User"
    WHERE "id" = ${user.id}::uuid AND "passwordHash" = ${user.passwordHash}
      ${withoutFactor ? hasNone : Prisma.empty} FOR SHARE OF "User"
    RETURNING "id"`,
  );
  return inserted.length === 1;
}

/** Adds a refresh token to a session, if the session is there. */
export async function insertRefreshToken(
  tx: Transaction,
  { hash, sessionId, createdAt }: { hash: Bytes; sessionId: string; createdAt: Date },
): Promise<void> {
  await write(
    tx,
    Prisma.sql`
    INSERT INTO "RefreshToken" ("hash", "sessionId", "createdAt")
    SELECT ${hash}, "id", ${createdAt} FROM "Session" WHERE "id" = ${sessionId}::uuid`,
  );
}

/** What became of a refresh token that was presented. */
export type RefreshTokenUse = 'good' | 'usedBefore' | 'unknown';

/** Marks a refresh token as used. Its session must be locked. */
export async function spendRefreshToken(
  tx: Transaction,
  { hash, sessionId, now }: { hash: Bytes; sessionId: string; now: Date },
): Promise<RefreshTokenUse> {
  const known = { hash, sessionId };
  const { count } = await tx.refreshToken.updateMany({
    where: { ...known, usedAt: null },
    data: { usedAt: now },
  });
  if (count === 1) return 'good';
  return (await tx.refreshToken.count({ where: known })) === 1 ? 'usedBefore' : 'unknown';
}

/** Lets a session that was just refreshed go on until `expiresAt`. */
export async function prolongSession(
  tx: Transaction,
  id: string,
  times: { refreshedAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.session.update({ where: { id }, data: times });
}

export const sessionOrder = {
  column: 'createdAt',
  type: 'timestamptz',
} as const satisfies Pick<Order, 'column' | 'type'>;

/** Whose sessions are wanted, and what time it is: those that have ended by then are left out. */
export interface SessionsAsked {
  userId: string;
  now: Date;
}

export async function pageOfSessions(
  db: Transaction,
  { userId, now }: SessionsAsked,
  page: PageRequest,
): Promise<Page<SessionRow>> {
  const pages = await selectPages<SessionRow>(db, {
    table: Prisma.sql`"Session"`,
    columns: sessionColumns,
    where: [Prisma.sql`row."userId" = parent.id`, Prisma.sql`row."expiresAt" > ${now}`],
    parentIds: [userId],
    page,
  });
  return pages.get(userId) as Page<SessionRow>;
}

export function countSessions(db: Transaction, { userId, now }: SessionsAsked): Promise<number> {
  return db.session.count({ where: { userId, expiresAt: { gt: now } } });
}

/** Sessions by id, in no order; those that do not exist are left out. */
export function findSessionsByIds(db: Transaction, ids: readonly string[]): Promise<SessionRow[]> {
  return db.session.findMany({ where: { id: { in: [...ids] } } });
}

/** Ends all sessions of all users. @returns how many */
export async function deleteAllSessions(tx: Transaction): Promise<number> {
  const ended = await tx.$queryRaw<{ userId: string }[]>`
    DELETE FROM "Session" RETURNING "userId"`;
  touch(
    tx,
    ended.map(({ userId }): Topic => `user ${userId}`),
  );
  return ended.length;
}

/** Ends sessions of a user: one by its id, or all. @returns how many */
export async function deleteSessions(
  tx: Transaction,
  which: { userId: string; id?: string },
): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: which });
  touch(tx, [`user ${which.userId}`]);
  return count;
}

/** Ends all sessions of a user but one. @returns how many */
export async function deleteOtherSessions(
  tx: Transaction,
  { userId, id }: { userId: string; id: string },
): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { userId, id: { not: id } } });
  touch(tx, [`user ${userId}`]);
  return count;
}

/** Removes the sessions whose time is over. */
export async function deleteExpiredSessions(db: Transaction, now: Date): Promise<number> {
  const { count } = await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  return count;
}
