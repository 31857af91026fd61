import pg from 'pg';
import { StatementBatch } from '../../src/data/statements/StatementBatch.js';
import { statementName } from '../../src/data/statements/statementNames.js';

// What PostgreSQL does for a statement: captured as it is sent, and explained with its own values.

/** A statement as the driver sent it. */
export interface SentStatement {
  /** Under which connections keep it prepared; undefined: they do not. */
  name?: string | undefined;
  text: string;
  values: readonly unknown[];
}

/** Collects every statement that any connection sends while `work` runs. */
export async function sentWhile(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const query = pg.Client.prototype.query;
  const spied = function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args as [
      string | SentStatement | StatementBatch,
      unknown[] | undefined,
    ];
    if (config instanceof StatementBatch) sent.push(...config.statements);
    else if (typeof config === 'string') sent.push({ text: config, values: values ?? [] });
    else sent.push({ name: config.name, text: config.text, values: config.values ?? [] });
    return Reflect.apply(query, this, args);
  };
  pg.Client.prototype.query = spied as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent.filter(({ text }) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text));
}

/** How the driver spells a value. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } })
  .utils;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Plan Rows': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

/** What a statement costs that grows with a table. */
export interface Work {
  /** Tables that are read from end to end. */
  scanned: string[];
  /** Rows that were looked at, those that were thrown away again included. */
  rowsRead: number;
  /** Rows in the largest sort. */
  rowsSorted: number;
}

/**
 * What the server does for a statement, the first time and every time after: one that connections
 * keep prepared may be given a plan for all values then, which is another one. Those that only read
 * are run; for those that write, its estimates are taken.
 */
export async function worksOf(sql: pg.Client, statement: SentStatement): Promise<Work[]> {
  const { text, values } = statement;
  await sql.query('BEGIN');
  try {
    const first = await explain(sql, `${optionsFor(text)} ${text}`, [...values]);
    return isKept(text) ? [first, await workOfPrepared(sql, statement)] : [first];
  } finally {
    await sql.query('ROLLBACK');
  }
}

/** Whether connections keep a statement prepared, once it has come often enough. */
export function isKept(text: string): boolean {
  statementName(text);
  return statementName(text) !== undefined;
}

/** Times that PostgreSQL plans a prepared statement for its values, before it thinks of a plan for all. */
const CUSTOM_PLANS = 5;

async function workOfPrepared(sql: pg.Client, { text, values }: SentStatement): Promise<Work> {
  const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : '';
  const execute = `EXECUTE "explained" ${given}`;
  await sql.query(`PREPARE "explained" AS ${text}`);
  try {
    for (let times = 0; times < CUSTOM_PLANS; times++) await sql.query(`EXPLAIN ${execute}`);
    return await explain(sql, `${optionsFor(text)} ${execute}`, []);
  } finally {
    await sql.query('DEALLOCATE "explained"');
  }
}

function optionsFor(text: string): string {
  const reads = /^\s*(SELECT|WITH)\b/i.test(text) && !/\b(INSERT|UPDATE "|DELETE)\b/.test(text);
  return reads ? '(ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON)' : '(FORMAT JSON)';
}

async function explain(sql: pg.Client, what: string, values: unknown[]): Promise<Work> {
  const { rows } = await sql.query(`EXPLAIN ${what}`, values);
  return sum(rows[0]['QUERY PLAN'][0].Plan);
}

/** A value as it stands in a statement. */
function literal(value: unknown): string {
  const spelled = prepareValue(value);
  if (spelled === null || spelled === undefined) return 'NULL';
  if (Buffer.isBuffer(spelled)) return `'\\x${spelled.toString('hex')}'`;
  return pg.escapeLiteral(String(spelled));
}

function sum(node: PlanNode): Work {
  const parts = (node.Plans ?? []).map(sum);
  const table = node['Relation Name'];
  const isScan = /Scan$/.test(node['Node Type']) && table !== undefined;
  const loops = node['Actual Loops'] ?? 1;
  const rows = rowsOf(node);
  const dropped =
    (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const sorted = node['Node Type'] === 'Sort' ? rowsOf(node.Plans?.[0] ?? node) : 0;
  return {
    scanned: [
      ...(node['Node Type'] === 'Seq Scan' ? [String(table)] : []),
      ...parts.flatMap((part) => part.scanned),
    ],
    rowsRead:
      (isScan ? Math.round((rows + dropped) * loops) : 0) +
      parts.reduce((total, part) => total + part.rowsRead, 0),
    rowsSorted: Math.max(Math.round(sorted), ...parts.map((part) => part.rowsSorted)),
  };
}

/** Rows that a node gives each time it runs. */
function rowsOf(node: PlanNode): number {
  return node['Actual Rows'] ?? node['Plan Rows'];
}
