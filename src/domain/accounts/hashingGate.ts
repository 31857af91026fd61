import { RateLimited } from './rateLimited.js';

export interface GateOptions {
  /** How many are at work at the same time. */
  atOnce: number;
  /** How many may wait; those beyond are told to try again. */
  queueLengthMax: number;
}

/** Lets only so many work at once. Hashing a password takes 19 MiB and a processor. */
export interface HashingGate {
  /**
   * Does `work` when its turn comes, in order of arrival.
   *
   * @param source  where it comes from: one source cannot fill the queue; null: does not matter
   * @throws RateLimited when too many wait
   */
  run<T>(work: () => Promise<T>, source?: string | null): Promise<T>;
}

/** How many of one source may wait: no more than it may guess wrong in a minute. */
const OF_ONE_SOURCE_MAX = 10;
const RETRY_AFTER_SECONDS = 1;

export function createHashingGate({ atOnce, queueLengthMax }: GateOptions): HashingGate {
  const queue: { source: string | null; start: () => void }[] = [];
  let atWork = 0;

  async function turn(source: string | null): Promise<void> {
    if (atWork < atOnce) {
      atWork += 1;
      return;
    }
    const ofSource = source === null ? 0 : queue.filter((other) => other.source === source).length;
    if (queue.length >= queueLengthMax || ofSource >= OF_ONE_SOURCE_MAX) {
      throw new RateLimited(
        'Too many passwords are being checked; try again.',
        RETRY_AFTER_SECONDS,
      );
    }
    // Whoever leaves hands its place over, so that nobody overtakes.
    await new Promise<void>((start) => queue.push({ source, start }));
  }

  function leave(): void {
    const next = queue.shift();
    if (next) next.start();
    else atWork -= 1;
  }

  return {
    async run(work, source = null) {
      await turn(source);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
