import closeWithGrace from 'close-with-grace';
import { reportFailure } from './cli/reportFailure.js';
import { readConfig } from './config.js';
import { connectDatabase } from './data/connectDatabase.js';
import { type Database, openDatabase } from './data/database.js';
import { forgetOldGuesses } from './domain/accounts/guesses.js';
import { boundHashing } from './domain/accounts/passwords.js';
import { forgetExpiredResets } from './domain/accounts/resetPassword.js';
import { forgetExpiredSessions } from './domain/accounts/session.js';
import { createSessionSettings } from './domain/accounts/sessionSettings.js';
import { reviseInstants } from './domain/events/reviseInstants.js';
import { forgetOldKeys } from './domain/idempotency/once.js';
import { createRegistrationDesk } from './domain/registration/registrationDesk.js';
import { loadShippedSample } from './domain/sample/loadSample.js';
import { zoneRulesVersion } from './domain/time/zoneRules.js';
import { zoneRulesDifference } from './domain/time/zoneRulesDifference.js';
import { loadErrorHook } from './server/errorHook.js';
import { type HttpServer, startHttpServer } from './server/httpServer.js';
import { createMetrics } from './server/metrics.js';
import { startTracing } from './server/tracing/tracing.js';

/** How long requests under way may take to finish once the process was told to stop. */
const SHUTDOWN_MS = 10_000;

const HOUR_MS = 3_600_000;

async function start(): Promise<void> {
  const config = readConfig();
  const errorHook = config.errorHookFile ? await loadErrorHook(config.errorHookFile) : null;
  const tokens = await createSessionSettings(config.sessions, config.production);
  boundHashing(config.passwordHashing);
  const say = (line: string) => process.stdout.write(`${line}\n`);

  // What runs is stopped in the opposite order, also when the start is interrupted.
  const running: (() => Promise<unknown>)[] = [];
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ err }) => {
    if (err) process.stderr.write(`${err.stack}\n`);
    for (const stop of running.reverse()) await stop();
  });

  const tracing = config.tracing ? await startTracing(config.tracing) : null;
  if (tracing) running.push(tracing.stop);
  const tracer = tracing?.tracer ?? null;
  const database = await connectDatabase({ databaseUrl: config.databaseUrl, log: say });
  running.push(database.stop);
  const db = openDatabase(database.url, {
    poolSize: config.databasePoolSize,
    waitMsMax: config.databaseWaitMsMax,
    tracer,
  });
  running.push(() => db.$disconnect());
  const moved = await reviseInstants(db, new Date());
  if (moved.length > 0)
    say(`New time zone rules moved ${moved.length} events: ${moved.join(', ')}.`);
  if (database.fresh && config.sampleData) {
    const { events, attendees } = await loadShippedSample(db, new Date());
    if (events > 0) say(`Loaded ${events} sample events with ${attendees} attendees.`);
  }
  const counters = createMetrics();
  const desk = createRegistrationDesk(db, {
    ...config.registrationDesk,
    onGroup: counters.groupDecided,
    tracer,
  });
  const clock = () => new Date();
  const parts = { db, desk, tokens, counters, errorHook, tracer, clock };
  const server = await startHttpServer({ ...config, ...parts });
  running.push(server.stop);
  tracing?.tellFaultsTo(server.log);
  say(greeting(server.url, config.exploring));

  const forgetOld = [forgetOldKeys, forgetOldGuesses, forgetExpiredSessions, forgetExpiredResets];
  setInterval(() => {
    for (const forget of forgetOld) void forget(db, new Date()).catch(logFault);
  }, HOUR_MS).unref();
  await warnOfOtherZoneRules(db, server.log).catch(logFault);

  function logFault(err: unknown): void {
    server.log.error({ err }, 'background work failed');
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

start().catch((error: unknown) => {
  reportFailure(error);
  process.exit();
});
