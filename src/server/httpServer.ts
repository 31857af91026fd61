import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Database } from '../data/database.js';
import { createLiveReads } from '../data/liveReads.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import type { RegistrationDesk } from '../domain/registration/registrationDesk.js';
import type { Viewer } from '../domain/sharing/viewer.js';
import type { DocumentBounds } from '../graphql/bounds/documentBounds.js';
import { createDocumentGuard } from '../graphql/bounds/refuseDocument.js';
import { createContext, type RequestContext } from '../graphql/context.js';
import { createSchema } from '../graphql/schema.js';
import { createApollo } from './apollo.js';
import { attendeesCsv } from './attendeesCsv.js';
import { type CallerBudget, type CallerBudgetBounds, createCallerBudget } from './callerBudget.js';
import { describeError } from './describeError.js';
import { answerBrokenConnection, answerNotFound, answerThrown } from './errorAnswers.js';
import { type ErrorHook, hookedLog } from './errorHook.js';
import { explorer } from './explorer/explorer.js';
import { gentleStop } from './gentleStop.js';
import { graphqlRoute } from './graphqlRoute.js';
import { health } from './health.js';
import {
  countRequests,
  type Metrics,
  type MetricsAccess,
  metricsRoute,
  startMetricsServer,
} from './metrics.js';
import { operationBounds } from './operationBounds.js';
import { keepNotes, noteOperations } from './operationNotes.js';
import { publicKeys } from './publicKeys.js';
import { createRequestGate, type GateBounds } from './requestGate.js';
import { requestIdOf } from './requestId.js';
import { logRequests, quietLog } from './requestLog.js';
import { requestViewer } from './requestViewer.js';
import { securityHeaders } from './securityHeaders.js';
import type { SocketBounds } from './sockets/socketBounds.js';
import { socketOperations } from './sockets/socketOperations.js';
import { acceptSockets } from './sockets/sockets.js';
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
  /** What time it is; replaced in tests. */
  clock: () => Date;
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
const CHECK_MS = 1_000;
/** What is shorter is sent as fast as it is. */
const COMPRESSED_BYTES_MIN = 1_024;
const COMPRESSIBLE = /^text\/|[/+](?:json|msgpack)(?:;|$)/;
/** Where the build puts the explorer's page, seen from `src/server` and `dist/server` alike. */
const EXPLORER_PAGE = fileURLToPath(new URL('../../dist/explorer', import.meta.url));

/** Puts the parts together and listens. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { db, bounds, exploring, corsOrigins, counters, metrics } = options;
  const server = createFastify(options);
  const gate = createRequestGate(options.gate);
  keepNotes(server);
  logRequests(server);
  countRequests(server, counters);
  addHeaders(server, await securityHeaders());
  const gentle = gentleStop(server);
  server.setErrorHandler(answerThrown);
  server.setNotFoundHandler(answerNotFound);

  await server.register(cors, {
    origin: corsOrigins,
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id'],
    maxAge: 86_400,
    strictPreflight: false,
  });
  await server.register(compress, {
    threshold: COMPRESSED_BYTES_MIN,
    encodings: ['br', 'gzip'],
    customTypes: COMPRESSIBLE,
    globalDecompression: false,
  });
  const budget = createCallerBudget(bounds);
  const context = contextFor(options, budget);
  await server.register(health, { db });
  await server.register(publicKeys, { accessTokens: options.tokens.accessTokens });
  await server.register(attendeesCsv, { context, gate });
  const { token } = metrics;
  if (metrics.offered && metrics.port === null) {
    await server.register(metricsRoute, { metrics: counters, token });
  }

  const schema = createSchema();
  const refuseDocument = createDocumentGuard(bounds);
  const operations = socketOperations(schema, () => apollo, refuseDocument, viewedAnew(options));
  const apollo = createApollo(schema, {
    exploring,
    log: server.log,
    plugins: [noteOperations, operationBounds({ bounds, budget, exploring }), operations.plugin],
  });
  await apollo.start();
  await server.register(graphqlRoute, {
    apollo,
    context,
    refuseDocument,
    bounds,
    gate,
    exploring,
  });
  if (exploring) {
    await server.register(explorer, { directory: EXPLORER_PAGE });
    server.get('/', (_request, reply) => reply.redirect('/explorer/'));
  }

  const sockets = acceptSockets(server, {
    path: '/graphql',
    operations,
    gate,
    counters,
    context,
    tokenExpiry: tokenExpiryFor(options),
    clock: options.clock,
    corsOrigins,
    trustedProxies: options.trustedProxies,
    bounds,
  });

  counters.watch({ pool: db.pool, gate, desk: options.desk, sockets, http: gentle });
  const url = await listen(server, options.host, options.port);
  const ownPort =
    metrics.offered && metrics.port !== null
      ? await startMetricsServer({ metrics: counters, token }, { ...options, port: metrics.port })
      : null;
  const stop = async () => {
    await Promise.all([sockets.stop(), gentle.stop()]);
    await Promise.all([ownPort?.stop(), apollo.stop()]);
  };
  const metricsUrl = metrics.offered ? `${ownPort?.url ?? url}/metrics` : null;
  return { url, metricsUrl, log: server.log, stop };
}

function createFastify(options: HttpServerOptions): FastifyInstance {
  const { bounds, logLevel, trustedProxies, errorHook } = options;
  return Fastify({
    logger: { level: logLevel, serializers: { err: describeError }, hooks: hookedLog(errorHook) },
    logController: quietLog,
    genReqId: requestIdOf,
    bodyLimit: bounds.bodyBytesMax,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    http: {
      headersTimeout: bounds.headersMsMax,
      requestTimeout: bounds.bodyMsMax,
      // Node looks only this often for who has taken too long.
      connectionsCheckingInterval: Math.min(CHECK_MS, bounds.headersMsMax),
    },
    requestTimeout: bounds.bodyMsMax,
    connectionTimeout: bounds.silenceMsMax,
    keepAliveTimeout: bounds.keepAliveMsMax,
    clientErrorHandler: answerBrokenConnection,
    frameworkErrors: answerThrown,
    // Whoever sends one more request down a connection that is about to end still gets an answer.
    return503OnClosing: false,
  });
}

type RequestFacts = Pick<FastifyRequest, 'headers' | 'ip' | 'id'>;

function contextFor(options: HttpServerOptions, budget: CallerBudget) {
  const { db, desk, tokens, anonymousEvents, clock } = options;
  const liveReads = createLiveReads(db, clock);
  return async (request: RequestFacts): Promise<RequestContext> => {
    const now = clock();
    const address = request.ip;
    const viewer = await requestViewer(request, { db, tokens, anonymousEvents, now, address });
    // What is asked for may be worth nothing, but looking who asks was not free.
    budget.take({ viewer, address, now }, 1);
    const call = { db, desk, tokens, liveReads, viewer, now, address };
    return createContext(call, request.id);
  };
}

/** What an answer of a subscription carries: as of its own moment. */
function viewedAnew({ clock }: HttpServerOptions) {
  return (context: RequestContext, viewer: Viewer): RequestContext =>
    createContext({ ...context, viewer, now: clock() }, context.requestId);
}

function tokenExpiryFor({ tokens, clock }: HttpServerOptions) {
  return async (accessToken: string): Promise<Date | null> => {
    const token = await tokens.accessTokens.read(accessToken, clock());
    return token?.expiresAt ?? null;
  };
}

/** Every answer says under which id it is logged, and what browsers should be careful about. */
function addHeaders(server: FastifyInstance, constant: Record<string, string>): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(constant).header('x-request-id', request.id);
    done();
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
