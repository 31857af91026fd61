import type { LiveReads } from '../data/liveReads.js';
import { clearLoaders, createLoaders, type Loaders } from '../data/loaders.js';
import type { AccountsCall } from '../domain/accounts/accountsCall.js';
import { askerOf, type Viewer } from '../domain/sharing/viewer.js';

/** What one request carries. */
export interface RequestContext extends AccountsCall {
  /** Reads of those who follow something; one a process. */
  liveReads: LiveReads;
  loaders: Loaders;
  /** The zone in which times are spelled that name none. */
  timezone: string;
  /** Under which the request is logged, and which the client is told. */
  requestId: string;
}

/** What a context is made from. */
export type ContextCall = AccountsCall & Pick<RequestContext, 'liveReads'>;

export function createContext(call: ContextCall, requestId: string): RequestContext {
  // Named one by one: to spread them would take as long as all else that a context needs.
  const { db, desk, tokens, liveReads, viewer, now, address } = call;
  const { loaders, timezone } = viewedBy(call);
  return { db, desk, tokens, liveReads, viewer, now, address, loaders, timezone, requestId };
}

/** What depends on who asks. */
function viewedBy({ db, viewer }: Pick<AccountsCall, 'db' | 'viewer'>) {
  return {
    viewer,
    loaders: createLoaders(db, askerOf(viewer)),
    timezone: viewer.user?.timezone ?? 'UTC',
  };
}

/** The rest of the operation is another viewer's: the one who asks has changed, or is gone. */
export function changeViewer(context: RequestContext, change: Partial<Viewer>): void {
  const viewer = { ...context.viewer, ...change };
  Object.assign(context, viewedBy({ db: context.db, viewer }));
}

/** What was loaded before a write must not be shown after it. */
export function forgetReads({ loaders }: RequestContext): void {
  clearLoaders(loaders);
}
