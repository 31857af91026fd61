import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { RateLimited } from '../domain/accounts/rateLimited.js';
import type { DocumentBounds } from '../graphql/bounds/documentBounds.js';
import { introspects } from '../graphql/bounds/introspects.js';
import { operationCost } from '../graphql/bounds/operationCost.js';
import type { RequestContext } from '../graphql/context.js';
import type { CallerBudget } from './callerBudget.js';
import { resultOf } from './knownOperations.js';

interface Options {
  bounds: DocumentBounds;
  budget: CallerBudget;
  /** Whether everyone may read the schema; else administrators may. */
  exploring: boolean;
}

/**
 * Bounds that need the schema, the variables or the caller: whoever may not introspect does not,
 * nobody asks for more than one operation may cost, or their minute has left, and no answer has a
 * long list of errors. A request with `extensions: { cost: true }` is told what it costs.
 */
export function operationBounds({
  bounds,
  budget,
  exploring,
}: Options): ApolloServerPlugin<RequestContext> {
  const { costMax, errorsMax } = bounds;
  return {
    requestDidStart: async () => {
      let cost: number | undefined;
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (!operation) return; // it has none of this name, and is told so
          if (resultOf(contextValue)) return; // it was asked before it was executed
          if (!exploring && !contextValue.viewer.administrator && introspects(document)) {
            throw refusal('INTROSPECTION_DISABLED', 'The schema is shown to administrators only.');
          }
          const { variables } = request;
          cost = operationCost({ schema, document, operation, variables });
          if (cost > costMax) {
            throw refusal(
              'COST_LIMIT',
              `The operation asks for up to ${cost} objects; ${costMax} are allowed. Ask for smaller pages.`,
              { cost, costMax },
            );
          }
          const asked = cost;
          take(() => budget.takeOperation(contextValue, asked));
        },

        async willSendResponse({ request, response: { body } }) {
          if (body.kind !== 'single') return;
          const result = body.singleResult;
          if (cost !== undefined && request.extensions?.cost === true) {
            result.extensions = { ...result.extensions, cost, costMax };
          }
          const { errors } = result;
          if (!errors || errors.length <= errorsMax) return;
          result.errors = errors.slice(0, errorsMax);
          result.extensions = {
            ...result.extensions,
            errorsOmitted: errors.length - errorsMax,
          };
        },
      };
    },
  };
}

function refusal(code: string, message: string, facts: Record<string, number> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts, http: { status: 400 } } });
}

/** Apollo Server takes the status of an answer from the error. */
function take(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error;
    const headers = new HeaderMap([['retry-after', String(error.retryAfterSeconds)]]);
    throw new GraphQLError(error.message, {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfter: error.retryAfterSeconds,
        http: { status: 429, headers },
      },
    });
  }
}
