import { describe, expect, it } from '@jest/globals';
import { newId } from '../../src/data/newId.js';
import { admit } from '../../src/domain/registration/admission.js';
import { decide, type Situation } from '../../src/domain/registration/registerGroup.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';

const NOW = new Date('2025-06-20T15:30:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

/** An event with one free seat of two, that starts in a second. */
const event = {
  status: 'SCHEDULED',
  startsAt: later(1_000),
  capacity: 2,
  confirmedCount: 1,
  waitlistLength: 0,
} as const;

const seat = { kind: 'admitted', status: 'CONFIRMED' };
const place = { kind: 'admitted', status: 'WAITLISTED' };
const cancelled = { kind: 'refused', refusal: { kind: 'eventCancelled' } };
const startedAt = (startedAt: Date) => ({
  kind: 'refused',
  refusal: { kind: 'eventStarted', startedAt },
});
const full = (capacity: number, waitlistLength: number) => ({
  kind: 'refused',
  refusal: { kind: 'eventFull', capacity, waitlistLength },
});

describe('admit', () => {
  it.each<[situation: string, facts: object, ifNotWaiting: object, ifWaiting: object]>([
    ['gives a free seat', {}, seat, seat],
    ['gives the first seat', { confirmedCount: 0 }, seat, seat],
    ['gives the only seat', { capacity: 1, confirmedCount: 0 }, seat, seat],
    ['gives none beyond the last', { confirmedCount: 2 }, full(2, 0), place],
    ['tells how many wait', { confirmedCount: 2, waitlistLength: 7 }, full(2, 7), place],
    ['lets nobody overtake the queue to a free seat', { waitlistLength: 1 }, full(2, 1), place],
    ['gives no seat of an event that is oversold', { confirmedCount: 3 }, full(2, 0), place],
    ['takes people until the start', { startsAt: later(1) }, seat, seat],
    ['takes nobody at the start', { startsAt: NOW }, startedAt(NOW), startedAt(NOW)],
    ['takes nobody after it', { startsAt: later(-1) }, startedAt(later(-1)), startedAt(later(-1))],
    [
      'says that an event has started rather than that it is full',
      { startsAt: NOW, confirmedCount: 2 },
      startedAt(NOW),
      startedAt(NOW),
    ],
    [
      'takes nobody for an event that was called off',
      { status: 'CANCELLED' },
      cancelled,
      cancelled,
    ],
    [
      'says that an event was called off rather than anything else',
      { status: 'CANCELLED', startsAt: NOW, confirmedCount: 2 },
      cancelled,
      cancelled,
    ],
  ])('%s', (_situation, facts, ifNotWaiting, ifWaiting) => {
    expect(admit({ ...event, ...facts }, false, NOW)).toEqual(ifNotWaiting);
    expect(admit({ ...event, ...facts }, true, NOW)).toEqual(ifWaiting);
  });

  it('fills any event exactly, whoever wishes to wait', () => {
    for (const capacity of [1, 2, 10]) {
      const filling = { ...event, capacity, confirmedCount: 0 };
      for (let i = 0; i < 3 * capacity; i++) {
        const admission = admit(filling, i % 2 === 0, NOW);
        if (admission.kind === 'refused') continue;
        if (admission.status === 'CONFIRMED') filling.confirmedCount += 1;
        else Object.assign(filling, { waitlistLength: filling.waitlistLength + 1 });
      }
      expect(filling).toMatchObject({
        capacity,
        confirmedCount: capacity,
        waitlistLength: capacity,
      });
    }
  });
});

describe('decide, for those who are decided together', () => {
  const id = newId();
  const situation = (facts: object = {}): Situation => ({
    events: new Map([
      [id, { ...event, id, visibility: 'PUBLIC', manageSecretHash: null, owned: false, ...facts }],
    ]),
    roles: new Map(),
    live: new Map(),
  });
  const ask = (where: Situation, email: string, joinWaitlist = false, eventId = id) =>
    decide(
      where,
      {
        registration: { eventId, name: 'Ada Lovelace', email, joinWaitlist },
        viewer: viewerWith(undefined, true),
        now: NOW,
      },
      null,
    );

  it('gives a seat once: the next is told that the event is full', () => {
    const shared = situation();
    expect(ask(shared, 'ada@example.org')).toMatchObject({
      kind: 'registered',
      waitlistRank: null,
    });
    expect(ask(shared, 'bob@example.org')).toEqual(full(2, 0).refusal);
  });

  it('gives waiting places in the order of the requests', () => {
    const shared = situation({ confirmedCount: 2, waitlistLength: 3 });
    expect(ask(shared, 'ada@example.org', true)).toMatchObject({ waitlistRank: 4 });
    expect(ask(shared, 'bob@example.org', true)).toMatchObject({ waitlistRank: 5 });
    expect(ask(shared, 'cyd@example.org')).toEqual(full(2, 5).refusal);
  });

  it('registers an email once, whatever its case, and shows the first registration', () => {
    const shared = situation({ capacity: 9 });
    const first = ask(shared, 'ada@example.org');
    expect(first).toMatchObject({ kind: 'registered' });
    expect(ask(shared, 'ADA@Example.org')).toMatchObject({
      kind: 'alreadyRegistered',
      attendee: { id: first.kind === 'registered' ? first.attendee.id : null },
    });
    expect(shared.events.get(id)).toMatchObject({ confirmedCount: 2 });
  });

  it('refuses an event that is not there or hidden, alike', () => {
    const absent = ask(situation(), 'ada@example.org', false, newId());
    const hidden = ask(situation({ visibility: 'PRIVATE' }), 'ada@example.org');
    expect([absent, hidden]).toEqual([{ kind: 'eventNotFound' }, { kind: 'eventNotFound' }]);
  });
});
