import { describe, expect, it } from '@jest/globals';
import { check } from './checker.js';
import {
  type Answer,
  type EventHistory,
  type FinalAttendee,
  NEVER,
  type Recorded,
  type RegistrationAnswer,
  type Request,
  type Rule,
  type Sample,
} from './history.js';
import { nextStep, planKills } from './plan.js';
import { createRandom } from './random.js';

// Histories written by hand. Instants are the numbers in brackets: [start, end] of a request.

type Span = readonly [start: number, end: number];

function asked(request: Request, [startedAt, endedAt]: Span, answer: Answer | null): Recorded {
  const at = answer ? endedAt : NEVER;
  return { client: 'c1', request, startedAt, endedAt: at, answer, atMs: startedAt };
}

/** A registration that was granted: `register('ada', [1, 2], 'CONFIRMED')`. */
function register(
  who: string,
  span: Span,
  answer: 'CONFIRMED' | number | RegistrationAnswer | null,
  more: { key?: string; joinWaitlist?: boolean } = {},
): Recorded {
  const request = { kind: 'register', email: email(who), joinWaitlist: false, key: null } as const;
  return asked({ ...request, ...more }, span, answerOf(who, answer));
}

/** A number is a rank on the waiting list. */
function answerOf(who: string, answer: 'CONFIRMED' | number | RegistrationAnswer | null) {
  if (answer === 'CONFIRMED') return registered(who, null);
  return typeof answer === 'number' ? registered(who, answer) : answer;
}

function registered(who: string, waitlistRank: number | null): RegistrationAnswer {
  const status = waitlistRank === null ? 'CONFIRMED' : 'WAITLISTED';
  return { kind: 'registered', attendeeId: who, status, waitlistRank, secret: `secret of ${who}` };
}

function registerAll(
  people: string[],
  span: Span,
  answer: Answer | null,
  refusedRows: 'ABORT' | 'SKIP' = 'ABORT',
): Recorded {
  const emails = people.map(email);
  const request = { kind: 'registerAll', emails, joinWaitlist: false, refusedRows, key: null };
  return asked(request as Request, span, answer);
}

function cancel(who: string, span: Span, promotedId: string | null | Answer = null): Recorded {
  const answer: Answer =
    typeof promotedId === 'object' && promotedId !== null
      ? promotedId
      : { kind: 'cancelled', promotedId };
  return asked({ kind: 'cancel', attendeeId: who }, span, answer);
}

function lost(recorded: Recorded): Recorded {
  return { ...recorded, answer: null, endedAt: NEVER };
}

function changeCapacity(capacity: number, expectedVersion: number, span: Span, answer?: Answer) {
  const granted: Answer = {
    kind: 'capacityChanged',
    version: expectedVersion + 1,
    promotedIds: [],
  };
  const request: Request = { kind: 'changeCapacity', expectedVersion, capacity };
  return asked(request, span, answer ?? granted);
}

const checkIn = (who: string, span: Span, answer: Answer = { kind: 'checkedIn' }) =>
  asked({ kind: 'checkIn', attendeeId: who }, span, answer);

const undoCheckIn = (who: string, span: Span, answer: Answer = { kind: 'checkInUndone' }) =>
  asked({ kind: 'undoCheckIn', attendeeId: who }, span, answer);

const callOff = (span: Span, version: number) =>
  asked({ kind: 'cancelEvent' }, span, { kind: 'calledOff', version });

const FULL = { kind: 'eventFull', capacity: 2, waitlistLength: 0 } as const;

function email(who: string): string {
  return `${who.replace(/\d+$/, '')}@example.org`;
}

type RowDetails = Partial<FinalAttendee>;

/** A row of somebody with a seat; rows are given in the order of arrival. */
function row(who: string, details: RowDetails = {}): FinalAttendee {
  return {
    id: who,
    email: email(who),
    status: 'CONFIRMED',
    arrival: 0,
    promoted: false,
    checkedIn: false,
    ...details,
  };
}

const waiting = { status: 'WAITLISTED' } as const;
const cancelled = { status: 'CANCELLED' } as const;
const promoted = { promoted: true } as const;

