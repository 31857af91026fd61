import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { fromMessagePack } from './messagePack.js';
import { Refusal } from './Refusal.js';

/** What the body of a request can be written in. */
export const bodyTypes = ['application/json', 'application/msgpack'] as const;

/** Told to whoever sent another. */
export const BODY_TYPES_SENTENCE =
  'The body must be JSON or MessagePack: send the header Content-Type: application/json, or application/msgpack.';

/**
 * Reads the body of a request.
 *
 * @throws Refusal when it is not what its headers say, or nothing at all
 */
export function readBody(
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  type: (typeof bodyTypes)[number],
): unknown {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    throw new Refusal(
      415,
      `The body must not be compressed, but is encoded as ${name(encoding)}.`,
      {
        headers: { 'accept-encoding': 'identity' },
      },
    );
  }
  if (bytes.length === 0) throw new Refusal(400, 'The body is empty.');
  return type === 'application/json' ? readJson(headers, bytes) : readMessagePack(bytes);
}

/** Whatever is in a body of this length, V8 reads it within milliseconds. */
const SHORT_BYTES_MAX = 100_000;
/** No request needs a third of it; V8 takes a tenth of a second for 500,000. */
const LEVELS_MAX = 100;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects are too many levels within each other, as far as it is JSON. */
function isNestedTooDeep(json: Buffer): boolean {
  let level = 0;
  let quoted = false;
  let escaped = false;
  for (const byte of json) {
    if (escaped) escaped = false;
    else if (byte === QUOTE) quoted = !quoted;
    else if (quoted) escaped = byte === BACKSLASH;
    else if (byte === LIST || byte === OBJECT) {
      level += 1;
      if (level > LEVELS_MAX) return true;
    } else if (byte === LIST_END || byte === OBJECT_END) level -= 1;
  }
  return false;
}

/** @see RFC 8259 §8.1: JSON between systems is UTF-8, without a byte order mark */
function readJson(headers: IncomingHttpHeaders, bytes: Buffer): unknown {
  const charset = charsetIn(headers['content-type'] ?? '');
  if (charset && !/^utf-?8$/i.test(charset)) {
    throw new Refusal(415, `The body must be in UTF-8, but its charset is ${name(charset)}.`);
  }
  if (!isUtf8(bytes)) throw new Refusal(400, 'The body is not valid UTF-8.');
  if (bytes.length > SHORT_BYTES_MAX && isNestedTooDeep(bytes)) {
    throw new Refusal(400, `The body is nested deeper than ${LEVELS_MAX} levels.`);
  }
  const text = bytes.toString('utf8');
  if (text.charCodeAt(0) === 0xfeff) {
    throw new Refusal(400, 'The body begins with a byte order mark, which JSON must not have.');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8's sentence quotes the text around the mistake; where it is says enough, and repeats nothing.
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    const where = position ? `, from character ${position} on` : '';
    throw new Refusal(400, `The body is not valid JSON${where}.`);
  }
}

/** Nearly all say no more than that it is JSON. */
function charsetIn(type: string): string | undefined {
  if (type === 'application/json') return undefined;
  return /;\s*charset="?([^\s;"]+)/i.exec(type)?.[1];
}

function readMessagePack(bytes: Buffer): unknown {
  try {
    return fromMessagePack(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(400, `The body is not the MessagePack of a request: it ${error.message}.`);
  }
}

/** Something of the client's, quoted and cut. */
function name(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
