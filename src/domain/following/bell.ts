/** Lets one who waits be woken. A ring while nobody waits is kept for the next who does. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, and at once when it rang since the last wait, or is closed. */
  rung(): Promise<void>;
  /** Resolves after a while, or at once when it is closed. */
  rest(ms: number): Promise<void>;
  /** Wakes whoever waits, for good. */
  close(): void;
  readonly closed: boolean;
}

export function createBell(): Bell {
  let rang = false;
  let closed = false;
  let wake: (() => void) | null = null;
  let stopResting: (() => void) | null = null;
  return {
    ring() {
      rang = true;
      wake?.();
    },
    async rung() {
      if (!rang && !closed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      rang = false;
    },
    rest: (ms) =>
      new Promise((resolve) => {
        if (closed) return resolve();
        const timer = setTimeout(resolve, ms);
        stopResting = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    close() {
      closed = true;
      wake?.();
      stopResting?.();
    },
    get closed() {
      return closed;
    },
  };
}
