import { networkOf } from '../domain/accounts/guesses.js';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import { askerOf } from '../domain/sharing/viewer.js';
import type { RequestContext } from '../graphql/context.js';

/** How much one caller may ask for in a minute, counted like the cost of operations. */
export interface CallerBudgetBounds {
  userCostPerMinuteMax: number;
  /** For all who are not signed in at one address, which may be a whole office. */
  addressCostPerMinuteMax: number;
}

type Caller = Pick<RequestContext, 'viewer' | 'address' | 'now'>;

/**
 * What callers have left; each process counts for itself.
 *
 * Both throw RateLimited when a caller does not have as much left; nothing is taken then.
 */
export interface CallerBudget {
  /** What is asked for may be worth nothing, but looking who asks is not free: it costs 1. */
  takeRequest(caller: Caller): void;
  /** The cost of an operation, of which its request has taken 1. */
  takeOperation(caller: Caller, cost: number): void;
}

/** Of users, and of addresses: those beyond push out who was away for long, and is likely whole. */
const CALLERS_MAX = 50_000;
const MINUTE_MS = 60_000;
const REQUEST_COST = 1;

export function createCallerBudget(
  bounds: CallerBudgetBounds,
  callersMax = CALLERS_MAX,
): CallerBudget {
  const users = new Buckets(bounds.userCostPerMinuteMax, callersMax);
  const addresses = new Buckets(bounds.addressCostPerMinuteMax, callersMax);

  function take({ viewer, address, now }: Caller, cost: number): void {
    const user = askerOf(viewer);
    const at = now.getTime();
    const waitMs =
      user === null ? addresses.take(networkOf(address), cost, at) : users.take(user, cost, at);
    if (waitMs > 0) {
      throw new RateLimited(
        'Too much was asked for within a minute; wait a little.',
        Math.ceil(waitMs / 1_000),
      );
    }
  }

  return {
    takeRequest: (caller) => take(caller, REQUEST_COST),
    takeOperation(caller, cost) {
      if (cost > REQUEST_COST) take(caller, cost - REQUEST_COST);
    },
  };
}

interface Bucket {
  left: number;
  at: number;
}

/** A bucket for each caller, as large as a minute's allowance and filled at that rate. */
class Buckets {
  /** In two halves, so that nothing has to be put in order when somebody comes again. */
  #recent = new Map<string, Bucket>();
  #earlier = new Map<string, Bucket>();

  constructor(
    readonly size: number,
    readonly callersMax: number,
  ) {}

  /** @returns 0, or for how many milliseconds there is not enough left: then nothing is taken */
  take(caller: string, cost: number, at: number): number {
    const bucket = this.#bucketOf(caller, at);
    const filled = (Math.max(0, at - bucket.at) / MINUTE_MS) * this.size;
    const left = Math.min(this.size, bucket.left + filled);
    if (cost > left) return ((cost - left) / this.size) * MINUTE_MS;
    bucket.left = left - cost;
    bucket.at = Math.max(at, bucket.at);
    return 0;
  }

  #bucketOf(caller: string, at: number): Bucket {
    const known = this.#recent.get(caller);
    if (known) return known;
    const bucket = this.#earlier.get(caller) ?? { left: this.size, at };
    if (this.#recent.size >= this.callersMax / 2) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(caller, bucket);
    return bucket;
  }
}
