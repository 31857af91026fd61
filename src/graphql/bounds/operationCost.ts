import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from 'graphql';
import { fragmentsOf } from './fragmentsOf.js';

/** Objects of a list whose length nothing in the request tells, and of a page that names no size. */
const LIST_LENGTH = 20;
/** No list gives more, whatever is asked for. */
const LIST_LENGTH_MAX = 1_000;
/** A schema, or a type of it, with all that it has: some of it, or all, costs the same. */
const INTROSPECTION_COST = 1_000;

/** Shapes around objects of a page; they cost nothing themselves. */
const WRAPPING = /(Connection|Edge)$|^PageInfo$/;

interface CostedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As they were sent. What does not fit its type is refused later, and counts as not given. */
  variables: Record<string, unknown> | undefined;
}

/**
 * How many objects an operation asks for, before it is executed: a list as many as its page may
 * have, each with all that is asked of it. Of what excludes each other, as the members of a union
 * do, the most counts. What comes in lists counts too, an object each.
 *
 * Takes as long as the document is with its fragments expanded, which is bounded before.
 */
export function operationCost(asked: CostedOperation): number {
  const { operation } = asked;
  const known = constantCosts.get(operation);
  if (known !== undefined) return known;
  const costing = new Costing(asked);
  const cost = costing.total();
  if (!costing.dependsOnVariables) constantCosts.set(operation, cost);
  return cost;
}

/** Of operations that cost the same whatever their variables are: most have no page size in them. */
const constantCosts = new WeakMap<OperationDefinitionNode, number>();

class Costing {
  /** Whether a variable had a say in what was counted so far. */
  dependsOnVariables = false;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  readonly #variables = new Map<string, unknown>();

  constructor({ schema, document, operation, variables }: CostedOperation) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragmentsOf(document);
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      const given = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
      this.#variables.set(
        name,
        given === undefined && defaultValue ? this.#valueOf(defaultValue) : given,
      );
    }
  }

  total(): number {
    const { operation, selectionSet } = this.#operation;
    const root = this.#schema.getRootType(operation);
    return root ? this.#ofSelections(selectionSet, root, null) : 0;
  }

  /** @param given  how many there are of a list below that does not say so itself */
  #ofSelections(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    given: number | null,
  ): number {
    let shared = 0;
    const exclusive = new Map<string, number>();
    for (const selection of selections) {
      if (this.#isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        shared += this.#ofField(selection, parent, given);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : this.#fragments.get(selection.name.value);
      if (!fragment) continue;
      const type = this.#typeNamed(fragment.typeCondition?.name.value) ?? parent;
      const cost = this.#ofSelections(fragment.selectionSet, type, given);
      if (isObjectType(type) && !isObjectType(parent)) {
        exclusive.set(type.name, (exclusive.get(type.name) ?? 0) + cost);
      } else {
        shared += cost;
      }
    }
    return shared + Math.max(0, ...exclusive.values());
  }

  #ofField(node: FieldNode, parent: GraphQLCompositeType, given: number | null): number {
    const { name } = node;
    if (name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name) {
      return INTROSPECTION_COST;
    }
    const field = 'getFields' in parent ? parent.getFields()[name.value] : undefined;
    if (!field) return 0;
    const pageSize = this.#pageSize(field, node.arguments ?? []);
    const listed = countListed(pageSize === null ? this.#listsIn(field, node.arguments ?? []) : []);
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || !node.selectionSet) return listed.sum;

    const own = pageSize ?? listed.longest;
    const inside = this.#ofSelections(node.selectionSet, type, own);
    const objects = (WRAPPING.test(type.name) ? 0 : 1) + inside;
    if (!isListType(getNullableType(field.type))) return listed.sum + objects;
    return listed.sum + (own ?? given ?? (hasId(type) ? LIST_LENGTH : 1)) * objects;
  }

  /** @returns null for a field that is not paged */
  #pageSize(field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[]): number | null {
    if (!field.args.some(({ name }) => name === 'first')) return null;
    const sizes = given
      .filter(({ name }) => name.value === 'first' || name.value === 'last')
      .map(({ value }) => this.#valueOf(value))
      .filter((size): size is number => Number.isInteger(size));
    if (sizes.length === 0) return LIST_LENGTH;
    return Math.min(Math.max(1, ...sizes), LIST_LENGTH_MAX);
  }

  /** What may have lists in it, of the arguments of a field. */
  #listsIn(field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[]): unknown[] {
    return given
      .filter(({ name }) => field.args.some((arg) => arg.name === name.value && hasLists(arg.type)))
      .map(({ value }) => this.#valueOf(value));
  }

  #isLeftOut({ directives = [] }: SelectionNode): boolean {
    return directives.some(
      (directive) =>
        (directive.name.value === 'skip' && this.#condition(directive) === true) ||
        (directive.name.value === 'include' && this.#condition(directive) === false),
    );
  }

  #condition({ arguments: [condition] = [] }: DirectiveNode): unknown {
    return condition && this.#valueOf(condition.value);
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | null {
    const type = name === undefined ? null : this.#schema.getType(name);
    return isCompositeType(type) ? type : null;
  }

  /** As far as it matters here: numbers, truth values, and what may have lists in it. */
  #valueOf(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE:
        this.dependsOnVariables = true;
        return this.#variables.get(node.name.value);
      case Kind.INT:
        return Number(node.value);
      case Kind.BOOLEAN:
        return node.value;
      case Kind.LIST:
        return node.values.map((value) => this.#valueOf(value));
      case Kind.OBJECT:
        return Object.fromEntries(
          node.fields.map(({ name, value }) => [name.value, this.#valueOf(value)]),
        );
      default:
        return null;
    }
  }
}

/** Whether it is an object of its own; the others are facts about one, of which there are few. */
function hasId(type: GraphQLCompositeType): boolean {
  return 'getFields' in type && 'id' in type.getFields();
}

/** Whether a value of an input type can have a list in it, at any depth. */
function hasLists(
  type: GraphQLInputType,
  above: ReadonlySet<GraphQLInputType> = new Set(),
): boolean {
  const inside = getNullableType(type);
  if (isListType(inside)) return true;
  if (!isInputObjectType(inside) || above.has(inside)) return false;
  const within = new Set(above).add(inside);
  return Object.values(inside.getFields()).some((field) => hasLists(field.type, within));
}

/** What comes in lists, at any depth. */
function countListed(values: readonly unknown[]): { sum: number; longest: number | null } {
  let sum = 0;
  let longest: number | null = null;
  const pending = [...values];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      sum += value.length;
      longest = Math.max(longest ?? 0, value.length);
    }
    for (const inside of Object.values(value)) pending.push(inside);
  }
  return { sum, longest };
}
