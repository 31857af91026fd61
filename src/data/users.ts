import type { Transaction } from './database.js';
import { Prisma } from './prisma/client.js';
import { read } from './read.js';
import { type UserRow, userColumns } from './rows.js';

/** Users by id, in no order; those that do not exist are left out. */
export function findUsersByIds(db: Transaction, ids: readonly string[]): Promise<UserRow[]> {
  return read(
    db,
    Prisma.sql`SELECT ${userColumns} FROM "User" AS row WHERE "id" = ANY(${ids}::uuid[])`,
  );
}

/** The user with this username or email, case ignored; no two have one between them. */
export async function findUserByName(
  db: Transaction,
  usernameOrEmail: string,
): Promise<UserRow | null> {
  const [user] = await db.$queryRaw<UserRow[]>`
    SELECT * FROM "User" WHERE lower("username") = lower(${usernameOrEmail})
    UNION ALL
    SELECT * FROM "User" WHERE lower("email") = lower(${usernameOrEmail})`;
  return user ?? null;
}

/** Locks a user and reads it as it is once the lock is held; null when there is none any more. */
export async function lockUser(tx: Transaction, id: string): Promise<UserRow | null> {
  const [user] = await tx.$queryRaw<UserRow[]>`
    SELECT * FROM "User" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return user ?? null;
}

/** Locks the events on which a user has a role, in the order of their ids. */
export async function lockEventsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM "Event" WHERE "id" IN (
      SELECT "eventId" FROM "Collaborator" WHERE "userId" = ${userId}::uuid)
    ORDER BY "id" FOR NO KEY UPDATE`;
}

/** Ids of the events that have no owner but this user, soonest first. */
export async function findEventsOwnedAlone(
  tx: Transaction,
  userId: string,
  countMax: number,
): Promise<string[]> {
  const events = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Event" JOIN "Collaborator" AS own ON own."eventId" = "id"
    WHERE own."userId" = ${userId}::uuid AND own."role" = 'OWNER'
      AND NOT EXISTS (SELECT FROM "Collaborator" AS other
        WHERE other."eventId" = "id" AND other."role" = 'OWNER' AND other."userId" <> own."userId")
    ORDER BY "startsAt", "id" LIMIT ${countMax}`;
  return events.map(({ id }) => id);
}

/**
 * Takes name and email out of the registrations of an email, case ignored. Everything that counts
 * stays as it is.
 *
 * @returns how many there were
 */
export function anonymizeAttendees(tx: Transaction, email: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Attendee" SET "name" = 'Erased', "email" = 'erased-' || "id" || '@erased.invalid'
    WHERE lower("email") = lower(${email})`;
}
