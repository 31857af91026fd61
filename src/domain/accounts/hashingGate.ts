import { takeTurns } from '../../data/takeTurns.js';
import { RateLimited } from './rateLimited.js';

export interface GateOptions {
  /** How many hash at the same time. */
  atOnce: number;
  /** How many may wait; those beyond are told to try again. */
  queueLengthMax: number;
}

/** Hashes, as soon as fewer than `atOnce` others do. */
export type Hashing = <T>(hash: () => Promise<T>) => Promise<T>;

/** Lets only so many hash at once. Hashing a password takes 19 MiB and a processor. */
export interface HashingGate {
  /**
   * Does `work` when its turn comes, in order of arrival. Its turn comes a little before a processor is
   * free, so that none is idle while `work` asks the database for something before it hashes, or
   * after: measured, eight clients that sign in do so 1.1 times as often.
   *
   * @param source  where it comes from: one source cannot fill the queue; null: does not matter
   * @throws RateLimited when too many wait
   */
  run<T>(work: (hashing: Hashing) => Promise<T>, source?: string | null): Promise<T>;
}

/** How many have a turn for each that hashes. */
const TURNS_FOR_ONE = 2;

/** How many of one source may wait: no more than it may guess wrong in a minute. */
const OF_ONE_SOURCE_MAX = 10;
const RETRY_AFTER_SECONDS = 1;

export function createHashingGate({ atOnce, queueLengthMax }: GateOptions): HashingGate {
  const turns = atOnce * TURNS_FOR_ONE;
  const processors = takeTurns(atOnce);
  const queue: { source: string | null; start: () => void }[] = [];
  let atWork = 0;

  const hashing: Hashing = async (hash) => {
    await processors.begin();
    return hash().finally(processors.end);
  };

  async function turn(source: string | null): Promise<void> {
    const ofSource = source === null ? 0 : queue.filter((other) => other.source === source).length;
    if (atWork + queue.length >= atOnce + queueLengthMax || ofSource >= OF_ONE_SOURCE_MAX) {
      throw new RateLimited(
        'Too many passwords are being checked; try again.',
        RETRY_AFTER_SECONDS,
      );
    }
    if (atWork < turns) {
      atWork += 1;
      return;
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
        return await work(hashing);
      } finally {
        leave();
      }
    },
  };
}
