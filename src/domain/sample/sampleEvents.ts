import { newId } from '../../data/newId.js';
import { EventStatus, EventVisibility, type Prisma } from '../../data/prisma/client.js';
import { checkDetails } from '../events/details.js';
import { resolveSchedule, scheduleColumns } from '../events/schedule.js';
import type { GivenTime } from '../time/givenTime.js';
import { wallClockAt } from '../time/wallClock.js';
import { isTimeZone, suggestTimeZone } from '../time/zoneRules.js';
import { Complaints, type InvalidField } from '../validation.js';

export const EVENT_COLUMNS = [
  'key',
  'name',
  'description',
  'location',
  'timezone',
  'startsInDays',
  'startsAtTime',
  'endsInDays',
  'endsAtTime',
  'capacity',
  'visibility',
  'status',
] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];
type EventFields = Record<EventColumn, string>;

/** An event's row, ready to be inserted. */
export type SampleEvent = Prisma.EventCreateManyInput & {
  id: string;
  startsAt: Date;
  createdAt: Date;
};

type SampleEventOutcome =
  | { kind: 'draft'; row: SampleEvent }
  | { kind: 'invalid'; fields: InvalidField[] };

const DAY_MS = 86_400_000;
const DAYS_MAX = 3_650;
const INTEGER_MAX = Number.MAX_SAFE_INTEGER;
/** Sample events may lie in the past: what must start in the future is held against this. */
const BEFORE_ALL_SAMPLES = new Date(0);

const SCHEDULE_COLUMNS: Record<string, string> = {
  startsAt: 'startsInDays, startsAtTime',
  endsAt: 'endsInDays, endsAtTime',
};

/**
 * Checks one line of the events and makes the row that it will be.
 *
 * @param position  where in its file the line stands, from 0 to 1: later lines were created later
 */
export function draftSampleEvent(
  fields: EventFields,
  position: number,
  now: Date,
): SampleEventOutcome {
  const complaints = new Complaints();
  complaints.checkText('key', fields.key, 100);
  const capacity = readInteger(fields, 'capacity', complaints);
  const { name, description, location } = fields;
  const details = { name, description, location };
  checkDetails({ ...details, capacity }, complaints);
  const visibility = readWord(fields, 'visibility', EventVisibility, complaints);
  const status = readWord(fields, 'status', EventStatus, complaints);
  const schedule = readSchedule(fields, now, complaints);

  if (complaints.fields.length > 0 || !schedule || capacity === null || !visibility || !status) {
    return { kind: 'invalid', fields: complaints.fields };
  }
  const createdAt = creationTime(schedule.start.instant, position, now);
  return {
    kind: 'draft',
    row: {
      id: newId(),
      ...details,
      capacity,
      visibility,
      status,
      ...scheduleColumns(schedule),
      createdAt,
      updatedAt: createdAt,
    },
  };
}

function readSchedule(fields: EventFields, now: Date, complaints: Complaints) {
  const timezone = readTimezone(fields, complaints);
  // In an unknown zone the other columns can be checked all the same.
  const today = wallClockAt(now, timezone ?? 'UTC').slice(0, 10);
  const about = new Complaints();
  const given = {
    timezone: timezone ?? 'UTC',
    startsAt: readTime(fields, 'startsInDays', 'startsAtTime', today, about),
    endsAt: readTime(fields, 'endsInDays', 'endsAtTime', today, about),
    ambiguousTime: 'EARLIER',
  } as const;
  const schedule = resolveSchedule(given, null, BEFORE_ALL_SAMPLES, about);
  for (const { path, message } of about.fields) {
    complaints.add(
      path.map((name) => SCHEDULE_COLUMNS[name] ?? name),
      message,
    );
  }
  return timezone && schedule;
}

function readTimezone({ timezone }: EventFields, complaints: Complaints): string | null {
  if (isTimeZone(timezone)) return timezone;
  const suggestion = suggestTimeZone(timezone);
  const hint = suggestion ? ` Did you mean ${suggestion}?` : '';
  complaints.add('timezone', `${JSON.stringify(timezone)} is not an IANA time zone.${hint}`);
  return null;
}

/** @param today  the date in the event's zone, from which its days are counted */
function readTime(
  fields: EventFields,
  daysColumn: 'startsInDays' | 'endsInDays',
  timeColumn: 'startsAtTime' | 'endsAtTime',
  today: string,
  complaints: Complaints,
): GivenTime | null {
  const days = readInteger(fields, daysColumn, complaints);
  if (days !== null) complaints.checkInteger(daysColumn, days, -DAYS_MAX, DAYS_MAX);
  const time = fields[timeColumn];
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  if (!isTime) complaints.add(timeColumn, 'Must be a time of day like 09:30.');
  if (!isTime || days === null || Math.abs(days) > DAYS_MAX) return null;

  const date = new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
  return { kind: 'local', wallClock: `${date}T${time}:00` };
}

function readInteger(
  fields: EventFields,
  column: EventColumn,
  complaints: Complaints,
): number | null {
  const value = /^-?\d+$/.test(fields[column]) ? Number(fields[column]) : Number.NaN;
  if (Math.abs(value) <= INTEGER_MAX) return value;
  complaints.add(column, 'Must be a whole number.');
  return null;
}

function readWord<Word extends string>(
  fields: EventFields,
  column: EventColumn,
  words: Record<string, Word>,
  complaints: Complaints,
): Word | null {
  const word = Object.values(words).find((known) => known === fields[column]);
  if (word) return word;
  complaints.add(column, `Must be ${Object.values(words).join(' or ')}.`);
  return null;
}

/** From four to two months ago in the order of the file, and a month before the event at least. */
function creationTime(startsAt: Date, position: number, now: Date): Date {
  const inOrder = now.getTime() - (120 - 60 * position) * DAY_MS;
  return new Date(Math.floor(Math.min(inOrder, startsAt.getTime() - 30 * DAY_MS)));
}
