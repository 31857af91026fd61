import { describe, expect, it } from '@jest/globals';
import { admit } from '../../src/domain/registration/admission.js';

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
