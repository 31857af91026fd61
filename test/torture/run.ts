import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Answer,
  type EventHistory,
  type FinalAttendee,
  NEVER,
  type Recorded,
  type Request,
  type Sample,
} from './history.js';
import { createEvent, Lost, type ManagedEvent, send } from './operations.js';
import { nextStep, planKills, type Stage, type Step } from './plan.js';
import { createRandom, pick, type Random } from './random.js';
import { RECOVERY_MAX_MS, type System } from './system.js';
import { connect, lookAt, readAttendees } from './tables.js';

export interface RunOptions {
  seed: number;
  durationMs: number;
  clients: number;
  hotEvents: number;
  coldEvents: number;
  /** How long to wait between two kills, at least and at most; left out: nothing is killed. */
  killGapMs?: readonly [number, number];
  /** The run goes on until so many things were killed, also when its time is over. */
  killsMin?: number;
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

/** An event in use, with what the clients know of it. */
interface LiveEvent extends ManagedEvent {
  history: EventHistory;
  version: number;
  capacity: number;
  /** Registrations that were answered and not yet cancelled. */
  registered: string[];
  calledOff: boolean;
  /** It was called off or has had its share, and another one takes its place. */
  replaced: boolean;
}

const SAMPLE_PAUSE_MS = 20;
const PROGRESS_PAUSE_MS = 1_000;
/** After so many requests an event makes room for a new one: it is large enough to be checked. */
const REQUESTS_PER_EVENT_MAX = 3_000;
/** A fifth of the registrations are for a few addresses that several clients use. */
const SHARED_EMAILS = 12;

/** Lets clients do what the seed says until the time is over, while things are killed. */
export async function run(system: System, options: RunOptions): Promise<RunOutcome> {
  const { durationMs, clients, hotEvents, coldEvents, seed, stopServers = true } = options;
  const stage: Stage = { servers: system.servers, hotEvents, coldEvents };
  const random = createRandom(seed);
  const slots = Array.from({ length: hotEvents + coldEvents }, (_, i) => i);
  const session = new Session(system, random.fork('events'), hotEvents);
  await Promise.all(slots.map((slot) => session.open(slot)));

  const deadline = performance.now() + durationMs;
  const isOver = () => performance.now() >= deadline && session.killed >= (options.killsMin ?? 0);
  const watchers = new AbortController();
  const watching = [
    session.sample(watchers.signal),
    session.report(watchers.signal, options.onProgress ?? (() => {})),
    session.sabotage(watchers.signal, options.sabotage),
  ];
  const killing = options.killGapMs
    ? session.kill(planKills(random.fork('kills'), stage, options.killGapMs), isOver)
    : null;
  const names = Array.from({ length: clients }, (_, i) => `c${i}`);
  try {
    await Promise.all(
      names.map(async (name) => {
        const choices = random.fork(name);
        while (!isOver()) await session.act(name, nextStep(choices, stage));
      }),
    );
    await killing;
    await session.proveAlive();
  } finally {
    watchers.abort();
    await Promise.all(watching);
  }
  if (stopServers) await system.stopServers();
  return session.end();
}

class Session {
  readonly #system: System;
  readonly #random: Random;
  readonly #hotEvents: number;
  readonly #startedMs = performance.now();
  readonly #events: LiveEvent[] = [];
  readonly #histories: EventHistory[] = [];
  readonly #kills: string[] = [];
  readonly #incidents: string[] = [];
  #instant = 0;
  #names = 0;
  #requests = 0;
  #lost = 0;

  constructor(system: System, random: Random, hotEvents: number) {
    this.#system = system;
    this.#random = random;
    this.#hotEvents = hotEvents;
  }

  get killed(): number {
    return this.#kills.length;
  }

