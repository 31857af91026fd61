import { Prisma } from './prisma/client.js';

/**
 * What stands behind `"id" =`: one id, or any of several. PostgreSQL plans a prepared statement anew
 * each time while it thinks that an array of unknown length costs more, so the one id by which an
 * event is mostly asked for is no array. Measured: an event takes PostgreSQL half the CPU.
 */
export function oneOf(ids: readonly string[]): Prisma.Sql {
  return ids.length === 1 ? Prisma.sql`${ids[0]}::uuid` : Prisma.sql`ANY(${ids}::uuid[])`;
}
