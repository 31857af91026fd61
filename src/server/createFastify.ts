import type { Tracer } from '@opentelemetry/api';
import Fastify, { type FastifyInstance } from 'fastify';
import { describeError } from './describeError.js';
import { answerBrokenConnection, answerNotFound, answerThrown } from './errorAnswers.js';
import { type ErrorHook, hookedLog } from './errorHook.js';
import { requestIdOf } from './requestId.js';
import { logRequests, quietLog } from './requestLog.js';
import { securityHeaders } from './securityHeaders.js';
import { traceIdForLog, traceRequests } from './tracing/traceRequests.js';
import type { WireBounds } from './wireBounds.js';

interface Options {
  bounds: WireBounds;
  logLevel: string;
  /** Addresses of proxies whose word about the caller's address is taken. */
  trustedProxies: string[];
  /** Told of every fault; null: nobody is. */
  errorHook: ErrorHook | null;
  tracer: Tracer | null;
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

function bareFastify(options: Options): FastifyInstance {
  const { bounds, logLevel, trustedProxies, errorHook, tracer } = options;
  return Fastify({
    logger: {
      level: logLevel,
      serializers: { err: describeError },
      hooks: hookedLog(errorHook),
      ...(tracer && { mixin: traceIdForLog }),
    },
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

/** Every answer says under which id it is logged, and what browsers should be careful about. */
function addHeaders(server: FastifyInstance, constant: Record<string, string>): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(constant).header('x-request-id', request.id);
    done();
  });
}
