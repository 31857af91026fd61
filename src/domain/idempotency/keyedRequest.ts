import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { AskerId } from '../../data/events.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A request that carries an idempotency key. */
export interface KeyedRequest {
  key: string;
  asker: AskerId;
  keyHash: Bytes;
  inputHash: Bytes;
}

/** Past this length a key is refused, like any other text that is too long. */
export const KEY_LENGTH_MAX = 200;

/**
 * @param operation  name of the mutation: one key may serve several of them
 * @param input      what the mutation was asked, without the key
 * @param asker      who asks: each user has keys of their own, those who are nobody share theirs
 */
export function keyedRequest(
  key: string,
  operation: string,
  input: unknown,
  asker: AskerId = null,
): KeyedRequest {
  return {
    key,
    asker,
    keyHash: sha256(`${operation}\n${asker ?? ''}\n${key}`),
    inputHash: sha256(canonicalJson(input)),
  };
}

/**
 * Locks an outcome up so that only a caller who knows the key can read it: outcomes hold secrets
 * and personal data, and the table holds only the key's hash.
 */
export function seal(outcome: unknown, { key }: KeyedRequest): Bytes {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), nonce);
  const sealed = Buffer.concat([cipher.update(serialize(outcome)), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
}

/** The outcome that `seal` locked up. */
export function unseal(sealed: Bytes, { key }: KeyedRequest): unknown {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return deserialize(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]));
}

function sealingKey(key: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'turnout idempotency', 32));
}

function sha256(text: string): Bytes {
  return new Uint8Array(createHash('sha256').update(text).digest());
}

/** The same text for the same input, in whatever order its fields were written. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
