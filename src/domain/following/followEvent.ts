import type { EventChangeRow } from '../../data/eventVersions.js';
import type { EventRow } from '../../data/rows.js';
import { mayReadHistory, maySee } from '../sharing/permissions.js';
import { askerOf } from '../sharing/viewer.js';
import { follow, type Look, type Stream, type Told } from './follow.js';
import { type Follower, lookUpViewer, topicsOf } from './follower.js';

export type EventNews =
  /** One change; `event` is as it is now, perhaps after further changes, which follow. */
  | { kind: 'eventChanged'; event: EventRow; change: EventChangeRow }
  /** There is no such event (any more), or none that the viewer may see; nothing follows. */
  | { kind: 'eventNotFound' };

/**
 * Tells each change of an event once, in order. What was missed before is history: who may not read
 * it is told the latest change only.
 *
 * @param after  the version after which to begin; null: with what comes
 */
export function followEvent(
  follower: Follower,
  { id, after }: { id: string; after: number | null },
): Stream<Told<EventNews>> {
  const { db, liveReads } = follower;
  let last = after;
  let begun = false;

  async function look(): Promise<Look<EventNews>> {
    const viewer = await lookUpViewer(follower);
    const event = await liveReads.event(id, askerOf(viewer));
    if (!event || !maySee(event, viewer)) {
      return { viewer, news: [{ kind: 'eventNotFound' }], over: true };
    }
    last = last ?? event.version;
    if (!begun && !mayReadHistory(event, viewer)) last = Math.max(last, event.version - 1);
    begun = true;
    if (event.version <= last) return { viewer, news: [] };
    // Those after the event was read are told at the next look, with the event as it is then.
    const changes = (await liveReads.changesAfter({ eventId: id, number: last })).filter(
      ({ number }) => number <= event.version,
    );
    last = changes.at(-1)?.number ?? last;
    return { viewer, news: changes.map((change) => ({ kind: 'eventChanged', event, change })) };
  }

  const topics = [`event ${id}`, ...topicsOf(follower)] as const;
  return follow({ wakeups: db.wakeups, topics, look });
}
