/** How often the event loop is looked at: a timer that does nothing else. */
const LOOK_MS = 100;

/** How late the event loop is. */
export interface LoopLateness {
  lateMs(): number;
  stop(): void;
}

/**
 * Notes by how much a timer comes late, which is how long whatever comes in waits before anything
 * is made of it. The lesser of the last two looks counts: what blocks the loop once is over when it
 * is seen, and refusing anybody for it would come too late.
 *
 * @param nowMs  of a clock that nobody sets
 * @param repeat  calls again and again; returns what ends that
 */
export function watchLoop(nowMs: () => number, repeat = repeatUnnoticed): LoopLateness {
  let lookedAt = nowMs();
  let last = 0;
  let lateMs = 0;
  const stop = repeat(() => {
    const now = nowMs();
    const late = Math.max(0, now - lookedAt - LOOK_MS);
    lateMs = Math.min(late, last);
    last = late;
    lookedAt = now;
  }, LOOK_MS);
  return { lateMs: () => lateMs, stop };
}

/** Keeps no process alive. */
function repeatUnnoticed(look: () => void, everyMs: number): () => void {
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}
