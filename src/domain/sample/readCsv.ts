import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';

/** Something wrong in a file. */
export interface FileComplaint {
  file: string;
  /** The line on which the record begins, from 1; null when it is about the whole file. */
  line: number | null;
  message: string;
}

/** One record of a file, its fields as they were written. */
interface CsvRow<Column extends string> {
  line: number;
  fields: Record<Column, string>;
}

export interface CsvContent<Column extends string> {
  rows: CsvRow<Column>[];
  complaints: FileComplaint[];
}

interface CsvRecord {
  line: number;
  values: string[];
}

/**
 * Reads a CSV file in UTF-8 whose first line names its columns.
 *
 * @param columns  what the header must say, in this order
 * @returns the records that have every column, and a complaint for each that does not
 * @see RFC 4180
 */
export async function readCsv<Column extends string>(
  file: string,
  columns: readonly Column[],
): Promise<CsvContent<Column>> {
  const read = await readText(file);
  if (read.kind === 'unreadable') return failed(file, null, read.reason);

  const { records, broken } = splitRecords(read.text);
  const [header, ...rest] = records;
  if ((!broken || header) && header?.values.join() !== columns.join()) {
    return failed(file, 1, `The first line must be ${columns.join(',')}`);
  }
  const rows: CsvRow<Column>[] = [];
  const complaints: FileComplaint[] = [];
  for (const { line, values } of rest) {
    if (values.length === columns.length) {
      const cells = columns.map((column, i) => [column, values[i]]);
      rows.push({ line, fields: Object.fromEntries(cells) });
    } else {
      const message = `Must have ${columns.length} columns, but has ${values.length}.`;
      complaints.push({ file, line, message });
    }
  }
  if (broken) complaints.push({ file, ...broken });
  return { rows, complaints };
}

function failed(file: string, line: number | null, message: string) {
  return { rows: [], complaints: [{ file, line, message }] };
}

async function readText(
  file: string,
): Promise<{ kind: 'text'; text: string } | { kind: 'unreadable'; reason: string }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { kind: 'unreadable', reason: `Cannot be read: ${(error as Error).message}.` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // One kind of line end, so that lines are counted the same everywhere.
    return { kind: 'text', text: text.replaceAll('\r\n', '\n') };
  } catch {
    return { kind: 'unreadable', reason: 'Must be encoded in UTF-8.' };
  }
}

/** Splits a text into records; `broken` says where its quotes end the reading. */
function splitRecords(text: string) {
  const records: CsvRecord[] = [];
  let linesRead = 0;
  let broken: { line: number; message: string } | null = null;
  try {
    parse(text, {
      record_delimiter: '\n',
      relax_column_count: true, // the caller counts, to complain of each record and not of the first
      on_record: (values: string[], { lines }) => {
        const line = linesRead + 1;
        records.push({ line, values });
        linesRead = lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message =
      'The quotes are broken here, and nothing after can be read. ' +
      'A field with a comma, a quote or a line break is written "in quotes, ""doubled"" inside".';
    broken = { line: linesRead + 1, message };
  }
  return { records, broken };
}
