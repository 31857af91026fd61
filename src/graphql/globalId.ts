import { fromString, parseTypeId, toUUID } from 'typeid-js';

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
/** What each hexadecimal digit is worth, by its character. */
const HEX = new Uint8Array(128);
for (const [worth, digit] of [...'0123456789abcdef'].entries()) HEX[digit.charCodeAt(0)] = worth;
/** Where the digits of a UUID stand between its hyphens. */
const DIGITS_AT = [...'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'].flatMap((x, at) =>
  x === '-' ? [] : at,
);
/** Every id is spelled here before it becomes a text of its own. */
const spelled = Buffer.alloc(26);

/**
 * The 128 bits of a UUID as 26 digits of 5 bits, of which the first has 3. A page of attendees has
 * hundreds: `typeid-js` does the same through checks and arrays in ten times the time, and texts
 * put together digit by digit were a sixth of what a nested list allocates.
 */
function base32(uuid: string): string {
  let bits = 0;
  let bitsLeft = 2; // as if two zeros came first: 130 bits are 26 digits
  let at = 0;
  for (const digitAt of DIGITS_AT) {
    bits = ((bits << 4) | (HEX[uuid.charCodeAt(digitAt)] as number)) & 0xfff;
    bitsLeft += 4;
    if (bitsLeft >= 5) {
      bitsLeft -= 5;
      spelled[at++] = BASE32[(bits >> bitsLeft) & 31] as number;
    }
  }
  return spelled.toString('latin1');
}

/** The type and the UUID of a global id; null when the text is none. */
export function readGlobalId(id: string): { type: string; uuid: string } | null {
  try {
    const typeId = fromString(id);
    return { type: parseTypeId(typeId).prefix, uuid: toUUID(typeId) };
  } catch {
    return null;
  }
}

/**
 * The UUID in a global id of `type`. An id of another type, or a text that is no id, is answered
 * with a UUID that no row has: it is not found, like any id that does not exist.
 */
export function uuidOf(type: NodeType, id: string): string {
  const read = readGlobalId(id);
  return read?.type === type ? read.uuid : NOBODY;
}
