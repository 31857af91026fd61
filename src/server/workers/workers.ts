import cluster, { type Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { addUp, countsIn, type MetricsSnapshot } from '../metrics.js';
import { type Ask, createExchange } from './exchange.js';
import { WorkersFailed } from './WorkersFailed.js';

/** Processes that serve one port together, and are started again when they die. */
export interface Workers {
  /**
   * Starts them: one, and when that serves, the others.
   *
   * @returns where they serve
   * @throws WorkersFailed when the first one ends instead of serving
   */
  start(): Promise<string>;
  /** Each ends as a process does that is told to stop alone; resolves when all are gone. */
  stop(): Promise<void>;
}

export interface WorkersOptions {
  /** The program of a worker, which says `serving` to the exchange when it does. */
  program: string;
  count: number;
  /** What a worker's environment has besides ours; `url` is where others serve, null for the first. */
  environmentAt(url: string | null): NodeJS.ProcessEnv;
  log: FastifyBaseLogger;
}

/** Dying sooner than this is dying at once: the next one waits, each time twice as long. */
const QUICK_DEATH_MS = 10_000;
const PAUSE_MS = 100;
const PAUSE_MS_MAX = 30_000;
/** As often in a row, while no other serves either, is the end. */
const QUICK_DEATHS_MAX = 5;
/** A worker that takes longer to tell its metrics is counted as it last stood. */
const SNAPSHOT_MS_MAX = 1_000;

/** Prepares `count` workers, none of which is started yet. */
export function createWorkers({ program, count, environmentAt, log }: WorkersOptions): Workers {
  const running = new Map<Worker, Ask>();
  const serving = new Set<Worker>();
  const metrics = createSharedMetrics();
  let url: string | null = null;
  let stopping = false;
  let allServe = () => {};

  // We take connections in and hand them out in turns: workers have the same number of them, and
  // when all are to stop it is us who stop first.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({ exec: program });
  process.once('exit', () => {
    for (const worker of running.keys()) worker.process.kill('SIGKILL');
  });

  function launch(): Worker {
    const worker = cluster.fork(environmentAt(url));
    endForgotten(worker);
    const ask = createExchange(worker.process, {
      serving: (at) => {
        url ??= String(at);
        if (at !== url) throw new WorkersFailed(`All workers died, and ${url} with them.`);
        serving.add(worker);
        worker.emit('serving');
        if (serving.size === count) allServe();
      },
      metrics: () => metrics.text([...serving].flatMap((each) => running.get(each) ?? [])),
    });
    running.set(worker, ask);
    worker.on('error', (err) => {
      log.error({ err, worker: worker.process.pid }, 'a worker cannot be reached');
      if (worker.process.pid === undefined) worker.emit('exit', null, null); // it never was there
    });
    worker.once('exit', () => {
      running.delete(worker);
      serving.delete(worker);
      metrics.forget(ask);
    });
    return worker;
  }

  /** Starts another one in the place of a worker that ended, again and again. */
  async function keep(first: Worker): Promise<void> {
    let worker = first;
    for (let quickDeaths = 0; ; ) {
      const bornAt = Date.now();
      const { status, signal } = await exitOf(worker);
      if (stopping) return;
      quickDeaths = Date.now() - bornAt < QUICK_DEATH_MS ? quickDeaths + 1 : 1;
      log.error({ worker: worker.process.pid, status, signal }, 'a worker ended unasked');
      if (quickDeaths >= QUICK_DEATHS_MAX && serving.size === 0) {
        throw new WorkersFailed(`No worker serves, and ${quickDeaths} in a row died at once.`);
      }
      await pause(Math.min(PAUSE_MS * (2 ** (quickDeaths - 1) - 1), PAUSE_MS_MAX));
      if (stopping) return;
      worker = launch();
    }
  }

  return {
    async start() {
      const full = new Promise<void>((resolve) => {
        allServe = resolve;
      });
      const first = launch();
      if (!(await serves(first)) && !stopping) {
        throw new WorkersFailed('The first worker ended before it could serve.');
      }
      void keep(first); // what it throws is a fault of the process, and ends it
      for (let others = 1; others < count; others++) void keep(launch());
      await full;
      return url ?? '';
    },
    async stop() {
      stopping = true;
      const ended = [...running].map(async ([worker, ask]) => {
        const exit = exitOf(worker);
        // What was handed to a worker reaches it before this. Hanging up ends our own listening,
        // here and now: nobody can be let in who is then let down.
        ask('stop').catch(() => {});
        worker.disconnect();
        await exit;
      });
      await Promise.all(ended);
    },
  };
}

/**
 * Ends the connection that was on its way to a worker when it died. Node forgets to, and whoever
 * sent a request down there would wait for ever. At each port one at a time is on its way.
 */
function endForgotten({ process: child }: Worker): void {
  const onTheirWay = new Map<unknown, { close?(): void }>();
  const send = child.send.bind(child) as (message: object, handle?: object) => boolean;
  child.send = (message: object, handle?: object, ...others: []) => {
    if (handle && 'key' in message) onTheirWay.set(message.key, handle);
    return send(message, handle, ...others);
  };
  child.once('exit', () => {
    for (const handle of onTheirWay.values()) handle.close?.(); // nothing, for one that got there
  });
}

function exitOf(worker: Worker): Promise<{ status: number | null; signal: string | null }> {
  return new Promise((resolve) => {
    worker.once('exit', (status, signal) => resolve({ status, signal }));
  });
}

/** @returns whether a worker serves, as soon as it does; false when it ended before */
function serves(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.once('serving', () => resolve(true)).once('exit', () => resolve(false));
  });
}

/** What the metrics of several processes add up to, without falling when one of them dies. */
function createSharedMetrics() {
  const last = new Map<Ask, MetricsSnapshot>();
  let departed: MetricsSnapshot = [];
  return {
    async text(workers: Ask[]): Promise<string> {
      const asked = workers.map(async (ask) => {
        const snapshot = await Promise.race([ask('snapshot'), pause(SNAPSHOT_MS_MAX, null)]);
        if (snapshot) last.set(ask, snapshot as MetricsSnapshot);
      });
      await Promise.allSettled(asked);
      return addUp([departed, ...last.values()]).metrics();
    },
    forget(ask: Ask): void {
      departed = addUp([departed, countsIn(last.get(ask) ?? [])]).getMetricsAsArray();
      last.delete(ask);
    },
  };
}
