import type { Socket } from 'node:net';
import { OVERLOADED, type RequestGate } from './requestGate.js';

/**
 * Where queries wait that came back before `Retry-After` was over.
 *
 * Refusing takes a fifth of the time of answering, so clients that come back at once, to be refused
 * again and again, leave no time to answer anybody. Such a query waits instead, until there is room
 * to spare or `Retry-After` is over; meanwhile it costs nothing but its memory. Who waits as told
 * never waits here, and goes before those who do. It is the query that waits, not its connection,
 * which may be that of a proxy: mutations and health checks that come down there are answered.
 *
 * Measured with ten times the clients that keep the process busy, all of which come back at once:
 * 0.9 times as many reads are answered as with one time as many, and registrations too (medians of
 * five runs); 0.15 and 0.1 times when each is refused each time. To stop reading such connections
 * instead left as much, and made all that comes down them wait.
 */
export interface EarlyReturns {
  /** Whether a query that there is no room for came too early, and there is a place to wait. */
  mayWait(connection: Socket, bodyBytes: number): boolean;
  /** Resolves when there is room to spare, the time is over, or the connection is gone. */
  wait(connection: Socket): Promise<void>;
  /** How many wait. */
  readonly count: number;
}

/** With their sockets, so many were measured to take less than 100 MB. */
const COUNT_MAX = 4_000;
const BODY_BYTES_MAX = 10_000;
/** How often is looked whose time is over, and whether the process is in time again. */
const LOOK_MS = 50;

/** How long a client is told to wait. */
export type RetryAfterSeconds = 1 | 2 | 4;

/** What it is told when it was told the other before. */
const NEXT_SECONDS: Record<RetryAfterSeconds, RetryAfterSeconds> = { 1: 2, 2: 4, 4: 4 };

/** Who comes back so soon after the time it was told is still the one who was told it. */
const SAME_CLIENT_MS = 1_000;

interface Told {
  seconds: RetryAfterSeconds;
  untilMs: number;
}

/** What each connection was told. */
const told = new WeakMap<Socket, Told>();

/**
 * A request is refused for want of room. Who stayed away as told, and is refused again, is told to do
 * so for twice as long: most of those who come back each second only take time from those who are
 * answered. Several at the same time, as down a proxy's connection, are told the same.
 *
 * @returns after how long its client shall come back
 */
export function noteRefused(connection: Socket): RetryAfterSeconds {
  const nowMs = performance.now();
  const before = told.get(connection);
  const seconds = before ? secondsAfter(before, nowMs) : OVERLOADED.retryAfter;
  told.set(connection, { seconds, untilMs: nowMs + seconds * 1_000 });
  return seconds;
}

function secondsAfter({ seconds, untilMs }: Told, nowMs: number): RetryAfterSeconds {
  if (nowMs < untilMs) return seconds;
  return nowMs < untilMs + SAME_CLIENT_MS ? NEXT_SECONDS[seconds] : OVERLOADED.retryAfter;
}

const untilMsOf = (connection: Socket) => told.get(connection)?.untilMs ?? 0;

interface Waiting {
  untilMs: number;
  end(): void;
}

export function createEarlyReturns(gate: RequestGate): EarlyReturns {
  /** One for each connection, however many requests are sent ahead. */
  const waiting = new Map<Socket, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let looksSoon = false;

  function end(connection: Socket): void {
    const one = waiting.get(connection);
    waiting.delete(connection);
    if (waiting.size === 0) clearInterval(timer);
    one?.end();
  }

  /** In the order in which they came. */
  function letIn(): void {
    looksSoon = false;
    let spare = gate.readsToSpare();
    for (const connection of waiting.keys()) {
      if (spare <= 0) return;
      spare -= 1;
      end(connection);
    }
  }

  // Once for all that leave at about the same time, and after those who come at that time.
  gate.onReadLeft(() => {
    if (waiting.size === 0 || looksSoon) return;
    looksSoon = true;
    setImmediate(letIn);
  });

  function look(): void {
    const nowMs = performance.now();
    for (const [connection, { untilMs }] of waiting) if (untilMs <= nowMs) end(connection);
    letIn();
  }

  return {
    mayWait: (connection, bodyBytes) =>
      untilMsOf(connection) > performance.now() &&
      bodyBytes <= BODY_BYTES_MAX &&
      waiting.size < COUNT_MAX &&
      !waiting.has(connection),
    wait: (connection) =>
      new Promise((resolve) => {
        if (waiting.size === 0) timer = setInterval(look, LOOK_MS);
        const gone = () => end(connection);
        connection.once('close', gone);
        waiting.set(connection, {
          untilMs: untilMsOf(connection),
          end() {
            connection.off('close', gone);
            resolve();
          },
        });
      }),
    get count() {
      return waiting.size;
    },
  };
}
