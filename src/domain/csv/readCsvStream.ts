import { type CsvError, type Parser, parse } from 'csv-parse';
import { unguardFormula } from './formulaGuard.js';

/** A record of a file, or why there is none; `line` is the one on which it begins, from 1. */
export type StreamedRow<Column extends string> =
  | { kind: 'row'; line: number; fields: Record<Column, string> }
  | { kind: 'malformedRow'; line: number; message: string };

export type CsvStream<Column extends string> =
  | { kind: 'rows'; ignoredColumns: string[]; rows: AsyncGenerator<StreamedRow<Column>> }
  | { kind: 'unreadable'; line: number; message: string };

interface CsvRecord {
  line: number;
  values: string[];
}
type Broken = Extract<StreamedRow<never>, { kind: 'malformedRow' }>;

/** Far more than a person needs, and the end for a file in which a quote is never closed. */
const RECORD_LENGTH_MAX = 100_000;

/**
 * Reads CSV in UTF-8, with or without a byte order mark, whose first line names its columns in any
 * order; cells end at commas, or at semicolons when the first line has more of those. Where the quotes
 * are broken the reading ends, with a malformed row. Holds no more than what one chunk has.
 *
 * @param columns   those that must be there; upper and lower case count alike
 * @param readCell  what to make of a cell: takes apostrophes away that guard against formulas
 * @see RFC 4180
 */
export async function readCsvStream<Column extends string>(
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly Column[],
  readCell: (text: string) => string = unguardFormula,
): Promise<CsvStream<Column>> {
  const records = readRecords(bytes);
  const first = await records.next();
  if (first.done) return { kind: 'unreadable', line: 1, message: firstLineMustName(columns) };
  if ('kind' in first.value) {
    await records.return(undefined);
    return { ...first.value, kind: 'unreadable' };
  }

  const header = first.value.values.map((name) => name.trim().toLowerCase());
  const indexes = columns.map((column) => header.indexOf(column.toLowerCase()));
  const once = columns.every((name, i) => indexes[i] === header.lastIndexOf(name.toLowerCase()));
  if (!once || indexes.includes(-1)) {
    await records.return(undefined);
    return { kind: 'unreadable', line: first.value.line, message: firstLineMustName(columns) };
  }
  return {
    kind: 'rows',
    ignoredColumns: first.value.values.filter((_name, i) => !indexes.includes(i)),
    rows: pickColumns(records, columns, indexes, header.length, readCell),
  };
}

/** Says nothing of what stands there: without a header, it is a person. */
function firstLineMustName(columns: readonly string[]): string {
  const names = new Intl.ListFormat('en').format(columns);
  return `The first line must name the columns ${names}, each once, like ${columns.join(',')}`;
}

async function* pickColumns<Column extends string>(
  records: AsyncIterable<CsvRecord | Broken>,
  columns: readonly Column[],
  indexes: readonly number[],
  width: number,
  readCell: (text: string) => string,
): AsyncGenerator<StreamedRow<Column>> {
  for await (const record of records) {
    if ('kind' in record) {
      yield record;
      continue;
    }
    const { line, values } = record;
    if (values.length !== width) {
      const message = `Must have ${width} columns like the first line, but has ${values.length}.`;
      yield { kind: 'malformedRow', line, message };
      continue;
    }
    const cells = columns.map((name, i) => [name, readCell(values[indexes[i] ?? 0] ?? '')]);
    yield { kind: 'row', line, fields: Object.fromEntries(cells) };
  }
}

/** Splits a text into records, without its empty lines; a `Broken` is the last. */
async function* readRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord | Broken> {
  let line = 1;
  let parser: ChunkParser | null = null;
  try {
    for await (const text of decode(bytes)) {
      parser ??= createChunkParser(delimiterOf(text));
      const { records, error } = await parser.parse(text);
      for (const values of records) {
        if (!isEmptyLine(values)) yield { line, values };
        line += 1 + lineBreaksIn(values);
      }
      if (error) return yield { kind: 'malformedRow', line, message: explain(error) };
    }
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const message =
      'From here on or a little later the file is not encoded in UTF-8. Nothing after is read.';
    yield { kind: 'malformedRow', line, message };
  } finally {
    parser?.stop();
  }
}

function isEmptyLine(values: readonly string[]): boolean {
  return values.length === 1 && values[0] === '';
}

/** The parser's own count takes a CR LF between quotes for two lines. */
function lineBreaksIn(values: readonly string[]): number {
  return values.reduce((count, value) => count + (value.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

function explain({ code }: CsvError): string {
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return 'This row is too long, perhaps for a quote that is not closed. Nothing after is read.';
  }
  return (
    'The quotes are broken here, and nothing after is read. ' +
    'A cell with a comma, a quote or a line break is written "in quotes, ""doubled"" inside".'
  );
}

class NotUtf8 extends Error {}

/** Turns bytes into texts; the first has the whole first line, and only the last is empty. */
async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true }); // drops the byte order mark too
  const decodeNext = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw new NotUtf8('not UTF-8', { cause });
    }
  };
  let start: string | null = '';
  for await (const chunk of bytes) {
    const text: string = (start ?? '') + decodeNext(chunk);
    start = start !== null && !/[\r\n]/.test(text) && text.length < RECORD_LENGTH_MAX ? text : null;
    if (start === null && text !== '') yield text; // a chunk may be a part of one character
  }
  const rest: string = (start ?? '') + decodeNext();
  if (rest !== '') yield rest;
  yield '';
}

function delimiterOf(text: string): ',' | ';' {
  const header = (text.split(/[\r\n]/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

interface ChunkParser {
  /** Takes the next chunk, the last of which is empty; hands out what became complete with it. */
  parse(text: string): Promise<{ records: string[][]; error: CsvError | null }>;
  stop(): void;
}

/**
 * The parser as a stream would drop the records that it read already when it meets an error: here
 * they are handed out before it.
 */
function createChunkParser(delimiter: string): ChunkParser {
  let records: string[][] = [];
  const parser: Parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true, // the caller counts, to complain of each row and not of the first
    max_record_size: RECORD_LENGTH_MAX,
    on_record: (values: string[]) => {
      records.push(values);
      return null;
    },
  });
  parser.on('error', () => {}); // told to whoever wrote
  parser.resume();
  return {
    async parse(text) {
      records = [];
      const error = await new Promise<Error | null | undefined>((done) => {
        if (text === '') parser.end(done);
        else parser.write(text, done);
      });
      return { records, error: (error as CsvError | null | undefined) ?? null };
    },
    stop: () => parser.destroy(),
  };
}
