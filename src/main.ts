import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from './config.js';
import { connectDatabase } from './data/connectDatabase.js';
import { type Database, openDatabase } from './data/database.js';
import { forgetOldGuesses } from './domain/accounts/guesses.js';
import { forgetExpiredResets } from './domain/accounts/resetPassword.js';
import { forgetExpiredSessions } from './domain/accounts/session.js';
import { forgetOldChanges } from './domain/events/listEvents.js';
import { reviseInstants } from './domain/events/reviseInstants.js';
import { forgetOldKeys } from './domain/idempotency/once.js';
import { loadShippedSample } from './domain/sample/loadSample.js';
import { zoneRulesVersion } from './domain/time/zoneRules.js';
import { zoneRulesDifference } from './domain/time/zoneRulesDifference.js';
import { beginTracing, type Prepared, prepare, serve } from './serve.js';
import { createLog } from './server/createFastify.js';
import type { HttpServer } from './server/httpServer.js';
import { createMetrics } from './server/metrics.js';
import type { Tracing } from './server/tracing/tracing.js';
import { createWorkers } from './server/workers/workers.js';
import { prepareShutdown } from './shutdown.js';

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));

/** Connections besides those of workers, which have a pool, one for wake-ups and one to probe. */
const CONNECTIONS_SPARE = 50;

const HOUR_MS = 3_600_000;

const shutdown = prepareShutdown({ signals: true });

async function start(): Promise<void> {
  const { running } = shutdown;
  const config = readConfig();
  const prepared = await prepare(config);
  // What workers do, they trace themselves.
  const tracing = config.workers === 1 ? await beginTracing(config) : null;
  if (tracing) running.push(tracing.stop);

  const database = await connectDatabase({
    databaseUrl: config.databaseUrl,
    connections: CONNECTIONS_SPARE + config.workers * (config.databasePoolSize + 2),
    log: say,
  });
  running.push(database.stop);
  const db = openDatabase(database.url, {
    poolSize: config.databasePoolSize,
    waitMsMax: config.databaseWaitMsMax,
    tracer: tracing?.tracer ?? null,
  });
  running.push(() => db.$disconnect());
  const moved = await reviseInstants(db, new Date());
  if (moved.length > 0)
    say(`New time zone rules moved ${moved.length} events: ${moved.join(', ')}.`);
  if (database.fresh && config.sampleData) {
    const { events, attendees } = await loadShippedSample(db, new Date());
    if (events > 0) say(`Loaded ${events} sample events with ${attendees} attendees.`);
  }

  const { url, log } =
    config.workers === 1
      ? await serveAlone(config, { ...prepared, db, tracing })
      : await serveTogether(config, prepared, database.url);
  say(greeting(url, config.exploring));
  await lookAfter(db, log);
}

/** Where requests are answered, and where faults are logged. */
type Serving = Pick<HttpServer, 'url' | 'log'>;

async function serveAlone(
  config: Config,
  parts: Prepared & { db: Database; tracing: Tracing | null },
): Promise<Serving> {
  const server = await serve(config, { ...parts, counters: createMetrics() });
  shutdown.running.push(server.stop);
  return server;
}

async function serveTogether(
  config: Config,
  { errorHook }: Prepared,
  databaseUrl: string,
): Promise<Serving> {
  const log = createLog({ ...config, errorHook, tracer: null });
  const workers = createWorkers({
    program: WORKER,
    count: config.workers,
    environmentAt: (url) => ({
      DATABASE_URL: databaseUrl,
      WORKERS: String(config.workers),
      // The first one finds a port; 0 is the same for all.
      ...(url && config.port === null && { PORT: new URL(url).port }),
    }),
    log,
  });
  shutdown.running.push(workers.stop);
  return { url: await workers.start(), log };
}

/** What has to be done now and then, by one process for all. */
async function lookAfter(db: Database, log: HttpServer['log']): Promise<void> {
  const forgetOld = [
    ...[forgetOldKeys, forgetOldGuesses, forgetExpiredSessions, forgetExpiredResets],
    forgetOldChanges,
  ];
  setInterval(() => {
    for (const forget of forgetOld) void forget(db, new Date()).catch(logFault);
  }, HOUR_MS).unref();
  await warnOfOtherZoneRules(db, log).catch(logFault);

  function logFault(err: unknown): void {
    log.error({ err }, 'background work failed');
  }
}

async function warnOfOtherZoneRules(db: Database, log: HttpServer['log']): Promise<void> {
  const zones = await zoneRulesDifference(db, new Date());
  if (zones.length === 0) return;
  log.warn(
    { zones },
    `the database's own zone rules are not ${zoneRulesVersion}; nothing uses them`,
  );
}

function greeting(url: string, exploring: boolean): string {
  const pages = `
  Apollo Sandbox   ${url}/graphql   (in a browser; needs the internet)
  Explorer         ${url}/explorer/  (in a browser; needs nothing)`;
  return `
Turnout is ready. Time zone rules: ${zoneRulesVersion}.

  GraphQL          ${url}/graphql${exploring ? pages : ''}
  Health           ${url}/health/ready

Try it:

  curl ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ events(first: 3) { nodes { name location startsAt(timezone: \\"Asia/Tokyo\\") seatsLeft } } }"}'

Ctrl-C stops it.
`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void start(); // what it throws is reported, and ends the process
