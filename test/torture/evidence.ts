import {
  type Answer,
  type EventHistory,
  type FinalAttendee,
  type Instant,
  NEVER,
  type Recorded,
  type RegistrationAnswer,
  type Request,
  type SeatStatus,
} from './history.js';

// What can be concluded from a history. A request took effect, if at all, at one instant between
// its start and its answer; one whose answer was lost may have done so at any time after its start,
// or never. So each fact has a window in which it may have been so, and a smaller one in which it
// was so for certain. Rules accuse only of what no choice of instants can explain.

/** A request of one kind. */
export type RecordedOf<Kind extends Request['kind']> = Recorded & {
  request: Extract<Request, { kind: Kind }>;
};

/** A wish to register one person, however often it was sent under one key. */
export interface Intent {
  email: string;
  from: Instant;
  /** When the first answer was there; `NEVER` when there was none. */
  to: Instant;
  /** Null: lost. */
  answer: RegistrationAnswer | { kind: 'notWritten' } | null;
  attempts: Recorded[];
  /** Seats that rows before this one would have taken, had the whole not been refused. */
  seatsInVain: number;
}

/** The life of a registration that is in the table. */
export interface Life {
  row: FinalAttendee;
  /** Null: no answer named it. */
  intent: Intent | null;
  /** It was written in this window. */
  from: Instant;
  by: Instant;
  /** What it was at first; null: not known. */
  initially: SeatStatus | null;
  /** When it can first have got a seat, and had it for certain; `NEVER` without one. */
  seatFrom: Instant;
  seatBy: Instant;
  /** When it can first have been cancelled, and was for certain. */
  cancelFrom: Instant;
  cancelBy: Instant;
}

/** A capacity, and when it can have been in force. */
export interface CapacityWindow {
  version: number;
  capacity: number;
  from: Instant;
  until: Instant;
}

export interface Evidence extends EventHistory {
  intents: Intent[];
  lives: Life[];
  byId: Map<string, Life>;
  byEmail: Map<string, Life[]>;
  /** Cancellations and scans, by the registration that they are about. */
  about: Map<string, Recorded[]>;
  capacities: CapacityWindow[];
}

export function gatherEvidence(history: EventHistory): Evidence {
  const intents = findIntents(history);
  const lives = findLives(history, intents);
  return {
    ...history,
    intents,
    lives,
    byId: new Map(lives.map((life) => [life.row.id, life])),
    byEmail: groupBy(lives, ({ row }) => row.email.toLowerCase()),
    about: groupBy(
      history.requests.filter(({ request }) => 'attendeeId' in request),
      ({ request }) => ('attendeeId' in request ? request.attendeeId : ''),
    ),
    capacities: findCapacities(history),
  };
}

export function requestsOf<Kind extends Request['kind']>(
  { requests }: Pick<EventHistory, 'requests'>,
  kind: Kind,
): RecordedOf<Kind>[] {
  return requests.filter(
    (recorded): recorded is RecordedOf<Kind> => recorded.request.kind === kind,
  );
}

/** Whether a request was decided, as far as its answer tells. */
export function isDecided({ answer }: Recorded): boolean {
  return answer !== null && answer.kind !== 'registrationBusy';
}

function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** A registration of one person or of several. */
export type Registering = RecordedOf<'register'> | RecordedOf<'registerAll'>;

/** Registrations, those that repeat one another under one key together. */
export function repetitions({ requests }: Pick<EventHistory, 'requests'>): Registering[][] {
  const registrations = requests.filter((recorded): recorded is Registering =>
    ['register', 'registerAll'].includes(recorded.request.kind),
  );
  return [...groupBy(registrations, (recorded) => recorded.request.key ?? recorded).values()];
}

function findIntents(history: EventHistory): Intent[] {
  return repetitions(history).flatMap((attempts) => {
    const { request } = attempts[0] as Registering;
    const answered = attempts.filter(isDecided).sort((a, b) => a.endedAt - b.endedAt)[0];
    const times = {
      from: Math.min(...attempts.map(({ startedAt }) => startedAt)),
      to: answered?.endedAt ?? NEVER,
      attempts,
    };
    // Turned away at the door each time: nothing was decided, unless an answer was lost.
    if (!answered && attempts.every(({ answer }) => answer !== null)) return [];
    const { emails } = request.kind === 'registerAll' ? request : { emails: [request.email] };
    return emails.map((email, i) => ({
      ...times,
      email: email.toLowerCase(),
      ...answerOfRow(answered?.answer ?? null, i),
    }));
  });
}

