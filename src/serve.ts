import type { Config } from './config.js';
import type { Database } from './data/database.js';
import type { SessionSettings } from './domain/accounts/accountsCall.js';
import { boundHashing } from './domain/accounts/passwords.js';
import { createSessionSettings } from './domain/accounts/sessionSettings.js';
import { createRegistrationDesk } from './domain/registration/registrationDesk.js';
import { type ErrorHook, loadErrorHook } from './server/errorHook.js';
import { type HttpServer, startHttpServer } from './server/httpServer.js';
import type { Metrics } from './server/metrics.js';
import { startTracing, type Tracing } from './server/tracing/tracing.js';

/** What settings lead to, outside of them: a module, a key. */
export interface Prepared {
  errorHook: ErrorHook | null;
  tokens: SessionSettings;
}

/** @throws ErrorHookMissing and SigningKeyError for settings that lead nowhere */
export async function prepare(config: Config): Promise<Prepared> {
  return {
    errorHook: config.errorHookFile ? await loadErrorHook(config.errorHookFile) : null,
    tokens: await createSessionSettings(config.sessions, config.production),
  };
}

/** Null when nobody is told of spans. */
export async function beginTracing({ tracing }: Config): Promise<Tracing | null> {
  return tracing ? startTracing(tracing) : null;
}

/** One process that answers requests, whether it does so alone or beside others. */
export async function serve(
  config: Config,
  { tracing, ...parts }: Prepared & { db: Database; counters: Metrics; tracing: Tracing | null },
): Promise<HttpServer> {
  boundHashing(config.passwordHashing);
  const tracer = tracing?.tracer ?? null;
  const desk = createRegistrationDesk(parts.db, {
    ...config.registrationDesk,
    onGroup: parts.counters.groupDecided,
    tracer,
  });
  const clock = () => new Date();
  const server = await startHttpServer({ ...config, ...parts, tracer, desk, clock });
  tracing?.tellFaultsTo(server.log);
  return server;
}
