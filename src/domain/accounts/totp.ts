import { createHmac } from 'node:crypto';
import { sameText } from '../secret.js';

// Codes that an app on a telephone shows: a new one each half minute, worked out from a secret that it
// shares with the server. SHA-1 and six digits are what all such apps know.

const STEP_MS = 30_000;
const DIGITS = 6;
const ISSUER = 'Turnout';
/** @see RFC 4226 §4: 160 bits are recommended */
export const TOTP_SECRET_BYTES = 20;

/** The number of the half minute, counted from 1970. @see RFC 6238 §4.2 */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** The code of a step. @see RFC 4226 §5.3, RFC 6238 §4 */
export function totpOf(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hmac = createHmac('sha1', secret).update(counter).digest();
  const offset = (hmac.at(-1) as number) & 0xf;
  const number = hmac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step that a code is good for now; null for none. Of the half minute that it is, and of no other:
 * a code that somebody looked over a shoulder for is worth nothing soon.
 *
 * @param lastStep  of the code that was taken last; null for none
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  { now, lastStep }: { now: Date; lastStep: number | null },
): number | null {
  const step = stepOf(now);
  const isRight = sameText(totpOf(secret, step), code);
  return isRight && (lastStep === null || step > lastStep) ? step : null;
}

/** What apps read from a QR code. @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function otpauthUri(secret: Uint8Array, username: string): string {
  const settings = `issuer=${ISSUER}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1_000}`;
  return `otpauth://totp/${ISSUER}:${encodeURIComponent(username)}?secret=${base32(secret)}&${settings}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Without padding, as apps take it. @see RFC 4648 §6 */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