function answerOfRow(answer: Answer | null, i: number): Pick<Intent, 'answer' | 'seatsInVain'> {
  if (answer?.kind === 'registeredAll')
    return { answer: answer.results[i] ?? null, seatsInVain: 0 };
  if (answer?.kind === 'registrationsRefused') {
    const result = answer.refused.find(({ index }) => index === i)?.result;
    const refusedBefore = answer.refused.filter(({ index }) => index < i).length;
    return { answer: result ?? { kind: 'notWritten' }, seatsInVain: i - refusedBefore };
  }
  // An answer that is none to a registration is reported as unexpected, and explains nothing.
  return { answer: answer as RegistrationAnswer | null, seatsInVain: 0 };
}

function findLives(history: EventHistory, intents: readonly Intent[]): Life[] {
  const named = new Map(
    intents.flatMap((intent) =>
      intent.answer?.kind === 'registered' ? [[intent.answer.attendeeId, intent] as const] : [],
    ),
  );
  const lost = groupBy(
    intents.filter(({ answer }) => answer === null),
    ({ email }) => email,
  );
  const promotions = findPromotions(history);
  const cancels = groupBy(requestsOf(history, 'cancel'), ({ request }) => request.attendeeId);

  return history.attendees.map((row): Life => {
    const intent = named.get(row.id) ?? null;
    const froms = (lost.get(row.email.toLowerCase()) ?? []).map(({ from }) => from);
    const from = intent?.from ?? Math.min(...froms, NEVER);
    const by = intent?.to ?? NEVER;
    const initially = statusAtFirst(row, intent);
    const promotion = promotions.get(row.id);
    const seat = {
      CONFIRMED: { seatFrom: from, seatBy: by },
      WAITLISTED: row.promoted
        ? { seatFrom: promotion?.startedAt ?? from, seatBy: promotion?.endedAt ?? NEVER }
        : { seatFrom: NEVER, seatBy: NEVER },
      unknown: { seatFrom: from, seatBy: NEVER },
    }[initially ?? 'unknown'];

    const asked = cancels.get(row.id) ?? [];
    const known = asked.filter(
      ({ answer }) => answer?.kind === 'cancelled' || answer?.kind === 'registrationCancelled',
    );
    return {
      row,
      intent,
      from,
      by,
      initially,
      ...seat,
      cancelFrom: Math.min(...asked.map(({ startedAt }) => startedAt), NEVER),
      cancelBy: Math.min(...known.map(({ endedAt }) => endedAt), NEVER),
    };
  });
}

function statusAtFirst(row: FinalAttendee, intent: Intent | null): SeatStatus | null {
  if (intent?.answer?.kind === 'registered') return intent.answer.status;
  if (row.promoted) return 'WAITLISTED';
  return row.status === 'CANCELLED' ? null : row.status;
}

/** Those whom an answer called promoted, with the request that it answered. */
function findPromotions(history: EventHistory): Map<string, Recorded> {
  const promotions = new Map<string, Recorded>();
  for (const recorded of history.requests) {
    for (const id of promotedBy(recorded)) promotions.set(id, recorded);
  }
  return promotions;
}

export function promotedBy({ answer }: Recorded): string[] {
  if (answer?.kind === 'cancelled' && answer.promotedId !== null) return [answer.promotedId];
  return answer?.kind === 'capacityChanged' ? answer.promotedIds : [];
}

/**
 * When each capacity can have been in force: from the start of the request that set it until a
 * later version was acknowledged. A lost change would have made the version after the one that
 * it expected, unless that is known to be another's.
 */
function findCapacities(history: EventHistory): CapacityWindow[] {
  const changes = requestsOf(history, 'changeCapacity').flatMap((recorded) => {
    const { request, answer, startedAt: from, endedAt: by } = recorded;
    const { capacity, expectedVersion } = request;
    if (answer === null)
      return [{ version: expectedVersion + 1, capacity, from, by, known: false }];
    if (answer.kind !== 'capacityChanged' || answer.version === expectedVersion) return [];
    return [{ version: answer.version, capacity, from, by, known: true }];
  });
  const calledOff = requestsOf(history, 'cancelEvent').flatMap(({ answer }) =>
    answer?.kind === 'calledOff' ? [answer.version] : [],
  );
  const known = [
    { version: 1, capacity: history.capacity, from: 0, by: 0 },
    ...changes.filter((change) => change.known),
  ];
  const taken = new Set([...known.map(({ version }) => version), ...calledOff]);
  const possible = [
    ...known,
    ...changes.filter((change) => !change.known && !taken.has(change.version)),
  ];
  return possible.map(({ version, capacity, from }) => ({
    version,
    capacity,
    from,
    until: Math.min(...known.filter((later) => later.version > version).map(({ by }) => by), NEVER),
  }));
}
