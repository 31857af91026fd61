import { expect, it } from '@jest/globals';

/** The tests of a list of requirements, one for each of its lines. */
export interface Requirements {
  /** Declares the test of a line. @param ids  those of the line, separated by spaces */
  line(ids: string, what: string, proof: () => Promise<void>, timeoutMs?: number): void;
  /** Declares, last, the test that no id was left out. */
  total(): void;
}

/**
 * @param all     every id of the list, separated by white space
 * @param notYet  ids of what is not built yet, and what that is
 */
export function requirements(all: string, notYet: Record<string, string>): Requirements {
  const tested = new Set<string>();
  return {
    line(ids, what, proof, timeoutMs) {
      for (const id of ids.split(' ')) tested.add(id);
      it(`${ids} — ${what}`, proof, timeoutMs);
    },
    total() {
      it('has a test for every line, but for what is not built yet', () => {
        const accounted = [...tested, ...Object.keys(notYet)];
        expect(accounted.sort()).toEqual(all.trim().split(/\s+/).sort());
      });
    },
  };
}
