import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../data/database.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import type { RegistrationDesk } from '../domain/registration/registrationDesk.js';
import type { DocumentBounds } from '../graphql/bounds/documentBounds.js';
import { allowPages } from './allowPages.js';
import { attendeesCsv } from './attendeesCsv.js';
import { type CallerBudgetBounds, createCallerBudget } from './callerBudget.js';
import { createFastify } from './createFastify.js';
import { createEarlyReturns } from './earlyReturns.js';
import type { ErrorHook } from './errorHook.js';
import { explorer } from './explorer/explorer.js';
import { gentleStop } from './gentleStop.js';
import { COMPRESSED_BYTES_MIN } from './graphqlAnswer.js';
import { health } from './health.js';
import { watchLoop } from './loopLateness.js';
import {
  countRequests,
  type Metrics,
  type MetricsAccess,
  metricsRoute,
  startMetricsServer,
} from './metrics.js';
import { keepNotes } from './operationNotes.js';
import { publicKeys } from './publicKeys.js';
import { createRequestContexts } from './requestContexts.js';
import { createRequestGate, type GateBounds } from './requestGate.js';
import { serveGraphql } from './serveGraphql.js';
import type { SocketBounds } from './sockets/socketBounds.js';
import type { WireBounds } from './wireBounds.js';

export interface HttpServerOptions {
  db: Database;
  desk: RegistrationDesk;
  tokens: SessionSettings;
  /** Those that the desk counts in, too. */
  counters: Metrics;
  host: string;
  /** 0: any that is free. Null: 4000, or the next one that is free. */
  port: number | null;
  anonymousEvents: boolean;
  bounds: WireBounds & SocketBounds & DocumentBounds & CallerBudgetBounds;
  corsOrigins: string[] | true;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
  logLevel: string;
  exploring: boolean;
  gate: GateBounds;
  metrics: MetricsAccess;
  /** Told of every fault; null: nobody is. */
  errorHook: ErrorHook | null;
  /** Makes spans of what is done; null: there are none. */
  tracer: Tracer | null;
  /** What time it is; replaced in tests. */
  clock: () => Date;
  /** How late the event loop is; left out: it is measured. */
  lateMs?: () => number;
}

export interface HttpServer {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4000`. */
  url: string;
  /** Where the metrics are; null when there are none. */
  metricsUrl: string | null;
  log: FastifyInstance['log'];
  /** Takes no new request, lets those under way finish, and frees the port. */
  stop(): Promise<void>;
}

const PORT_DEFAULT = 4000;
const PORTS_TRIED = 100;
const COMPRESSIBLE = /^text\/|[/+](?:json|msgpack)(?:;|$)/;
/** Where the build puts the explorer's page, seen from `src/server` and `dist/server` alike. */
const EXPLORER_PAGE = fileURLToPath(new URL('../../dist/explorer', import.meta.url));

/** Puts the parts together and listens. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { db, exploring, counters, metrics } = options;
  const server = await createFastify(options);
  const nowMs = () => performance.now();
  const loop = watchLoop(nowMs);
  const gate = createRequestGate(options.gate, { nowMs, lateMs: options.lateMs ?? loop.lateMs });
  const early = createEarlyReturns(gate);
  keepNotes(server);
  countRequests(server, counters);
  const gentle = gentleStop(server);

  await allowPages(server, options.corsOrigins);
  await registerFormats(server);
  const budget = createCallerBudget(options.bounds);
  const contexts = createRequestContexts(options, budget);
  await server.register(health, { db });
  await server.register(publicKeys, { accessTokens: options.tokens.accessTokens });
  await server.register(attendeesCsv, { context: contexts.of, gate });
  const { token } = metrics;
  if (metrics.offered && metrics.port === null) {
    await server.register(metricsRoute, { metrics: counters, token });
  }
  const graphql = await serveGraphql(server, { ...options, gate, early, budget, contexts });
  if (exploring) {
    await server.register(explorer, { directory: EXPLORER_PAGE });
    server.get('/', (_request, reply) => reply.redirect('/explorer/'));
  }

  counters.watch({
    pool: db.pool,
    gate,
    early,
    desk: options.desk,
    sockets: graphql.sockets,
    http: gentle,
  });
  const url = await listen(server, options.host, options.port);
  const ownPort =
    metrics.offered && metrics.port !== null
      ? await startMetricsServer({ metrics: counters, token }, { ...options, port: metrics.port })
      : null;
  const stop = async () => {
    loop.stop();
    await Promise.all([graphql.sockets.stop(), gentle.stop()]);
    await Promise.all([ownPort?.stop(), graphql.stop()]);
  };
  const metricsUrl = metrics.offered ? `${ownPort?.url ?? url}/metrics` : null;
  return { url, metricsUrl, log: server.log, stop };
}

async function registerFormats(server: FastifyInstance): Promise<void> {
  await server.register(compress, {
    global: false, // where it is wanted, it is said: looking at every answer takes a tenth of its time
    threshold: COMPRESSED_BYTES_MIN,
    encodings: ['br', 'gzip'],
    customTypes: COMPRESSIBLE,
    globalDecompression: false,
  });
}

async function listen(server: FastifyInstance, host: string, port: number | null): Promise<string> {
  if (port !== null) return server.listen({ host, port });
  for (let next = PORT_DEFAULT; ; next++) {
    try {
      return await server.listen({ host, port: next });
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || next === PORT_DEFAULT + PORTS_TRIED) throw error;
    }
  }
}
