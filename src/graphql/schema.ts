import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import { resolvers } from './resolvers/index.js';

/** `schema.graphql`, which stands two folders above this file in `src/` and in `dist/` alike. */
const SDL = new URL('../../schema.graphql', import.meta.url);

/** The contract and what answers it. */
export function createSchema(): GraphQLSchema {
  return makeExecutableSchema<RequestContext>({
    typeDefs: readFileSync(SDL, 'utf8'),
    resolvers,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
