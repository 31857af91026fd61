import { toUUID, typeidUnboxed } from 'typeid-js';

/**
 * A fresh UUIDv7: its first 48 bits are the time in milliseconds, so ids sort by creation.
 * @see RFC 9562 §5.7
 */
export function newId(): string {
  return toUUID(typeidUnboxed());
}
