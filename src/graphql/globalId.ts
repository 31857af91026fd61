import { fromString, parseTypeId, toUUID } from 'typeid-js';

/** What has a global id; the names are the prefixes of the ids. */
export type NodeType = 'event' | 'attendee' | 'user' | 'notification';

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
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
/** The two digits of each number of ten bits. */
const PAIRS = Array.from({ length: 1024 }, (_, n) => BASE32.charAt(n >> 5) + BASE32.charAt(n & 31));

/**
 * The 128 bits of a UUID as 26 digits of 5 bits, of which the first has 3. `typeid-js` does the
 * same through bytes and checks in four times the time, which was a tenth of a page of attendees.
 */
function base32(uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  // 2 hexadecimal digits are 8 bits and 5 are 20: two and four digits of base 32.
  let digits = PAIRS[Number.parseInt(hex.slice(0, 2), 16)] as string;
  for (let at = 2; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    digits += (PAIRS[bits >> 10] as string) + PAIRS[bits & 1023];
  }
  return digits;
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
