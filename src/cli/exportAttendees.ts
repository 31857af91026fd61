import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { countAttendees } from '../data/attendees.js';
import type { Database } from '../data/database.js';
import {
  type AttendeesExport,
  attendeeStatuses,
  exportAttendees,
} from '../domain/registration/exportAttendees.js';
import { administrator } from '../domain/sharing/viewer.js';
import { isTimeZone, suggestTimeZone } from '../domain/time/zoneRules.js';
import { toGlobalId, uuidOf } from '../graphql/globalId.js';
import { readArguments, wrongUsage } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { showProgress, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run --silent attendees:export -- --event ID [--out FILE] [--timezone ZONE]

Writes an event's attendees as CSV, in the order in which they arrived. Works on the database of
DATABASE_URL, or else on the embedded one, whether a server runs it or not.

  --event ID       the event, as the API calls it: event_01j…
  --out FILE       write into FILE, not to standard output (--silent keeps npm's own words out of it)
  --timezone ZONE  spell times as they are there, like Europe/Paris; otherwise in UTC
  --status STATUS  only CONFIRMED, WAITLISTED or CANCELLED ones; may be given several times
  --yes            overwrite FILE
  --help           show this

A cell that a spreadsheet would run as a formula has an apostrophe in front; attendees:import takes
it away again.

Exit codes: 0 written, 1 failed, 2 wrong arguments.
`;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(USAGE);

  const { event, out } = options;
  if (!event) throw wrongUsage('Which event? --event is missing.', USAGE);
  if (out && existsSync(out) && !options.yes) {
    throw new Stopped(`${out} is there already: add --yes to overwrite it.`);
  }
  const asked = {
    eventId: uuidOf('event', event),
    timezone: readTimeZone(options.timezone ?? 'UTC'),
    statuses: readStatuses(options.status ?? []),
  };
  await withDatabase(async (db) => {
    let written = 0;
    const encodeId = (id: string) => {
      written += 1; // asked for once an attendee
      return toGlobalId('attendee', id);
    };
    const outcome = await exportAttendees({ db, viewer: administrator }, { ...asked, encodeId });
    if (outcome.kind !== 'attendees') throw new Stopped(`There is no event with the id ${event}.`);
    if (!out) return writeToStdout(outcome.csv);

    const total = await countOf(db, asked);
    await showProgress(`Write ${spell(total, 'attendee', 'attendees')}`, (advance) =>
      writeFile(out, outcome.csv, () => advance(written / total)),
    );
    process.stderr.write(`Wrote ${spell(written, 'attendee', 'attendees')} into ${out}.\n`);
  });
}

function readOptions() {
  return readArguments(
    {
      event: { type: 'string' },
      out: { type: 'string' },
      timezone: { type: 'string' },
      status: { type: 'string', multiple: true },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    USAGE,
  );
}

function readTimeZone(name: string): string {
  if (isTimeZone(name)) return name;
  const suggestion = suggestTimeZone(name);
  const hint = suggestion ? ` Did you mean ${suggestion}?` : '';
  throw wrongUsage(`${name} is not the IANA name of a time zone.${hint}`, USAGE);
}

function readStatuses(names: readonly string[]): AttendeesExport['statuses'] {
  const unknown = names.find((name) => !attendeeStatuses.some((status) => status === name));
  if (unknown !== undefined) {
    const known = attendeeStatuses.join(', ');
    throw wrongUsage(`${unknown} is not a status. There are: ${known}.`, USAGE);
  }
  return names.length > 0 ? attendeeStatuses.filter((status) => names.includes(status)) : undefined;
}

async function countOf(
  db: Database,
  { eventId, statuses = attendeeStatuses }: Pick<AttendeesExport, 'eventId' | 'statuses'>,
): Promise<number> {
  const counts = await countAttendees(db, [eventId], { statuses, words: [] });
  return counts.get(eventId) ?? 0;
}

/** All of it, or the file is as it was: what is written gets its name when it is complete. */
async function writeFile(
  out: string,
  csv: AsyncGenerator<string>,
  onWritten: () => void,
): Promise<void> {
  const partial = `${out}.${process.pid}.part`;
  const file = await create(partial);
  try {
    for await (const lines of csv) {
      await file.writeFile(lines);
      onWritten();
    }
    await file.close();
    await rename(partial, out);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
}

/** Emails are nobody's business but the owner's of the file. */
async function create(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw new Stopped(`Cannot write there: ${(error as Error).message}`);
  }
}

async function writeToStdout(csv: AsyncGenerator<string>): Promise<void> {
  try {
    await pipeline(Readable.from(csv), process.stdout);
  } catch (error) {
    // Whoever reads had enough, as `head` has.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

main().catch(reportFailure);
