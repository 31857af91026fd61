import type { Database, Transaction } from './database.js';
import type { Topic } from './wakeups.js';

const touched = new WeakMap<Transaction, Set<Topic>>();

/**
 * Says that something was changed that others may wait for. They are woken when the transaction
 * is committed; not when it is rolled back.
 */
export function touch(tx: Transaction, topics: Iterable<Topic>): void {
  const inside = touched.get(tx);
  if (!inside)
    (tx as Database).wakeups.announce(topics); // a statement on its own
  else for (const topic of topics) inside.add(topic);
}

/** Gathers what a transaction touches. */
export function gatherTouched(tx: Transaction): ReadonlySet<Topic> {
  const topics = new Set<Topic>();
  touched.set(tx, topics);
  return topics;
}
