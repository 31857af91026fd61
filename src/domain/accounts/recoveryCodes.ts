import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './totp.js';

/** Enough that a fast hash does: 112 bits are asked for. @see OWASP ASVS 5.0.0 V6.5.2 */
const RANDOM_BYTES = 15;
const CODES = 10;
const LENGTH_MAX = 100;
const FORM = /^[A-Z2-7]{24}$/;

/** Codes of random letters and digits, in groups of four: `ABCD-EFGH-…`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    (base32(randomBytes(RANDOM_BYTES)).match(/.{4}/g) ?? []).join('-'),
  );
}

/** The hash of a code, written in whatever case and groups; null for what has not the form of one. */
export function recoveryCodeHash(code: string): Uint8Array<ArrayBuffer> | null {
  if (code.length > LENGTH_MAX) return null;
  const letters = code.replace(/[\s-]/g, '').toUpperCase();
  if (!FORM.test(letters)) return null;
  return new Uint8Array(createHash('sha256').update(letters).digest());
}
