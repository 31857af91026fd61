// One of several processes that serve a port together: `src/main.ts` starts them when `WORKERS` says
// so, with the address of a database that is ready.
import { readConfig } from './config.js';
import { openDatabase } from './data/database.js';
import { beginTracing, prepare, serve } from './serve.js';
import { createMetrics } from './server/metrics.js';
import { createExchange } from './server/workers/exchange.js';
import { prepareShutdown } from './shutdown.js';

// A Ctrl-C comes to all processes of the terminal, but it is the primary that says when to stop.
const { running, begin } = prepareShutdown({ signals: false });

const own = createMetrics();
const ask = createExchange(process, { stop: begin, snapshot: own.snapshot });
process.once('disconnect', begin); // told before it could listen
if (!process.connected) begin();

async function start(): Promise<void> {
  const config = readConfig();
  const tracing = await beginTracing(config);
  if (tracing) running.push(tracing.stop);
  const db = openDatabase(config.databaseUrl ?? '', {
    poolSize: config.databasePoolSize,
    waitMsMax: config.databaseWaitMsMax,
    tracer: tracing?.tracer ?? null,
  });
  running.push(() => db.$disconnect());
  const counters = {
    ...own,
    text: () => (process.connected ? (ask('metrics') as Promise<string>) : own.text()),
  };
  const server = await serve(config, { ...(await prepare(config)), db, counters, tracing });
  running.push(server.stop);
  await ask('serving', server.url);
}

void start(); // what it throws is reported, and ends the process
