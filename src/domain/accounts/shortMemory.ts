/** Remembers keys for one minute each, and not more of them than fit. */
export interface ShortMemory {
  add(key: string, minute: Date): void;
  has(key: string, minute: Date): boolean;
}

/** Those that come when it is full push the oldest out: to forget costs a statement, no more. */
const KEYS_MAX = 10_000;

export function createShortMemory(keysMax = KEYS_MAX): ShortMemory {
  const minutes = new Map<string, number>();
  return {
    add(key, minute) {
      minutes.delete(key);
      minutes.set(key, minute.getTime());
      const [oldest] = minutes.keys();
      if (minutes.size > keysMax && oldest !== undefined) minutes.delete(oldest);
    },
    has: (key, minute) => minutes.get(key) === minute.getTime(),
  };
}
