import closeWithGrace from 'close-with-grace';
import { reportFailure } from './cli/reportFailure.js';

/** How long requests under way may take to finish once the process was told to stop. */
const SHUTDOWN_MS = 10_000;

/** What a process does when it is told to stop, or when something fails that nobody caught. */
export interface Shutdown {
  /** How to stop what runs; in the opposite order, also when the start is interrupted. */
  running: (() => Promise<unknown>)[];
  /** As if a signal had come; once it has begun, nothing. */
  begin(): void;
}

/** Signals that mean to stop. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** @param signals  whether such signals are for this process to hear; else it stays deaf to them */
export function prepareShutdown({ signals }: { signals: boolean }): Shutdown {
  const running: Shutdown['running'] = [];
  const skip = signals ? [] : [...SIGNALS];
  for (const signal of skip) process.on(signal, () => {});
  let begun = false;
  const { close } = closeWithGrace({ delay: SHUTDOWN_MS, logger: false, skip }, async ({ err }) => {
    begun = true;
    if (err) reportFailure(err);
    for (const stop of running.reverse()) await stop();
  });
  return {
    running,
    begin() {
      if (!begun) close();
    },
  };
}
