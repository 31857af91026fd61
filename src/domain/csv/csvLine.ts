import { guardFormula } from './formulaGuard.js';

/** Other readers split at semicolons and tabs, drop blanks at the ends, or mind an apostrophe. */
const NEEDS_QUOTES = /[",;\t\r\n]|^[\s']|\s$/;

/**
 * Writes one record, its line end included.
 *
 * @param cells  null: an empty cell
 * @see RFC 4180
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => writeCell(cell ?? '')).join(',')}\r\n`;
}

function writeCell(text: string): string {
  const guarded = guardFormula(text);
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
