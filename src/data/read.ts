import type { Prisma } from './prisma/client.js';

type Transaction = Prisma.TransactionClient;

/** Runs one reading statement on a connection of its own. */
export type Reader = (statement: Prisma.Sql) => Promise<unknown[]>;

const readers = new WeakMap<Transaction, Reader>();

/** From now on `read` sends the statements of `db` through `reader`. */
export function readThrough(reader: Reader, db: Transaction): void {
  readers.set(db, reader);
}

/**
 * Runs a statement that only reads, and answers the rows that `$queryRaw` would.
 *
 * Prisma takes every value of a raw result apart and puts it together again, which costs more than
 * all else that a page of a list needs. So what stands in no transaction goes straight to the pool
 * that Prisma's adapter uses; in a transaction the statement is Prisma's, on its connection.
 * Measured: executing a list of 20 events takes 0.45 of the CPU, 10 attendees of each 0.6.
 */
export async function read<Row>(db: Transaction, statement: Prisma.Sql): Promise<Row[]> {
  const reader = readers.get(db);
  return (reader ? reader(statement) : db.$queryRaw(statement)) as Promise<Row[]>;
}
