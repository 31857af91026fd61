import type pg from 'pg';
import {
  type Answer,
  type EventHistory,
  NEVER,
  type Recorded,
  type Request,
  type Sample,
} from './history.js';
import { createEvent, Lost, type ManagedEvent, send } from './operations.js';
import type { Step } from './plan.js';
import { pick, type Random } from './random.js';
import { RECOVERY_MAX_MS, type System } from './system.js';
import { connect, lookAt, readAttendees } from './tables.js';

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

/** After so many requests an event makes room for a new one: it is large enough to be checked. */
const REQUESTS_PER_EVENT_MAX = 3_000;
/** Addresses that several clients use; a fifth of the registrations are for them. */
const SHARED_EMAILS = 12;

/** What the clients of a run share: the events, and the record of all that was asked. */
export class Session {
  readonly histories: EventHistory[] = [];
  readonly incidents: string[] = [];
  requests = 0;
  lost = 0;
  /** Rises when something is killed, and again when all works as before: odd in between. */
  disturbances = 0;

  readonly #system: System;
  readonly #random: Random;
  readonly #hotEvents: number;
  readonly #startedMs = performance.now();
  readonly #events: LiveEvent[] = [];
  /** Events that each slot has had. */
  readonly #generations: number[] = [];
  #instant = 0;
  #names = 0;

  constructor(system: System, random: Random, hotEvents: number) {
    this.#system = system;
    this.#random = random;
    this.#hotEvents = hotEvents;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  get events(): readonly ManagedEvent[] {
    return this.#events;
  }

  /** Puts a new event into a slot. Hot ones are large enough to be fought for. */
  async open(slot: number): Promise<void> {
    const generation = (this.#generations[slot] ?? 0) + 1;
    this.#generations[slot] = generation;
    const size = this.#random.fork(`${slot} ${generation}`).fraction();
    const capacity = slot < this.#hotEvents ? 5 + Math.floor(size * 35) : 1 + Math.floor(size * 6);
    const event = await this.#create(slot % this.#system.servers, capacity);
    const history = { eventId: event.id, capacity, requests: [], samples: [], attendees: [] };
    const known = { capacity, version: 1, registered: [], calledOff: false, replaced: false };
    this.histories.push(history);
    this.#events[slot] = { ...event, ...known, history };
  }

  /** One step of a client: a request, and what has to follow it. */
  async act(client: string, step: Step): Promise<void> {
    const event = this.#events[step.event] as LiveEvent;
    const request = this.#requestOf(step, event);
    if (!request) return;
    const other = (step.server + 1) % this.#system.servers;
    if (!('key' in request) || request.key === null) {
      await this.#send(client, step.server, event, request);
    } else {
      await Promise.all([
        this.#sendUntilAnswered(client, step.server, event, request),
        step.repeat === 'at once' && this.#sendUntilAnswered(`${client}'`, other, event, request),
      ]);
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

  /** After all that happened to it, every server must still register people. */
  async proveAlive(): Promise<void> {
    for (let server = 0; server < this.#system.servers; server++) {
      const slot = this.#events.length;
      await this.open(slot);
      const answer = await this.#send('last', server, this.#events[slot] as LiveEvent, {
        kind: 'register',
        email: 'alive@example.org',
        joinWaitlist: false,
        key: null,
      });
      if (answer?.kind !== 'registered') {
        this.incidents.push(`server ${server} answers ${answer?.kind} when all is quiet`);
      }
    }
  }

  /** Looks at the events in use. */
  look(client: pg.Client): Promise<void> {
    const histories = this.#events.map(({ history }) => history);
    return this.#lookAt(client, histories);
  }

  /** Reads what is left when nothing can happen any more. */
  async end(): Promise<void> {
    const client = await connect(this.#system.databaseUrl);
    try {
      await this.#lookAt(client, this.histories);
      const ids = this.histories.map(({ eventId }) => eventId);
      const attendees = await readAttendees(client, ids);
      for (const history of this.histories) {
        history.attendees = attendees.get(history.eventId) ?? [];
      }
    } finally {
      await client.end();
    }
  }

  #requestOf(step: Step, event: LiveEvent): Request | null {
    const { fraction, joinWaitlist, refusedRows } = step;
    const key = step.keyed ? `${event.id} ${++this.#names}` : null;
    switch (step.kind) {
      case 'register':
        return { kind: 'register', email: this.#emailAt(fraction), joinWaitlist, key };
      case 'registerAll': {
        const others = Array.from({ length: step.rows - 1 }, () => this.#emailAt(1));
        const emails = [this.#emailAt(fraction), ...others];
        return { kind: 'registerAll', emails, joinWaitlist, refusedRows, key };
      }
      case 'changeCapacity': {
        const change = Math.floor(fraction * 7) - 3 || 1;
        const capacity = Math.max(1, event.capacity + change);
        return { kind: 'changeCapacity', expectedVersion: event.version, capacity };
      }
      case 'cancelEvent':
        return { kind: 'cancelEvent' };
      default: {
        const attendeeId = pick(event.registered, fraction);
        return attendeeId === undefined ? null : { kind: step.kind, attendeeId };
      }
    }
  }

  /** An address that nobody has, or one of a few that several want, in one case or another. */
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
    for (let attempt = 0; performance.now() < deadline; attempt++) {
      const at = (server + attempt) % this.#system.servers;
      const answer = await this.#send(client, at, event, request);
      if (answer && answer.kind !== 'registrationBusy') return;
    }
    this.incidents.push(`${client} was never answered: ${JSON.stringify(request)}`);
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
      atMs: Math.round(this.elapsedMs),
    };
    const { disturbances } = this;
    event.history.requests.push(recorded);
    this.requests += 1;
    try {
      const answer = await send(this.#system.urlOf(server), event, request);
      recorded.answer = answer;
      recorded.endedAt = ++this.#instant;
      learn(event, request, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      recorded.lostBecause = error.message;
      this.lost += 1;
      if (disturbances % 2 === 0 && disturbances === this.disturbances) {
        const asked = `${recorded.client} at ${recorded.startedAt}, ${JSON.stringify(request)}`;
        this.incidents.push(`${asked}: ${error.message}, though nothing was killed`);
      }
      await this.#untilReady(server);
      return null;
    }
  }

  async #create(server: number, capacity: number): Promise<ManagedEvent> {
    const deadline = performance.now() + RECOVERY_MAX_MS;
    for (;;) {
      try {
        return await createEvent(this.#system.urlOf(server), capacity);
      } catch (error) {
        if (!(error instanceof Lost) || performance.now() > deadline) throw error;
        await this.#untilReady(server);
      }
    }
  }

  async #untilReady(server: number): Promise<void> {
    await this.#system.untilReady(server).catch((error: Error) => {
      this.incidents.push(error.message);
    });
  }

  async #lookAt(client: pg.Client, histories: readonly EventHistory[]): Promise<void> {
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
}

/** What the clients remember of an answer. */
function learn(event: LiveEvent, request: Request, answer: Answer): void {
  switch (answer.kind) {
    case 'registered':
      event.registered.push(answer.attendeeId);
      break;
    case 'registeredAll':
      for (const result of answer.results) learn(event, request, result);
      break;
    case 'cancelled': {
      if (request.kind !== 'cancel') break;
      const i = event.registered.indexOf(request.attendeeId);
      // Some are kept, so that now and then somebody asks about one that is gone.
      if (i >= 0 && event.registered.length % 8 !== 0) event.registered.splice(i, 1);
      break;
    }
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
  return keys.every((key) => key.startsWith('taken') || before[key] === after[key]);
}
