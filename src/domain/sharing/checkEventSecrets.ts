import type { Database } from '../../data/database.js';
import { findRightSecrets } from '../../data/events.js';
import { type CallFrom, countWrongGuess, minuteOf, refuseGuesser } from '../accounts/guesses.js';
import { createShortMemory } from '../accounts/shortMemory.js';

type Checked = Pick<CallFrom, 'db' | 'address' | 'now' | 'viewer'>;

/** What this process has seen of each database: secrets that were right, and wrong ones counted. */
interface Seen {
  right: ReturnType<typeof createShortMemory>;
  wrong: ReturnType<typeof createShortMemory>;
}

const seenIn = new WeakMap<Database, Seen>();
/** A secret that was right once was no guess, also after its event was claimed. */
const EVER = new Date(0);

/**
 * Counts the wrong ones among the manage secrets that a request brings, each once a minute: a client
 * that still keeps the secret of an event that is gone does not guess. What is right costs one
 * statement, the first time that this process sees it.
 *
 * @throws RateLimited after too many wrong ones, unless all that are brought are known to be right
 */
export async function checkEventSecrets(call: Checked): Promise<void> {
  const { db, viewer, now } = call;
  const seen = seenIn.get(db) ?? { right: createShortMemory(), wrong: createShortMemory() };
  seenIn.set(db, seen);
  const unknown = new Map(
    [...viewer.eventSecrets].filter((secret) => !seen.right.has(keyOf(secret), EVER)),
  );
  if (unknown.size === 0) return;
  refuseGuesser(call);

  const uncounted = new Map(
    [...unknown].filter((secret) => !seen.wrong.has(keyOf(secret), minuteOf(now))),
  );
  if (uncounted.size === 0) return;
  const right = await findRightSecrets(db, uncounted);
  for (const secret of uncounted) {
    if (right.has(secret[0])) {
      seen.right.add(keyOf(secret), EVER);
    } else {
      await countWrongGuess(call);
      seen.wrong.add(keyOf(secret), minuteOf(now));
    }
  }
}

function keyOf([eventId, hash]: [string, Uint8Array]): string {
  return `${eventId} ${Buffer.from(hash).toString('hex')}`;
}
