import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { countAttempt, deleteAttempts, uncountAttempt } from '../../data/attempts.js';
import type { Database } from '../../data/database.js';
import type { AccountsCall } from './accountsCall.js';
import { RateLimited } from './rateLimited.js';

/** Wrong guesses a minute, for one account and from one address. */
const GUESSES_MAX = 10;
const MINUTE_MS = 60_000;

/** A guess at a secret, counted before it is looked at: many at once do not slip through. */
export interface Guess {
  /** It was right, and does not count. */
  takeBack(): Promise<void>;
}

/**
 * Counts a guess, on its own: it counts whatever becomes of the transaction that looks at it.
 *
 * @param target  what is guessed at: an account, a session; null when that is not known
 * @throws RateLimited when there were too many in this minute
 */
export async function countGuess(
  { db, address, now }: Pick<AccountsCall, 'db' | 'address' | 'now'>,
  target: string | null,
): Promise<Guess> {
  const keys = [hashOf('address', networkOf(address))];
  if (target !== null) keys.push(hashOf('target', target));
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);

  // One after the other: an address that may not guess any more must not lock accounts.
  for (const key of keys) {
    if ((await countAttempt(db, key, minute)) <= GUESSES_MAX) continue;
    const leftMs = minute.getTime() + MINUTE_MS - now.getTime();
    throw new RateLimited('Too many wrong guesses; wait a little.', Math.ceil(leftMs / 1_000));
  }
  return {
    async takeBack() {
      for (const key of keys) await uncountAttempt(db, key, minute);
    },
  };
}

/** Removes the counts of minutes that are over. @returns how many */
export function forgetOldGuesses(db: Database, now: Date): Promise<number> {
  return deleteAttempts(db, new Date(now.getTime() - MINUTE_MS));
}

/** Whoever has an IPv6 address has the 2⁶⁴ of its network. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array(zeros).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}

function hashOf(kind: string, key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`${kind}\0${key}`).digest());
}
