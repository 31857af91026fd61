import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database, Transaction } from '../../data/database.js';
import { inTransaction } from '../../data/transaction.js';
import { readSample, type Sample, type SampleFiles } from './readSample.js';

export interface LoadProgress {
  step: 'clear' | 'events' | 'attendees';
  /** Of `total`, in rows. */
  done: number;
  total: number;
}

type OnProgress = (progress: LoadProgress) => void;

/** Few enough parameters for one statement (PostgreSQL takes 65 535), and often enough a sign of life. */
const BATCH_ROWS = 250;

/** The files in `folder`, of the names that `prisma/sample` has. */
export function sampleFilesIn(folder: string): SampleFiles {
  return {
    eventsFile: join(folder, 'events.csv'),
    attendeesFile: join(folder, 'attendees.csv'),
  };
}

/** Seen from `src/domain/sample` and `dist/domain/sample` alike. */
export const shippedSampleFolder = fileURLToPath(
  new URL('../../../prisma/sample', import.meta.url),
);

/** Deletes all events and attendees and inserts the sample: all of it, or nothing is changed. */
export async function replaceAll(
  db: Database,
  sample: Sample,
  onProgress: OnProgress = () => {},
): Promise<void> {
  await inTransaction(db, async (tx) => {
    onProgress({ step: 'clear', done: 0, total: 1 });
    // Locked in the order in which a registration locks them, so that neither waits for the other.
    await tx.$executeRaw`TRUNCATE "Event", "Attendee", "Collaborator", "EventVersion"`;
    onProgress({ step: 'clear', done: 1, total: 1 });
    await insertSample(tx, sample, onProgress);
  });
}

/**
 * Fills an empty database with the sample that comes with Turnout. One that has an event, perhaps
 * of another process that serves already, is left as it is.
 *
 * @returns how many rows were inserted
 */
export async function loadShippedSample(
  db: Database,
  now: Date,
): Promise<{ events: number; attendees: number }> {
  const sample = await readSample(sampleFilesIn(shippedSampleFolder), now);
  if (sample.kind === 'invalid') {
    throw new Error(`The sample data is wrong: ${JSON.stringify(sample.complaints[0])}`);
  }
  return inTransaction(db, async (tx) => {
    // Nobody may create the first event between the look and the inserts.
    await tx.$executeRaw`LOCK TABLE "Event" IN SHARE ROW EXCLUSIVE MODE`;
    if (await tx.event.findFirst({ select: { id: true } })) return { events: 0, attendees: 0 };
    await insertSample(tx, sample, () => {});
    return { events: sample.events.length, attendees: sample.attendees.length };
  });
}

async function insertSample(
  tx: Transaction,
  { events, attendees }: Sample,
  onProgress: OnProgress,
): Promise<void> {
  await insertBatches('events', events, (data) => tx.event.createMany({ data }), onProgress);
  // A statement numbers its rows as they stand in it, so people arrive in the order of the file.
  const insert = (data: Sample['attendees']) => tx.attendee.createMany({ data });
  await insertBatches('attendees', attendees, insert, onProgress);
}

async function insertBatches<Row>(
  step: LoadProgress['step'],
  rows: readonly Row[],
  insert: (batch: Row[]) => Promise<unknown>,
  onProgress: OnProgress,
): Promise<void> {
  const total = rows.length;
  onProgress({ step, done: 0, total });
  for (let done = 0; done < total; done += BATCH_ROWS) {
    await insert(rows.slice(done, done + BATCH_ROWS));
    onProgress({ step, done: Math.min(done + BATCH_ROWS, total), total });
  }
}
