import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { GivenTime } from '../../domain/time/givenTime.js';
import { parseDateTime } from '../../domain/time/parseDateTime.js';
import { badUserInput } from '../errors.js';

/** In: what `parseDateTime` understands. Out: resolvers spell instants themselves (`timeField`). */
export const DateTime = new GraphQLScalarType<GivenTime, string>({
  name: 'DateTime',
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined, node),
  serialize: (value) => value as string,
});

function readDateTime(value: unknown, node?: ValueNode): GivenTime {
  if (typeof value !== 'string') {
    const message = 'A time is written as a string, like "2025-06-20T15:30:00+02:00".';
    throw badUserInput(message, {}, node);
  }
  const parsed = parseDateTime(value);
  if (parsed.kind === 'invalid') throw badUserInput(parsed.reason, {}, node);
  return parsed;
}
