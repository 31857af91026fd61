import type { Socket } from 'node:net';
import { mayReturnAtMs } from './overloadedAnswer.js';
import type { RequestGate } from './requestGate.js';

/**
 * Keeps those waiting who were refused for want of room and do not wait as `Retry-After` says.
 *
 * Refusing takes a fifth of the time of answering, so clients that come back at once and are refused
 * again and again leave no time to answer anybody. The next query of a connection that was refused
 * is therefore let in when there is room to spare, or looked at again when `Retry-After` is over.
 * Until then it costs nothing but its memory. Whoever waits as told never waits here, and goes
 * before those who do; mutations never wait here, and nothing else on the connection does that is
 * no query: it is the request that waits, not its connection, which may be a proxy's.
 *
 * Measured with ten times the clients that keep the process busy, all of whom come back at once:
 * IMPATIENT_FIGURES
 */
export interface EarlyReturns {
  /** Whether a query for which there is no room came too early, and there is a place to wait. */
  mayWait(connection: Socket, bodyBytes: number): boolean;
  /** Resolves when there is room to spare, the time is over, or the connection is gone. */
  wait(connection: Socket): Promise<void>;
  /** How many wait. */
  readonly count: number;
}

/** A request and its reply take about 10 kB; so these and their bodies take less than 80 MB. */
const COUNT_MAX = 4_000;
const BODY_BYTES_MAX = 10_000;
/** How often is looked for those whose time is over, and whether the process is in time again. */
const LOOK_MS = 50;

interface Waiting {
  untilMs: number;
  end(): void;
}

export function createEarlyReturns(gate: RequestGate): EarlyReturns {
  /** By connection: those who send more than one request ahead may have one of them wait. */
  const waiting = new Map<Socket, Waiting>();
  let looking: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | undefined;

  function end(connection: Socket): void {
    const one = waiting.get(connection);
    waiting.delete(connection);
    if (waiting.size === 0) clearInterval(timer);
    one?.end();
  }

  /** In the order in which they came. */
  function letIn(): void {
    let spare = gate.readsToSpare();
    for (const connection of waiting.keys()) {
      if (spare-- <= 0) return;
      end(connection);
    }
  }

  /** Once for all who leave at about the same time, and after those who come meanwhile. */
  gate.onReadLeft(() => {
    if (waiting.size === 0 || looking) return;
    looking = setImmediate(() => {
      looking = null;
      letIn();
    });
  });

  function look(): void {
    const nowMs = performance.now();
    for (const [connection, { untilMs }] of waiting) if (untilMs <= nowMs) end(connection);
    letIn();
  }

  return {
    mayWait: (connection, bodyBytes) =>
      mayReturnAtMs(connection) > performance.now() &&
      bodyBytes <= BODY_BYTES_MAX &&
      waiting.size < COUNT_MAX &&
      !waiting.has(connection),
    wait: (connection) =>
      new Promise((resolve) => {
        if (waiting.size === 0) timer = setInterval(look, LOOK_MS);
        const gone = () => end(connection);
        connection.once('close', gone);
        waiting.set(connection, {
          untilMs: mayReturnAtMs(connection),
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
