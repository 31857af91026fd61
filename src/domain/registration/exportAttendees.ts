import { attendeesAfter } from '../../data/attendees.js';
import type { Database } from '../../data/database.js';
import { findEventsByIds } from '../../data/events.js';
import { AttendeeStatus } from '../../data/prisma/client.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { csvLine } from '../csv/csvLine.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';
import { formatInstant } from '../time/formatInstant.js';

export interface AttendeesExport {
  eventId: string;
  /** IANA name of the zone in which times are spelled. */
  timezone: string;
  /** Default: all. */
  statuses?: readonly AttendeeStatus[];
  /** How the id of an attendee is spelled. */
  encodeId: (id: string) => string;
}

export type AttendeesExportOutcome =
  | { kind: 'attendees'; event: EventRow; csv: AsyncGenerator<string> }
  | PermissionRefusal;

export const attendeeStatuses: readonly AttendeeStatus[] = Object.values(AttendeeStatus);

const COLUMNS = [
  'name',
  'email',
  'status',
  'registeredAt',
  'promotedAt',
  'cancelledAt',
  'checkedInAt',
  'checkedInBy',
  'id',
];
const PAGE_SIZE = 1_000;

/**
 * Writes an event's attendees as CSV, in the order in which they arrived.
 *
 * `csv` yields whole lines, up to 1,000 at once, and reads those only when they are asked for. It
 * is no snapshot: who stays on the list meanwhile is in it exactly once, with the status of the
 * moment in which their page was read.
 */
export async function exportAttendees(
  { db, viewer }: Pick<Call, 'db' | 'viewer'>,
  { eventId, ...asked }: AttendeesExport,
): Promise<AttendeesExportOutcome> {
  const [event = null] = await findEventsByIds(db, [eventId], askerOf(viewer));
  const refusal = refuse(event, viewer, 'readAttendees');
  if (refusal) return refusal;
  return { kind: 'attendees', event: event as EventRow, csv: writePages(db, eventId, asked) };
}

async function* writePages(
  db: Database,
  eventId: string,
  { timezone, encodeId, statuses = attendeeStatuses }: Omit<AttendeesExport, 'eventId'>,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  let arrival = 0n;
  for (;;) {
    const rows = await attendeesAfter(db, eventId, statuses, arrival, PAGE_SIZE);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => csvLine(cellsOf(row, timezone, encodeId))).join('');
    if (rows.length < PAGE_SIZE) return;
    arrival = last.arrival;
  }
}

function cellsOf(row: AttendeeRow, timezone: string, encodeId: (id: string) => string) {
  const spell = (instant: Date | null) => instant && formatInstant(instant, timezone);
  return [
    row.name,
    row.email,
    row.status,
    spell(row.registeredAt),
    spell(row.promotedAt),
    spell(row.cancelledAt),
    spell(row.checkedInAt),
    row.checkedInBy,
    encodeId(row.id),
  ];
}
