import {
  type Evidence,
  type Intent,
  isDecided,
  type Life,
  promotedBy,
  type Registering,
  repetitions,
  requestsOf,
} from './evidence.js';
import { NEVER, type Recorded, type Request, type Rule, type Sample } from './history.js';
import { drawTimeline, piecesWithin, type Timeline } from './timeline.js';

/** What a rule says about an event: a sentence for each time that it was broken. */
export type Check = (evidence: Evidence) => Iterable<string>;

/** Each promise, and how a history shows that it was broken. */
export const rules: Record<Rule, Check> = {
  *capacity(evidence) {
    yield* inSamples(evidence, ({ confirmedRows, capacity }) =>
      confirmedRows > capacity ? `${confirmedRows} people had one of ${capacity} seats` : null,
    );
    // Between two looks: more acknowledged seats at one time than the event can have had.
    const over = timelineOf(evidence).find((piece) => piece.takenMin > piece.capacityMax);
    if (over) {
      yield `at ${over.from}, ${over.takenMin} people held acknowledged seats, of ${over.capacityMax}`;
    }
  },

  *counters(evidence) {
    yield* inSamples(evidence, (sample) => {
      const counted = [sample.confirmedRows, sample.waitingRows, sample.checkedInRows];
      const said = [sample.confirmedCount, sample.waitlistLength, sample.checkedInCount];
      return String(counted) === String(said)
        ? null
        : `the event said ${said} (confirmed, waiting, checked in), its rows ${counted}`;
    });
  },

  *idleSeat(evidence) {
    yield* inSamples(evidence, ({ status, waitingRows, confirmedRows, capacity }) =>
      status === 'SCHEDULED' && waitingRows > 0 && confirmedRows < capacity
        ? `${waitingRows} waited while ${capacity - confirmedRows} seats were free`
        : null,
    );
  },

  *duplicate(evidence) {
    yield* inSamples(evidence, ({ duplicateRows }) =>
      duplicateRows > 0 ? `${duplicateRows} live registrations too many of one email` : null,
    );
  },

  *order(evidence) {
    // Nobody begins to wait later than at their arrival. So whoever has a seat and arrived after
    // somebody who waits still, got the seat over their head.
    yield* inSamples(evidence, ({ lastConfirmedArrival, firstWaitingArrival }) =>
      (lastConfirmedArrival ?? 0) > (firstWaitingArrival ?? NEVER)
        ? `arrival ${lastConfirmedArrival} had a seat while arrival ${firstWaitingArrival} waited`
        : null,
    );
    yield* overtaken(evidence);
    yield* arrivedOutOfTurn(evidence);
    yield* wronglyRanked(evidence);
    for (const recorded of evidence.requests) {
      const arrivals = promotedBy(recorded).map((id) => evidence.byId.get(id)?.row.arrival ?? 0);
      if (arrivals.some((arrival, i) => arrival < (arrivals[i - 1] ?? 0))) {
        yield `${describe(recorded)} promoted in the order of arrivals ${arrivals}`;
      }
    }
  },

  *acknowledged(evidence) {
    yield* lostRegistrations(evidence);
    yield* lostCancellations(evidence);
    yield* lostPromotions(evidence);
    yield* lostChanges(evidence);
    yield* lostCheckIns(evidence);
  },

  *refusal(evidence) {
    const timeline = timelineOf(evidence);
    for (const intent of evidence.intents) {
      const lie = lieAbout(intent, evidence, timeline);
      if (lie) yield `${describe(intent.attempts[0])}: ${lie}`;
    }
    for (const recorded of evidence.requests) {
      const lie = lieIn(recorded, evidence, timeline);
      if (lie) yield `${describe(recorded)}: ${lie}`;
    }
  },

  *once(evidence) {
    for (const attempts of repetitions(evidence)) {
      const answers = attempts.filter(isDecided).map(({ answer }) => JSON.stringify(answer));
      if (new Set(answers).size > 1) yield `one key, several answers: ${answers.join(' and ')}`;
    }
    const named = evidence.intents.flatMap(({ answer }) =>
      answer?.kind === 'registered' ? [answer.attendeeId] : [],
    );
    for (const id of repeated(named)) yield `registration ${id} answered two requests`;
    for (const id of repeated(evidence.requests.flatMap(promotedBy))) yield `${id} promoted twice`;
  },

  *invented(evidence) {
    const unexplained = new Map<string, number>();
    for (const { email, answer } of evidence.intents) {
      if (answer === null) unexplained.set(email, (unexplained.get(email) ?? 0) + 1);
    }
    for (const { row, intent } of evidence.lives) {
      if (intent) continue;
      const email = row.email.toLowerCase();
      const left = unexplained.get(email) ?? 0;
      if (left === 0) yield `nobody asked for registration ${row.id} of ${email}`;
      else unexplained.set(email, left - 1);
    }
    for (const { row, cancelFrom, intent, initially } of evidence.lives) {
      if (row.status === 'CANCELLED' && cancelFrom === NEVER) yield `nobody cancelled ${row.id}`;
      if (row.promoted && intent && initially === 'CONFIRMED') {
        yield `${row.id} was promoted, though it had a seat from the first`;
      }
      const scans = scansOf(evidence, row.id);
      if (row.checkedIn && !scans.some(({ request }) => request.kind === 'checkIn'))
        yield `nobody checked ${row.id} in`;
    }
    const calledOff = evidence.samples.at(-1)?.status === 'CANCELLED';
    if (calledOff && requestsOf(evidence, 'cancelEvent').length === 0) {
      yield 'nobody called the event off';
    }
  },

  *checkIn(evidence) {
    for (const { row } of evidence.lives) {
      const about = scansOf(evidence, row.id);
      const letIn = about.filter(({ answer }) => answer?.kind === 'checkedIn').length;
      const undone = about.filter(
        ({ request, answer }) =>
          request.kind === 'undoCheckIn' && (answer === null || answer.kind === 'checkInUndone'),
      ).length;
      if (letIn > undone + 1) yield `${row.id} was let in ${letIn} times, and ${undone} undone`;
    }
  },
};

