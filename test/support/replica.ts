import { type Database, openDatabase } from '../../src/data/database.js';
import type { EventRow } from '../../src/data/rows.js';
import { type UpdateEventOutcome, updateEvent } from '../../src/domain/events/updateEvent.js';
import {
  type AttendeeReference,
  type CancelRegistrationOutcome,
  cancelRegistration,
} from '../../src/domain/registration/cancelRegistration.js';
import { registerAttendee } from '../../src/domain/registration/registerAttendee.js';
import type {
  Registration,
  RegistrationOutcome,
} from '../../src/domain/registration/registration.js';
import {
  createRegistrationDesk,
  type DeskOptions,
} from '../../src/domain/registration/registrationDesk.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';

/** The domain with connections and a registration desk of its own, like one process of several. */
export interface Replica {
  db: Database;
  register(
    event: { id: string },
    email: string,
    more?: Partial<Registration>,
  ): Promise<RegistrationOutcome>;
  cancel(reference: AttendeeReference): Promise<CancelRegistrationOutcome>;
  /** Changes the capacity of the event as it was read, for whoever has its manage secret. */
  changeCapacity(event: EventRow, capacity: number, secret: string): Promise<UpdateEventOutcome>;
  close(): Promise<void>;
}

/** The one place of these tests that knows how the domain is called. */
export function openReplica(url: string, desk: DeskOptions & { poolSize: number }): Replica {
  const { poolSize, ...deskOptions } = desk;
  const db = openDatabase(url, { poolSize });
  const shared = { db, desk: createRegistrationDesk(db, deskOptions) };
  const call = (secret?: string) => ({
    ...shared,
    viewer: viewerWith(secret, true),
    now: new Date(),
    address: '127.0.0.1',
  });
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
    cancel: (attendee) => cancelRegistration(call(), { attendee, validateOnly: false }),
    changeCapacity: ({ id, version }, capacity, secret) =>
      updateEvent(call(secret), {
        id,
        expectedVersion: version,
        ambiguousTime: 'EARLIER',
        capacity,
        validateOnly: false,
      }),
    close: () => db.$disconnect(),
  };
}
