import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Numbers from 0 until before 1, the same for the same seed. */
export type Random = () => number;

/** @see https://en.wikipedia.org/wiki/Xorshift */
export function randomFrom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export interface RandomOperation {
  query: string;
  variables: Record<string, unknown>;
}

/** What stands for a value of a scalar, as JSON. */
export type Values = (scalar: string, random: Random) => unknown;

/**
 * An operation that a schema may well accept (validate it), with aliases, fragments of both kinds,
 * `@skip` and `@include`, literals and variables.
 */
export function randomOperation(
  schema: GraphQLSchema,
  root: 'query' | 'mutation',
  random: Random,
  values: Values,
): RandomOperation {
  const definitions: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  let names = 0;
  const chance = (probability: number) => random() < probability;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;

  function variable(type: string, value: unknown): string {
    names += 1;
    variables[`v${names}`] = value;
    definitions.push(`$v${names}: ${type}`);
    return `$v${names}`;
  }

  function directive(): string {
    if (!chance(0.15)) return '';
    const value = chance(0.5);
    const given = chance(0.5) ? String(value) : variable('Boolean!', value);
    return ` @${pick(['skip', 'include'])}(if: ${given})`;
  }

  function jsonOf(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return jsonOf(type.ofType);
    if (isListType(type))
      return Array.from({ length: Math.floor(random() * 3) }, () => jsonOf(type.ofType));
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || chance(0.4),
      );
      return Object.fromEntries(fields.map((field) => [field.name, jsonOf(field.type)]));
    }
    return values(type.name, random);
  }

  function literal(type: GraphQLInputType, value: unknown): string {
    if (isNonNullType(type)) return literal(type.ofType, value);
    if (value === null) return 'null';
    if (isListType(type))
      return `[${(value as unknown[]).map((one) => literal(type.ofType, one))}]`;
    if (isEnumType(type)) return String(value);
    if (!isInputObjectType(type)) return JSON.stringify(value);
    const fields = Object.entries(value as object).map(
      ([name, one]) => `${name}: ${literal(type.getFields()[name]?.type as GraphQLInputType, one)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }

  function argument({ name, type }: GraphQLArgument): string {
    const value = jsonOf(type);
    return `${name}: ${chance(0.5) ? literal(type, value) : variable(String(type), value)}`;
  }

  function field(name: string, parent: GraphQLNamedType, depth: number): string {
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!definition || !('args' in definition)) return name;
    const given = definition.args.filter((arg) => isNonNullType(arg.type) || chance(0.3));
    const args = given.length > 0 ? `(${given.map(argument).join(', ')})` : '';
    const type = getNamedType(definition.type);
    const below = isCompositeType(type) ? ` ${selection(type, depth - 1)}` : '';
    names += 1;
    const alias = args || below || chance(0.2) ? `a${names}: ` : '';
    return `${alias}${name}${args}${directive()}${below}`;
  }

  function selection(type: GraphQLNamedType, depth: number): string {
    const parts = chance(0.3) || depth <= 0 ? ['__typename'] : [];
    if ('getFields' in type) {
      const all = Object.values(type.getFields()).filter(
        (one) => depth > 0 || !isCompositeType(getNamedType(one.type)),
      );
      const count = 1 + Math.floor(random() * 4);
      for (let i = 0; i < count && all.length > 0; i++) {
        parts.push(field(pick(all).name, type, depth));
      }
    }
    const inner = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    for (const on of inner) {
      if (!chance(isAbstractType(type) ? 0.6 : 0.15) || depth <= 0) continue;
      if (!isObjectType(on)) continue;
      if (chance(0.5)) parts.push(`... on ${on.name}${directive()} ${selection(on, depth - 1)}`);
      else {
        names += 1;
        const name = `F${names}`;
        fragments.push(`fragment ${name} on ${on.name} ${selection(on, depth - 1)}`);
        parts.push(`...${name}${directive()}`);
        if (chance(0.2)) parts.push(`...${name}`);
      }
    }
    return `{ ${(parts.length > 0 ? parts : ['__typename']).join(' ')} }`;
  }

  const rootType = root === 'query' ? schema.getQueryType() : schema.getMutationType();
  const body = selection(rootType as GraphQLNamedType, 4);
  const signature = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return { query: `${root} ${signature} ${body} ${fragments.join(' ')}`, variables };
}
