export type { Attendee as AttendeeRow, Event as EventRow } from './prisma/client.js';
