import type { EventRow } from '../../data/rows.js';
import type { Call } from '../call.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import type { InvalidField } from '../validation.js';
import { draftEvent, type NewEvent } from './draftEvent.js';

/** An event and the secret that manages it. */
export interface CreatedEvent {
  event: EventRow;
  manageSecret: string;
}

export type CreateEventOutcome =
  | ({ kind: 'created' } & CreatedEvent)
  | { kind: 'invalidInput'; fields: InvalidField[] };

export type CreateEventsOutcome =
  | { kind: 'created'; results: CreatedEvent[] }
  | { kind: 'invalidInput'; fields: InvalidField[] };

/** A larger batch would keep others waiting for too long. */
const BATCH_MAX = 500;

/**
 * Creates one event.
 *
 * @throws Unauthenticated where events without an owner are not allowed
 */
export async function createEvent(call: Call, input: NewEvent): Promise<CreateEventOutcome> {
  requireAnonymousEvents(call);
  const draft = draftEvent(input, call.now);
  if (draft.kind === 'invalid') return { kind: 'invalidInput', fields: draft.fields };
  const event = await call.db.event.create({ data: draft.row });
  return { kind: 'created', event, manageSecret: draft.manageSecret };
}

/**
 * Creates all of the events, or none when one of them breaks a rule.
 *
 * @throws Unauthenticated where events without an owner are not allowed
 */
export async function createEvents(
  call: Call,
  { events }: { events: readonly NewEvent[] },
): Promise<CreateEventsOutcome> {
  requireAnonymousEvents(call);
  if (events.length < 1 || events.length > BATCH_MAX) {
    const message = `Must have from 1 to ${BATCH_MAX} events, but had ${events.length}.`;
    return { kind: 'invalidInput', fields: [{ path: ['events'], message }] };
  }
  const outcomes = events.map((event) => draftEvent(event, call.now));
  const fields = outcomes.flatMap((outcome, i) =>
    outcome.kind === 'invalid'
      ? outcome.fields.map((field) => ({ ...field, path: ['events', `${i}`, ...field.path] }))
      : [],
  );
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  const drafts = outcomes.filter((outcome) => outcome.kind === 'draft');
  // One statement, so all or nothing.
  const rows = await call.db.event.createManyAndReturn({ data: drafts.map(({ row }) => row) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const results = drafts.map(({ row, manageSecret }) => ({
    event: byId.get(row.id) as EventRow,
    manageSecret,
  }));
  return { kind: 'created', results };
}

function requireAnonymousEvents({ viewer }: Call): void {
  if (!viewer.anonymousEvents) throw new Unauthenticated('Creating an event needs an account.');
}