  /** Puts a new event into a slot. Hot ones are large enough to be fought for. */
  async open(slot: number): Promise<void> {
    const size = this.#random.fork(`${slot} ${this.#names++}`).fraction();
    const capacity = slot < this.#hotEvents ? 5 + Math.floor(size * 35) : 1 + Math.floor(size * 6);
    const event = await this.#untilAnswered(slot % this.#system.servers, (url) =>
      createEvent(url, capacity),
    );
    const history = { eventId: event.id, capacity, requests: [], samples: [], attendees: [] };
    this.#histories.push(history);
    this.#events[slot] = {
      ...event,
      history,
      capacity,
      version: 1,
      registered: [],
      calledOff: false,
      replaced: false,
    };
  }

  /** One step of a client: a request, and what has to follow it. */
  async act(client: string, step: Step): Promise<void> {
    const event = this.#events[step.event] as LiveEvent;
    const request = this.#requestOf(step, event);
    if (!request) return;
    const keyed = 'key' in request && request.key !== null;
    const other = (step.server + 1) % this.#system.servers;

    if (!keyed) {
      await this.#send(client, step.server, event, request);
    } else {
      const first = this.#sendUntilAnswered(client, step.server, event, request);
      if (step.repeat === 'at once') {
        await this.#sendUntilAnswered(`${client}'`, other, event, request);
      }
      await first;
      if (step.repeat === 'afterwards') {
        await this.#sendUntilAnswered(`${client}"`, other, event, request);
      }
    }
    const full = event.history.requests.length > REQUESTS_PER_EVENT_MAX;
    if (!event.replaced && (full || event.calledOff)) {
      event.replaced = true;
      await this.open(step.event);
    }
  }

  #requestOf(step: Step, event: LiveEvent): Request | null {
    const { fraction, joinWaitlist } = step;
    const attendeeId = pick(event.registered, fraction);
    const key = step.keyed ? `${event.id} ${++this.#names}` : null;
    switch (step.kind) {
      case 'register':
        return { kind: 'register', email: this.#emailAt(fraction), joinWaitlist, key };
      case 'registerAll': {
        // No address twice: the rules about rows in vain would have to know which came first.
        const emails = Array.from({ length: step.rows }, (_, i) =>
          this.#emailAt(i === 0 ? fraction : 1),
        );
        return { kind: 'registerAll', emails, joinWaitlist, refusedRows: step.refusedRows, key };
      }
      case 'changeCapacity': {
        const change = Math.floor(fraction * 7) - 3 || 1;
        const capacity = Math.max(1, event.capacity + change);
        return { kind: 'changeCapacity', expectedVersion: event.version, capacity };
      }
      case 'cancelEvent':
        return { kind: 'cancelEvent' };
      default:
        return attendeeId === undefined ? null : { kind: step.kind, attendeeId };
    }
  }

  /** An address that nobody has, or one of a few that several want. */
  #emailAt(fraction: number): string {
    const shared = Math.floor(fraction * 5 * SHARED_EMAILS);
    if (shared >= SHARED_EMAILS) return `p${++this.#names}@example.org`;
    return `${shared % 2 === 0 ? 'Shared' : 'shared'}${shared >> 1}@example.org`;
  }

  /** A request under a key is repeated until it is answered: then it was carried out once. */
  async #sendUntilAnswered(
    client: string,
    server: number,
    event: LiveEvent,
    request: Request,
  ): Promise<void> {
    const deadline = performance.now() + 2 * RECOVERY_MAX_MS;
    for (let attempt = 0; ; attempt++) {
      const at = (server + attempt) % this.#system.servers;
      const answer = await this.#send(client, at, event, request);
      if (answer && answer.kind !== 'registrationBusy') return;
      if (performance.now() > deadline) {
        this.#incidents.push(`${client} was never answered: ${JSON.stringify(request)}`);
        return;
      }
      await this.#untilReady(at);
    }
  }

  async #send(
    client: string,
    server: number,
    event: LiveEvent,
    request: Request,
  ): Promise<Answer | null> {
    const recorded: Recorded = {
      client: `${client}→${server}`,
      request,
      startedAt: ++this.#instant,
      endedAt: NEVER,
      answer: null,
      atMs: Math.round(performance.now() - this.#startedMs),
    };
    event.history.requests.push(recorded);
    this.#requests += 1;
    try {
      const answer = await send(this.#system.urlOf(server), event, request);
      recorded.answer = answer;
      recorded.endedAt = ++this.#instant;
      learn(event, request, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      recorded.lostBecause = error.message;
      this.#lost += 1;
      await this.#untilReady(server);
      return null;
    }
  }

  async #untilReady(server: number): Promise<void> {
    await this.#system.untilReady(server).catch((error: Error) => {
      this.#incidents.push(error.message);
    });
  }

  async #untilAnswered<Answered>(
    server: number,
    ask: (url: string) => Promise<Answered>,
  ): Promise<Answered> {
    const deadline = performance.now() + RECOVERY_MAX_MS;
    for (;;) {
      try {
        return await ask(this.#system.urlOf(server));
      } catch (error) {
        if (!(error instanceof Lost) || performance.now() > deadline) throw error;
        await this.#untilReady(server);
      }
    }
  }

  /** Kills one thing after the other, and lets each come back. */
  async kill(plan: ReturnType<typeof planKills>, isOver: () => boolean): Promise<void> {
    for (const { target, afterMs } of plan) {
      await sleep(afterMs);
      if (isOver()) return;
      try {
        this.#kills.push(await this.#system.kill(target));
      } catch (error) {
        this.#kills.push(`${target} in vain`);
        this.#incidents.push((error as Error).message);
      }
    }
  }

  /** Looks at the events in use, without a pause that would let much go by. */
  async sample(stopped: AbortSignal): Promise<void> {
    let client = await connect(this.#system.databaseUrl);
    while (!stopped.aborted) {
      try {
        await this.#look(
          client,
          this.#events.map(({ history }) => history),
        );
      } catch {
        // PostgreSQL was killed; what is seen next is what was recovered.
        await client.end().catch(() => {});
        client = await connect(this.#system.databaseUrl).catch(() => client);
      }
      await sleep(SAMPLE_PAUSE_MS);
    }
    await client.end().catch(() => {});
  }

  async #look(
    client: Awaited<ReturnType<typeof connect>>,
    histories: readonly EventHistory[],
  ): Promise<void> {
    const takenFrom = ++this.#instant;
    const looks = await lookAt(
      client,
      histories.map(({ eventId }) => eventId),
    );
    const takenBy = ++this.#instant;
    for (const { eventId, samples } of histories) {
      const look = looks.get(eventId);
      if (!look) continue;
      const sample: Sample = { takenFrom, takenBy, ...look };
      // What has not changed is no news.
      if (!looksSame(samples.at(-1), sample)) samples.push(sample);
    }
  }

  async report(stopped: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    while (!stopped.aborted) {
      await sleep(PROGRESS_PAUSE_MS, null, { signal: stopped }).catch(() => {});
      onProgress({
        elapsedMs: performance.now() - this.#startedMs,
        requests: this.#requests,
        lost: this.#lost,
        kills: this.#kills.length,
      });
    }
  }

  async sabotage(
    stopped: AbortSignal,
    act: ((event: ManagedEvent) => Promise<void>) | undefined,
  ): Promise<void> {
    while (act && !stopped.aborted) {
      for (const event of [...this.#events]) await act(event);
      await sleep(SAMPLE_PAUSE_MS);
    }
  }

  /** After all that happened to it, every server must still register people. */
  async proveAlive(): Promise<void> {
    for (let server = 0; server < this.#system.servers; server++) {
      const slot = this.#events.length;
      await this.open(slot);
      const event = this.#events[slot] as LiveEvent;
      const request: Request = {
        kind: 'register',
        email: 'alive@example.org',
        joinWaitlist: false,
        key: null,
      };
      const answer = await this.#send('last', server, event, request);
      if (answer?.kind !== 'registered') {
        this.#incidents.push(`server ${server} answers ${answer?.kind} when all is quiet`);
      }
    }
  }

  /** Reads what is left when nothing can happen any more. */
  async end(): Promise<RunOutcome> {
    const ids = this.#histories.map(({ eventId }) => eventId);
    const client = await connect(this.#system.databaseUrl);
    let attendees: Map<string, FinalAttendee[]>;
    try {
      await this.#look(client, this.#histories);
      attendees = await readAttendees(client, ids);
    } finally {
      await client.end();
    }
    for (const history of this.#histories) history.attendees = attendees.get(history.eventId) ?? [];
    return {
      histories: this.#histories,
      kills: this.#kills,
      incidents: [...this.#incidents, ...this.#system.incidents],
    };
  }
}

/** What a client remembers of an answer. */
function learn(event: LiveEvent, request: Request, answer: Answer): void {
  switch (answer.kind) {
    case 'registered':
      event.registered.push(answer.attendeeId);
      break;
    case 'registeredAll':
      for (const result of answer.results) {
        if (result.kind === 'registered') event.registered.push(result.attendeeId);
      }
      break;
    case 'cancelled':
      if (request.kind === 'cancel') {
        // Now and then somebody asks about one that is gone.
        const i = event.registered.indexOf(request.attendeeId);
        if (i >= 0 && event.registered.length % 8 !== 0) event.registered.splice(i, 1);
      }
      break;
    case 'capacityChanged':
      if (request.kind === 'changeCapacity') event.capacity = request.capacity;
      event.version = Math.max(event.version, answer.version);
      break;
    case 'versionConflict':
      event.version = Math.max(event.version, answer.version);
      break;
    case 'calledOff':
    case 'eventCancelled':
      event.calledOff = true;
      break;
    default:
  }
}

function looksSame(before: Sample | undefined, after: Sample): boolean {
  if (!before) return false;
  const keys = Object.keys(after) as (keyof Sample)[];
  return keys.every(
    (key) => key === 'takenFrom' || key === 'takenBy' || before[key] === after[key],
  );
}
