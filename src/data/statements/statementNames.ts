/** Statements that have a name at most; each is planned and kept by every connection. */
const NAMES_MAX = 300;

/**
 * All columns of a table, whichever there are: when a migration adds one, PostgreSQL refuses to run the plan
 * that a connection has kept ("cached plan must not change result type").
 */
const ALL_COLUMNS = /("|row)\.\*|(SELECT|RETURNING) \*/;

/** What PostgreSQL plans; for `COMMIT` and the like there is nothing to keep. */
const PLANNED = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/;

const names = new Map<string, string | undefined>();

/**
 * The name under which connections keep a statement prepared, so that PostgreSQL parses and plans
 * it once a connection and not once a request.
 *
 * @returns undefined for a statement that is better sent as it is
 */
export function statementName(sql: string): string | undefined {
  if (names.has(sql)) return names.get(sql);
  if (names.size >= NAMES_MAX) return undefined;
  const name = PLANNED.test(sql) && !ALL_COLUMNS.test(sql) ? `turnout_${names.size}` : undefined;
  names.set(sql, name);
  return name;
}
