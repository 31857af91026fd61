import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Database } from '../data/database.js';
import { createLiveReads } from '../data/liveReads.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import type { RegistrationDesk } from '../domain/registration/registrationDesk.js';
import type { Viewer } from '../domain/sharing/viewer.js';
import { createContext, type RequestContext } from '../graphql/context.js';
import { createSchema } from '../graphql/schema.js';
import { createApollo } from './apollo.js';
import { attendeesCsv } from './attendeesCsv.js';
import { answerBrokenConnection, answerNotFound, answerThrown } from './errorAnswers.js';
import { explorer } from './explorer/explorer.js';
import { graphqlRoute } from './graphqlRoute.js';
import { health } from './health.js';
import { publicKeys } from './publicKeys.js';
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
  host: string;
  /** 0: any that is free. Null: 4000, or the next one that is free. */
  port: number | null;
  anonymousEvents: boolean;
  bounds: WireBounds & SocketBounds;
  corsOrigins: string[] | true;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
  logLevel: string;
  exploring: boolean;
  /** What time it is; replaced in tests. */
  clock: () => Date;
}

export interface HttpServer {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4000`. */
  url: string;
  log: FastifyInstance['log'];
  /** Takes no new request, lets those under way finish, and frees the port. */
  stop(): Promise<void>;
}

const PORT_DEFAULT = 4000;
const PORTS_TRIED = 100;
const CHECK_MS = 1_000;
const DRAIN_MS_MAX = 10_000;
/** What is shorter is sent as fast as it is. */
const COMPRESSED_BYTES_MIN = 1_024;
const COMPRESSIBLE = /^text\/|[/+](?:json|msgpack)(?:;|$)/;
/** Where the build puts the explorer's page, seen from `src/server` and `dist/server` alike. */
const EXPLORER_PAGE = fileURLToPath(new URL('../../dist/explorer', import.meta.url));

/** Puts the parts together and listens. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { db, bounds, exploring, corsOrigins } = options;
  const server = createFastify(options);
  logRequests(server);
  addHeaders(server, await securityHeaders());
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
  const context = contextFor(options);
  await server.register(health, { db });
  await server.register(publicKeys, { accessTokens: options.tokens.accessTokens });
  await server.register(attendeesCsv, { context });

  const schema = createSchema();
  const operations = socketOperations(schema, () => apollo, viewedAnew(options));
  const apollo = createApollo(schema, {
    exploring,
    log: server.log,
    plugins: [operations.plugin],
  });
  await apollo.start();
  await server.register(graphqlRoute, { apollo, context, bounds, exploring });
  if (exploring) {
    await server.register(explorer, { directory: EXPLORER_PAGE });
    server.get('/', (_request, reply) => reply.redirect('/explorer/'));
  }

  const sockets = acceptSockets(server, {
    path: '/graphql',
    operations,
    context,
    tokenExpiry: tokenExpiryFor(options),
    clock: options.clock,
    corsOrigins,
    trustedProxies: options.trustedProxies,
    bounds,
  });

  const url = await listen(server, options.host, options.port);
  const stop = async () => {
    await Promise.all([sockets.stop(), closeGently(server)]);
    await apollo.stop();
  };
  return { url, log: server.log, stop };
}

function createFastify({ bounds, logLevel, trustedProxies }: HttpServerOptions): FastifyInstance {
  return Fastify({
    logger: { level: logLevel },
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

function contextFor(options: HttpServerOptions) {
  const { db, desk, tokens, anonymousEvents, clock } = options;
  const liveReads = createLiveReads(db, clock);
  return (request: RequestFacts): RequestContext | Promise<RequestContext> => {
    const now = clock();
    const address = request.ip;
    const contextOf = (viewer: Viewer) =>
      createContext({ db, desk, tokens, liveReads, viewer, now, address }, request.id);
    const viewer = requestViewer(request, { db, tokens, anonymousEvents, now, address });
    return viewer instanceof Promise ? viewer.then(contextOf) : contextOf(viewer);
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
  // A client that keeps its connection open after the last answer must not hold up the stop.
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Lets the requests under way finish; whoever has not finished after a while never will. */
async function closeGently(server: FastifyInstance): Promise<void> {
  const late = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS_MAX);
  await server.close().finally(() => clearTimeout(late));
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
