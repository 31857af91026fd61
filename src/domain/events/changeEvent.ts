import { promoteWaiting } from '../../data/attendees.js';
import { noteAuthor } from '../../data/authorship.js';
import type { Transaction } from '../../data/database.js';
import { lockEvent } from '../../data/events.js';
import { findVersions } from '../../data/eventVersions.js';
import type { AttendeeRow, EventRow } from '../../data/rows.js';
import { touch } from '../../data/touch.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { attendeesPromoted, eventChanged } from '../notifications/news.js';
import { type Doing, notify } from '../notifications/notify.js';
import { type Action, type PermissionRefusal, refuse } from '../sharing/permissions.js';
import { askerOf, type Viewer } from '../sharing/viewer.js';
import type { InvalidField } from '../validation.js';
import { differingFields, type EventState, type StateField, stateFields } from './eventState.js';
import { findConflictOfChange, type ScheduleConflict } from './scheduleConflict.js';

/** How an event is to be changed. */
export interface Change<Refusal> {
  eventId: string;
  action: Action;
  /** As what the collaborators are told of it. */
  notification: 'EVENT_UPDATED' | 'EVENT_CANCELLED' | 'EVENT_ROLLED_BACK';
  /** Null: whichever version it is. */
  expectedVersion: number | null;
  /** Why, for the history. */
  note: string | null;
  /** Says what would happen, and writes nothing. */
  validateOnly: boolean;
  /** Whether an event that was called off can be changed like this. */
  ofCancelled: boolean;
  /** Works out what the event, as it is under its lock, is to become; or why it cannot. */
  plan: (event: EventRow, tx: Transaction) => Plan | Refusal | Promise<Plan | Refusal>;
}

/** What an event is to become; what is left out stays as it is. */
export interface Plan {
  kind: 'plan';
  state: Partial<EventState>;
}

/** Why an event cannot become what was planned, whatever the way there. */
export type StateRefusal =
  | { kind: 'capacityBelowConfirmed'; confirmedCount: number }
  | ScheduleConflict;

export type InvalidInput = { kind: 'invalidInput'; fields: InvalidField[] };

export interface Changed {
  kind: 'changed';
  event: EventRow;
  /** Those who got a seat by it, in the order in which they waited. */
  promoted: AttendeeRow[];
}

/** How every change of an event can end. */
export type ChangeOutcome =
  | Changed
  /** `changedFields` are those that differ from the expected version. */
  | { kind: 'versionConflict'; event: EventRow; changedFields: StateField[] }
  | { kind: 'eventCancelled' }
  | PermissionRefusal;

/**
 * Changes an event: the one way in which anything that a version keeps is changed. Seats that the
 * change adds go to those who wait. A change that changes nothing makes no new version.
 */
export function changeEvent<Refusal extends { kind: string }>(
  { db, viewer, now }: Call,
  change: Change<Refusal>,
): Promise<ChangeOutcome | Refusal> {
  const run = change.validateOnly ? inRehearsal : inTransaction;
  return run(db, async (tx): Promise<ChangeOutcome | Refusal> => {
    const event = await lockEvent(tx, change.eventId, askerOf(viewer));
    const refusal = refuse(event, viewer, change.action);
    if (!event || refusal) return refusal ?? { kind: 'eventNotFound' };
    if (event.status === 'CANCELLED' && !change.ofCancelled) return { kind: 'eventCancelled' };
    if (change.expectedVersion !== null && change.expectedVersion !== event.version) {
      const changedFields = await changedSince(tx, event, change.expectedVersion);
      return { kind: 'versionConflict', event, changedFields };
    }
    const plan = await change.plan(event, tx);
    if (!isPlan(plan)) return plan;
    if (differingFields(event, { ...event, ...plan.state }).length === 0) {
      return { kind: 'changed', event, promoted: [] };
    }
    await noteAuthor(tx, askerOf(viewer), change.note);
    const outcome = await writeChange(tx, event, plan.state, now);
    await tell(tx, { actorId: askerOf(viewer), now }, change.notification, event, outcome);
    return outcome;
  });
}

/** What an event is to become, unless that breaks a rule that looks at more than the state itself. */
export async function planState(
  tx: Transaction,
  viewer: Viewer,
  event: EventRow,
  state: Partial<EventState>,
): Promise<Plan | StateRefusal> {
  if (state.capacity !== undefined && state.capacity < event.confirmedCount) {
    return { kind: 'capacityBelowConfirmed', confirmedCount: event.confirmedCount };
  }
  const conflict = await findConflictOfChange(tx, viewer, event, { ...event, ...state });
  return conflict ?? { kind: 'plan', state };
}

function isPlan(planned: { kind: string }): planned is Plan {
  return planned.kind === 'plan';
}

async function writeChange(
  tx: Transaction,
  event: EventRow,
  state: Partial<EventState>,
  now: Date,
): Promise<Changed> {
  const where = { id: event.id };
  const data = { ...state, version: { increment: 1 }, updatedAt: now };
  const changed = { ...event, ...(await tx.event.update({ where, data })) };
  touch(tx, [`event ${event.id}`]);
  const seats = changed.status === 'SCHEDULED' ? changed.capacity - changed.confirmedCount : 0;
  if (seats === 0 || changed.waitlistLength === 0) {
    return { kind: 'changed', event: changed, promoted: [] };
  }
  const promoted = await promoteWaiting(tx, event.id, now);
  const counted = await tx.event.findUniqueOrThrow({ where });
  return { kind: 'changed', event: { ...event, ...counted }, promoted };
}

function tell(
  tx: Transaction,
  doing: Doing,
  notification: Change<never>['notification'],
  before: EventRow,
  { event, promoted }: Changed,
): Promise<void> {
  const changedFields = differingFields(before, event);
  return notify(tx, doing, [
    eventChanged(notification, event, changedFields),
    ...attendeesPromoted(event, promoted),
  ]);
}

/** The fields in which an event differs from a version of it; all, when there is no such version. */
async function changedSince(
  tx: Transaction,
  event: EventRow,
  number: number,
): Promise<StateField[]> {
  const [version] = await findVersions(tx, [{ eventId: event.id, number }]);
  return version ? differingFields(version, event) : [...stateFields];
}
