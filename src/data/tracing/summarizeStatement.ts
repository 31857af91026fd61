/** Statements whose summaries are kept; there are fewer. */
const KEPT_MAX = 500;
const summaries = new Map<string, string>();

const WRITES = /\b(INSERT) INTO\b|\b(DELETE) FROM\b|\b(UPDATE)\s+(?:"public"\.)?"/i;
const FIRST_WORD = /^\s*([A-Za-z]+)/;
const TABLES = /\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?:"public"\.)?"([A-Za-z_]+)"/gi;
const TABLES_MAX = 4;

/**
 * What a statement does, and to which tables: `INSERT Attendee Event`. Nothing of its values, also
 * where they stand in its text.
 */
export function summarizeStatement(sql: string): string {
  const known = summaries.get(sql);
  if (known !== undefined) return known;
  const tables = new Set([...sql.matchAll(TABLES)].map(([, table]) => table as string));
  const summary = [verbOf(sql), ...[...tables].slice(0, TABLES_MAX)].join(' ');
  if (summaries.size < KEPT_MAX) summaries.set(sql, summary);
  return summary;
}

function verbOf(sql: string): string {
  const first = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? 'statement';
  if (first !== 'WITH') return first;
  const [, ...writes] = WRITES.exec(sql) ?? [];
  return writes.find((write) => write)?.toUpperCase() ?? 'SELECT';
}
