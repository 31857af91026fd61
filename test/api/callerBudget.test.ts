import { describe, expect, it } from '@jest/globals';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import { createCallerBudget } from '../../src/server/callerBudget.js';

const BOUNDS = { userCostPerMinuteMax: 60, addressCostPerMinuteMax: 120 };
const nobody = viewerWith(undefined, true);
const ada = { ...nobody, user: { id: 'ada' } } as typeof nobody;

/** Takes from a caller's budget; whether there was as much left. */
function openBudget(callersMax?: number) {
  const budget = createCallerBudget(BOUNDS, callersMax);
  return (cost: number, { address = '192.0.2.1', viewer = nobody, seconds = 0 } = {}) => {
    const caller = { viewer, address, now: new Date(seconds * 1_000) };
    try {
      budget.takeRequest(caller);
      budget.takeOperation(caller, cost);
      return true;
    } catch {
      return false;
    }
  };
}

describe('what a caller may ask for in a minute', () => {
  it('is used up, and fills again with time', () => {
    const take = openBudget();
    const taken = [take(120), take(1), take(2, { seconds: 1 }), take(2, { seconds: 1 })];
    expect(taken).toEqual([true, false, true, false]);
  });

  it('is no more after a long time than after a minute, nor when a clock goes back', () => {
    const take = openBudget();
    const taken = [60, 60, 1].map((cost, i) => take(cost, { seconds: i === 0 ? 3_600 : 0 }));
    expect(taken).toEqual([true, true, false]);
    expect([take(121, { seconds: 9_000 }), take(119, { seconds: 9_000 })]).toEqual([false, true]);
  });

  it('is each address’s own, and each user’s, wherever they are', () => {
    const take = openBudget();
    const taken = [
      take(120),
      take(120, { address: '192.0.2.2' }),
      take(60, { viewer: ada }),
      take(1, { viewer: ada, address: '192.0.2.3' }),
    ];
    expect(taken).toEqual([true, true, true, false]);
  });

  it('is remembered of those who come again, and of the others as long as there is room', () => {
    const take = openBudget(4);
    const [first, second] = [{ address: '198.51.100.1' }, { address: '198.51.100.2' }];
    take(120, first);
    take(120, second);
    for (let i = 0; i < 6; i++) {
      expect(take(1, first)).toBe(false);
      take(1, { address: `203.0.113.${i}` });
    }
    expect(take(1, second)).toBe(true);
  });
});
