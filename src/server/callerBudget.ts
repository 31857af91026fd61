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

/** Those who come when it is full push out who was away for long, and is likely to be whole. */
const CALLERS_MAX = 50_000;
const MINUTE_MS = 60_000;
const REQUEST_COST = 1;

interface Bucket {
  left: number;
  at: number;
}

/** A bucket for each caller, as large as a minute's allowance and filled at that rate. */
export function createCallerBudget(
  bounds: CallerBudgetBounds,
  callersMax = CALLERS_MAX,
): CallerBudget {
  /** In two halves, so that nothing has to be put in order when somebody comes again. */
  let recent = new Map<string, Bucket>();
  let earlier = new Map<string, Bucket>();

  function bucketOf(key: string, size: number, at: number): Bucket {
    let bucket = recent.get(key);
    if (bucket) return bucket;
    bucket = earlier.get(key) ?? { left: size, at };
    if (recent.size >= callersMax / 2) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(key, bucket);
    return bucket;
  }

  function take({ viewer, address, now }: Caller, cost: number): void {
    const user = askerOf(viewer);
    const key = user === null ? `address ${networkOf(address)}` : `user ${user}`;
    const size = user === null ? bounds.addressCostPerMinuteMax : bounds.userCostPerMinuteMax;
    const at = now.getTime();
    const bucket = bucketOf(key, size, at);
    const filled = (Math.max(0, at - bucket.at) / MINUTE_MS) * size;
    const left = Math.min(size, bucket.left + filled);
    if (cost > left) {
      const waitMs = ((cost - left) / size) * MINUTE_MS;
      throw new RateLimited(
        'Too much was asked for within a minute; wait a little.',
        Math.ceil(waitMs / 1_000),
      );
    }
    bucket.left = left - cost;
    bucket.at = Math.max(at, bucket.at);
  }

  return {
    takeRequest: (caller) => take(caller, REQUEST_COST),
    takeOperation(caller, cost) {
      if (cost > REQUEST_COST) take(caller, cost - REQUEST_COST);
    },
  };
}
