import type { Transaction } from '../../data/database.js';
import { type AskerId, findEventsByIds } from '../../data/events.js';
import type { EventRow } from '../../data/rows.js';

/**
 * Takes from the events in an answer that is repeated the rights that its asker has lost meanwhile.
 * What it said is said again, but fields below an event are read anew, by the rights in its row:
 * those of then must not open what was closed since.
 */
export async function withdrawRights(
  tx: Transaction,
  outcome: unknown,
  asker: AskerId,
): Promise<void> {
  const events = [...eventsIn(outcome)];
  if (events.length === 0) return;
  const ids = [...new Set(events.map(({ id }) => id))];
  const present = await findEventsByIds(tx, ids, asker);
  const byId = new Map(present.map((event) => [event.id, event]));
  for (const event of events) {
    const now = byId.get(event.id);
    const isHidden = now?.visibility === 'PRIVATE' && event.visibility === 'PUBLIC';
    // One that is gone opens nothing, and one that was hidden is not as open as ownerless ones are.
    event.owned ||= !now || now.owned || isHidden;
    event.viewerRole &&= now?.viewerRole ?? null;
    event.manageSecretHash &&= now?.manageSecretHash ?? null;
  }
}

/** The rows of events anywhere in a value: only they have a manage secret. */
function* eventsIn(value: unknown): Generator<EventRow> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if ('manageSecretHash' in value) yield value as EventRow;
  else for (const part of Object.values(value)) yield* eventsIn(part);
}
