import type { Transaction } from '../../data/database.js';
import {
  claimKeys,
  findUsedKeys,
  forgetKeys,
  keepOutcomes,
  type UsedKey,
} from '../../data/idempotencyKeys.js';
import { sameHash } from '../secret.js';
import { type KeyedRequest, seal, unseal } from './keyedRequest.js';
import { withdrawRights } from './withdrawRights.js';

/** The key was used before, with another input. Nothing was written. */
export interface KeyReused {
  kind: 'idempotencyKeyReused';
}

/** How long a key keeps its answer. */
const KEY_LIFETIME_MS = 24 * 3_600_000;

/** Input that breaks a rule, and what someone may not do, or not see, without the right secret. */
const NOT_ADMITTED = new Set([
  'invalidInput',
  'permissionDenied',
  'eventNotFound',
  'scheduleConflict',
  'usersNotFound',
]);

/**
 * Decides requests so that each key is acted upon once: a key that was used before gets the
 * answer it got then, refusals included, and the same key with another input is refused. Two at
 * once: the second waits for the first. Requests without a key are always decided. One that was
 * not admitted does not use its key up: corrected, it may come with the same one.
 *
 * An answer that is repeated opens no more than its asker may see now (`withdrawRights`).
 *
 * What is remembered commits or rolls back together with what `decide` does.
 *
 * @param keys    one for each request, null for those without; no key twice
 * @param decide  decides the requests at these indexes and answers in their order
 */
export async function onceEach<Outcome extends { kind: string }>(
  tx: Transaction,
  keys: readonly (KeyedRequest | null)[],
  now: Date,
  decide: (indexes: readonly number[]) => Promise<Outcome[]>,
): Promise<(Outcome | KeyReused)[]> {
  const used = await findUsed(tx, keys, now);
  const outcomes: (Outcome | KeyReused | null)[] = keys.map((key) =>
    key ? replay<Outcome>(key, used) : null,
  );
  for (const [i, key] of keys.entries()) {
    if (key && outcomes[i]) await withdrawRights(tx, outcomes[i], key.asker);
  }

  const undecided = [...keys.keys()].filter((i) => outcomes[i] === null);
  const decided = await decide(undecided);
  undecided.forEach((i, at) => {
    outcomes[i] = decided[at] as Outcome;
  });

  const toKeep = undecided.flatMap((i) => {
    const key = keys[i];
    const outcome = outcomes[i];
    return key && outcome && !NOT_ADMITTED.has(outcome.kind)
      ? [{ keyHash: key.keyHash, outcome: seal(outcome, key) }]
      : [];
  });
  if (toKeep.length > 0) await keepOutcomes(tx, toKeep);
  return outcomes as (Outcome | KeyReused)[];
}

/** `onceEach` for a single request. */
export async function once<Outcome extends { kind: string }>(
  tx: Transaction,
  key: KeyedRequest | null,
  now: Date,
  decide: () => Promise<Outcome>,
): Promise<Outcome | KeyReused> {
  const [outcome] = await onceEach(tx, [key], now, (indexes) =>
    Promise.all(indexes.map(() => decide())),
  );
  return outcome as Outcome | KeyReused;
}

/** Claims the keys, and finds what those that cannot be claimed were answered. */
async function findUsed(
  tx: Transaction,
  keys: readonly (KeyedRequest | null)[],
  now: Date,
): Promise<UsedKey[]> {
  const given = keys.filter((key) => key !== null);
  if (given.length === 0) return [];
  const claimed = await claimKeys(tx, given, now, expiryAt(now));
  const hashes = given.map(({ keyHash }) => keyHash);
  const others = hashes.filter((hash) => !claimed.has(Buffer.from(hash).toString('hex')));
  return others.length > 0 ? findUsedKeys(tx, others) : [];
}

function replay<Outcome>(key: KeyedRequest, used: readonly UsedKey[]): Outcome | KeyReused | null {
  const before = used.find(({ keyHash }) => sameHash(keyHash, key.keyHash));
  if (!before) return null;
  if (!sameHash(before.inputHash, key.inputHash)) return { kind: 'idempotencyKeyReused' };
  return unseal(before.outcome as Uint8Array<ArrayBuffer>, key) as Outcome;
}

/** Removes the keys whose time is over. @returns how many */
export function forgetOldKeys(db: Transaction, now: Date): Promise<number> {
  return forgetKeys(db, expiryAt(now));
}

function expiryAt(now: Date): Date {
  return new Date(now.getTime() - KEY_LIFETIME_MS);
}
