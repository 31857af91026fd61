import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The span of the request, as the parent of others; null when nobody traces. */
    trace: Context | null;
  }
}

/** Of what clients send, only which trace they are in: a `tracestate` could say anything. */
const TRACEPARENT: TextMapGetter<FastifyRequest['headers']> = {
  keys: () => ['traceparent'],
  get: (headers, name) => (name === 'traceparent' ? headers.traceparent : undefined) as string,
};

/**
 * A span for each request, in the client's trace when it names one. By its route: an address, like
 * a query string or a header, could have personal data in it.
 *
 * @see W3C Trace Context; OpenTelemetry's semantic conventions for HTTP
 */
export function traceRequests(server: FastifyInstance, tracer: Tracer): void {
  server.decorateRequest('trace', null);
  server.addHook('onRequest', (request, reply, done) => {
    const parent = propagation.extract(ROOT_CONTEXT, request.headers, TRACEPARENT);
    const span = tracer.startSpan(nameOf(request), spanOf(request), parent);
    request.trace = trace.setSpan(parent, span);
    // Not `onResponse`, which is not called when the client goes before it is answered.
    reply.raw.once('close', () => endSpan(span, reply));
    context.with(request.trace, done);
  });
  const goOn = (request: FastifyRequest, _reply: unknown, done: () => void) =>
    context.with(request.trace ?? ROOT_CONTEXT, done);
  // Reading a body leaves the span: those events are the connection's. So does the end of an answer.
  server.addHook('preValidation', goOn);
  server.addHook('onResponse', goOn);
}

function nameOf({ method, routeOptions: { url } }: FastifyRequest): string {
  return url ? `${method} ${url}` : method;
}

function spanOf({ method, protocol, routeOptions: { url } }: FastifyRequest) {
  return {
    kind: SpanKind.SERVER,
    attributes: {
      'http.request.method': method,
      'url.scheme': protocol === 'https' ? protocol : 'http', // a proxy may say anything
      ...(url && { 'http.route': url }),
    },
  };
}

function endSpan(span: Span, { statusCode, raw }: FastifyReply): void {
  if (raw.headersSent) span.setAttribute('http.response.status_code', statusCode);
  const error = errorOf(statusCode, raw.writableFinished);
  if (error) span.setAttribute('error.type', error).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function errorOf(status: number, sent: boolean): string | null {
  if (!sent) return 'aborted';
  return status >= 500 ? String(status) : null;
}

/** What logs say of the span that they are written in: the same trace, for who looks it up. */
export function traceIdForLog(): { traceId?: string } {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return traceId ? { traceId } : {};
}

/** An operation that came over a socket, as `traceRequests` has those over HTTP. */
export function traceSocketOperation<T>(tracer: Tracer, take: () => Promise<T>): Promise<T> {
  const options = {
    kind: SpanKind.SERVER,
    root: true,
    attributes: { 'network.protocol.name': 'websocket', 'http.route': '/graphql' },
  };
  return tracer.startActiveSpan('WebSocket /graphql', options, async (span) => {
    try {
      return await take();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
