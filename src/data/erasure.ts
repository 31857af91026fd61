import type { Transaction } from './database.js';
import { folded } from './folded.js';
import { Prisma } from './prisma/client.js';
import type { UserRow } from './rows.js';

// What takes a person out of the rows that stay. Everything that counts stays as it is.

/** How many registrations an email has that are not erased yet, case ignored. */
export async function countRegistrationsOf(db: Transaction, email: string): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM "Attendee" WHERE ${isEmail(email)}`;
  return count;
}

/** Takes name and email out of all registrations of an email. @returns how many there were */
export function eraseRegistrationsOf(tx: Transaction, email: string): Promise<number> {
  return eraseRegistrations(tx, isEmail(email));
}

/**
 * Takes name and email out of the registrations that a user made under the account's own email.
 * The email alone proves nothing: anyone can sign up with any.
 *
 * @returns how many there were
 */
export function eraseRegistrationsMadeBy(tx: Transaction, { id, email }: UserRow): Promise<number> {
  const made = Prisma.sql`"registeredById" = ${id}::uuid AND ${isEmail(email)}`;
  return eraseRegistrations(tx, made);
}

/** Takes name and email out of these registrations. @returns how many there are */
export function eraseRegistrationsById(tx: Transaction, ids: readonly string[]): Promise<number> {
  return eraseRegistrations(tx, Prisma.sql`"id" = ANY(${ids}::uuid[])`);
}

function isEmail(email: string): Prisma.Sql {
  return Prisma.sql`${folded(Prisma.sql`"email"`)} = ${folded(Prisma.sql`${email}`)}`;
}

function eraseRegistrations(tx: Transaction, which: Prisma.Sql): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Attendee" SET "name" = 'Erased', "email" = 'erased-' || "id" || '@erased.invalid'
    WHERE ${which}`;
}

/** Takes the account that made them out of registrations. */
export async function forgetWhoRegistered(tx: Transaction, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Attendee" SET "registeredById" = NULL WHERE "registeredById" = ${userId}::uuid`;
}

/**
 * Takes what a user wrote and what names them out of the history and the doors of events: their
 * notes on changes, and their username or email where it says who let someone in. The latter only
 * at events that they have a role on or changed: elsewhere the same word may mean someone else.
 */
export async function eraseWordsOf(
  tx: Transaction,
  { id, username, email }: UserRow,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Attendee" SET "checkedInBy" = NULL
    WHERE "eventId" IN (
        SELECT "eventId" FROM "Collaborator" WHERE "userId" = ${id}::uuid
        UNION SELECT "eventId" FROM "EventVersion" WHERE "authorId" = ${id}::uuid)
      AND (strpos(lower("checkedInBy"), lower(${email})) > 0
        OR lower(${username}) = ANY(regexp_split_to_array(lower("checkedInBy"), '[^a-z0-9_.-]+')))`;
  await tx.$executeRaw`UPDATE "EventVersion" SET "note" = NULL WHERE "authorId" = ${id}::uuid`;
}

/** Takes an email out of all that says who let someone in. */
export async function eraseDoorkeeper(tx: Transaction, email: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Attendee" SET "checkedInBy" = NULL
    WHERE strpos(lower("checkedInBy"), lower(${email})) > 0`;
}
