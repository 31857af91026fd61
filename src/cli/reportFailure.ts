import { inspect } from 'node:util';
import { ConfigError } from '../config.js';
import { UnreachableDatabase } from '../data/connectDatabase.js';
import { EmbeddedDatabaseError } from '../data/embeddedDatabase.js';
import { MigrationError } from '../data/migrate.js';
import { SigningKeyError } from '../domain/accounts/signingKey.js';
import { ErrorHookMissing } from '../server/errorHook.js';
import { WorkersFailed } from '../server/workers/WorkersFailed.js';
import { Stopped } from './Stopped.js';

/** Ends a process: with the sentence of a failure that a person can act on, else with all of it. */
export function reportFailure(error: unknown): void {
  const expected =
    error instanceof Stopped ||
    error instanceof ConfigError ||
    error instanceof UnreachableDatabase ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError ||
    error instanceof SigningKeyError ||
    error instanceof ErrorHookMissing ||
    error instanceof WorkersFailed;
  process.stderr.write(`${expected ? error.message : inspect(error)}\n`);
  process.exitCode = error instanceof Stopped ? error.exitCode : 1;
}
