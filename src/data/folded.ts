import { Prisma } from './prisma/client.js';

/**
 * A username or an email without its case, as the unique indexes have it: the letters A to Z fold and
 * no others, whatever the database's own collation. A Turkish one folds I to ı.
 */
export function folded(text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`lower(${text} COLLATE "C")`;
}
