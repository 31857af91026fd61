import { GraphQLScalarType, Kind } from 'graphql';
import type { GivenTime } from '../../domain/time/givenTime.js';
import { parseDateTime } from '../../domain/time/parseDateTime.js';
import { badUserInput } from '../errors.js';

/** In: what `parseDateTime` understands. Out: resolvers spell instants themselves (`timeField`). */
export const DateTime = new GraphQLScalarType<GivenTime, string>({
  name: 'DateTime',
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined),
  serialize: (value) => value as string,
});

function readDateTime(value: unknown): GivenTime {
  if (typeof value !== 'string') {
    throw badUserInput('A DateTime is written as a string, like "2025-06-20T15:30:00+02:00".');
  }
  const parsed = parseDateTime(value);
  if (parsed.kind === 'invalid') throw badUserInput(parsed.reason);
  return parsed;
}
