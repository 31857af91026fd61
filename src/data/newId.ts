import { randomUUID } from 'node:crypto';

const COUNTER_MAX = 0xfff;
/** Where the counter of a millisecond begins at most, so that it has room to count. */
const COUNTER_START_MAX = 0x7ff;

let lastMs = 0;
let counter = 0;

/**
 * A fresh UUIDv7: its first 48 bits are the time in milliseconds, the next 12 count those that one
 * process makes within it, so ids sort by creation. The 62 bits of a random UUID follow.
 * @see RFC 9562 §5.7 and §6.2, method 1
 */
export function newId(): string {
  const random = randomUUID();
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = Number.parseInt(random.slice(15, 18), 16) & COUNTER_START_MAX;
  } else if (counter < COUNTER_MAX) counter += 1;
  else {
    lastMs += 1;
    counter = 0;
  }
  const time = hex(lastMs, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}${random.slice(18)}`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
