import type { Request } from './history.js';
import { pick, type Random } from './random.js';

// What a run does is chosen by its seed alone. Where a choice hangs on what happened before (whom
// to cancel, say), the seed chooses a fraction, and the moment decides what it is a fraction of.

/** What a client does next. */
export interface Step {
  kind: Request['kind'];
  /** Index of the event. */
  event: number;
  /** Index of the server to ask. */
  server: number;
  /** Which of the people, seats or addresses there are. */
  fraction: number;
  joinWaitlist: boolean;
  /** Whether the request carries a key, and so is repeated until it is answered. */
  keyed: boolean;
  /** What else is sent under the same key: nothing, the same at the same time, the same afterwards. */
  repeat: 'never' | 'at once' | 'afterwards';
  refusedRows: 'ABORT' | 'SKIP';
  /** Rows of `registerAll`. */
  rows: number;
}

/** How often each kind of request is made, of 1,000. */
const weights: Record<Request['kind'], number> = {
  register: 560,
  cancel: 170,
  changeCapacity: 90,
  registerAll: 40,
  checkIn: 90,
  undoCheckIn: 47,
  cancelEvent: 3,
};

export interface Stage {
  servers: number;
  hotEvents: number;
  coldEvents: number;
}

/** Of all requests, those for the hot events. */
const HOT_SHARE = 0.7;

/** Draws as many numbers for every step, so that one choice never moves those after it. */
export function nextStep(random: Random, { servers, hotEvents, coldEvents }: Stage): Step {
  const [kind, heat, event, server, fraction, wait, key, repeat, refused, rows] = Array.from(
    { length: 10 },
    () => random.fraction(),
  ) as [number, number, number, number, number, number, number, number, number, number];
  return {
    kind: kindAt(kind),
    event:
      heat < HOT_SHARE ? Math.floor(event * hotEvents) : hotEvents + Math.floor(event * coldEvents),
    server: Math.floor(server * servers),
    fraction,
    joinWaitlist: wait < 0.4,
    keyed: key < 0.7,
    repeat: pick(['at once', 'afterwards', ...Array(8).fill('never')], repeat) ?? 'never',
    refusedRows: refused < 0.5 ? 'ABORT' : 'SKIP',
    rows: 1 + Math.floor(rows * 5),
  };
}

function kindAt(fraction: number): Request['kind'] {
  let left = fraction * 1_000;
  for (const [kind, weight] of Object.entries(weights)) {
    left -= weight;
    if (left < 0) return kind as Request['kind'];
  }
  return 'register';
}

/** Something that is killed, and how long after everything ran again. */
export interface Kill {
  /** The index of a server; the PostgreSQL that accepts connections; or one of its sessions. */
  target: number | 'postgres' | 'session';
  afterMs: number;
}

/** The embedded PostgreSQL stays down when it dies within 10 seconds too often in a row. */
const POSTGRES_REST_MS = 10_000;

/** Kills without end. The first ones are one of each sort, so that a short run meets them all. */
export function* planKills(
  random: Random,
  { servers }: Pick<Stage, 'servers'>,
  [gapMinMs, gapMaxMs]: readonly [number, number],
): Generator<Kill, never> {
  let firstOnes: Kill['target'][] = [0, 'postgres', 'session'];
  let restedMs = POSTGRES_REST_MS;
  while (true) {
    const afterMs = gapMinMs + random.fraction() * (gapMaxMs - gapMinMs);
    restedMs += afterMs;
    const others: Kill['target'][] = ['session', ...Array(servers).keys()];
    if (restedMs > POSTGRES_REST_MS) others.push('postgres');
    const possible = firstOnes.length > 0 ? firstOnes : others;
    const target = pick(possible, random.fraction()) as Kill['target'];
    firstOnes = firstOnes.filter((other) => other !== target);
    if (target === 'postgres') restedMs = 0;
    yield { target, afterMs };
  }
}