/** The first sample that shows a fault is enough. */
function* inSamples(
  { samples }: Evidence,
  faultIn: (sample: Sample) => string | null,
): Generator<string> {
  for (const sample of samples) {
    const fault = faultIn(sample);
    if (fault) return yield `between ${sample.takenFrom} and ${sample.takenBy}, ${fault}`;
  }
}

const timelines = new WeakMap<Evidence, Timeline>();

function timelineOf(evidence: Evidence): Timeline {
  const known = timelines.get(evidence) ?? drawTimeline(evidence.lives, evidence.capacities);
  timelines.set(evidence, known);
  return known;
}

// Order

/** When a person can first have ceased to wait; `NEVER` for those who wait still. */
function waitEndsFrom({ row, cancelFrom, seatFrom }: Life): number {
  return row.status === 'WAITLISTED' ? NEVER : Math.min(cancelFrom, seatFrom);
}

/** Seats given, by a request with an answer, over the head of somebody who waited all the while. */
function* overtaken({ lives }: Evidence): Generator<string> {
  let longest: Life | null = null;
  for (const life of byArrival(lives)) {
    const { row, seatBy } = life;
    if (longest && seatBy < NEVER && waitEndsFrom(longest) > seatBy) {
      yield `${row.id} (arrival ${row.arrival}) got a seat by ${seatBy}, while ${longest.row.id} (arrival ${longest.row.arrival}) waited`;
    }
    if (life.initially !== 'WAITLISTED') continue;
    if (!longest || waitEndsFrom(life) > waitEndsFrom(longest)) longest = life;
  }
}

/** Somebody who was answered before another one asked, and yet stands behind them. */
function* arrivedOutOfTurn({ lives }: Evidence): Generator<string> {
  const answered = lives.filter(({ by }) => by < NEVER).sort((a, b) => a.by - b.by);
  let last: Life | undefined;
  let next = 0;
  for (const life of [...lives].sort((a, b) => a.from - b.from)) {
    for (; (answered[next]?.by ?? NEVER) < life.from; next++) {
      const before = answered[next] as Life;
      if (!last || before.row.arrival > last.row.arrival) last = before;
    }
    if (last && life.from < NEVER && last.row.arrival > life.row.arrival) {
      yield `${life.row.id} asked at ${life.from}, after ${last.row.id} was answered at ${last.by}, but stands before it`;
    }
  }
}

/** A rank counts those who wait before: at least the certain ones, at most the possible ones. */
function* wronglyRanked({ lives }: Evidence): Generator<string> {
  const before: Life[] = [];
  for (const life of byArrival(lives)) {
    const answer = life.intent?.answer;
    if (answer?.kind === 'registered' && answer.status === 'WAITLISTED') {
      const certain = before.filter((other) => {
        return other.initially === 'WAITLISTED' && waitEndsFrom(other) > life.by;
      });
      const ahead = (answer.waitlistRank ?? 0) - 1;
      if (ahead < certain.length || ahead > before.length) {
        yield `${life.row.id} was told rank ${answer.waitlistRank}, with ${certain.length} to ${before.length} people before it`;
      }
    }
    if (life.initially !== 'CONFIRMED') before.push(life);
  }
}

