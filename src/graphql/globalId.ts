import { fromString, parseTypeId, TypeID, toUUID } from 'typeid-js';

/** What has a global id; the names are the prefixes of the ids. */
export type NodeType = 'event' | 'attendee' | 'user' | 'notification';

/** No row has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * The global id of a row: a type prefix and the UUID in base 32, `event_01jz…`.
 * @see https://github.com/jetify-com/typeid/tree/main/spec
 */
export function toGlobalId(type: NodeType, uuid: string): string {
  return TypeID.fromUUID(type, uuid).toString();
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
