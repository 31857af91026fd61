import { once } from 'node:events';
import { relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { Listr, type ListrTask } from 'listr2';
import { readConfig } from '../config.js';
import { connectDatabase } from '../data/connectDatabase.js';
import { type Database, openDatabase } from '../data/database.js';
import { replaceAll, sampleFilesIn, shippedSampleFolder } from '../domain/sample/loadSample.js';
import type { FileComplaint } from '../domain/sample/readCsv.js';
import { readSample, type Sample } from '../domain/sample/readSample.js';
import { reportFailure } from './reportFailure.js';

const USAGE = `Usage: npm run sample -- [--dir DIR] [--yes]

Deletes all events and attendees and loads sample ones. Says what it will delete, and asks first.
Works on the database of DATABASE_URL, or else on the embedded one, whether a server runs it or not.

  --dir DIR  read events.csv and attendees.csv from DIR, written as prisma/sample/README.md says
  --yes      do not ask
  --help     show this
`;

const COMPLAINTS_SHOWN_MAX = 50;
const BAR_WIDTH = 30;

/** A reason to stop that needs no stack: its message says all. */
class Stopped extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return say(USAGE.trimEnd());

  const config = readConfig();
  const sample = await readFiles(options.dir ?? shippedSampleFolder);
  const connecting = connectDatabase({ databaseUrl: config.databaseUrl, attach: true });
  // PostgreSQL takes back what an interrupted load has done; left running it would be in the way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const stop = () => connecting.then((database) => database.stop());
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
  const database = await connecting;
  const db = openDatabase(database.url, { poolSize: 2 });
  try {
    await confirm(db, database.url, options.yes ?? false);
    await load(db, sample);
  } finally {
    await db.$disconnect();
    await database.stop();
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        dir: { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new Stopped(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
}

async function readFiles(folder: string): Promise<Sample> {
  const reading = readSample(sampleFilesIn(folder), new Date());
  const task = async () => {
    const outcome = await reading;
    if (outcome.kind === 'invalid') throw new Error(spell(outcome.complaints.length, 'mistake'));
  };
  await show([{ title: 'Read and check the files', task }]).catch(() => {}); // said below

  const outcome = await reading;
  if (outcome.kind === 'sample') return outcome;
  throw new Stopped(`${spellComplaints(outcome.complaints)}\n\nNothing was changed.`);
}

/** @throws Stopped unless the user wants what is there deleted */
async function confirm(db: Database, url: string, yes: boolean): Promise<void> {
  const [events, attendees] = await Promise.all([db.event.count(), db.attendee.count()]);
  const rows = `${spell(events, 'event')} and ${spell(attendees, 'attendee')}`;
  say(`This deletes ${rows} from ${describeDatabase(url)}.`);
  if (yes) return;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Stopped('There is no terminal to ask on: add --yes to go on. Nothing was changed.');
  }
  if (!(await ask('Delete them and load the sample? (yes/no) '))) {
    throw new Stopped('Nothing was changed.');
  }
}

/** Where a database is, without the password. */
function describeDatabase(url: string): string {
  if (!URL.canParse(url)) return 'the database of DATABASE_URL';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}:${port || 5432}${decodeURIComponent(pathname)}`;
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D close it: older versions of Node then never answer, newer ones throw.
  const closed = once(terminal, 'close').then(() => '\n');
  const answered = terminal.question(question).catch(() => '\n');
  const answer = await Promise.race([answered, closed]);
  terminal.close();
  if (answer === '\n') say('');
  return /^y(es)?$/i.test(answer.trim());
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
  await show([
    { title: 'Clear what is there', task: upTo(steps.clear) },
    { title: `Load ${spell(sample.events.length, 'event')}`, task: upTo(steps.events) },
    {
      title: `Load ${spell(sample.attendees.length, 'attendee')}`,
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
    if (this.shownBy && process.stdout.isTTY) {
      const filled = Math.round(share * BAR_WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      this.shownBy.output = `${bar} ${Math.floor(share * 100)} %`;
    }
    if (share === 1) this.finish();
  }
}

/** Runs tasks one after the other: moving signs on a terminal, plain lines elsewhere. */
async function show(tasks: ListrTask[]): Promise<void> {
  await new Listr(tasks, {
    registerSignalListeners: false, // it would exit with the embedded database still running
    rendererOptions: { showErrorMessage: false, collapseErrors: false },
    fallbackRenderer: 'simple',
  }).run();
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

/** `1,234 events`, `1 event`, `1,234`. */
function spell(count: number, noun?: string): string {
  const digits = count.toLocaleString('en');
  return noun ? `${digits} ${noun}${count === 1 ? '' : 's'}` : digits;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  if (!(error instanceof Stopped)) return reportFailure(error);
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
