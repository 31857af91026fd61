import { Columns } from './columns.js';
import { countByEvent } from './countByEvent.js';
import type { Transaction } from './database.js';
import { folded } from './folded.js';
import { type Order, type Page, type PageRequest, selectPages } from './page.js';
import { Prisma } from './prisma/client.js';
import type { CollaboratorRow, UserRow } from './rows.js';
import { touch } from './touch.js';

/** A collaborator in a list. Its `id` is that of the user, which settles ties. */
export type ListedCollaborator = CollaboratorRow & { id: string };

export const collaboratorOrder = {
  column: 'createdAt',
  type: 'timestamptz',
} as const satisfies Pick<Order, 'column' | 'type'>;

const collaboratorColumns = new Columns(['eventId', 'userId', 'role', 'createdAt', 'id']);

/** One page of collaborators for each event, in one statement. */
export function pagesOfCollaborators(
  db: Transaction,
  eventIds: readonly string[],
  page: PageRequest,
): Promise<Map<string, Page<ListedCollaborator>>> {
  return selectPages<ListedCollaborator>(db, {
    table: Prisma.sql`(
      SELECT "eventId", "userId", "role", "createdAt", "userId" AS "id" FROM "Collaborator")`,
    columns: collaboratorColumns,
    where: [Prisma.sql`row."eventId" = parent.id`],
    parentIds: eventIds,
    page,
  });
}

/** How many collaborators each event has, in one statement. */
export function countCollaborators(
  db: Transaction,
  eventIds: readonly string[],
): Promise<Map<string, number>> {
  return countByEvent(db, Prisma.sql`"Collaborator"`, eventIds);
}

/** How someone is named by another: by exactly one of these. */
export interface UserName {
  id?: string;
  /** Case is ignored. */
  username?: string;
  /** Case is ignored. */
  email?: string;
}

/**
 * The users of these names, in their order, in one statement; null for each that nobody has. Until
 * the transaction ends, none of them goes away.
 */
export async function findUsersNamed(
  tx: Transaction,
  names: readonly UserName[],
): Promise<(UserRow | null)[]> {
  const column = (key: keyof UserName) => names.map((name) => storable(name[key]));
  const found = await tx.$queryRaw<(UserRow & { index: number })[]>`
    SELECT "User".*, (named."position" - 1)::int AS "index"
    FROM unnest(${column('id')}::uuid[], ${column('username')}::text[], ${column('email')}::text[])
      WITH ORDINALITY AS named("id", "username", "email", "position")
    JOIN "User" ON "User"."id" = named."id"
      OR ${folded(Prisma.sql`"User"."username"`)} = ${folded(Prisma.sql`named."username"`)}
      OR ${folded(Prisma.sql`"User"."email"`)} = ${folded(Prisma.sql`named."email"`)}
    FOR KEY SHARE OF "User"`;
  const users = new Map(found.map(({ index, ...user }) => [index, user]));
  return names.map((_name, index) => users.get(index) ?? null);
}

/** PostgreSQL takes no text with NUL; nobody is called like that. */
function storable(text: string | undefined): string | null {
  return text === undefined || text.includes('\0') ? null : text;
}

/** A user's role on an event; null without one. */
export function findCollaborator(
  tx: Transaction,
  eventId: string,
  userId: string,
): Promise<CollaboratorRow | null> {
  return tx.collaborator.findUnique({ where: { eventId_userId: { eventId, userId } } });
}

/** All collaborators of events, in no order, in one statement. */
export function findCollaboratorsOf(
  tx: Transaction,
  eventIds: readonly string[],
): Promise<CollaboratorRow[]> {
  return tx.collaborator.findMany({ where: { eventId: { in: [...eventIds] } } });
}

/** Whether an event has an owner beside this one. The event must be locked. */
export async function hasOtherOwner(
  tx: Transaction,
  eventId: string,
  userId: string,
): Promise<boolean> {
  const others = { eventId, role: 'OWNER', userId: { not: userId } } as const;
  return (await tx.collaborator.count({ where: others })) > 0;
}

/** Gives a user a role on an event, in place of the one they may have. */
export function setRole(
  tx: Transaction,
  { eventId, userId, role, createdAt }: CollaboratorRow,
): Promise<CollaboratorRow> {
  touch(tx, [`event ${eventId}`]);
  return tx.collaborator.upsert({
    where: { eventId_userId: { eventId, userId } },
    create: { eventId, userId, role, createdAt },
    update: { role },
  });
}
