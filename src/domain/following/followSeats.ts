import type { EventRow } from '../../data/rows.js';
import { maySee } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';
import { follow, type Look, type Stream, type Told } from './follow.js';
import { type Follower, lookUpViewer, topicsOf } from './follower.js';

export type SeatsNews =
  | { kind: 'seatsChanged'; event: EventRow }
  /** There is no such event (any more), or none that the viewer may see; nothing follows. */
  | { kind: 'eventNotFound' };

/** Many registrations, few messages: how long one message is the latest at least. */
const REST_MS = 250;

/** Tells how the seats of an event stand: at once, and then whenever they stand otherwise. */
export function followSeats(
  follower: Follower,
  { eventId }: { eventId: string },
): Stream<Told<SeatsNews>> {
  const { db, liveReads } = follower;
  let told: string | null = null;

  async function look(): Promise<Look<SeatsNews>> {
    const viewer = await lookUpViewer(follower);
    const event = await liveReads.event(eventId, askerOf(viewer));
    if (!event || !maySee(event, viewer)) {
      return { viewer, news: [{ kind: 'eventNotFound' }], over: true };
    }
    const { capacity, confirmedCount, waitlistLength } = event;
    const seats = `${capacity} ${confirmedCount} ${waitlistLength}`;
    if (seats === told) return { viewer, news: [] };
    told = seats;
    return { viewer, news: [{ kind: 'seatsChanged', event }] };
  }

  const topics = [`seats ${eventId}`, `event ${eventId}`, ...topicsOf(follower)] as const;
  return follow({ wakeups: db.wakeups, topics, look, restMs: REST_MS });
}