/** An event of two seats, the rows in the end, and the requests; the last sample is true to them. */
function history(
  rows: readonly FinalAttendee[],
  requests: readonly Recorded[],
  last: Partial<Sample> = {},
  samples: readonly Sample[] = [],
): EventHistory {
  const attendees = rows.map((each, i) => ({ ...each, arrival: each.arrival || i + 1 }));
  return {
    eventId: 'event',
    capacity: 2,
    requests: [...requests].sort((a, b) => a.startedAt - b.startedAt),
    samples: [...samples, { ...sampleOf(attendees), ...last }],
    attendees,
  };
}

function sampleOf(attendees: readonly FinalAttendee[]): Sample {
  const arrivals = (status: FinalAttendee['status']) =>
    attendees.filter((each) => each.status === status).map(({ arrival }) => arrival);
  const confirmedRows = arrivals('CONFIRMED').length;
  const waitingRows = arrivals('WAITLISTED').length;
  const checkedInRows = attendees.filter(({ checkedIn }) => checkedIn).length;
  return {
    takenFrom: 900,
    takenBy: 901,
    capacity: 2,
    status: 'SCHEDULED',
    version: 1,
    confirmedCount: confirmedRows,
    waitlistLength: waitingRows,
    checkedInCount: checkedInRows,
    confirmedRows,
    waitingRows,
    checkedInRows,
    duplicateRows: 0,
    lastConfirmedArrival: arrivals('CONFIRMED').at(-1) ?? null,
    firstWaitingArrival: arrivals('WAITLISTED')[0] ?? null,
  };
}

const adaAndBob = [register('ada', [1, 2], 'CONFIRMED'), register('bob', [3, 4], 'CONFIRMED')];
const fullRows = [row('ada'), row('bob')];
const queue = [...adaAndBob, register('cyd', [5, 6], 1), register('dan', [7, 8], 2)];

