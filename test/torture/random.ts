/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A stream of its own for each name. */
  fork(name: string): Random;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    // mulberry32
    fraction() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    fork(name) {
      // FNV-1a over the name, from the seed on.
      let hash = seed ^ 0x811c9dc5;
      for (const character of name) {
        hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
      }
      return createRandom(hash);
    },
  };
}

/** One of the items, by a fraction. */
export function pick<Item>(items: readonly Item[], fraction: number): Item | undefined {
  return items[Math.floor(fraction * items.length)];
}
