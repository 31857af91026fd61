/** Statements that have a name at most; each is planned and kept by every connection. */
const NAMES_MAX = 300;

/**
 * All columns of a table, whichever there are: when a migration adds one, PostgreSQL refuses to run the plan
 * that a connection has kept ("cached plan must not change result type").
 */
const ALL_COLUMNS = /("|row)\.\*|(SELECT|RETURNING) \*/;

/**
 * How a pattern is best looked for depends on how common it is: with a plan for all patterns, those of
 * which each is common are all read, and sorted, where a walk finds a page at once.
 */
const PATTERN = /\bLIKE\b/;

/** Unless few match, and all are found first (see page.ts): there is one way to do that. */
const FEW_FOUND = /\bOFFSET 0\) AS row\b/;

/** What PostgreSQL plans; for `COMMIT` and the like there is nothing to keep. */
const PLANNED = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/;

const names = new Map<string, string>();

/** Texts of statements that have come once; then it begins anew. */
const ONCE_MAX = 1_000;
const once = new Set<string>();

/**
 * The name under which connections keep a statement prepared, so that PostgreSQL parses and plans
 * it once a connection and not once a request. It gets one when it comes for the second time: what
 * people try out and never ask again leaves room for what front ends do all day.
 *
 * @returns undefined for a statement that is better sent as it is
 */
export function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= NAMES_MAX) return known;
  if (!PLANNED.test(sql) || ALL_COLUMNS.test(sql)) return undefined;
  if (PATTERN.test(sql) && !FEW_FOUND.test(sql)) return undefined;
  if (!once.delete(sql)) {
    if (once.size === ONCE_MAX) once.clear();
    once.add(sql);
    return undefined;
  }
  const name = `turnout_${names.size}`;
  names.set(sql, name);
  return name;
}
