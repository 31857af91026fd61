import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isTimeZone, suggestTimeZone } from '../../domain/time/zoneRules.js';
import { badUserInput } from '../errors.js';

/** The name of a zone, known to the rules in force. */
export const TimeZone = new GraphQLScalarType<string, string>({
  name: 'TimeZone',
  parseValue: (value) => readTimeZone(value),
  parseLiteral: (node) => readTimeZone(node.kind === Kind.STRING ? node.value : undefined, node),
  serialize: (value) => value as string,
});

function readTimeZone(value: unknown, node?: ValueNode): string {
  if (typeof value !== 'string') {
    throw badUserInput('A time zone is written as a string, like "Europe/Paris".', {}, node);
  }
  if (isTimeZone(value)) return value;
  const suggestion = suggestTimeZone(value);
  throw badUserInput(
    `${JSON.stringify(value.slice(0, 60))} is not the IANA name of a time zone.` +
      (suggestion ? ` Did you mean "${suggestion}"?` : ''),
    {},
    node,
  );
}
