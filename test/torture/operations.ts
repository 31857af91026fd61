import type { Answer, RegistrationAnswer, Request, SeatStatus } from './history.js';

// Requests as GraphQL, and GraphQL's answers as the checker knows them.

/** An event as its creator knows it. */
export interface ManagedEvent {
  id: string;
  manageSecret: string;
}

/** No answer that says what became of the request: the connection was lost, or a fault told. */
export class Lost extends Error {}

const REQUEST_MAX_MS = 20_000;

const REGISTRATION = `
  __typename
  ... on RegisterAttendeeSuccess { secret attendee { id status waitlistRank } }
  ... on EventFull { capacity waitlistLength }`;

/** The mutation of each kind of request, and what is selected of its answer. */
const mutations: Record<Request['kind'], readonly [name: string, selection: string]> = {
  register: ['registerAttendee', REGISTRATION],
  registerAll: [
    'registerAttendees',
    `... on RegisterAttendeesSuccess { results { index result { ${REGISTRATION} } } }
     ... on RegistrationsRefused { refusedResults { index result { ${REGISTRATION} } } }`,
  ],
  cancel: ['cancelRegistration', '... on CancelRegistrationSuccess { promotedAttendee { id } }'],
  changeCapacity: [
    'updateEvent',
    `... on UpdateEventSuccess { event { versionNumber } promotedAttendees { id } }
     ... on CapacityBelowConfirmed { confirmedCount }
     ... on VersionConflict { currentEvent { versionNumber } }`,
  ],
  checkIn: ['checkInAttendee', '... on NotConfirmed { status }'],
  undoCheckIn: ['undoCheckIn', ''],
  cancelEvent: ['cancelEvent', '... on CancelEventSuccess { event { versionNumber } }'],
};

/** What GraphQL answers to one of the mutations above. */
interface Result {
  __typename: string;
  secret: string;
  attendee: { id: string; status: SeatStatus; waitlistRank: number | null };
  capacity: number;
  waitlistLength: number;
  results: { index: number; result: Result }[];
  refusedResults: { index: number; result: Result }[];
  promotedAttendee: { id: string } | null;
  promotedAttendees: { id: string }[];
  event: { versionNumber: number };
  currentEvent: { versionNumber: number };
  confirmedCount: number;
  status: SeatStatus | 'CANCELLED';
}

/** @throws Lost when nobody can tell whether the request was carried out */
export async function send(url: string, event: ManagedEvent, request: Request): Promise<Answer> {
  const [name, selection] = mutations[request.kind];
  const result = await mutate<Result>(url, name, inputOf(event, request), selection, {
    // The person's own registration, or that of anybody for who manages the event.
    'turnout-event-secret': event.manageSecret,
  });
  return readAnswer(result);
}

/** @throws Lost */
export async function createEvent(url: string, capacity: number): Promise<ManagedEvent> {
  const startsAt = Date.now() + 30 * 24 * 3_600_000;
  const input = {
    name: `Torture ${startsAt}`,
    location: 'Reykjavík',
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
    capacity,
  };
  const { event, manageSecret } = await mutate<{ event: { id: string }; manageSecret: string }>(
    url,
    'createEvent',
    input,
    '... on CreateEventSuccess { event { id } manageSecret }',
  );
  return { id: event.id, manageSecret };
}

async function mutate<Answered>(
  url: string,
  name: string,
  input: object,
  selection: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename ${selection} } }`;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(REQUEST_MAX_MS),
    });
    const { data, errors } = (await response.json()) as {
      data?: Record<string, Answered> | null;
      errors?: { extensions: { code: string } }[];
    };
    const result = data?.[name];
    if (result) return result;
    throw new Lost(errors?.[0]?.extensions.code ?? `status ${response.status}`);
  } catch (error) {
    if (error instanceof Lost) throw error;
    const { name, message, cause } = error as Error & { cause?: { code?: string } };
    throw new Lost(cause?.code ?? `${name}: ${message}`);
  }
}

function inputOf(event: ManagedEvent, request: Request): object {
  const { id } = event;
  switch (request.kind) {
    case 'register': {
      const { email, joinWaitlist, key } = request;
      return { eventId: id, name: email, email, joinWaitlist, idempotencyKey: key };
    }
    case 'registerAll': {
      const { emails, joinWaitlist, refusedRows, key } = request;
      const attendees = emails.map((email) => ({ name: email, email }));
      return { eventId: id, attendees, joinWaitlist, refusedRows, idempotencyKey: key };
    }
    case 'cancel':
      return { attendee: { id: request.attendeeId } };
    case 'changeCapacity':
      return { id, expectedVersion: request.expectedVersion, capacity: request.capacity };
    case 'checkIn':
      return { ticket: { attendeeId: request.attendeeId }, eventId: id, checkedInBy: 'door 1' };
    case 'undoCheckIn':
      return { ticket: { attendeeId: request.attendeeId } };
    case 'cancelEvent':
      return { id };
  }
}

function readAnswer(result: Result): Answer {
  switch (result.__typename) {
    case 'RegisterAttendeesSuccess':
      return {
        kind: 'registeredAll',
        results: result.results.map((row) => readRegistration(row.result)),
      };
    case 'RegistrationsRefused':
      return {
        kind: 'registrationsRefused',
        refused: result.refusedResults.map(({ index, result: row }) => ({
          index,
          result: readRegistration(row),
        })),
      };
    case 'CancelRegistrationSuccess':
      return { kind: 'cancelled', promotedId: result.promotedAttendee?.id ?? null };
    case 'RegistrationCancelled':
      return { kind: 'registrationCancelled' };
    case 'UpdateEventSuccess':
      return {
        kind: 'capacityChanged',
        version: result.event.versionNumber,
        promotedIds: result.promotedAttendees.map(({ id }) => id),
      };
    case 'CapacityBelowConfirmed':
      return { kind: 'capacityBelowConfirmed', confirmedCount: result.confirmedCount };
    case 'VersionConflict':
      return { kind: 'versionConflict', version: result.currentEvent.versionNumber };
    case 'CheckInAttendeeSuccess':
      return { kind: 'checkedIn' };
    case 'AlreadyCheckedIn':
      return { kind: 'alreadyCheckedIn' };
    case 'NotConfirmed':
      return { kind: 'notConfirmed', status: result.status };
    case 'UndoCheckInSuccess':
      return { kind: 'checkInUndone' };
    case 'NotCheckedIn':
      return { kind: 'notCheckedIn' };
    case 'CancelEventSuccess':
      return { kind: 'calledOff', version: result.event.versionNumber };
    default:
      return readRegistration(result);
  }
}

function readRegistration(result: Result): RegistrationAnswer {
  switch (result.__typename) {
    case 'RegisterAttendeeSuccess': {
      const { id, status, waitlistRank } = result.attendee;
      return { kind: 'registered', attendeeId: id, status, waitlistRank, secret: result.secret };
    }
    case 'EventFull':
      return {
        kind: 'eventFull',
        capacity: result.capacity,
        waitlistLength: result.waitlistLength,
      };
    case 'AlreadyRegistered':
      return { kind: 'alreadyRegistered' };
    case 'EventCancelled':
      return { kind: 'eventCancelled' };
    case 'RegistrationBusy':
      return { kind: 'registrationBusy' };
    default:
      return { kind: 'unexpected', name: result.__typename };
  }
}
