import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import { fragmentsOf } from './fragmentsOf.js';

/** What a value in the arguments of two fields adds: they are compared as texts, spelled each time. */
const VALUE_WEIGHT = 20;

/** So much of a text counts as one more value: to spell what is escaped takes longest. */
const TEXT_LENGTH = 100;

/**
 * How much validation has to compare to learn whether the fields that answer under one name can be
 * merged: each with each other one, in every selection set. This grows with the square of what is
 * repeated: 296 times one field with one argument, within all other bounds, took it 0.8 seconds.
 *
 * Two fields are one comparison, and 20 more for each value in their arguments, and for each 100
 * characters of a text there.
 *
 * @param document  one without fragments in circles
 * @returns no more than a little past `max`: it stops there
 * @see https://spec.graphql.org/October2021/#sec-Field-Selection-Merging
 */
export function countComparisons(document: DocumentNode, max: number): number {
  const fragments = fragmentsOf(document);
  let count = 0;

  function compareIn(sets: readonly SelectionSetNode[]): void {
    const fields = new Map<string, FieldNode[]>();
    for (const set of sets) gather(set, fields);
    for (const alike of fields.values()) {
      if (alike.length === 1 || count > max) continue;
      const weight = alike.reduce((sum, field) => sum + weightOf(field), 0);
      count += ((alike.length - 1) / 2) * weight;
      compareIn(alike.flatMap(({ selectionSet }) => selectionSet ?? []));
    }
  }

  function gather({ selections }: SelectionSetNode, fields: Map<string, FieldNode[]>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const alike = fields.get(key);
        if (alike) alike.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) gather(fragment.selectionSet, fields);
    }
  }

  visit(document, {
    SelectionSet(set) {
      compareIn([set]);
      return count > max ? BREAK : undefined;
    },
  });
  return count;
}

function weightOf({ arguments: given = [] }: FieldNode): number {
  return given.reduce((weight, { value }) => weight + VALUE_WEIGHT * valuesIn(value), 1);
}

function valuesIn(value: ValueNode): number {
  switch (value.kind) {
    case Kind.LIST:
      return value.values.reduce((sum, each) => sum + valuesIn(each), 1);
    case Kind.OBJECT:
      return value.fields.reduce((sum, each) => sum + valuesIn(each.value), 1);
    case Kind.STRING:
      return 1 + Math.floor(value.value.length / TEXT_LENGTH);
    default:
      return 1;
  }
}
