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

/** Those who come when it is full push out who was away the longest, and is likely to be whole. */
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
  const buckets = new Map<string, Bucket>();

  function take({ viewer, address, now }: Caller, cost: number): void {
    const user = askerOf(viewer);
    const key = user === null ? `address ${networkOf(address)}` : `user ${user}`;
    const size = user === null ? bounds.addressCostPerMinuteMax : bounds.userCostPerMinuteMax;
    const at = now.getTime();
    const known = buckets.get(key);
    const filled = known ? (Math.max(0, at - known.at) / MINUTE_MS) * size : size;
    const left = Math.min(size, (known?.left ?? 0) + filled);
    if (cost > left) {
      const waitMs = ((cost - left) / size) * MINUTE_MS;
      throw new RateLimited(
        'Too much was asked for within a minute; wait a little.',
        Math.ceil(waitMs / 1_000),
      );
    }
    buckets.delete(key);
    buckets.set(key, { left: left - cost, at: Math.max(at, known?.at ?? at) });
    if (buckets.size > callersMax) forgetOldest();
  }

  function forgetOldest(): void {
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  }

  return {
    takeRequest: (caller) => take(caller, REQUEST_COST),
    takeOperation(caller, cost) {
      if (cost > REQUEST_COST) take(caller, cost - REQUEST_COST);
    },
  };
}