const honest: [what: string, history: EventHistory][] = [
  ['nothing happened', history([], [])],
  [
    'seats, a refusal, a waiting list, a promotion and a return',
    history(
      [
        row('ada', cancelled),
        row('bob'),
        row('cyd', promoted),
        row('dan', waiting),
        row('ada2', waiting),
      ],
      [
        ...queue,
        register('eve', [9, 10], { ...FULL, waitlistLength: 2 }),
        cancel('ada', [11, 12], 'cyd'),
        register('ada', [13, 14], registered('ada2', 2)),
      ],
    ),
  ],
  [
    'a refusal beside the cancellation that would have made room',
    history(
      [row('ada', cancelled), row('bob')],
      [...adaAndBob, cancel('ada', [5, 8]), register('eve', [6, 7], FULL)],
    ),
  ],
  [
    'a refusal beside a rival whose answer was lost',
    history(fullRows, [
      adaAndBob[0] as Recorded,
      register('bob', [3, 4], null),
      register('eve', [5, 6], FULL),
    ]),
  ],
  [
    'a refusal while the capacity was being raised',
    history(fullRows, [...adaAndBob, register('eve', [5, 8], FULL), changeCapacity(3, 1, [6, 7])], {
      capacity: 3,
      version: 2,
    }),
  ],
  [
    'a row whose answer was lost, and one that was never written',
    history([row('ada')], [register('ada', [1, 2], null), register('bob', [3, 4], null)]),
  ],
  [
    'a lost answer, and the same one for each repetition of its key',
    history(
      [row('ada')],
      [
        register('ada', [1, 2], null, { key: 'k' }),
        register('ada', [3, 6], 'CONFIRMED', { key: 'k' }),
        register('ada', [4, 5], { kind: 'registrationBusy' }, { key: 'k' }),
        register('ada', [7, 8], 'CONFIRMED', { key: 'k' }),
      ],
    ),
  ],
  [
    'a registration that was turned away at the door',
    history([], [register('ada', [1, 2], { kind: 'registrationBusy' })]),
  ],
  [
    'two of one email at once, of whom one is told of the other',
    history(
      [row('ada')],
      [
        register('ada', [1, 4], 'CONFIRMED'),
        register('ada', [2, 3], { kind: 'alreadyRegistered' }),
      ],
    ),
  ],
  [
    'two who came at once and stand in either order',
    history(
      [row('bob'), row('ada')],
      [register('ada', [1, 4], 'CONFIRMED'), register('bob', [2, 3], 'CONFIRMED')],
    ),
  ],
  [
    'several rows that would have filled the event, had not one been refused',
    history(
      [],
      [
        registerAll(['ada', 'bob', 'cyd'], [1, 2], {
          kind: 'registrationsRefused',
          refused: [{ index: 2, result: FULL }],
        }),
      ],
    ),
  ],
  [
    'several rows, of which those that fit were written',
    history(fullRows, [
      registerAll(
        ['ada', 'bob', 'cyd'],
        [1, 2],
        {
          kind: 'registeredAll',
          results: [registered('ada', null), registered('bob', null), FULL],
        },
        'SKIP',
      ),
    ]),
  ],
  [
    'a change of capacity that was lost, and happened',
    history(fullRows, [...adaAndBob, lost(changeCapacity(5, 1, [5, 6]))], {
      capacity: 5,
      version: 2,
    }),
  ],
  [
    'a change of capacity that was lost, and did not happen',
    history(fullRows, [...adaAndBob, lost(changeCapacity(5, 1, [5, 6]))]),
  ],
  [
    'a check-in, taken back, and another one',
    history(
      [row('ada', { checkedIn: true })],
      [
        register('ada', [1, 2], 'CONFIRMED'),
        checkIn('ada', [3, 4]),
        checkIn('ada', [5, 6], { kind: 'alreadyCheckedIn' }),
        undoCheckIn('ada', [7, 8]),
        checkIn('ada', [9, 10]),
      ],
    ),
  ],
  [
    'an event that was called off, beside a registration that came just in time',
    history(
      [row('ada')],
      [
        callOff([1, 4], 2),
        register('ada', [2, 3], 'CONFIRMED'),
        register('bob', [5, 6], { kind: 'eventCancelled' }),
      ],
      { status: 'CANCELLED', version: 2 },
    ),
  ],
];

