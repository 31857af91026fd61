import type { FastifyRequest } from 'fastify';
import type { Database } from '../data/database.js';
import { createLiveReads } from '../data/liveReads.js';
import type { SessionSettings } from '../domain/accounts/accountsCall.js';
import type { RegistrationDesk } from '../domain/registration/registrationDesk.js';
import type { Viewer } from '../domain/sharing/viewer.js';
import { createContext, type RequestContext } from '../graphql/context.js';
import type { CallerBudget } from './callerBudget.js';
import { requestViewer } from './requestViewer.js';

interface Options {
  db: Database;
  desk: RegistrationDesk;
  tokens: SessionSettings;
  anonymousEvents: boolean;
  clock: () => Date;
}

/** What operations carry, whichever way they come. */
export interface RequestContexts {
  /**
   * Who asks, and with what.
   *
   * @throws Unauthenticated for an access token that is no good
   * @throws RateLimited for who has asked, or guessed, too much
   */
  of(
    request: Pick<FastifyRequest, 'headers' | 'ip' | 'id'>,
  ): RequestContext | Promise<RequestContext>;
  /** For an answer of a subscription: as of its own moment, for who follows then. */
  anew(context: RequestContext, viewer: Viewer): RequestContext;
  /** When an access token stops working; null for one that is no good. */
  tokenExpiry(accessToken: string): Promise<Date | null>;
}

export function createRequestContexts(options: Options, budget: CallerBudget): RequestContexts {
  const { db, desk, tokens, anonymousEvents, clock } = options;
  const liveReads = createLiveReads(db, clock);
  return {
    of(request) {
      const now = clock();
      const address = request.ip;
      const contextOf = (viewer: Viewer) => {
        budget.takeRequest({ viewer, address, now });
        const call = { db, desk, tokens, liveReads, viewer, now, address };
        return createContext(call, request.id);
      };
      const viewer = requestViewer(request, { db, tokens, anonymousEvents, now, address });
      return viewer instanceof Promise ? viewer.then(contextOf) : contextOf(viewer);
    },
    anew: (context, viewer) =>
      createContext({ ...context, viewer, now: clock() }, context.requestId),
    async tokenExpiry(accessToken) {
      const token = await tokens.accessTokens.read(accessToken, clock());
      return token?.expiresAt ?? null;
    },
  };
}
