import { Refusal } from './Refusal.js';

/** How many operations one process works at, and lets wait. */
export interface GateBounds {
  /** Queries at work at the same time. */
  readsAtOnceMax: number;
  /** Queries that may wait for that; those beyond are refused. */
  readsWaitingMax: number;
  /** Mutations at work, those that wait for their turn in the database included. */
  writesAtOnceMax: number;
}

/**
 * Refuses at once what the process will not get to soon. Whoever waits long has often given up when
 * the answer comes, and a process that works for them answers nobody in time.
 *
 * Reads and writes are bounded apart: however many read, there is room for those who register.
 */
export interface RequestGate {
  /**
   * Waits for its turn.
   *
   * @returns what must be called when the work is done, whatever came of it
   * @throws Refusal with the code OVERLOADED when there is no room
   */
  enter(kind: 'read' | 'write'): Promise<() => void>;
  state(): { reads: number; readsWaiting: number; writes: number };
}

const RETRY_AFTER_SECONDS = 1;

export const OVERLOADED = {
  message: 'Too much is asked of the server just now, and nothing of this was done. Try again.',
  code: 'OVERLOADED',
  retryAfter: RETRY_AFTER_SECONDS,
};

/** One for all: an error of its own for each would be the most expensive part of a refusal. */
const refusal = new Refusal(503, OVERLOADED.message, {
  code: OVERLOADED.code,
  headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
});

export function createRequestGate(bounds: GateBounds): RequestGate {
  const waiting: (() => void)[] = [];
  let reads = 0;
  let writes = 0;

  function leaveReads(): void {
    const next = waiting.shift();
    // Whoever leaves hands its place over, so that nobody overtakes.
    if (next) next();
    else reads -= 1;
  }

  function leaveWrites(): void {
    writes -= 1;
  }

  async function enterReads(): Promise<() => void> {
    if (reads < bounds.readsAtOnceMax) {
      reads += 1;
      return leaveReads;
    }
    if (waiting.length >= bounds.readsWaitingMax) throw refusal;
    await new Promise<void>((turn) => waiting.push(turn));
    return leaveReads;
  }

  async function enterWrites(): Promise<() => void> {
    if (writes >= bounds.writesAtOnceMax) throw refusal;
    writes += 1;
    return leaveWrites;
  }

  return {
    enter: (kind) => (kind === 'read' ? enterReads() : enterWrites()),
    state: () => ({ reads, readsWaiting: waiting.length, writes }),
  };
}

/**
 * Whether a document may write, as far as a look at its text tells. Subscriptions are not shed with
 * the reads either: clients do not begin them again by themselves. One that is only named by its
 * hash is taken for one that writes.
 */
export function kindOfDocument(query: string | undefined): 'read' | 'write' {
  return query === undefined || /\b(mutation|subscription)\b/.test(query) ? 'write' : 'read';
}
