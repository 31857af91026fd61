import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type CsvStream, readCsvStream, type StreamedRow } from '../csv/readCsvStream.js';
import type { PermissionRefusal } from '../sharing/permissions.js';
import { decideRows, ROWS_MAX } from './registerAttendees.js';
import type { RegistrationOutcome } from './registration.js';

export interface AttendeesImport {
  eventId: string;
  joinWaitlist: boolean;
  /** Whether a refused row keeps all others from being written. */
  allOrNothing: boolean;
  /** Whether to say what would happen, and write nothing. */
  validateOnly: boolean;
}

export type PersonRow = StreamedRow<'name' | 'email'>;
type MalformedRow = Extract<PersonRow, { kind: 'malformedRow' }>;

/** What became of one row of the file. */
export interface ImportedRow {
  line: number;
  outcome: RegistrationOutcome | Pick<MalformedRow, 'kind' | 'message'>;
}

export type AttendeesImportOutcome =
  /** Each row got its own answer; in a rehearsal, the one that it would get. */
  | { kind: 'imported' }
  /** Some rows were refused, so none was written. */
  | { kind: 'importRefused' }
  /** More than can be decided together; nothing was written. */
  | { kind: 'tooManyRows'; rowsMax: number }
  | PermissionRefusal;

/** Rows decided in one transaction at most: it holds the event's lock, and all of them in memory. */
export const ROWS_TOGETHER_MAX = 10_000;

type ImportCall = Pick<Call, 'db' | 'viewer'> & {
  /** What time it is: a long file takes minutes. */
  clock: () => Date;
};

/** Reads the people in a CSV file as `exportAttendees` writes it; only name and email count. */
export function readPeople(bytes: AsyncIterable<Uint8Array>): Promise<CsvStream<'name' | 'email'>> {
  return readCsvStream(bytes, ['name', 'email']);
}

/**
 * Registers the people of a file in its order, by the rules of `registerAttendees`.
 *
 * A batch of 1,000 rows is one transaction, so that a file of any length needs little memory and
 * keeps others waiting only for moments; what was written before a fault stays, and running the
 * file again finds it `alreadyRegistered`. With `allOrNothing` or `validateOnly` the whole file is
 * decided in one transaction, and may have 10,000 rows at most.
 *
 * @param onDecided  told of every row, in their order, once it is known what became of them
 */
export async function importAttendees(
  call: ImportCall,
  people: AsyncIterable<PersonRow>,
  wanted: AttendeesImport,
  onDecided: (rows: ImportedRow[]) => void,
): Promise<AttendeesImportOutcome> {
  const together = wanted.allOrNothing || wanted.validateOnly;
  const sizeMax = together ? ROWS_TOGETHER_MAX : ROWS_MAX;
  let batch: PersonRow[] = [];
  for await (const row of people) {
    if (batch.length === sizeMax) {
      if (together) return { kind: 'tooManyRows', rowsMax: ROWS_TOGETHER_MAX };
      const outcome = await importBatch(call, batch, wanted, onDecided);
      if (outcome.kind !== 'imported') return outcome;
      batch = [];
    }
    batch.push(row);
  }
  return importBatch(call, batch, wanted, onDecided);
}

async function importBatch(
  { db, viewer, clock }: ImportCall,
  batch: readonly PersonRow[],
  { eventId, joinWaitlist, allOrNothing, validateOnly }: AttendeesImport,
  onDecided: (rows: ImportedRow[]) => void,
): Promise<AttendeesImportOutcome> {
  const attendees = batch.flatMap((row) => (row.kind === 'row' ? [row.fields] : []));
  const spoilt = allOrNothing && attendees.length < batch.length;
  const refusedRows = allOrNothing ? 'ABORT' : 'SKIP';
  const rows = { eventId, attendees, joinWaitlist, refusedRows } as const;
  const run = validateOnly || spoilt ? inRehearsal : inTransaction;
  const decided = await run(db, (tx) => decideRows(tx, { viewer, now: clock() }, rows));
  if (decided.kind !== 'registered' && decided.kind !== 'registrationsRefused') return decided;

  onDecided(withLines(batch, decided.results));
  const refused = spoilt || decided.kind === 'registrationsRefused';
  return refused ? { kind: 'importRefused' } : { kind: 'imported' };
}

/** Puts the results of those that could be read beside the rows that could not. */
function withLines(
  batch: readonly PersonRow[],
  results: readonly RegistrationOutcome[],
): ImportedRow[] {
  const next = results.values();
  return batch.map((row) => {
    if (row.kind === 'row')
      return { line: row.line, outcome: next.next().value as RegistrationOutcome };
    const { kind, line, message } = row;
    return { line, outcome: { kind, message } };
  });
}
