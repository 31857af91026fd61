import type { Tracer } from '@opentelemetry/api';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify';
import { describeError } from './describeError.js';
import { answerBrokenConnection, answerNotFound, answerThrown } from './errorAnswers.js';
import { type ErrorHook, hookedLog } from './errorHook.js';
import { requestIdOf } from './requestId.js';
import { logRequests, quietLog, sharedLog } from './requestLog.js';
import { securityHeaders } from './securityHeaders.js';
import { traceIdForLog, traceRequests } from './tracing/traceRequests.js';
import type { WireBounds } from './wireBounds.js';

interface LogOptions {
  logLevel: string;
  /** Told of every fault; null: nobody is. */
  errorHook: ErrorHook | null;
  tracer: Tracer | null;
}

interface Options extends LogOptions {
  bounds: WireBounds;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
}

const CHECK_MS = 1_000;

/** An HTTP server that serves nothing yet: its patience, its log, and how it refuses. */
export async function createFastify(options: Options): Promise<FastifyInstance> {
  const server = bareFastify(options);
  if (options.tracer) traceRequests(server, options.tracer);
  logRequests(server);
  addHeaders(server, await securityHeaders());
  server.setErrorHandler(answerThrown);
  server.setNotFoundHandler(answerNotFound);
  return server;
}

/** The log of a process that serves nothing itself: the same lines to the same place. */
export function createLog(options: LogOptions): FastifyBaseLogger {
  return Fastify({ logger: loggerFor(options) }).log;
}

function loggerFor({ logLevel, errorHook, tracer }: LogOptions): FastifyServerOptions['logger'] {
  return {
    level: logLevel,
    serializers: { err: describeError },
    hooks: hookedLog(errorHook),
    ...(tracer && { mixin: traceIdForLog }),
  };
}

function bareFastify(options: Options): FastifyInstance {
  const { bounds, trustedProxies } = options;
  return Fastify({
    logger: loggerFor(options),
    logController: quietLog,
    genReqId: requestIdOf,
    childLoggerFactory: sharedLog,
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

/** Every answer says under which id it is logged, and what browsers should be careful about. */
function addHeaders(server: FastifyInstance, constant: Record<string, string>): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(constant).header('x-request-id', request.id);
    done();
  });
}
