import { relative } from 'node:path';
import type { ListrTask } from 'listr2';
import type { Database } from '../data/database.js';
import { replaceAll, sampleFilesIn, shippedSampleFolder } from '../domain/sample/loadSample.js';
import type { FileComplaint } from '../domain/sample/readCsv.js';
import { readSample, type Sample } from '../domain/sample/readSample.js';
import { readArguments } from './readArguments.js';
import { reportFailure } from './reportFailure.js';
import { Stopped } from './Stopped.js';
import { bar, confirm, say, showTasks, spell } from './terminal.js';
import { withDatabase } from './withDatabase.js';

const USAGE = `Usage: npm run sample -- [--dir DIR] [--yes]

Deletes all events and attendees and loads sample ones. Says what it will delete, and asks first.
Works on the database of DATABASE_URL, or else on the embedded one, whether a server runs it or not.

  --dir DIR  read events.csv and attendees.csv from DIR, written as prisma/sample/README.md says
  --yes      do not ask
  --help     show this
`;

const COMPLAINTS_SHOWN_MAX = 50;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(USAGE);

  const sample = await readFiles(options.dir ?? shippedSampleFolder);
  await withDatabase(async (db, place) => {
    await confirmDeletion(db, place, options.yes ?? false);
    await load(db, sample);
  });
}

function readOptions() {
  return readArguments(
    {
      dir: { type: 'string' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    USAGE,
  );
}

async function readFiles(folder: string): Promise<Sample> {
  const reading = readSample(sampleFilesIn(folder), new Date());
  const task = async () => {
    const outcome = await reading;
    if (outcome.kind === 'sample') return;
    throw new Error(spell(outcome.complaints.length, 'mistake', 'mistakes'));
  };
  await showTasks([{ title: 'Read and check the files', task }]).catch(() => {}); // said below

  const outcome = await reading;
  if (outcome.kind === 'sample') return outcome;
  throw new Stopped(`${spellComplaints(outcome.complaints)}\n\nNothing was changed.`);
}

/** @throws Stopped unless the user wants what is there deleted */
async function confirmDeletion(db: Database, place: string, yes: boolean): Promise<void> {
  const [events, attendees] = await Promise.all([db.event.count(), db.attendee.count()]);
  say(`This deletes ${spellEvents(events)} and ${spellAttendees(attendees)} from ${place}.`);
  if (!yes) await confirm('Delete them and load the sample?');
}

/** Loads in one transaction, and shows it as three steps. */
async function load(db: Database, sample: Sample): Promise<void> {
  const steps = { clear: new Step(), events: new Step(), attendees: new Step() };
  const loading = replaceAll(db, sample, ({ step, done, total }) => {
    steps[step].advance(total === 0 ? 1 : done / total);
  });
  loading.catch(() => {}); // whichever task is shown then fails with it
  const upTo = (step: Step) => (_: unknown, task: ShownTask) => {
    step.shownBy = task;
    return Promise.race([step.finished, loading]);
  };
  await showTasks([
    { title: 'Clear what is there', task: upTo(steps.clear) },
    { title: `Load ${spellEvents(sample.events.length)}`, task: upTo(steps.events) },
    {
      title: `Load ${spellAttendees(sample.attendees.length)}`,
      task: async (context, task) => {
        await upTo(steps.attendees)(context, task);
        await loading; // nothing is loaded before the commit
      },
    },
  ]);
}

type ShownTask = Parameters<ListrTask['task']>[1];

/** A part of the load, which may be over before its task is shown. */
class Step {
  shownBy: ShownTask | null = null;
  readonly finished: Promise<void>;
  private finish = () => {};

  constructor() {
    this.finished = new Promise((resolve) => {
      this.finish = resolve;
    });
  }

  /** @param share  of the whole step, from 0 to 1 */
  advance(share: number): void {
    if (this.shownBy && process.stdout.isTTY) this.shownBy.output = bar(share);
    if (share === 1) this.finish();
  }
}

function spellComplaints(complaints: readonly FileComplaint[]): string {
  const lines = complaints.slice(0, COMPLAINTS_SHOWN_MAX).map(({ file, line, message }) => {
    const place = relative('.', file);
    return line === null ? `${place}: ${message}` : `${place}:${line}: ${message}`;
  });
  const more = complaints.length - lines.length;
  if (more > 0) lines.push(`and ${spell(more)} more`);
  return lines.join('\n');
}

const spellEvents = (count: number) => spell(count, 'event', 'events');
const spellAttendees = (count: number) => spell(count, 'attendee', 'attendees');

main().catch(reportFailure);
