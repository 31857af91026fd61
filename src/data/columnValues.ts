import pg from 'pg';

/**
 * PostgreSQL's text of a value ⇒ what Prisma makes of its column, by the type's OID. Types that
 * are not here are read as the driver reads them.
 * @see https://www.postgresql.org/docs/current/catalog-pg-type.html
 */
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.BYTEA]: parseBytes,
  [pg.types.builtins.TIMESTAMP]: parseTimestamp,
  [pg.types.builtins.TIMESTAMPTZ]: parseTimestamp,
};

/** For `pg`: how the values of a result are read. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
};

/** A value as a statement's parameter: as Prisma would send it. */
export function parameterOf(value: unknown): unknown {
  // The driver would spell it in the process's own zone, rounded to its minutes.
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(parameterOf) : value;
}

function parseBytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}

const ZERO = 48;

/**
 * `2025-06-20 13:30:00.25` with `+00` behind it or without: sessions count in UTC.
 * Digit by digit, because a page of a list has a hundred of them, and `Date`'s own parser takes
 * five times as long.
 */
function parseTimestamp(text: string): Date {
  const two = (at: number) => (text.charCodeAt(at) - ZERO) * 10 + (text.charCodeAt(at + 1) - ZERO);
  const year = two(0) * 100 + two(2);
  // `Date.UTC` takes the years 0 to 99 for those of the twentieth century.
  if (year < 100 || text[4] !== '-' || text.endsWith('BC')) return parseRareTimestamp(text);
  const ms = text[19] === '.' ? Math.round(Number.parseFloat(text.slice(19)) * 1000) : 0;
  return new Date(Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17), ms));
}

function parseRareTimestamp(text: string): Date {
  return new Date(`${text.replace(' ', 'T').replace(/\+00$/, '')}Z`);
}
