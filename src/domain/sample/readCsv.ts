import { createReadStream } from 'node:fs';
import { readCsvStream, type StreamedRow } from '../csv/readCsvStream.js';

/** Something wrong in a file. */
export interface FileComplaint {
  file: string;
  /** The line on which the record begins, from 1; null when it is about the whole file. */
  line: number | null;
  message: string;
}

export interface CsvContent<Column extends string> {
  rows: Extract<StreamedRow<Column>, { kind: 'row' }>[];
  complaints: FileComplaint[];
}

/**
 * Reads the whole of a CSV file as `readCsvStream` does, but for its cells, which are left as written.
 *
 * @returns the records that have every column, and a complaint for each that does not
 */
export async function readCsv<Column extends string>(
  file: string,
  columns: readonly Column[],
): Promise<CsvContent<Column>> {
  const content: CsvContent<Column> = { rows: [], complaints: [] };
  const complain = (line: number | null, message: string) =>
    content.complaints.push({ file, line, message });
  try {
    const csv = await readCsvStream(createReadStream(file), columns, (text) => text);
    if (csv.kind === 'unreadable') complain(csv.line, csv.message);
    else {
      for await (const row of csv.rows) {
        if (row.kind === 'row') content.rows.push(row);
        else complain(row.line, row.message);
      }
    }
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    complain(null, `Cannot be read: ${message}.`);
  }
  return content;
}
