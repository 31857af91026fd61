import type { Tracer } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { DocumentBounds } from '../graphql/bounds/documentBounds.js';
import { createDocumentGuard } from '../graphql/bounds/refuseDocument.js';
import { executeOperation } from '../graphql/execution/executeOperation.js';
import { createQuerySharing } from '../graphql/execution/shareQueries.js';
import { createSchema } from '../graphql/schema.js';
import { createApollo } from './apollo.js';
import type { CallerBudget } from './callerBudget.js';
import type { EarlyReturns } from './earlyReturns.js';
import { graphqlRoute } from './graphqlRoute.js';
import { createKnownOperations } from './knownOperations.js';
import type { Metrics } from './metrics.js';
import { operationBounds } from './operationBounds.js';
import { noteOperations } from './operationNotes.js';
import type { RequestContexts } from './requestContexts.js';
import type { RequestGate } from './requestGate.js';
import type { SocketBounds } from './sockets/socketBounds.js';
import { socketOperations } from './sockets/socketOperations.js';
import { type AcceptedSockets, acceptSockets } from './sockets/sockets.js';
import { executeInSpan, traceKnownOperations, traceOperations } from './tracing/traceOperations.js';
import type { WireBounds } from './wireBounds.js';

interface Options {
  exploring: boolean;
  bounds: WireBounds & SocketBounds & DocumentBounds;
  corsOrigins: string[] | true;
  trustedProxies: string[];
  clock: () => Date;
  counters: Metrics;
  gate: RequestGate;
  early: EarlyReturns;
  budget: CallerBudget;
  contexts: RequestContexts;
  tracer: Tracer | null;
}

/**
 * Serves GraphQL at `/graphql`, over HTTP and over WebSockets: two ways to one Apollo Server, with
 * the same bounds in front of it.
 */
export async function serveGraphql(
  server: FastifyInstance,
  options: Options,
): Promise<{ sockets: AcceptedSockets; stop(): Promise<void> }> {
  const { exploring, bounds, budget, gate, early, contexts, tracer } = options;
  const schema = createSchema();
  const refuseDocument = createDocumentGuard(bounds);
  const operations = socketOperations(schema, () => apollo, refuseDocument, contexts.anew);
  const execute = createQuerySharing(tracer ? executeInSpan : executeOperation);
  const untraced = createKnownOperations({ schema, execute, budget, bounds });
  const known = tracer ? traceKnownOperations(tracer, untraced) : untraced;
  const apollo = createApollo(schema, {
    exploring,
    errorsMax: bounds.errorsMax,
    execute,
    known,
    log: server.log,
    plugins: [
      ...(tracer ? [traceOperations(tracer)] : []),
      noteOperations,
      operationBounds({ bounds, budget, exploring }),
      operations.plugin,
    ],
  });
  await apollo.start();
  const shared = { context: contexts.of, gate, bounds };
  await server.register(graphqlRoute, {
    ...shared,
    apollo,
    known,
    refuseDocument,
    early,
    exploring,
  });
  const sockets = acceptSockets(server, {
    ...shared,
    path: '/graphql',
    operations,
    tokenExpiry: contexts.tokenExpiry,
    counters: options.counters,
    clock: options.clock,
    corsOrigins: options.corsOrigins,
    trustedProxies: options.trustedProxies,
    tracer,
  });
  return { sockets, stop: () => apollo.stop() };
}
