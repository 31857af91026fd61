import { expect, it } from '@jest/globals';
import { takeTurns } from '../../src/data/takeTurns.js';

/** As long as nobody is to lose patience. */
const NEVER_MS = 60_000;

/** Somebody of each name begins, in this order. @returns who has begun, growing */
function beginAll(turns: ReturnType<typeof takeTurns>, names: readonly string[]) {
  const begun: string[] = [];
  const all = Promise.all(names.map((name) => turns.begin().then(() => void begun.push(name))));
  return { begun, all };
}

/** Until all that can happen by itself has. */
const settled = () => new Promise(setImmediate);

/** The same before any timer goes off. */
const soon = () => new Promise<void>((resolve) => process.nextTick(resolve));

it('as many begin at once as may, and the others when one has ended, in their order', async () => {
  const turns = takeTurns(2, NEVER_MS);
  const { begun, all } = beginAll(turns, ['a', 'b', 'c', 'd']);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  turns.end();
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
  turns.end();
  await all;
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('who has waited long enough begins, though nobody has ended', async () => {
  const { begun, all } = beginAll(takeTurns(1, 1), ['slow', 'late', 'later']);
  await all;
  expect(begun).toEqual(['slow', 'late', 'later']);
});

it('when more are at work than may be at once, one who ends lets nobody in', async () => {
  const turns = takeTurns(1, 1);
  await beginAll(turns, ['slow', 'impatient']).all;
  const late = beginAll(turns, ['late']);
  turns.end();
  await soon();
  expect(late.begun).toEqual([]);
  turns.end();
  await soon();
  expect(late.begun).toEqual(['late']);
});
