import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Database } from '../data/database.js';
import { findEventsByIds } from '../data/events.js';
import {
  type AttendeesImport,
  type AttendeesImportOutcome,
  importAttendees,
  ROWS_TOGETHER_MAX,
  readPeople,
} from '../domain/registration/importAttendees.js';
import { administrator } from '../domain/sharing/viewer.js';
import { uuidOf } from '../graphql/globalId.js';
import { ImportReport } from './importReport.js';
import { readArguments, wrongUsage } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { confirm, say, showProgress, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const TOGETHER_MAX = ROWS_TOGETHER_MAX.toLocaleString('en');

const USAGE = `Usage: npm run attendees:import -- --event ID --file FILE [--join-waitlist] [--all-or-nothing]
                                        [--validate-only] [--yes]

Registers the people of a CSV file for an event, in the order of the file, and tells of every row
that is refused. Says where it will write, and asks first. Works on the database of DATABASE_URL, or
else on the embedded one, whether a server runs it or not.

  --event ID        the event, as the API calls it: event_01j…
  --file FILE       CSV in UTF-8; its first line names the columns name and email; cells end at , or ;
  --join-waitlist   put people on the waiting list when no seat is free
  --all-or-nothing  register nobody when a row is refused; ${TOGETHER_MAX} rows at most
  --validate-only   say what would happen, and write nothing; ${TOGETHER_MAX} rows at most
  --yes             do not ask
  --help            show this

Every 1,000 rows are written together. When it is interrupted those written stay; running it again
finds them registered already.

Exit codes: 0 all are registered, 1 failed, 2 wrong arguments, 3 some rows were refused.
`;

const SOME_REFUSED = 3;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(USAGE);

  const { event: id, file } = options;
  if (!id) throw wrongUsage('Which event? --event is missing.', USAGE);
  if (!file) throw wrongUsage('Which people? --file is missing.', USAGE);
  const wanted: AttendeesImport = {
    eventId: uuidOf('event', id),
    joinWaitlist: options['join-waitlist'] ?? false,
    allOrNothing: options['all-or-nothing'] ?? false,
    validateOnly: options['validate-only'] ?? false,
  };

  const { bytes, size } = await openFile(file);
  const people = await readPeople(bytes);
  if (people.kind === 'unreadable') throw new Stopped(`${file}:${people.line}: ${people.message}`);
  tellOfIgnored(people.ignoredColumns);

  await withDatabase(async (db, place) => {
    await confirmImport(db, id, wanted, place, options.yes ?? false);
    const call = { db, viewer: administrator, clock: () => new Date() };
    const report = new ImportReport(file);
    try {
      const outcome = await showProgress(`Import ${file}`, (advance) =>
        importAttendees(call, people.rows, wanted, (rows) => {
          report.add(rows);
          advance(size === 0 ? 1 : bytes.bytesRead / size);
        }),
      );
      report.flush();
      conclude(outcome, report, wanted);
    } catch (error) {
      if (!(error instanceof Stopped)) say(`Stopped by a failure, after ${report.registered}.`);
      throw error;
    }
  });
}

function readOptions() {
  return readArguments(
    {
      event: { type: 'string' },
      file: { type: 'string' },
      'join-waitlist': { type: 'boolean' },
      'all-or-nothing': { type: 'boolean' },
      'validate-only': { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    USAGE,
  );
}

async function openFile(path: string): Promise<{ bytes: ReadStream; size: number }> {
  try {
    const about = await stat(path);
    if (about.isDirectory()) throw new Error(`${path} is a folder.`);
    const bytes = createReadStream(path);
    await once(bytes, 'open');
    return { bytes, size: about.size };
  } catch (error) {
    throw new Stopped(`Cannot read the file: ${(error as Error).message}`);
  }
}

function tellOfIgnored(columns: readonly string[]): void {
  if (columns.length === 0) return;
  const cancelled = columns.some((name) => name.trim().toLowerCase() === 'status')
    ? ' Cancelled people in the file are registered like all others.'
    : '';
  say(`Only name and email are read; ignored: ${columns.join(', ')}.${cancelled}`);
}

/** @throws Stopped unless the event is there, and the user wants people registered for it */
async function confirmImport(
  db: Database,
  id: string,
  { eventId, validateOnly }: AttendeesImport,
  place: string,
  yes: boolean,
): Promise<void> {
  const [event] = await findEventsByIds(db, [eventId], null);
  if (!event) throw new Stopped(`There is no event with the id ${id}.`);
  if (validateOnly) return;
  const { name, capacity, confirmedCount } = event;
  const seats = `${spell(capacity - confirmedCount, 'seat', 'seats')} of ${capacity} free`;
  say(`This registers people for ${JSON.stringify(name)} (${seats}) in ${place}.`);
  if (!yes) await confirm('Register them?');
}

/** @throws Stopped where nothing came of it */
function conclude(
  outcome: AttendeesImportOutcome,
  report: ImportReport,
  { validateOnly }: AttendeesImport,
): void {
  switch (outcome.kind) {
    case 'imported':
      say(`${validateOnly ? 'Would register' : 'Registered'} ${report.registered}.`);
      if (report.refusedCount > 0) say(`Refused ${report.refused}.`);
      break;
    case 'importRefused':
      say(`Refused ${report.refused}.`);
      break;
    case 'tooManyRows': {
      const max = spell(outcome.rowsMax, 'row', 'rows');
      throw new Stopped(`The file has more than ${max}, too many for one go. Nothing was written.`);
    }
    case 'eventNotFound':
    case 'permissionDenied':
      throw new Stopped(`The event was deleted meanwhile, after ${report.registered}.`);
  }
  if (validateOnly || outcome.kind === 'importRefused') say('Nothing was written.');
  if (report.refusedCount > 0) process.exitCode = SOME_REFUSED;
}

main().catch(reportFailure);
