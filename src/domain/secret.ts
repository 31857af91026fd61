import { hash, randomFillSync, timingSafeEqual } from 'node:crypto';

/**
 * A secret that stands for one row: the row's UUID and 256 random bits, base64url. The row is
 * found by its primary key, and only the SHA-256 of the random part is stored. A slow hash adds
 * nothing to a key that nobody can guess.
 */
export interface Secret {
  text: string;
  hash: Uint8Array<ArrayBuffer>;
}

const ID_BYTES = 16;
const RANDOM_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{64}$/;

/** Makes the secret of the row `id`, a UUID. */
export function createSecret(id: string): Secret {
  const random = takeRandom(RANDOM_BYTES);
  const bytes = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), random]);
  return { text: bytes.toString('base64url'), hash: sha256(random) };
}

/** Takes a secret apart; null when the text has not the form of one. */
export function readSecret(text: string): { id: string; hash: Uint8Array<ArrayBuffer> } | null {
  if (!SECRET.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, hash: sha256(bytes.subarray(ID_BYTES)) };
}

/** Compares two hashes in constant time. */
export function sameHash(a: Uint8Array | null | undefined, b: Uint8Array | null | undefined) {
  return a != null && b != null && a.length === b.length && timingSafeEqual(a, b);
}

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(sha256(Buffer.from(a)), sha256(Buffer.from(b)));
}

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', bytes, 'buffer'));
}

/** Random bytes for many secrets: asking for those of one takes as long as asking for all of these. */
const supply = Buffer.alloc(4_096);
let taken = supply.length;

/** Bytes of the supply that nobody had before, and nobody will find in it. */
function takeRandom(size: number): Buffer {
  if (taken + size > supply.length) {
    randomFillSync(supply);
    taken = 0;
  }
  const bytes = Buffer.from(supply.subarray(taken, taken + size));
  supply.fill(0, taken, taken + size);
  taken += size;
  return bytes;
}
