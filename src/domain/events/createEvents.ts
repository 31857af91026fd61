import { noteAuthor } from '../../data/authorship.js';
import type { Transaction } from '../../data/database.js';
import type { Event } from '../../data/prisma/client.js';
import type { EventRow } from '../../data/rows.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type KeyedCall, keyOf } from '../idempotency/keyedCall.js';
import { type KeyReused, once } from '../idempotency/once.js';
import { eventCreated } from '../notifications/news.js';
import { notify } from '../notifications/notify.js';
import { Unauthenticated } from '../sharing/unauthenticated.js';
import { askerOf } from '../sharing/viewer.js';
import type { InvalidField } from '../validation.js';
import { type Draft, draftEvent, type NewEvent } from './draftEvent.js';
import { findConflictOfNew, type ScheduleConflict } from './scheduleConflict.js';

/** An event and the secret that manages it. */
export interface CreatedEvent {
  event: EventRow;
  /** Null for an event with an owner, and in a rehearsal, where it would open nothing. */
  manageSecret: string | null;
}

export type CreateEventsOutcome =
  | { kind: 'created'; results: CreatedEvent[] }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | ScheduleConflict
  | KeyReused;

export type CreateEventOutcome =
  | ({ kind: 'created' } & CreatedEvent)
  | Exclude<CreateEventsOutcome, { kind: 'created' }>;

/** A larger batch would keep others waiting for too long. */
const BATCH_MAX = 500;

/**
 * Creates one event.
 *
 * @throws Unauthenticated where events without an owner are not allowed
 */
export async function createEvent(
  call: Call,
  { idempotencyKey, validateOnly = false, ...input }: KeyedCall<NewEvent>,
): Promise<CreateEventOutcome> {
  const key = keyOf('createEvent', idempotencyKey, input, call.viewer);
  const outcome = await createAll(call, [input], key, validateOnly, () => []);
  if (outcome.kind === 'scheduleConflict') return { ...outcome, index: null };
  if (outcome.kind !== 'created') return outcome;
  return { kind: 'created', ...(outcome.results[0] as CreatedEvent) };
}

/**
 * Creates all of the events, or none when one of them breaks a rule.
 *
 * @throws Unauthenticated where events without an owner are not allowed
 */
export async function createEvents(
  call: Call,
  { idempotencyKey, validateOnly = false, events }: KeyedCall<{ events: readonly NewEvent[] }>,
): Promise<CreateEventsOutcome> {
  const key = keyOf('createEvents', idempotencyKey, events, call.viewer);
  if (events.length < 1 || events.length > BATCH_MAX) {
    const message = `Must have from 1 to ${BATCH_MAX} events, but had ${events.length}.`;
    key.complaints.push({ path: ['events'], message });
  }
  return createAll(call, events, key, validateOnly, (i) => ['events', `${i}`]);
}

/** @param pathOf  where an event stands in the input */
async function createAll(
  { db, viewer, now }: Call,
  inputs: readonly NewEvent[],
  { keyed, complaints }: ReturnType<typeof keyOf>,
  validateOnly: boolean,
  pathOf: (index: number) => string[],
): Promise<CreateEventsOutcome> {
  const owner = askerOf(viewer);
  if (owner === null && !viewer.anonymousEvents) {
    throw new Unauthenticated('Creating an event needs an account.');
  }
  const draftAll = () => draftEvents(inputs.slice(0, BATCH_MAX), owner !== null, now, pathOf);
  if (complaints.length > 0) {
    return { kind: 'invalidInput', fields: [...complaints, ...draftAll().fields] };
  }

  const run = validateOnly ? inRehearsal : inTransaction;
  return run(db, (tx) =>
    once<CreateEventsOutcome>(tx, validateOnly ? null : keyed, now, async () => {
      // Not before: a repetition is answered as it was, also when its start has passed meanwhile.
      const { drafts, fields } = draftAll();
      if (fields.length > 0) return { kind: 'invalidInput', fields };

      const rows = drafts.map(({ row }) => row);
      const conflict = owner === null ? null : await findConflictOfNew(tx, viewer, rows, owner);
      if (conflict) return conflict;

      const results = await insertDrafts(tx, drafts, owner, now);
      return {
        kind: 'created',
        results: validateOnly
          ? results.map((result) => ({ ...result, manageSecret: null }))
          : results,
      };
    }),
  );
}

/** Drafts of those that break no rule, and what is wrong with the others. */
function draftEvents(
  inputs: readonly NewEvent[],
  owned: boolean,
  now: Date,
  pathOf: (index: number) => string[],
): { drafts: Draft[]; fields: InvalidField[] } {
  const outcomes = inputs.map((input) => draftEvent(input, owned, now));
  return {
    drafts: outcomes.filter((outcome) => outcome.kind === 'draft'),
    fields: outcomes.flatMap((outcome, i) =>
      outcome.kind === 'invalid'
        ? outcome.fields.map((field) => ({ ...field, path: [...pathOf(i), ...field.path] }))
        : [],
    ),
  };
}

async function insertDrafts(
  tx: Transaction,
  drafts: readonly Draft[],
  owner: string | null,
  now: Date,
): Promise<CreatedEvent[]> {
  await noteAuthor(tx, owner);
  const rows = await tx.event.createManyAndReturn({ data: drafts.map(({ row }) => row) });
  if (owner !== null) {
    const role = 'OWNER' as const;
    await tx.collaborator.createMany({
      data: rows.map(({ id }) => ({ eventId: id, userId: owner, role, createdAt: now })),
    });
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  const created = drafts.map(({ row: { id }, manageSecret }): CreatedEvent => {
    const viewerRole = owner === null ? null : 'OWNER';
    const event = { ...(byId.get(id) as Event), owned: owner !== null, viewerRole };
    return { event: event as EventRow, manageSecret };
  });
  const news = owner === null ? [] : created.map(({ event }) => eventCreated(event, owner));
  await notify(tx, { actorId: owner, now }, news);
  return created;
}