function byArrival(lives: readonly Life[]): Life[] {
  return [...lives].sort((a, b) => a.row.arrival - b.row.arrival);
}

// What was acknowledged

function* lostRegistrations({ intents, byId }: Evidence): Generator<string> {
  for (const { answer, email } of intents) {
    if (answer?.kind !== 'registered') continue;
    const life = byId.get(answer.attendeeId);
    if (!life) yield `${email} was registered as ${answer.attendeeId}, of which there is no row`;
    else if (life.row.email.toLowerCase() !== email) yield `${life.row.id} is not of ${email}`;
    else if (answer.status === 'CONFIRMED' && life.row.status === 'WAITLISTED') {
      yield `${life.row.id} was given a seat, and waits`;
    } else if (
      answer.status === 'WAITLISTED' &&
      life.row.status === 'CONFIRMED' &&
      !life.row.promoted
    )
      yield `${life.row.id} was made to wait, and has a seat`;
  }
}

function* lostCancellations({ requests, byId }: Evidence): Generator<string> {
  for (const { request, answer } of requests) {
    if (request.kind !== 'cancel' || answer?.kind !== 'cancelled') continue;
    const life = byId.get(request.attendeeId);
    if (life?.row.status !== 'CANCELLED') yield `${request.attendeeId} was cancelled, and is not`;
  }
}

function* lostPromotions({ requests, byId }: Evidence): Generator<string> {
  for (const id of requests.flatMap(promotedBy)) {
    if (!byId.get(id)?.row.promoted) yield `${id} was promoted, and is not`;
  }
}

function* lostChanges(evidence: Evidence): Generator<string> {
  const { requests, capacities, samples } = evidence;
  const last = samples.at(-1);
  const versions = requests.flatMap(({ request, answer }) => {
    if (answer?.kind === 'calledOff') return [answer.version];
    if (request.kind !== 'changeCapacity' || answer?.kind !== 'capacityChanged') return [];
    return answer.version === request.expectedVersion ? [] : [answer.version];
  });
  for (const version of repeated(versions)) yield `two changes made version ${version}`;
  if (!last) return;
  const highest = Math.max(1, ...versions);
  if (last.version < highest) yield `version ${highest} was acknowledged, and is gone`;
  const possible = capacities.filter(({ until }) => until === NEVER).map((it) => it.capacity);
  if (!possible.includes(last.capacity)) {
    yield `the capacity is ${last.capacity}, and should be ${possible.join(' or ')}`;
  }

  const calledOff = requests.find(({ answer }) => answer?.kind === 'calledOff');
  if (!calledOff) return;
  if (last.status !== 'CANCELLED') yield 'the event was called off, and is not';
  for (const intent of evidence.intents) {
    if (intent.answer?.kind === 'registered' && intent.from > calledOff.endedAt) {
      yield `${intent.email} was registered after the event was called off`;
    }
  }
  for (const recorded of requests) {
    const done = ['capacityChanged', 'checkedIn'].includes(recorded.answer?.kind ?? '');
    if (done && recorded.startedAt > calledOff.endedAt) {
      yield `${describe(recorded)} was carried out after the event was called off`;
    }
  }
}

/** The last scan of a ticket decides, where one was last for certain. */
function* lostCheckIns(evidence: Evidence): Generator<string> {
  for (const { row, cancelFrom } of evidence.lives) {
    const about = scansOf(evidence, row.id);
    for (const scan of about) {
      const { answer } = scan;
      if (answer?.kind !== 'checkedIn' && answer?.kind !== 'checkInUndone') continue;
      const others = about.filter(({ request }) => request.kind !== scan.request.kind);
      if (cancelFrom < NEVER || others.some(({ endedAt }) => endedAt > scan.startedAt)) continue;
      if (row.checkedIn !== (answer.kind === 'checkedIn')) {
        yield `${describe(scan)} was the last word on ${row.id}, and is forgotten`;
      }
    }
  }
}

function scansOf({ about }: Evidence, attendeeId: string): Recorded[] {
  return (about.get(attendeeId) ?? []).filter(({ request }) => request.kind !== 'cancel');
}

// Refusals

