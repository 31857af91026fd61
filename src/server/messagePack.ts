import { isUtf8 } from 'node:buffer';
import { Packr } from 'msgpackr';

// Plain maps, which every implementation reads; 64-bit integers as the numbers they are in JSON.
const packr = new Packr({ useRecords: false, variableMapSize: true, int64AsType: 'number' });

/** @param value  what JSON can say, without `undefined` */
export function toMessagePack(value: unknown): Buffer {
  return packr.pack(value);
}

/**
 * Reads what JSON could have said too: nothing else has a meaning in GraphQL.
 *
 * The bytes are looked through before anything is made of them: msgpackr takes mistakes for values,
 * calls itself for every level, and knows types beyond those of JSON.
 *
 * @throws SyntaxError that ends a sentence which begins with "The body"
 */
export function fromMessagePack(bytes: Buffer): unknown {
  const end = endOfValue(bytes, 0, 0);
  if (end < bytes.length) throw new SyntaxError(`goes on after its value, from byte ${end}`);
  return packr.unpack(bytes);
}

const LEVELS_MAX = 64;

/** @returns where the value ends that begins at `start` */
function endOfValue(bytes: Buffer, start: number, level: number): number {
  if (level > LEVELS_MAX) throw new SyntaxError(`is nested deeper than ${LEVELS_MAX} levels`);
  const token = byteAt(bytes, start);
  const next = start + 1;
  if (token <= 0x7f || token >= 0xe0) return next; // small integers
  if (token <= 0x8f) return endOfMap(bytes, next, token & 0x0f, level);
  if (token <= 0x9f) return endOfArray(bytes, next, token & 0x0f, level);
  if (token <= 0xbf) return endOfString(bytes, start);
  switch (token) {
    case 0xc0: // nil
    case 0xc2: // false
    case 0xc3: // true
      return next;
    case 0xcc: // 8 bits
    case 0xd0:
      return endOf(bytes, next, 1);
    case 0xcd: // 16 bits
    case 0xd1:
      return endOf(bytes, next, 2);
    case 0xce: // 32 bits
    case 0xd2:
      return endOf(bytes, next, 4);
    case 0xca:
    case 0xcb:
      return endOfFloat(bytes, next, token === 0xca ? 4 : 8);
    case 0xcf:
    case 0xd3:
      return endOfLongInteger(bytes, next, token === 0xd3);
    case 0xd9:
    case 0xda:
    case 0xdb:
      return endOfString(bytes, start);
    case 0xdc:
    case 0xdd:
      return endOfArray(bytes, ...counted(bytes, next, token === 0xdc ? 2 : 4), level);
    case 0xde:
    case 0xdf:
      return endOfMap(bytes, ...counted(bytes, next, token === 0xde ? 2 : 4), level);
    default: // binary, extensions (timestamps and records too), and 0xc1, which is never used
      throw new SyntaxError(
        `has a value that JSON could not say, of the type 0x${token.toString(16)} at byte ${start}`,
      );
  }
}

function endOfArray(bytes: Buffer, start: number, count: number, level: number): number {
  let end = start;
  needs(bytes, start, count); // each item has a byte at least
  for (let i = 0; i < count; i++) end = endOfValue(bytes, end, level + 1);
  return end;
}

function endOfMap(bytes: Buffer, start: number, count: number, level: number): number {
  let end = start;
  needs(bytes, start, count * 2);
  for (let i = 0; i < count; i++) {
    const key = end;
    end = endOfString(bytes, key);
    if (end - key === PROTO.length && bytes.subarray(key, end).equals(PROTO)) {
      throw new SyntaxError('has a key __proto__, which nothing may be called');
    }
    end = endOfValue(bytes, end, level + 1);
  }
  return end;
}

const PROTO = packr.pack('__proto__');

/** How many bytes after the token of a long string say how long it is. */
const LENGTH_BYTES: Record<number, number> = { 217: 1, 218: 2, 219: 4 };

/** The string that begins at `start` with its token. */
function endOfString(bytes: Buffer, start: number): number {
  const token = byteAt(bytes, start);
  const size = LENGTH_BYTES[token] ?? 0;
  if (size === 0 && (token & 0xe0) !== 0xa0) {
    throw new SyntaxError(`has a key that is no string, at byte ${start}`);
  }
  const [from, length] = size ? counted(bytes, start + 1, size) : [start + 1, token & 0x1f];
  const end = endOf(bytes, from, length);
  if (!isUtf8(bytes.subarray(from, end))) {
    throw new SyntaxError(`has a string that is not UTF-8, at byte ${start}`);
  }
  return end;
}

function endOfFloat(bytes: Buffer, start: number, size: 4 | 8): number {
  const end = endOf(bytes, start, size);
  const number = size === 4 ? bytes.readFloatBE(start) : bytes.readDoubleBE(start);
  if (!Number.isFinite(number)) {
    throw new SyntaxError(`has a number that is ${number}, at byte ${start - 1}`);
  }
  return end;
}

function endOfLongInteger(bytes: Buffer, start: number, signed: boolean): number {
  const end = endOf(bytes, start, 8);
  const number = Number(signed ? bytes.readBigInt64BE(start) : bytes.readBigUInt64BE(start));
  if (!Number.isSafeInteger(number)) {
    throw new SyntaxError(`has an integer beyond ±(2^53 − 1), at byte ${start - 1}`);
  }
  return end;
}

/** A length of `size` bytes. @returns where what it counts begins, and the length */
function counted(bytes: Buffer, start: number, size: number): [number, number] {
  const end = endOf(bytes, start, size);
  return [end, bytes.readUIntBE(start, size)];
}

function endOf(bytes: Buffer, start: number, length: number): number {
  needs(bytes, start, length);
  return start + length;
}

function needs(bytes: Buffer, start: number, length: number): void {
  if (start + length > bytes.length) {
    throw new SyntaxError(`ends too early, after ${bytes.length} bytes`);
  }
}

function byteAt(bytes: Buffer, position: number): number {
  needs(bytes, position, 1);
  return bytes[position] as number;
}
