import { clearLoaders, createLoaders, type Loaders } from '../data/loaders.js';
import type { Call } from '../domain/call.js';

/** What one request carries. */
export interface RequestContext extends Call {
  loaders: Loaders;
  /** The zone in which times are spelled that name none. */
  timezone: string;
  /** Under which the request is logged, and which the client is told. */
  requestId: string;
}

export function createContext(call: Call, requestId: string): RequestContext {
  return { ...call, loaders: createLoaders(call.db), timezone: 'UTC', requestId };
}

/** What was loaded before a write must not be shown after it. */
export function forgetReads({ loaders }: RequestContext): void {
  clearLoaders(loaders);
}