const faulty: [what: string, rule: Rule, history: EventHistory][] = [
  [
    'a look that finds three people on two seats',
    'capacity',
    history(fullRows, adaAndBob, {}, [
      { ...sampleOf([...fullRows, row('cyd')]), takenFrom: 5, takenBy: 6 },
    ]),
  ],
  [
    'three acknowledged seats of two between two looks',
    'capacity',
    history(
      [row('ada'), row('bob'), row('cyd', cancelled)],
      [...adaAndBob, register('cyd', [5, 6], 'CONFIRMED'), cancel('cyd', [7, 8])],
    ),
  ],
  [
    'a counter that is not a count',
    'counters',
    history(fullRows, adaAndBob, { confirmedCount: 1 }),
  ],
  [
    'a count of those who wait that is none',
    'counters',
    history(fullRows, adaAndBob, { waitlistLength: 1 }),
  ],
  [
    'a seat that stays free while somebody waits',
    'idleSeat',
    history(
      [row('ada', cancelled), row('bob'), row('cyd', waiting)],
      [...adaAndBob, register('cyd', [5, 6], 1), cancel('ada', [7, 8])],
    ),
  ],
  [
    'one email twice',
    'duplicate',
    history(
      [row('ada'), row('ada2')],
      [register('ada', [1, 2], 'CONFIRMED'), register('ada', [3, 4], registered('ada2', null))],
      { duplicateRows: 1 },
    ),
  ],
  [
    'a newcomer before those who wait',
    'order',
    history(
      [row('ada', cancelled), row('bob'), row('cyd', waiting), row('eve')],
      [
        ...adaAndBob,
        register('cyd', [5, 6], 1),
        cancel('ada', [7, 8]),
        register('eve', [9, 10], 'CONFIRMED'),
      ],
    ),
  ],
  [
    'a newcomer who took a seat, and gave it back, before somebody who waited all the while',
    'order',
    history(
      [row('ada', cancelled), row('bob'), row('cyd', promoted), row('eve', cancelled)],
      [
        ...adaAndBob,
        register('cyd', [5, 6], 1),
        cancel('ada', [7, 8]),
        register('eve', [9, 10], 'CONFIRMED'),
        cancel('eve', [11, 12], 'cyd'),
      ],
    ),
  ],
  [
    'the second in line promoted before the first',
    'order',
    history(
      [row('ada', cancelled), row('bob', cancelled), row('cyd', promoted), row('dan', promoted)],
      [...queue, cancel('ada', [9, 10], 'dan'), cancel('bob', [11, 12], 'cyd')],
    ),
  ],
  [
    'two promoted at once, the second first',
    'order',
    history(
      [...fullRows, row('cyd', promoted), row('dan', promoted)],
      [
        ...queue,
        changeCapacity(4, 1, [9, 10], {
          kind: 'capacityChanged',
          version: 2,
          promotedIds: ['dan', 'cyd'],
        }),
      ],
      { capacity: 4, version: 2 },
    ),
  ],
  [
    'somebody who stands behind one who came later',
    'order',
    history(
      [row('bob'), row('ada')],
      [register('ada', [1, 2], 'CONFIRMED'), register('bob', [3, 4], 'CONFIRMED')],
    ),
  ],
  [
    'a rank that leaves out those before',
    'order',
    history(
      [...fullRows, row('cyd', waiting), row('dan', waiting)],
      [...queue.slice(0, 3), register('dan', [7, 8], 1)],
    ),
  ],
  ['a registration without a row', 'acknowledged', history([row('ada')], adaAndBob)],
  [
    'a seat that became a waiting place',
    'acknowledged',
    history(
      [...fullRows, row('cyd', waiting)],
      [...adaAndBob, register('cyd', [5, 6], registered('cyd', null))],
    ),
  ],
  [
    'a cancellation that did not stay',
    'acknowledged',
    history(fullRows, [...adaAndBob, cancel('ada', [5, 6])]),
  ],
  [
    'a promotion that did not stay',
    'acknowledged',
    history(
      [row('ada', cancelled), row('bob'), row('cyd', waiting)],
      [...adaAndBob, register('cyd', [5, 6], 1), cancel('ada', [7, 8], 'cyd')],
    ),
  ],
  [
    'a capacity that did not stay',
    'acknowledged',
    history(fullRows, [...adaAndBob, changeCapacity(5, 1, [5, 6])], { version: 2 }),
  ],
  [
    'a version that is gone',
    'acknowledged',
    history(fullRows, [...adaAndBob, changeCapacity(5, 1, [5, 6])], { capacity: 5 }),
  ],
  [
    'two changes from the same version',
    'acknowledged',
    history([], [changeCapacity(5, 1, [1, 2]), changeCapacity(6, 1, [3, 4])], {
      capacity: 6,
      version: 2,
    }),
  ],
  [
    'a registration after the event was called off',
    'acknowledged',
    history([row('ada')], [callOff([1, 2], 2), register('ada', [3, 4], 'CONFIRMED')], {
      status: 'CANCELLED',
      version: 2,
    }),
  ],
  [
    'an event that was called off and takes place',
    'acknowledged',
    history([], [callOff([1, 2], 2)], { version: 2 }),
  ],
  [
    'a check-in that is forgotten',
    'acknowledged',
    history([row('ada')], [register('ada', [1, 2], 'CONFIRMED'), checkIn('ada', [3, 4])]),
  ],
  [
    '"full" while a seat is free',
    'refusal',
    history([row('ada')], [register('ada', [1, 2], 'CONFIRMED'), register('eve', [3, 4], FULL)]),
  ],
  [
    '"full" after a seat was given back for certain',
    'refusal',
    history(
      [row('ada', cancelled), row('bob')],
      [...adaAndBob, cancel('ada', [5, 6]), register('eve', [7, 8], FULL)],
    ),
  ],
  [
    '"full" after the capacity was raised for certain',
    'refusal',
    history(
      fullRows,
      [
        ...adaAndBob,
        changeCapacity(3, 1, [5, 6]),
        register('eve', [7, 8], { ...FULL, capacity: 3 }),
      ],
      { capacity: 3, version: 2 },
    ),
  ],
  [
    '"full" for a row, with seats left for all before it',
    'refusal',
    history(
      [],
      [
        registerAll(['ada', 'bob'], [1, 2], {
          kind: 'registrationsRefused',
          refused: [{ index: 1, result: FULL }],
        }),
      ],
    ),
  ],
  [
    '"full" with a capacity that the event never had',
    'refusal',
    history(fullRows, [...adaAndBob, register('eve', [5, 6], { ...FULL, capacity: 3 })]),
  ],
  [
    '"already registered" to the only one of that email',
    'refusal',
    history([row('ada')], [register('bob', [3, 4], { kind: 'alreadyRegistered' })]),
  ],
  [
    '"called off" though nobody did',
    'refusal',
    history([], [register('bob', [3, 4], { kind: 'eventCancelled' })]),
  ],
  [
    '"cancelled before" though nobody did',
    'refusal',
    history(fullRows, [...adaAndBob, cancel('ada', [5, 6], { kind: 'registrationCancelled' })]),
  ],
  [
    '"too many confirmed" when the new capacity is enough',
    'refusal',
    history(
      [row('ada')],
      [
        register('ada', [1, 2], 'CONFIRMED'),
        changeCapacity(1, 1, [3, 4], { kind: 'capacityBelowConfirmed', confirmedCount: 2 }),
      ],
    ),
  ],
  [
    '"no seat" to somebody who has one',
    'refusal',
    history(
      [row('ada')],
      [
        register('ada', [1, 2], 'CONFIRMED'),
        checkIn('ada', [3, 4], { kind: 'notConfirmed', status: 'WAITLISTED' }),
      ],
    ),
  ],
  [
    '"let in before" though nobody was',
    'refusal',
    history(
      [row('ada')],
      [register('ada', [1, 2], 'CONFIRMED'), checkIn('ada', [3, 4], { kind: 'alreadyCheckedIn' })],
    ),
  ],
  [
    '"not let in" to somebody who was',
    'refusal',
    history(
      [row('ada', { checkedIn: true })],
      [
        register('ada', [1, 2], 'CONFIRMED'),
        checkIn('ada', [3, 4]),
        undoCheckIn('ada', [5, 6], { kind: 'notCheckedIn' }),
      ],
    ),
  ],
  [
    'an answer that no request of a run should get',
    'refusal',
    history(fullRows, [
      ...adaAndBob,
      cancel('ada', [5, 6], { kind: 'unexpected', name: 'AttendeeNotFound' }),
    ]),
  ],
  [
    'one key that acts twice',
    'once',
    history(
      [row('ada', cancelled), row('ada2')],
      [
        register('ada', [1, 2], 'CONFIRMED', { key: 'k' }),
        cancel('ada', [3, 4]),
        register('ada', [5, 6], registered('ada2', null), { key: 'k' }),
      ],
    ),
  ],
  [
    'one registration that answers two people',
    'once',
    history(
      [row('ada')],
      [register('ada', [1, 2], 'CONFIRMED'), register('ada', [3, 4], 'CONFIRMED')],
    ),
  ],
  [
    'a row for which nobody asked',
    'invented',
    history([row('ada'), row('mallory')], [register('ada', [1, 2], 'CONFIRMED')]),
  ],
  [
    'two rows for one lost answer',
    'invented',
    history(
      [row('ada', cancelled), row('ada2')],
      [register('ada', [1, 2], null), cancel('ada', [3, 4])],
    ),
  ],
  [
    'a cancellation for which nobody asked',
    'invented',
    history([row('ada', cancelled), row('bob')], adaAndBob),
  ],
  [
    'a look that finds a seat taken behind somebody who waits',
    'order',
    history(fullRows, adaAndBob, {}, [
      { ...sampleOf(fullRows), lastConfirmedArrival: 3, firstWaitingArrival: 2 },
    ]),
  ],
  [
    'somebody promoted twice',
    'once',
    history(
      [row('ada', cancelled), row('bob', cancelled), row('cyd', promoted)],
      [...queue.slice(0, 3), cancel('ada', [9, 10], 'cyd'), cancel('bob', [11, 12], 'cyd')],
    ),
  ],
  [
    'a promotion of somebody who never waited',
    'invented',
    history([row('ada', promoted), row('bob')], adaAndBob),
  ],
  [
    'a check-in that nobody made',
    'invented',
    history([row('ada', { checkedIn: true }), row('bob')], adaAndBob),
  ],
  [
    'an event that nobody called off, and is called off',
    'invented',
    history(fullRows, adaAndBob, { status: 'CANCELLED' }),
  ],
  [
    'a registration that became somebody else',
    'acknowledged',
    history([row('ada', { email: 'eve@example.org' })], [register('ada', [1, 2], 'CONFIRMED')]),
  ],
  [
    'a waiting place that became a seat by itself',
    'acknowledged',
    history([row('ada')], [register('ada', [1, 2], 1)]),
  ],
  [
    'a change after the event was called off',
    'acknowledged',
    history([], [callOff([1, 2], 2), changeCapacity(5, 2, [3, 4])], {
      status: 'CANCELLED',
      version: 3,
      capacity: 5,
    }),
  ],
  [
    '"given back before" to somebody who has a seat',
    'refusal',
    history(fullRows, [
      ...adaAndBob,
      checkIn('ada', [5, 6], { kind: 'notConfirmed', status: 'CANCELLED' }),
    ]),
  ],
  [
    'a conflict with the very version that was expected',
    'refusal',
    history([], [changeCapacity(5, 1, [1, 2], { kind: 'versionConflict', version: 1 })]),
  ],
  [
    'somebody let in twice',
    'checkIn',
    history(
      [row('ada', { checkedIn: true })],
      [register('ada', [1, 2], 'CONFIRMED'), checkIn('ada', [3, 6]), checkIn('ada', [4, 5])],
    ),
  ],
];

