import type { Prisma } from '../../data/prisma/client.js';
import { foldName } from '../accounts/foldName.js';
import { type CsvContent, type FileComplaint, readCsv } from './readCsv.js';
import {
  ATTENDEE_COLUMNS,
  type AttendeeColumn,
  checkAttendee,
  placeAttendees,
} from './sampleAttendees.js';
import {
  draftSampleEvent,
  EVENT_COLUMNS,
  type EventColumn,
  type SampleEvent,
} from './sampleEvents.js';

export interface SampleFiles {
  eventsFile: string;
  attendeesFile: string;
}

/** Rows ready to be inserted, in the order of their files. */
export interface Sample {
  events: SampleEvent[];
  attendees: Prisma.AttendeeCreateManyInput[];
}

type SampleOutcome =
  | ({ kind: 'sample' } & Sample)
  /** All that is wrong in both files, by file and line. */
  | { kind: 'invalid'; complaints: FileComplaint[] };

/** By key; null for an event that has a line, but a wrong one. */
type EventsByKey = Map<string, SampleEvent | null>;

/**
 * Reads and checks sample data. Writes nothing.
 *
 * @param now  the files count their days from this day, as it is in each event's zone
 */
export async function readSample(files: SampleFiles, now: Date): Promise<SampleOutcome> {
  const eventFile = await readCsv(files.eventsFile, EVENT_COLUMNS);
  const attendeeFile = await readCsv(files.attendeesFile, ATTENDEE_COLUMNS);

  const { events, complaints: aboutEvents } = readEvents(files.eventsFile, eventFile, now);
  // Without events every attendee would be wrong, and the complaints would hide the one that counts.
  const known = events.size > 0 ? events : null;
  const aboutAttendees = checkAttendees(files.attendeesFile, attendeeFile, known);

  const complaints = [...byLine(aboutEvents), ...byLine(aboutAttendees)];
  if (complaints.length > 0) return { kind: 'invalid', complaints };

  const rows = attendeeFile.rows.map(({ fields }) => ({
    name: fields.name,
    email: fields.email,
    event: events.get(fields.event) as SampleEvent,
  }));
  return {
    kind: 'sample',
    events: [...events.values()] as SampleEvent[],
    attendees: placeAttendees(rows, now),
  };
}

function readEvents(file: string, content: CsvContent<EventColumn>, now: Date) {
  const events: EventsByKey = new Map();
  const complaints = [...content.complaints];
  const firstLines = new Map<string, number>();
  for (const [i, { line, fields }] of content.rows.entries()) {
    const complain = (message: string) => complaints.push({ file, line, message });
    const { key } = fields;
    const draft = draftSampleEvent(fields, i / content.rows.length, now);
    if (draft.kind === 'invalid') {
      for (const { path, message } of draft.fields) complain(`${path}: ${message}`);
    }
    const firstLine = firstLines.get(key);
    if (firstLine !== undefined) {
      complain(`key: ${key} stands on line ${firstLine} already.`);
      continue;
    }
    firstLines.set(key, line);
    events.set(key, draft.kind === 'draft' ? draft.row : null);
  }
  return { events, complaints };
}

/** @param events  null to leave unchecked which events there are */
function checkAttendees(
  file: string,
  content: CsvContent<AttendeeColumn>,
  events: EventsByKey | null,
): FileComplaint[] {
  const complaints = [...content.complaints];
  const firstLines = new Map<string, number>();
  for (const { line, fields } of content.rows) {
    const complain = (message: string) => complaints.push({ file, line, message });
    if (events && !events.has(fields.event)) {
      complain(`event: No event has the key ${JSON.stringify(fields.event)}.`);
    }
    for (const { path, message } of checkAttendee(fields)) complain(`${path}: ${message}`);

    const registration = JSON.stringify([fields.event, foldName(fields.email)]);
    const firstLine = firstLines.get(registration);
    if (firstLine === undefined) firstLines.set(registration, line);
    else complain(`email: Is registered for this event on line ${firstLine} already.`);
  }
  return complaints;
}

function byLine(complaints: FileComplaint[]): FileComplaint[] {
  return complaints.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
