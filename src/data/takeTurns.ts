/** A place where a few are at work at once, and others wait for a moment. */
export interface Turns {
  /** Resolves when it is one's turn, or when one has waited long enough for it. */
  begin(): Promise<void>;
  /** To be called once for each who began. */
  end(): void;
}

/**
 * First come, first served.
 *
 * @param atOnce  how many are at work before others wait
 * @param patienceMs  for how long those wait: what takes long keeps nobody for longer; left out: for
 *                    as long as it takes
 */
export function takeTurns(atOnce: number, patienceMs: number | null = null): Turns {
  let atWork = 0;
  /** Those who wait, in the order in which they came. */
  const waiting = new Set<() => void>();

  function wait(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(patience);
        waiting.delete(go);
        atWork += 1;
        resolve();
      };
      const patience = patienceMs === null ? undefined : setTimeout(go, patienceMs);
      waiting.add(go);
    });
  }

  return {
    async begin() {
      if (atWork >= atOnce) return wait();
      atWork += 1;
    },
    end() {
      atWork -= 1;
      const [next] = waiting;
      if (next && atWork < atOnce) next();
    },
  };
}
