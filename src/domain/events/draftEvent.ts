import { newId } from '../../data/newId.js';
import type { EventVisibility, Prisma } from '../../data/prisma/client.js';
import { createSecret } from '../secret.js';
import type { AmbiguousTime, GivenTime } from '../time/givenTime.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkDetails } from './details.js';
import { resolveSchedule, scheduleColumns } from './schedule.js';
import type { Timing } from './scheduleConflict.js';

/** A new event as its creator describes it. */
export interface NewEvent {
  name: string;
  description: string;
  location: string;
  startsAt: GivenTime;
  endsAt: GivenTime;
  timezone?: string | null;
  ambiguousTime: AmbiguousTime;
  capacity: number;
  visibility: EventVisibility;
  allowOverlap: boolean;
}

/** An event that is ready to be inserted. */
export interface Draft {
  row: Prisma.EventCreateManyInput & Timing & { id: string };
  /** Can be learned only now; null for an event that will have an owner. */
  manageSecret: string | null;
}

export type DraftOutcome =
  | ({ kind: 'draft' } & Draft)
  | { kind: 'invalid'; fields: InvalidField[] };

/**
 * Checks a new event and makes the row that it will be. Writes nothing.
 *
 * @param owned  whether it will have an owner; one without is managed with a secret
 */
export function draftEvent(input: NewEvent, owned: boolean, now: Date): DraftOutcome {
  const complaints = new Complaints();
  checkDetails(input, complaints);
  const schedule = resolveSchedule(input, null, now, complaints);
  if (!schedule || complaints.fields.length > 0) {
    return { kind: 'invalid', fields: complaints.fields };
  }
  const id = newId();
  const secret = owned ? null : createSecret(id);
  const { name, description, location, capacity, visibility, allowOverlap } = input;
  return {
    kind: 'draft',
    manageSecret: secret?.text ?? null,
    row: {
      id,
      name,
      description,
      location,
      capacity,
      visibility,
      allowOverlap,
      ...scheduleColumns(schedule),
      manageSecretHash: secret?.hash ?? null,
      createdAt: now,
      updatedAt: now,
    },
  };
}
