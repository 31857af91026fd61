import { gatherEvidence } from './evidence.js';
import type { EventHistory, Rule, Violation } from './history.js';
import { rules } from './rules.js';

/**
 * Finds what a history proves to have gone wrong; empty when everything can have been as promised.
 * It accuses nobody of what an answer that was lost, or the order of what happened at once, could
 * explain.
 */
export function check(histories: readonly EventHistory[]): Violation[] {
  return histories.flatMap((history) => {
    const evidence = gatherEvidence(history);
    return (Object.keys(rules) as Rule[]).flatMap((rule) =>
      [...rules[rule](evidence)].map((message) => ({ rule, eventId: history.eventId, message })),
    );
  });
}
