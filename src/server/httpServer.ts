import { fileURLToPath } from 'node:url';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Database } from '../data/database.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import type { RegistrationDesk } from '../domain/registration/registrationDesk.js';
import { Unauthenticated } from '../domain/sharing/unauthenticated.js';
import { createContext, type RequestContext } from '../graphql/context.js';
import { refusedGuesser, refusedToken } from '../graphql/errors.js';
import { createSchema } from '../graphql/schema.js';
import { createApollo } from './apollo.js';
import { attendeesCsv } from './attendeesCsv.js';
import { answerNotFound, answerThrown } from './errorAnswers.js';
import { explorer } from './explorer/explorer.js';
import { health } from './health.js';
import { publicKeys } from './publicKeys.js';
import { requestIdOf } from './requestId.js';
import { logRequests, quietLog } from './requestLog.js';
import { requestViewer } from './requestViewer.js';

export interface HttpServerOptions {
  db: Database;
  desk: RegistrationDesk;
  tokens: SessionSettings;
  host: string;
  /** 0: any that is free. Null: 4000, or the next one that is free. */
  port: number | null;
  anonymousEvents: boolean;
  bodyBytesMax: number;
  corsOrigins: string[] | true;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
  logLevel: string;
  exploring: boolean;
  /** What time it is; replaced in tests. */
  clock?: () => Date;
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
/** Where the build puts the explorer's page, seen from `src/server` and `dist/server` alike. */
const EXPLORER_PAGE = fileURLToPath(new URL('../../dist/explorer', import.meta.url));

/** Puts the parts together and listens. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { db, exploring, bodyBytesMax, corsOrigins, logLevel } = options;
  const server = Fastify({
    logger: { level: logLevel },
    logController: quietLog,
    genReqId: requestIdOf,
    bodyLimit: bodyBytesMax,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
  });
  logRequests(server);
  endConnectionsAtStop(server);
  server.setErrorHandler(answerThrown);
  server.setNotFoundHandler(answerNotFound);

  await server.register(cors, {
    origin: corsOrigins,
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id'],
    maxAge: 86_400,
  });
  await server.register(helmet, { contentSecurityPolicy: false, crossOriginEmbedderPolicy: false });
  await server.register(compress, { global: true, threshold: 1_024, encodings: ['br', 'gzip'] });
  await server.register(health, { db });
  await server.register(publicKeys, { accessTokens: options.tokens.accessTokens });
  await server.register(attendeesCsv, { context: contextFor(options) });

  const apollo = createApollo(createSchema(), { exploring, log: server.log });
  apollo.addPlugin(fastifyApolloDrainPlugin(server));
  await apollo.start();
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, { context: graphqlContextFor(options) }),
  });
  if (exploring) {
    await server.register(explorer, { directory: EXPLORER_PAGE });
    server.get('/', (_request, reply) => reply.redirect('/explorer/'));
  }

  const url = await listen(server, options.host, options.port);
  return { url, log: server.log, stop: () => apollo.stop() };
}

function contextFor(options: HttpServerOptions) {
  const { db, desk, tokens, anonymousEvents, clock = () => new Date() } = options;
  return async (request: FastifyRequest): Promise<RequestContext> => {
    const now = clock();
    const address = request.ip;
    const viewer = await requestViewer(request, { db, tokens, anonymousEvents, now, address });
    return createContext({ db, desk, tokens, viewer, now, address }, request.id);
  };
}

/** Like `contextFor`, with errors that Apollo Server answers as they are meant. */
function graphqlContextFor(options: HttpServerOptions) {
  const context = contextFor(options);
  return (request: FastifyRequest): Promise<RequestContext> =>
    context(request).catch((error: unknown) => {
      if (error instanceof Unauthenticated) throw refusedToken(error);
      if (error instanceof RateLimited) throw refusedGuesser(error);
      request.log.error({ err: error }, 'request failed');
      throw new GraphQLError('request failed', { extensions: { requestId: request.id } });
    });
}

/** A client that keeps its connection open after the last answer must not hold up the stop. */
function endConnectionsAtStop(server: FastifyInstance): void {
  let stopping = false;
  server.addHook('preClose', async () => {
    stopping = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
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
