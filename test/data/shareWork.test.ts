import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { shareWork } from '../../src/data/shareWork.js';

// Who shares what is tested where executions are shared.

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Of a question with long variables. */
const NAME_BYTES = 1_000;
const AT_ONCE = 100;

it('keeps nothing of work that is done, by however many names it was asked for', async () => {
  const share = shareWork({
    work: (name: string) => name.length,
    keyOf: (name) => name,
    pick: (one) => one,
  });
  const askBy = async (names: number) => {
    for (let n = 0; n < names; n += AT_ONCE) {
      const asked = Array.from({ length: AT_ONCE }, (_, i) => `${n + i}`.padEnd(NAME_BYTES, '.'));
      expect(await Promise.all(asked.map((name) => share(name)))).toEqual(
        asked.map(() => NAME_BYTES),
      );
    }
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = await askBy(1_000);
  const kept = (await askBy(20_000)) - before;
  expect(kept).toBeLessThan((20_000 * NAME_BYTES) / 5);
});
