import type { Transaction } from './database.js';
import { folded } from './folded.js';
import { Prisma } from './prisma/client.js';
import { type UserRow, userColumns } from './rows.js';
import { read, write } from './statements/send.js';

/** Users by id, in no order; those that do not exist are left out. */
export function findUsersByIds(db: Transaction, ids: readonly string[]): Promise<UserRow[]> {
  return read(
    db,
    Prisma.sql`SELECT ${userColumns.of('row')} FROM "User" AS row WHERE "id" = ANY(${ids}::uuid[])`,
  );
}

/** The user with this username or email, case ignored; no two have one between them. */
export async function findUserByName(
  db: Transaction,
  usernameOrEmail: string,
): Promise<UserRow | null> {
  const name = folded(Prisma.sql`${usernameOrEmail}`);
  const [user] = await read<UserRow>(
    db,
    Prisma.sql`
    SELECT ${userColumns.of('row')} FROM "User" AS row WHERE ${folded(Prisma.sql`"username"`)} = ${name}
    UNION ALL
    SELECT ${userColumns.of('row')} FROM "User" AS row WHERE ${folded(Prisma.sql`"email"`)} = ${name}`,
  );
  return user ?? null;
}

/** The user with this email, case ignored. */
export async function findUserByEmail(db: Transaction, email: string): Promise<UserRow | null> {
  const [user] = await db.$queryRaw<UserRow[]>`
    SELECT * FROM "User" WHERE ${folded(Prisma.sql`"email"`)} = ${folded(Prisma.sql`${email}`)}`;
  return user ?? null;
}

/** Locks a user and reads it as it is once the lock is held; null when there is none any more. */
export async function lockUser(tx: Transaction, id: string): Promise<UserRow | null> {
  const [user] = await write<UserRow>(
    tx,
    Prisma.sql`SELECT ${userColumns.of('row')} FROM "User" AS row WHERE "id" = ${id}::uuid FOR UPDATE`,
  );
  return user ?? null;
}

/** Locks the events on which a user has a role or registered people, in the order of their ids. */
export async function lockEventsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM "Event" WHERE "id" IN (
      SELECT "eventId" FROM "Collaborator" WHERE "userId" = ${userId}::uuid
      UNION SELECT "eventId" FROM "Attendee" WHERE "registeredById" = ${userId}::uuid)
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