describe('the checker', () => {
  it.each(honest)('accuses nobody when there is %s', (_what, story) => {
    expect(check([story])).toEqual([]);
  });

  it.each(faulty)('catches %s: %s', (_what, rule, story) => {
    expect(check([story])).toContainEqual(expect.objectContaining({ rule, eventId: 'event' }));
  });

  it('has a history that breaks it for every rule', () => {
    const caught = new Set(faulty.map(([, rule]) => rule));
    const all: Record<Rule, true> = {
      capacity: true,
      acknowledged: true,
      refusal: true,
      duplicate: true,
      order: true,
      counters: true,
      idleSeat: true,
      once: true,
      invented: true,
      checkIn: true,
    };
    expect(caught).toEqual(new Set(Object.keys(all)));
  });
});

describe('a seed', () => {
  const stage = { servers: 2, hotEvents: 2, coldEvents: 4 };
  const steps = (seed: number) => {
    const random = createRandom(seed).fork('c0');
    return Array.from({ length: 100 }, () => nextStep(random, stage));
  };
  const kills = (seed: number) => {
    const plan = planKills(createRandom(seed).fork('kills'), stage, [1_000, 6_000]);
    return Array.from({ length: 50 }, () => plan.next().value);
  };

  it('replays what is asked and what is killed', () => {
    expect(steps(42)).toEqual(steps(42));
    expect(kills(42)).toEqual(kills(42));
    expect(steps(42)).not.toEqual(steps(43));
    expect(kills(42)).not.toEqual(kills(43));
  });

  it('kills everything that can be killed, and lets PostgreSQL rest', () => {
    const planned = kills(42);
    expect(new Set(planned.map(({ target }) => target))).toEqual(
      new Set([0, 1, 'postgres', 'session']),
    );
    let restedMs = Number.POSITIVE_INFINITY;
    for (const { target, afterMs } of planned) {
      restedMs += afterMs;
      if (target !== 'postgres') continue;
      expect(restedMs).toBeGreaterThan(10_000);
      restedMs = 0;
    }
  });
});
