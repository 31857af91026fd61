import { Refusal } from './Refusal.js';

/** How many operations one process works at, and lets wait. */
export interface GateBounds {
  /** Queries at work at the same time. */
  readsAtOnceMax: number;
  /** Queries that may wait for that; those beyond are refused. */
  readsWaitingMax: number;
  /** How long a query may have waited when its turn comes; one that has longer is refused. */
  readsWaitMsMax: number;
  /** How late the event loop may be; beyond, new queries are refused until it is half as late. */
  loopLateMsMax: number;
  /** Mutations at work, those that wait for their turn in the database included. */
  writesAtOnceMax: number;
}

/** What the gate goes by, besides counting. */
export interface GateMeasures {
  /** Of a clock that nobody sets. */
  nowMs(): number;
  /** How late the event loop is. */
  lateMs(): number;
}

type Kind = 'read' | 'write';

/**
 * Refuses at once what the process will not get to soon. Whoever waits long has often given up when
 * the answer comes, and a process that works for them answers nobody in time.
 *
 * Reads and writes are bounded apart: however many read, there is room for those who register. That
 * the process is late refuses reads only.
 */
export interface RequestGate {
  /**
   * Waits for its turn.
   *
   * @returns what must be called when the work is done, whatever came of it, or when others turn out
   *   to do it; to call it again does nothing
   * @throws Refusal with the code OVERLOADED when there is no room, or its turn comes too late
   */
  enter(kind: Kind): Promise<() => void>;
  /** Whether `enter` would refuse just now. */
  isShut(kind: Kind): boolean;
  /**
   * For how many queries there is room when half of the places to wait are kept free, for others
   * than those whom this is asked for.
   */
  readsToSpare(): number;
  /** Calls whenever a query has left. */
  onReadLeft(call: () => void): void;
  state(): { reads: number; readsWaiting: number; writes: number; lateMs: number };
}

/** What is told to who is refused for the first time. */
export const OVERLOADED = {
  message: 'Too much is asked of the server just now, and nothing of this was done. Try again.',
  code: 'OVERLOADED',
  retryAfter: 1,
} as const;

/** One for all: an error of its own for each would be the most expensive part of a refusal. */
const refusal = new Refusal(503, OVERLOADED.message, { code: OVERLOADED.code });

interface Waiting {
  sinceMs: number;
  letIn(): void;
  refuse(): void;
}

export function createRequestGate(bounds: GateBounds, measures: GateMeasures): RequestGate {
  const waiting: Waiting[] = [];
  let reads = 0;
  let writes = 0;
  let late = false;
  let tellReadLeft = () => {};

  function leaveReads(): void {
    const next = nextInTime();
    // Whoever leaves hands its place over, so that nobody overtakes.
    if (next) next.letIn();
    else reads -= 1;
    tellReadLeft();
  }

  /** The first who has not waited too long; those before are refused, as they have given up, or will. */
  function nextInTime(): Waiting | undefined {
    const earliestMs = measures.nowMs() - bounds.readsWaitMsMax;
    let next = waiting.shift();
    while (next && next.sinceMs < earliestMs) {
      next.refuse();
      next = waiting.shift();
    }
    return next;
  }

  function leaveWrites(): void {
    writes -= 1;
  }

  /** Not in time again before it is clearly so: else reads would come in bursts. */
  function isLate(): boolean {
    const lateMs = measures.lateMs();
    late = lateMs > (late ? bounds.loopLateMsMax / 2 : bounds.loopLateMsMax);
    return late;
  }

  const areReadsFull = () =>
    reads >= bounds.readsAtOnceMax && waiting.length >= bounds.readsWaitingMax;

  const isShut = (kind: Kind) =>
    kind === 'read' ? isLate() || areReadsFull() : writes >= bounds.writesAtOnceMax;

  function waitForPlace(): Promise<void> {
    return new Promise((letIn, refused) => {
      const refuse = () => refused(refusal);
      waiting.push({ sinceMs: measures.nowMs(), letIn, refuse });
    });
  }

  return {
    isShut,
    readsToSpare() {
      if (isLate()) return 0;
      return bounds.readsAtOnceMax - reads + (bounds.readsWaitingMax >> 1) - waiting.length;
    },
    onReadLeft(call) {
      tellReadLeft = call;
    },
    async enter(kind) {
      if (isShut(kind)) throw refusal;
      if (kind === 'write') {
        writes += 1;
        return once(leaveWrites);
      }
      if (reads < bounds.readsAtOnceMax) reads += 1;
      else await waitForPlace();
      return once(leaveReads);
    },
    state: () => ({
      reads,
      readsWaiting: waiting.length,
      writes,
      lateMs: measures.lateMs(),
    }),
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

/**
 * Whether a document may write, as far as a look at its text tells. Subscriptions are not shed with
 * the reads either: clients do not begin them again by themselves. One that is only named by its
 * hash is taken for one that writes.
 */
export function kindOfDocument(query: string | undefined): Kind {
  return query === undefined || /\b(mutation|subscription)\b/.test(query) ? 'write' : 'read';
}

/** What stands in a body that may be no read; an escaped letter could hide one of the words. */
const DOUBTFUL = ['mutation', 'subscription', 'persistedQuery', '\\u'];

/** The same of a body that nobody has parsed: false where a look at its bytes does not tell. */
export function isReadAtSight(body: Buffer): boolean {
  return body.includes('query') && !DOUBTFUL.some((sign) => body.includes(sign));
}
