import type { Transaction } from '../../data/database.js';
import { inRehearsal, inTransaction } from '../../data/transaction.js';
import type { Call } from '../call.js';
import { type KeyedCall, keyOf } from '../idempotency/keyedCall.js';
import { type KeyReused, once } from '../idempotency/once.js';
import { type PermissionRefusal, refuse } from '../sharing/permissions.js';
import type { InvalidField } from '../validation.js';
import { addEvents } from './addEvents.js';
import { withoutSecret } from './registerAttendee.js';
import {
  decide,
  guardedEvent,
  lockSituation,
  NOT_ARRIVED,
  writeDecisions,
} from './registerGroup.js';
import {
  attendeesIn,
  checkPerson,
  type Registration,
  type RegistrationOutcome,
} from './registration.js';

/** Several people who want to come to one event. */
export interface Registrations {
  eventId: string;
  attendees: readonly Pick<Registration, 'name' | 'email'>[];
  joinWaitlist: boolean;
  /** Whether a refused row keeps the others from being written. */
  refusedRows: 'ABORT' | 'SKIP';
}

export type RegistrationsOutcome =
  /** One outcome for each row, in their order. */
  | { kind: 'registered'; results: RegistrationOutcome[] }
  /** Like `registered`, but nothing was written, because some rows were refused. */
  | { kind: 'registrationsRefused'; results: RegistrationOutcome[] }
  | { kind: 'invalidInput'; fields: InvalidField[] }
  | KeyReused
  | PermissionRefusal;

/** What can be said of rows once they are few enough and have no key. */
export type RowsOutcome = Exclude<RegistrationsOutcome, KeyReused | { kind: 'invalidInput' }>;

export const ROWS_MAX = 1_000;

/** Registers several people in one transaction, for those who manage the event's attendees. */
export async function registerAttendees(
  call: Call,
  { idempotencyKey, validateOnly = false, ...registrations }: KeyedCall<Registrations>,
): Promise<RegistrationsOutcome> {
  const { db, now } = call;
  const { length } = registrations.attendees;
  // Others who know the key and the input must not learn the secrets of the rows.
  const proof = call.viewer.eventSecrets.get(registrations.eventId);
  const key = keyOf(
    'registerAttendees',
    idempotencyKey,
    [registrations, Array.from(proof ?? [])],
    call.viewer,
  );
  const fields = [...key.complaints];
  if (length < 1 || length > ROWS_MAX) {
    const message = `Must have from 1 to ${ROWS_MAX} people, but had ${length}.`;
    fields.push({ path: ['attendees'], message });
  }
  if (fields.length > 0) return { kind: 'invalidInput', fields };

  if (validateOnly) {
    return inRehearsal(db, async (tx) => {
      const outcome = await decideRows(tx, call, registrations);
      return 'results' in outcome ? asRehearsed(tx, outcome) : outcome;
    });
  }
  return inTransaction(db, (tx) =>
    once(tx, key.keyed, now, async () => {
      const outcome = await decideRows(tx, call, registrations);
      if (key.keyed && 'results' in outcome)
        await addEvents(tx, attendeesIn(outcome.results), null);
      return outcome;
    }),
  );
}

async function asRehearsed<Outcome extends { results: RegistrationOutcome[] }>(
  tx: Transaction,
  outcome: Outcome,
): Promise<Outcome> {
  await addEvents(tx, attendeesIn(outcome.results), null);
  return { ...outcome, results: outcome.results.map(withoutSecret) };
}

/** Decides rows together, under the event's lock, and writes those that nothing keeps from it. */
export async function decideRows(
  tx: Transaction,
  { viewer, now }: Pick<Call, 'viewer' | 'now'>,
  { eventId, attendees, joinWaitlist, refusedRows }: Registrations,
): Promise<RowsOutcome> {
  const rows = attendees.map((person) => {
    const registration = { ...person, eventId, joinWaitlist };
    return { registration, fields: checkPerson(registration) };
  });
  const valid = rows.filter(({ fields }) => fields.length === 0);
  const situation = await lockSituation(
    tx,
    [{ eventId, viewer }],
    valid.map(({ registration }) => registration),
  );
  const event = guardedEvent(situation, { eventId, viewer });
  const refusal = refuse(event, viewer, 'manageAttendees');
  if (refusal) return refusal;

  const results = rows.map(({ registration, fields }): RegistrationOutcome => {
    if (fields.length > 0) return { kind: 'invalidInput', fields };
    // The editor is not the person.
    return decide(situation, { registration, viewer, now }, null);
  });
  if (refusedRows === 'ABORT' && results.some(({ kind }) => kind !== 'registered')) {
    return { kind: 'registrationsRefused', results: results.map(withoutUnwritten) };
  }
  await writeDecisions(tx, results);
  return { kind: 'registered', results };
}

/** Of rows that are not written none can be shown: the first of two that repeat each other neither. */
function withoutUnwritten(outcome: RegistrationOutcome): RegistrationOutcome {
  const unwritten = 'attendee' in outcome && outcome.attendee?.arrival === NOT_ARRIVED;
  return outcome.kind === 'alreadyRegistered' && unwritten
    ? { ...outcome, attendee: null }
    : outcome;
}
