import { setTimeout as pause } from 'node:timers/promises';
import { context, DiagLogLevel, diag, propagation, type Tracer } from '@opentelemetry/api';
import type { FastifyBaseLogger } from 'fastify';

/** Where spans are sent, and how many. */
export interface TracingSettings {
  /** The collector's address, to which `/v1/traces` is added; OTLP over HTTP, in JSON. */
  endpoint: string;
  /** Sent with every batch. */
  headers: Record<string, string>;
  /** What the collector knows this program by. */
  serviceName: string;
  /** Of the traces that begin here, the share that is kept: 0 to 1. */
  share: number;
}

export interface Tracing {
  tracer: Tracer;
  /** From now on it is logged when the collector takes no spans. */
  tellFaultsTo(log: FastifyBaseLogger): void;
  /** Sends what is left, as far as there is time for it. */
  stop(): Promise<void>;
}

/** A collector that does not answer must not keep the process from ending. */
const LAST_BATCH_MS = 2_000;

/**
 * Starts to collect spans, and to send them. Loads OpenTelemetry's SDK only now, so that who does
 * not trace has nothing of it in the process but its interfaces.
 */
export async function startTracing(settings: TracingSettings): Promise<Tracing> {
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, core, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({
    url: `${settings.endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: settings.headers,
  });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': settings.serviceName }),
    sampler: new sdk.ParentBasedSampler({
      root: new sdk.TraceIdRatioBasedSampler(settings.share),
    }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());

  let tell = (_told: string) => {};
  return {
    tracer: provider.getTracer('turnout'),
    tellFaultsTo(log) {
      tell = (told) => log.warn({ told }, 'tracing');
      const silent = () => {};
      diag.setLogger(
        { error: tell, warn: tell, info: silent, debug: silent, verbose: silent },
        DiagLogLevel.WARN,
      );
    },
    async stop() {
      const late = pause(LAST_BATCH_MS, 'The last spans were not taken in time.', { ref: false });
      // What fails while it stops, the SDK tells nobody else.
      const refused = provider.shutdown().catch((error: unknown) => String(error));
      const told = await Promise.race([refused, late]);
      if (told) tell(told);
    },
  };
}
