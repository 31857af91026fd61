import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PinoLoggerOptions } from 'fastify/types/logger.js';

/** What is known of an error besides itself. */
export interface ErrorFacts {
  /** The line of the log. */
  message: string;
  /** As the client was told; missing for what happens in the background. */
  requestId?: string;
  operationName?: string | null;
}

/**
 * Told of every fault, as it is logged: for a service that collects errors. What PostgreSQL and
 * Prisma say may quote the data, so `error` may have personal data in it, which the log leaves out.
 */
export type ErrorHook = (error: unknown, facts: ErrorFacts) => unknown;

/** There is no hook to call. The message says what is missing. */
export class ErrorHookMissing extends Error {}

/**
 * @param file  an ES module whose default export is an `ErrorHook`; seen from the working directory
 * @throws ErrorHookMissing when there is none
 */
export async function loadErrorHook(file: string): Promise<ErrorHook> {
  const { default: hook } = await import(pathToFileURL(resolve(file)).href).catch((error) => {
    throw new ErrorHookMissing(`ERROR_HOOK: ${file} cannot be loaded: ${error.message}`);
  });
  if (typeof hook === 'function') return hook;
  throw new ErrorHookMissing(`ERROR_HOOK: ${file} has no function as its default export.`);
}

const ERROR_LEVEL = 50;

/** Tells the hook what is logged as an error, wherever that is: nothing has to think of it. */
export function hookedLog(hook: ErrorHook | null): PinoLoggerOptions['hooks'] {
  if (!hook) return {};
  return {
    logMethod(args, method, level) {
      const [facts, message] = args as [object, string?];
      if (level >= ERROR_LEVEL && typeof facts === 'object' && 'err' in facts) {
        const { err, ...others } = facts;
        const told = { ...this.bindings(), ...others, message: message ?? '' };
        // What goes wrong in there must not become a fault of the request.
        void Promise.resolve()
          .then(() => hook(err, told))
          .catch((failure) => process.stderr.write(`ERROR_HOOK failed: ${failure}\n`));
      }
      method.apply(this, args);
    },
  };
}
