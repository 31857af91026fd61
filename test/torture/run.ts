import { setTimeout as sleep } from 'node:timers/promises';
import type { EventHistory } from './history.js';
import type { ManagedEvent } from './operations.js';
import { type Kill, nextStep, planKills, type Stage } from './plan.js';
import { createRandom } from './random.js';
import { Session } from './session.js';
import type { System } from './system.js';
import { connect } from './tables.js';

export interface RunOptions {
  seed: number;
  durationMs: number;
  clients: number;
  hotEvents: number;
  coldEvents: number;
  /** How long to wait between two kills, at least and at most; left out: nothing is killed. */
  killGapMs?: readonly [number, number];
  /** The run goes on until so much has happened, also when its time is over. */
  killsMin?: number;
  requestsMin?: number;
  /** Whether the servers are stopped before the rows are read: only then nothing is under way. */
  stopServers?: boolean;
  /** Called again and again beside the run, with an event that is used: to break what must hold. */
  sabotage?: (event: ManagedEvent) => Promise<void>;
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  elapsedMs: number;
  requests: number;
  lost: number;
  kills: number;
}

export interface RunOutcome {
  histories: EventHistory[];
  /** What was killed, in this order. */
  kills: string[];
  /** What went wrong outside the histories: a server that died, a request that is never answered. */
  incidents: string[];
}

const SAMPLE_PAUSE_MS = 20;
const PROGRESS_PAUSE_MS = 1_000;

/** Lets clients do what the seed says until the time is over, while things are killed. */
export async function run(system: System, options: RunOptions): Promise<RunOutcome> {
  const { durationMs, clients, hotEvents, coldEvents, seed } = options;
  const { killGapMs, killsMin = 0, requestsMin = 0, stopServers = true } = options;
  const stage: Stage = { servers: system.servers, hotEvents, coldEvents };
  const random = createRandom(seed);
  const session = new Session(system, random.fork('events'), hotEvents);
  const slots = Array.from({ length: hotEvents + coldEvents }, (_, i) => i);
  await Promise.all(slots.map((slot) => session.open(slot)));

  const kills: string[] = [];
  const deadline = performance.now() + durationMs;
  const isOver = () =>
    performance.now() >= deadline && kills.length >= killsMin && session.requests >= requestsMin;
  const over = new AbortController();
  const watching = [
    watch(session, system.databaseUrl, over.signal),
    report(session, kills, options.onProgress, over.signal),
    sabotage(session, options.sabotage, over.signal),
  ];
  const plan = killGapMs ? planKills(random.fork('kills'), stage, killGapMs) : [];
  const names = Array.from({ length: clients }, (_, i) => `c${i}`);
  try {
    const acting = names.map(async (name) => {
      const choices = random.fork(name);
      while (!isOver()) await session.act(name, nextStep(choices, stage));
    });
    await Promise.all([...acting, killAll(plan, system, session, kills, isOver)]);
    await session.proveAlive();
  } finally {
    over.abort();
    await Promise.all(watching);
  }
  if (stopServers) await system.stopServers();
  await session.end();
  const { histories, incidents } = session;
  return { histories, kills, incidents: [...incidents, ...system.incidents] };
}

/** Kills one thing after the other, and lets each come back. */
async function killAll(
  plan: Iterable<Kill>,
  system: System,
  session: Session,
  kills: string[],
  isOver: () => boolean,
): Promise<void> {
  for (const { target, afterMs } of plan) {
    await sleep(afterMs);
    if (isOver()) return;
    session.disturbances += 1;
    try {
      kills.push(await system.kill(target));
    } catch (error) {
      session.incidents.push((error as Error).message);
      kills.push(`${target}, which did not come back,`);
    }
    session.disturbances += 1;
  }
}

/** Looks at the events in use, again and again: little goes by unseen. */
async function watch(session: Session, databaseUrl: string, over: AbortSignal): Promise<void> {
  let client = await connect(databaseUrl);
  while (!over.aborted) {
    try {
      await session.look(client);
    } catch {
      // PostgreSQL was killed; what is seen next is what it recovered.
      await client.end().catch(() => {});
      client = await connect(databaseUrl).catch(() => client);
    }
    await sleep(SAMPLE_PAUSE_MS);
  }
  await client.end().catch(() => {});
}

async function report(
  session: Session,
  kills: readonly string[],
  onProgress: RunOptions['onProgress'],
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    await sleep(PROGRESS_PAUSE_MS, null, { signal: over }).catch(() => {});
    const { elapsedMs, requests, lost } = session;
    onProgress?.({ elapsedMs, requests, lost, kills: kills.length });
  }
}

async function sabotage(
  session: Session,
  act: RunOptions['sabotage'],
  over: AbortSignal,
): Promise<void> {
  while (act && !over.aborted) {
    for (const event of [...session.events]) await act(event);
    await sleep(SAMPLE_PAUSE_MS);
  }
}
