import { type Database, openDatabase } from '../../src/data/database.js';
import type { EventRow } from '../../src/data/rows.js';
import { type UpdateEventOutcome, updateEvent } from '../../src/domain/events/updateEvent.js';
import {
  type AttendeeReference,
  type CancelRegistrationOutcome,
  cancelRegistration,
} from '../../src/domain/registration/cancelRegistration.js';
import {
  type RegisterAttendeeOutcome,
  type Registration,
  registerAttendee,
} from '../../src/domain/registration/registerAttendee.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';

/** The domain with connections of its own, as each process of a deployment has it. */
export interface Replica {
  db: Database;
  register(
    event: { id: string },
    email: string,
    more?: Partial<Registration>,
  ): Promise<RegisterAttendeeOutcome>;
  cancel(reference: AttendeeReference): Promise<CancelRegistrationOutcome>;
  /** Changes the capacity of the event as it was read, for whoever has its manage secret. */
  changeCapacity(event: EventRow, capacity: number, secret: string): Promise<UpdateEventOutcome>;
  close(): Promise<void>;
}

/** The one place of the tests that knows how the domain is called under concurrency. */
export function openReplica(url: string, poolSize: number): Replica {
  const db = openDatabase(url, { poolSize });
  const call = (secret?: string) => ({ db, viewer: viewerWith(secret, true), now: new Date() });
  return {
    db,
    register: (event, email, more = {}) =>
      registerAttendee(call(), {
        eventId: event.id,
        name: 'Ada Lovelace',
        email,
        joinWaitlist: false,
        ...more,
      }),
    cancel: (reference) => cancelRegistration(call(), reference),
    changeCapacity: ({ id, version }, capacity, secret) =>
      updateEvent(call(secret), {
        id,
        expectedVersion: version,
        ambiguousTime: 'EARLIER',
        capacity,
      }),
    close: () => db.$disconnect(),
  };
}
