import { type EmailAtEvent, findLiveAttendees, insertAttendees } from '../../data/attendees.js';
import type { Transaction } from '../../data/database.js';
import { findRoles, type LockedEvent, lockEvents } from '../../data/events.js';
import { newId } from '../../data/newId.js';
import type { CollaboratorRole } from '../../data/prisma/client.js';
import type { AttendeeRow } from '../../data/rows.js';
import { foldName } from '../accounts/foldName.js';
import type { KeyedRequest } from '../idempotency/keyedRequest.js';
import { onceEach } from '../idempotency/once.js';
import { createSecret } from '../secret.js';
import { type GuardedEvent, may, maySee } from '../sharing/permissions.js';
import { askerOf, type Viewer } from '../sharing/viewer.js';
import { type AnsweredAttendee, addEvents } from './addEvents.js';
import { type AdmissionRefusal, admit } from './admission.js';
import { attendeesIn, type Registration, type RegistrationOutcome } from './registration.js';

/** Of a registration that is not written yet. */
export const NOT_ARRIVED = 0n;

/** One of several registrations that are decided together. */
export interface RegistrationRequest {
  registration: Registration;
  viewer: Viewer;
  now: Date;
  key: KeyedRequest | null;
}

/** Who asks about which event. */
export interface Asked {
  eventId: string;
  viewer: Viewer;
}

/** What the rows said under the lock, brought up to date with each decision. */
export interface Situation {
  events: Map<string, LockedEvent>;
  /** Roles of those who asked, by event and user. */
  roles: Map<string, CollaboratorRole>;
  /** Live registrations by event and email. */
  live: Map<string, AnsweredAttendee>;
}

/**
 * Decides registrations together, in the order given, as if each had come alone: the lock on an
 * event is taken once, and all that is written is one statement. They may be for any events.
 *
 * @returns an outcome for each request, in their order
 */
export async function registerGroup(
  tx: Transaction,
  requests: readonly RegistrationRequest[],
): Promise<RegistrationOutcome[]> {
  const first = requests[0];
  if (!first) return [];
  const registrations = requests.map(({ registration }) => registration);
  const asked = requests.map(({ registration: { eventId }, viewer }) => ({ eventId, viewer }));
  const situation = await lockSituation(tx, asked, registrations);
  const keys = requests.map(({ key }) => key);
  return onceEach<RegistrationOutcome>(tx, keys, first.now, async (indexes) => {
    const decisions = indexes.map((i) => {
      const request = requests[i] as RegistrationRequest;
      return decide(situation, request, askerOf(request.viewer));
    });
    await writeDecisions(tx, decisions);
    const toKeep = decisions.filter((_decision, at) => keys[indexes[at] as number] !== null);
    await addEvents(tx, attendeesIn(toKeep), null);
    return decisions;
  });
}

/**
 * Locks the events, and only then reads what the decisions rest on: the statements leave together,
 * and each sees what was committed before it began, so what rivals did before they let go too.
 *
 * @param people  those who want to come to them; their emails must be valid
 */
export async function lockSituation(
  tx: Transaction,
  asked: readonly Asked[],
  people: readonly EmailAtEvent[],
): Promise<Situation> {
  const ids = [...new Set(asked.map(({ eventId }) => eventId))];
  const users = asked.flatMap(({ eventId, viewer }) => {
    const userId = askerOf(viewer);
    return userId === null ? [] : [{ eventId, userId }];
  });
  const [events, live, roles] = await Promise.all([
    lockEvents(tx, ids), // rivals for these events queue here
    findLiveAttendees(tx, people),
    users.length > 0 ? findRoles(tx, users) : [],
  ]);
  return {
    events: new Map(events.map((event) => [event.id, event])),
    roles: new Map(roles.map(({ eventId, userId, role }) => [`${eventId} ${userId}`, role])),
    live: new Map(live.map((attendee) => [liveKey(attendee), attendee])),
  };
}

/** The locked event as the permission rules look at it, for one of those who asked. */
export function guardedEvent(
  { events, roles }: Situation,
  { eventId, viewer }: Asked,
): (LockedEvent & GuardedEvent) | null {
  const event = events.get(eventId);
  const viewerRole = roles.get(`${eventId} ${askerOf(viewer)}`) ?? null;
  // Counted up by the decisions, so it must stay the same object for all who ask.
  return event ? Object.assign(event, { viewerRole }) : null;
}

/**
 * Decides one registration, and takes its seat in `situation` for those who come after it.
 *
 * @param registeredById  the account whose own registration it is; null for none
 */
export function decide(
  situation: Situation,
  { registration, viewer, now }: Omit<RegistrationRequest, 'key'>,
  registeredById: string | null,
): RegistrationOutcome {
  const { live } = situation;
  const event = guardedEvent(situation, { eventId: registration.eventId, viewer });
  if (!event || !maySee(event, viewer)) return { kind: 'eventNotFound' };

  const existing = live.get(liveKey(registration));
  if (existing) {
    const readable = may(event, viewer, 'readAttendees');
    return { kind: 'alreadyRegistered', attendee: readable ? existing : null };
  }
  const admission = admit(event, registration.joinWaitlist, now);
  if (admission.kind === 'refused') return admission.refusal satisfies AdmissionRefusal;

  const { attendee, secret } = newAttendee(registration, admission.status, now, registeredById);
  const waiting = admission.status === 'WAITLISTED';
  if (waiting) event.waitlistLength += 1;
  else event.confirmedCount += 1;
  const waitlistRank = waiting ? event.waitlistLength : null;
  live.set(liveKey(registration), { ...attendee, waitlistRank });
  return { kind: 'registered', attendee, waitlistRank, secret };
}

/** Writes those that were admitted. */
export async function writeDecisions(
  tx: Transaction,
  decisions: readonly RegistrationOutcome[],
): Promise<void> {
  const registered = decisions.filter((decision) => decision.kind === 'registered');
  if (registered.length === 0) return;
  const attendees = registered.map(({ attendee }) => attendee);
  const arrivals = await insertAttendees(tx, attendees);
  for (const attendee of attendees) attendee.arrival = arrivals.get(attendee.id) as bigint;
}

function newAttendee(
  { eventId, name, email }: Registration,
  status: 'CONFIRMED' | 'WAITLISTED',
  now: Date,
  registeredById: string | null,
): { attendee: AttendeeRow; secret: string } {
  const id = newId();
  const secret = createSecret(id);
  const attendee: AttendeeRow = {
    id,
    eventId,
    name,
    email,
    status,
    arrival: NOT_ARRIVED,
    registeredAt: now,
    promotedAt: null,
    cancelledAt: null,
    checkedInAt: null,
    checkedInBy: null,
    secretHash: secret.hash,
    registeredById,
  };
  return { attendee, secret: secret.text };
}

function liveKey({ eventId, email }: { eventId: string; email: string }): string {
  return `${eventId} ${foldName(email)}`;
}
