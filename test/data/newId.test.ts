import { afterEach, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/data/newId.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** RFC 9562 §5.7: version 7, variant 10. */
const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const many = (count: number) => Array.from({ length: count }, newId);

it('ids are UUIDs of version 7 with the time in front', () => {
  // The example of RFC 9562 §A.6; not before: ids never go back.
  jest.spyOn(Date, 'now').mockReturnValue(0x017f22e279b0);
  for (const id of many(100)) {
    expect(id).toMatch(UUID_7);
    expect(id).toMatch(/^017f22e2-79b0-/);
  }
});

it('sort as they were made, also when the clock stands still or goes back', () => {
  let nowMs = Date.parse('2200-01-01T00:00:00Z');
  jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
  const ids = many(10_000);
  nowMs -= 5_000;
  ids.push(...many(10));
  nowMs += 60_000;
  ids.push(...many(10));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(10_020);
});
