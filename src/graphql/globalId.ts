/** What has a global id; the names are the prefixes of the ids. */
export type NodeType = 'event' | 'attendee' | 'user' | 'notification' | 'session';

/** No row has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * The global id of a row: a type prefix and the UUID in base 32, `event_01jz…`.
 * @see https://github.com/jetify-com/typeid/tree/main/spec
 */
export function toGlobalId(type: NodeType, uuid: string): string {
  return `${type}_${base32(uuid)}`;
}

/** Crockford's, in lower case: the digits and letters without i, l, o and u. */
const BASE32 = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz', 'latin1');
const HEX_DIGITS = '0123456789abcdef';
/** What each hexadecimal digit is worth, by its character. */
const HEX = new Uint8Array(128);
for (const [worth, digit] of [...HEX_DIGITS].entries()) HEX[digit.charCodeAt(0)] = worth;

/**
 * The 128 bits of a UUID as 26 digits of 5 bits, of which the first has 3. Digit by digit and without
 * a loop, as a page of attendees has hundreds: `typeid-js` takes fifteen times as long, through checks
 * and arrays, and a loop over the bits twice.
 */
function base32(uuid: string): string {
  const a = word(uuid, 0, 4);
  const b = word(uuid, 9, 14);
  const c = word(uuid, 19, 24);
  const d = word(uuid, 28, 32);
  return String.fromCharCode(
    digit(a >>> 29),
    digit(a >>> 24),
    digit(a >>> 19),
    digit(a >>> 14),
    digit(a >>> 9),
    digit(a >>> 4),
    digit((a << 1) | (b >>> 31)),
    digit(b >>> 26),
    digit(b >>> 21),
    digit(b >>> 16),
    digit(b >>> 11),
    digit(b >>> 6),
    digit(b >>> 1),
    digit((b << 4) | (c >>> 28)),
    digit(c >>> 23),
    digit(c >>> 18),
    digit(c >>> 13),
    digit(c >>> 8),
    digit(c >>> 3),
    digit((c << 2) | (d >>> 30)),
    digit(d >>> 25),
    digit(d >>> 20),
    digit(d >>> 15),
    digit(d >>> 10),
    digit(d >>> 5),
    digit(d),
  );
}

/** 32 bits: the four hexadecimal digits at each of two places. */
function word(uuid: string, high: number, low: number): number {
  return (half(uuid, high) << 16) | half(uuid, low);
}

function half(uuid: string, at: number): number {
  return (
    (hex(uuid, at) << 12) | (hex(uuid, at + 1) << 8) | (hex(uuid, at + 2) << 4) | hex(uuid, at + 3)
  );
}

function hex(uuid: string, at: number): number {
  return HEX[uuid.charCodeAt(at)] as number;
}

/** The character of the lowest five bits. */
function digit(bits: number): number {
  return BASE32[bits & 31] as number;
}

/** What each digit of base 32 is worth, by its character; -1: it is none. */
const WORTH = new Int8Array(128).fill(-1);
for (const [worth, digit] of BASE32.entries()) WORTH[digit] = worth;
/** Prefix and digits; the first digit has 3 bits. @see the specification of TypeID */
const TYPE_ID = /^([a-z](?:[a-z_]{0,61}[a-z])?)_([0-7][0-9a-z]{25})$/;

/** The type and the UUID of a global id; null when the text is none. */
export function readGlobalId(id: string): { type: string; uuid: string } | null {
  const [, type, digits] = TYPE_ID.exec(id) ?? [];
  if (type === undefined || digits === undefined) return null;
  const uuid = uuidIn(digits);
  return uuid === null ? null : { type, uuid };
}

/** The UUID that 26 digits spell; null when one of them is no digit. */
function uuidIn(digits: string): string | null {
  let uuid = '';
  let bits = 0;
  let bitsLeft = -2; // the two zeros in front
  for (let at = 0; at < digits.length; at++) {
    const worth = WORTH[digits.charCodeAt(at)] as number;
    if (worth < 0) return null;
    bits = ((bits << 5) | worth) & 0xfff;
    bitsLeft += 5;
    while (bitsLeft >= 4) {
      bitsLeft -= 4;
      if (uuid.length === 8 || uuid.length === 13 || uuid.length === 18 || uuid.length === 23) {
        uuid += '-';
      }
      uuid += HEX_DIGITS[(bits >> bitsLeft) & 15];
    }
  }
  return uuid;
}

/**
 * The UUID in a global id of `type`. An id of another type, or a text that is no id, is answered
 * with a UUID that no row has: it is not found, like any id that does not exist.
 */
export function uuidOf(type: NodeType, id: string): string {
  const read = readGlobalId(id);
  return read?.type === type ? read.uuid : NOBODY;
}
