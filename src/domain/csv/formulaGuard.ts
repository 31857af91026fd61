// A spreadsheet runs a cell of a CSV file that looks like a formula, whoever wrote it, and quotes do
// not keep it from that. An apostrophe in front makes it a text.
// See https://owasp.org/www-community/attacks/CSV_Injection

/** What begins a formula, in every width that spreadsheets take for it. */
const SIGN = '[=+\\-@＝＋－＠﹦﹢﹣﹫−]';
/** What a spreadsheet skips before it. */
const BLANK = '[\\p{Z}\\p{C}]';
/** What a spreadsheet may split a cell at, when it was not told that the columns end at commas. */
const BREAK = '[;\\t\\r\\n]';

// Both look behind the apostrophes that are there already, so that whatever was guarded, and
// nothing else, has one more than it was given with: taking that one away restores any text.
const START = new RegExp(`^(?='*(?:[\\t\\r\\n]|${BLANK}*${SIGN}))`, 'u');
const AFTER_BREAK = new RegExp(`(?=${SIGN})(?<=${BREAK}${BLANK}*'*)`, 'gu');

const GUARDED_START = new RegExp(`^'(?='*(?:[\\t\\r\\n]|${BLANK}*${SIGN}))`, 'u');
const GUARDED_AFTER_BREAK = new RegExp(`'(?=${SIGN})(?<=${BREAK}${BLANK}*'+)`, 'gu');

/** Makes a text one that no spreadsheet reads as a formula; most texts are one already. */
export function guardFormula(text: string): string {
  return text.replace(START, "'").replaceAll(AFTER_BREAK, "'");
}

/** Takes back exactly what `guardFormula` did. */
export function unguardFormula(text: string): string {
  return text.replaceAll(GUARDED_AFTER_BREAK, '').replace(GUARDED_START, '');
}
