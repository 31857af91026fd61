import type pg from 'pg';

// What PostgreSQL knows of its tables, for tests that look at all of it.

/** The constraints, constraint triggers and unique indexes of tables, by name. */
export async function refusersOf(sql: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query(
    `SELECT conname AS name FROM pg_constraint
     WHERE contype <> 'n' AND conrelid = ANY($1::regclass[])
     UNION
     SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indisunique AND indrelid = ANY($1::regclass[])`,
    [quoted(tables)],
  );
  return rows.map(({ name }) => name).sort();
}

/** The indexes of tables that are there for queries alone, by name. */
export async function servantsOf(sql: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query(
    `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE NOT indisunique AND NOT indisexclusion AND indrelid = ANY($1::regclass[])`,
    [quoted(tables)],
  );
  return rows.map(({ name }) => name).sort();
}

/** Statements that leave out, one by one, what every row of the tables needs. */
export async function blanksOf(sql: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query(
    `SELECT format('UPDATE %s SET %I = NULL', attrelid::regclass, attname) AS statement
     FROM pg_attribute WHERE attrelid = ANY($1::regclass[]) AND attnotnull AND attnum > 0`,
    [quoted(tables)],
  );
  return rows.map(({ statement }) => statement);
}

function quoted(tables: readonly string[]): string[] {
  return tables.map((table) => `"${table}"`);
}
