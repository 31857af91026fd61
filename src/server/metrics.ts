import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObject,
  Registry,
} from 'prom-client';
import type { PoolState } from '../data/database.js';
import { sameText } from '../domain/secret.js';
import { answerError } from './errorAnswers.js';
import type { OperationNotes } from './operationNotes.js';
import type { RequestGate } from './requestGate.js';

/** What Prometheus is told. Every label has few values, none of which a client can make up. */
export interface Metrics {
  /** A request was answered. */
  requestDone(request: DoneRequest): void;
  /** An operation was answered by another way. */
  operationDone(notes: OperationNotes, seconds: number): void;
  /** Errors were told by another way than an operation's answer. */
  errorTold(code: string): void;
  groupDecided(size: number): void;
  /** Looks at these whenever it is asked. */
  watch(states: WatchedStates): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  contentType: string;
  /** For another process, which adds them up. */
  snapshot(): Promise<MetricsSnapshot>;
}

/** The metrics of a process at a moment. */
export type MetricsSnapshot = MetricObject[];

export interface DoneRequest {
  route: string;
  status: number;
  /** Of its operation; null for what is none. */
  notes: OperationNotes | null;
  seconds: number;
}

/** What has a size at any moment. */
export interface WatchedStates {
  pool: PoolState;
  gate: RequestGate;
  early: { readonly count: number };
  desk: { readonly queueLength: number };
  sockets: { counts(): { sockets: number; subscriptions: number } };
  http: { readonly connectionCount: number };
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const GROUP_SIZES = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];

export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });

  const requests = new Counter({
    name: 'turnout_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'turnout_operation_duration_seconds',
    help: 'How long GraphQL operations took, by the field of the schema that they ask for.',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const errors = new Counter({
    name: 'turnout_errors_total',
    help: 'Errors told to clients, by extensions.code.',
    labelNames: ['code'],
    registers,
  });
  const groups = new Histogram({
    name: 'turnout_registration_group_size',
    help: 'How many registrations were decided in one transaction.',
    buckets: GROUP_SIZES,
    registers,
  });

  /** @param aggregator  what is told of several workers together */
  function gauge(
    name: string,
    help: string,
    read: () => number,
    aggregator: 'sum' | 'max' = 'sum',
  ): void {
    new Gauge({
      name,
      help,
      registers,
      aggregator,
      collect() {
        this.set(read());
      },
    });
  }

  const done = inBulk<DoneRequest>(({ route, status, notes, seconds }) => {
    requests.inc({ route, status });
    if (notes) countOperation(notes, seconds);
  });
  function countOperation({ operation, errorCodes }: OperationNotes, seconds: number): void {
    if (operation) durations.observe({ operation }, seconds);
    for (const code of errorCodes) errors.inc({ code });
  }

  return {
    requestDone: done.add,
    operationDone: countOperation,
    errorTold: (code) => errors.inc({ code }),
    groupDecided: (size) => groups.observe(size),
    watch({ pool, gate, early, desk, sockets, http }) {
      gauge('turnout_connections', 'Connections of clients, WebSockets included.', () => {
        return http.connectionCount;
      });
      gauge('turnout_database_connections_in_use', 'Connections of the pool at work.', () => {
        return pool.totalCount - pool.idleCount;
      });
      gauge(
        'turnout_database_connections_idle',
        'Connections of the pool that nobody uses.',
        () => {
          return pool.idleCount;
        },
      );
      gauge('turnout_database_waiting', 'Who waits for a connection of the pool.', () => {
        return pool.waitingCount;
      });
      gauge('turnout_registration_queue_length', 'Registrations that wait to be decided.', () => {
        return desk.queueLength;
      });
      gauge(
        'turnout_reads_under_way',
        'Queries at work, without those that wait for the same answer.',
        () => {
          return gate.state().reads;
        },
      );
      gauge('turnout_reads_waiting', 'Queries that wait to be admitted.', () => {
        return gate.state().readsWaiting;
      });
      gauge('turnout_reads_early', 'Queries that came back before Retry-After was over.', () => {
        return early.count;
      });
      gauge('turnout_writes_under_way', 'Mutations admitted and not answered yet.', () => {
        return gate.state().writes;
      });
      gauge(
        'turnout_loop_late_seconds',
        'How late the event loop is, as the gate sees it.',
        () => gate.state().lateMs / 1_000,
        'max',
      );
      gauge('turnout_sockets', 'WebSockets that are open.', () => sockets.counts().sockets);
      gauge('turnout_subscriptions', 'Operations under way on WebSockets.', () => {
        return sockets.counts().subscriptions;
      });
    },
    text() {
      done.handOver();
      return register.metrics();
    },
    contentType: register.contentType,
    snapshot() {
      done.handOver();
      return register.getMetricsAsJSON();
    },
  };
}

const BULK = 500;

/**
 * Gathers what is counted and hands it over many at a time: what prom-client does for one request is
 * so far from all else that it takes several times as long by itself. Measured, with 32 clients that
 * ask for the same page: 0.96 of the CPU.
 */
function inBulk<T>(count: (one: T) => void): { add(one: T): void; handOver(): void } {
  let gathered: T[] = [];
  function handOver(): void {
    const ready = gathered;
    gathered = [];
    ready.forEach(count);
  }
  return {
    add(one) {
      gathered.push(one);
      if (gathered.length === BULK) handOver();
    },
    handOver,
  };
}

/** The metrics of several processes as if they were one: sums; of the event loop's lag, means. */
export function addUp(snapshots: readonly MetricsSnapshot[]): Registry {
  return AggregatorRegistry.aggregate([...snapshots]);
}

/** What a process has counted, and not how it stands: that counts on when the process is gone. */
export function countsIn(snapshot: MetricsSnapshot): MetricsSnapshot {
  return snapshot.filter(({ type }) => String(type) === 'counter' || String(type) === 'histogram');
}

/** Who may see the metrics, and where. */
export interface MetricsAccess {
  /** A port of their own, at which nothing else is; null: at `/metrics` beside the rest. */
  port: number | null;
  /** What has to be shown in `Authorization: Bearer …`; null: nothing. */
  token: string | null;
  /** Whether there are any. */
  offered: boolean;
}

/** Counts requests as they are answered, and operations over HTTP with their errors. */
export function countRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    metrics.requestDone({
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      notes: request.notes,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
}

/** `GET /metrics`, for those who show the token. */
export async function metricsRoute(
  server: FastifyInstance,
  { metrics, token }: { metrics: Metrics; token: string | null },
): Promise<void> {
  server.get('/metrics', { compress: {} }, async (request, reply) => {
    if (!mayRead(request.headers.authorization, token)) {
      reply.header('www-authenticate', 'Bearer');
      return answerError(reply, 401, 'The metrics need the token METRICS_TOKEN.');
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

/** The same on a port of its own, which works also when the other one has much to do. */
export async function startMetricsServer(
  { metrics, token }: { metrics: Metrics; token: string | null },
  { host, port }: { host: string; port: number },
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, answer) => {
    const path = request.url?.split('?')[0];
    const allowed = mayRead(request.headers.authorization, token);
    if (path !== '/metrics' || !allowed) {
      answer.writeHead(path === '/metrics' ? 401 : 404).end();
      return;
    }
    answer.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function mayRead(authorization: string | undefined, token: string | null): boolean {
  return token === null || sameText(authorization ?? '', `Bearer ${token}`);
}