/** What is untrue in the answer to a registration; null when it can be true. */
function lieAbout(intent: Intent, evidence: Evidence, timeline: Timeline): string | null {
  const { answer, from, to, email } = intent;
  switch (answer?.kind) {
    case 'unexpected':
      return `answered ${answer.name}`;
    case 'eventFull': {
      // A lie only if at every instant of the request a seat was free for certain: more seats
      // than people who can have had one, also when all that can have happened had happened.
      const pieces = piecesWithin(timeline, from, to);
      const free = Math.min(...pieces.map((piece) => piece.capacityMin - piece.takenMax));
      if (free > intent.seatsInVain) return `told "full" while ${free} seats were free`;
      const capacities = evidence.capacities.filter((it) => it.from <= to && it.until >= from);
      return capacities.some(({ capacity }) => capacity === answer.capacity)
        ? null
        : `told of ${answer.capacity} seats, which the event did not have`;
    }
    case 'alreadyRegistered': {
      const others = (evidence.byEmail.get(email) ?? []).filter((life) => life.intent !== intent);
      const live = others.some((life) => life.from < to && life.cancelBy > from);
      const { request } = intent.attempts[0] as Registering;
      const rows = request.kind === 'registerAll' ? request.emails : [];
      const twiceInOne = rows.filter((row) => row.toLowerCase() === email).length > 1;
      return live || twiceInOne ? null : `${email} had no other registration`;
    }
    case 'eventCancelled':
      return wasCalledOffBy(to, evidence) ? null : 'nobody had called the event off';
    default:
      return null;
  }
}

function wasCalledOffBy(instant: number, evidence: Evidence): boolean {
  return requestsOf(evidence, 'cancelEvent').some(
    ({ answer, startedAt }) =>
      startedAt < instant && (answer === null || answer.kind === 'calledOff'),
  );
}

/** What is untrue in the answer to anything else; null when it can be true. */
function lieIn(recorded: Recorded, evidence: Evidence, timeline: Timeline): string | null {
  const { request, answer, startedAt, endedAt } = recorded;
  const id = 'attendeeId' in request ? request.attendeeId : '';
  const life = evidence.byId.get(id);
  const others = (evidence.about.get(id) ?? []).filter((other) => other !== recorded);
  const alsoAsked = (kind: Request['kind']) =>
    others.some((other) => other.request.kind === kind && other.startedAt < endedAt);
  switch (answer?.kind) {
    case 'unexpected':
      return 'email' in request ? null : `answered ${answer.name}`;
    case 'capacityBelowConfirmed': {
      if (request.kind !== 'changeCapacity') return null;
      const pieces = piecesWithin(timeline, startedAt, endedAt);
      const takenMax = Math.max(...pieces.map((piece) => piece.takenMax));
      const { confirmedCount } = answer;
      return takenMax <= request.capacity ||
        confirmedCount > takenMax ||
        confirmedCount <= request.capacity
        ? `told ${confirmedCount} seats are taken, but at most ${takenMax} were`
        : null;
    }
    case 'versionConflict':
      return request.kind === 'changeCapacity' && answer.version === request.expectedVersion
        ? 'told of a conflict with the version it expected'
        : null;
    case 'eventCancelled':
      if (request.kind === 'register' || request.kind === 'registerAll') return null;
      return wasCalledOffBy(endedAt, evidence) ? null : 'nobody had called the event off';
    case 'registrationCancelled':
      return alsoAsked('cancel') ? null : `nobody had cancelled ${id}`;
    case 'alreadyCheckedIn':
      return alsoAsked('checkIn') ? null : `nobody had checked ${id} in`;
    case 'notConfirmed': {
      if (answer.status === 'CANCELLED') {
        return alsoAsked('cancel') ? null : `nobody had cancelled ${id}`;
      }
      const hadSeat = answer.status === 'WAITLISTED' && life && life.seatBy < startedAt;
      return hadSeat || answer.status === 'CONFIRMED' ? `${id} had a seat` : null;
    }
    case 'notCheckedIn': {
      const letIn = others.some(
        (other) => other.answer?.kind === 'checkedIn' && other.endedAt < startedAt,
      );
      const undone = alsoAsked('undoCheckIn') || alsoAsked('cancel');
      return letIn && !undone ? `${id} was checked in` : null;
    }
    default:
      return null;
  }
}

function repeated<Item>(items: readonly Item[]): Set<Item> {
  const seen = new Set<Item>();
  return new Set(items.filter((item) => seen.size === seen.add(item).size));
}

function describe(recorded: Recorded | undefined): string {
  if (!recorded) return 'nothing';
  const { client, startedAt, request } = recorded;
  return `${client} at ${startedAt}, ${JSON.stringify(request)}`;
}
