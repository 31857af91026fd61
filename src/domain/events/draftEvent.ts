import { newId } from '../../data/newId.js';
import type { EventVisibility, Prisma } from '../../data/prisma/client.js';
import { createSecret } from '../secret.js';
import type { AmbiguousTime, GivenTime } from '../time/givenTime.js';
import { Complaints, type InvalidField } from '../validation.js';
import { checkDetails } from './details.js';
import { resolveSchedule, scheduleColumns } from './schedule.js';

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
}

/** An event that is ready to be inserted; its manage secret can be learned only now. */
export interface Draft {
  row: Prisma.EventCreateManyInput & { id: string };
  manageSecret: string;
}

export type DraftOutcome =
  | ({ kind: 'draft' } & Draft)
  | { kind: 'invalid'; fields: InvalidField[] };

/** Checks a new event and makes the row that it will be. Writes nothing. */
export function draftEvent(input: NewEvent, now: Date): DraftOutcome {
  const complaints = new Complaints();
  checkDetails(input, complaints);
  const schedule = resolveSchedule(input, null, now, complaints);
  if (!schedule || complaints.fields.length > 0) {
    return { kind: 'invalid', fields: complaints.fields };
  }
  const id = newId();
  const secret = createSecret(id);
  const { name, description, location, capacity, visibility } = input;
  return {
    kind: 'draft',
    manageSecret: secret.text,
    row: {
      id,
      name,
      description,
      location,
      capacity,
      visibility,
      ...scheduleColumns(schedule),
      manageSecretHash: secret.hash,
      createdAt: now,
      updatedAt: now,
    },
  };
}
