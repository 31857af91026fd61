import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';

type Source = unknown;
type Values = { [name: string]: unknown };
type Field = GraphQLField<Source, unknown>;

/** How a value of a type is completed: the type, looked at once. */
export type Shape = { nonNull: boolean } & (
  | { kind: 'leaf'; type: GraphQLLeafType }
  | { kind: 'list'; item: Shape }
  | { kind: 'object'; type: GraphQLObjectType }
  | { kind: 'abstract'; type: GraphQLAbstractType }
);

/** One field of a selection set on one object type: all that is the same for every object. */
export interface FieldPlan {
  /** Under which key its value is answered. */
  key: string;
  /** Its selections in the document, merged. */
  nodes: readonly FieldNode[];
  definition: Field;
  parentType: GraphQLObjectType;
  shape: Shape;
  /** Its arguments; null when they depend on variables. */
  args: Values | null;
  /** Place of its arguments among those that one run has worked out. */
  argsIndex: number;
  /** Whether its resolver looks at `info`, its fourth parameter. */
  takesInfo: boolean;
  /** `__typename`, whose value is known. */
  isTypename: boolean;
  /** What is selected below it, by type of object. */
  selections: Map<GraphQLObjectType, SelectionPlan>;
}

/** The fields of a selection set on one object type, in the order of the answer. */
export interface SelectionPlan {
  fields: FieldPlan[];
  /** `__proto__` is a name that GraphQL allows, and only an object without prototype can have. */
  needsBareObject: boolean;
}

/**
 * An operation as it is executed while the variables of its `@skip` and `@include` keep their
 * values. Selections are planned when a run first comes to them, so planning costs a document
 * that is sent once no more than executing it would.
 */
export class OperationPlan {
  readonly rootType: GraphQLObjectType;
  /** Fields whose arguments depend on variables. */
  argsCount = 0;
  #root: SelectionPlan | undefined;

  constructor(
    readonly schema: GraphQLSchema,
    readonly operation: OperationDefinitionNode,
    readonly fragments: Record<string, FragmentDefinitionNode>,
    rootType: GraphQLObjectType,
  ) {
    this.rootType = rootType;
  }

  root(variables: Values): SelectionPlan {
    this.#root ??= this.#plan(
      this.rootType,
      collectFields(
        this.schema,
        this.fragments,
        variables,
        this.rootType,
        this.operation.selectionSet,
      ),
    );
    return this.#root;
  }

  /** What is selected below a field on objects of `type`. */
  below(field: FieldPlan, type: GraphQLObjectType, variables: Values): SelectionPlan {
    let selection = field.selections.get(type);
    if (!selection) {
      const { schema, fragments } = this;
      const fields = collectSubfields(schema, fragments, variables, type, field.nodes);
      selection = this.#plan(type, fields);
      field.selections.set(type, selection);
    }
    return selection;
  }

  #plan(
    parentType: GraphQLObjectType,
    collected: Map<string, readonly FieldNode[]>,
  ): SelectionPlan {
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collected) {
      const [node] = nodes;
      const definition = node && (getFieldDef(this.schema, parentType, node) as Field | undefined);
      if (!definition) continue; // a document that was not validated
      fields.push({
        key,
        nodes,
        definition,
        parentType,
        shape: shapeOf(definition.type),
        args: constantArguments(definition, node),
        argsIndex: this.argsCount++,
        takesInfo: takesInfo(definition),
        isTypename: definition === (TypeNameMetaFieldDef as Field),
        selections: new Map(),
      });
    }
    return { fields, needsBareObject: collected.has('__proto__') };
  }
}

/** One that names one to three parameters does not; with none named it may take them by `arguments`. */
function takesInfo({ resolve }: Field): boolean {
  return !resolve || resolve.length === 0 || resolve.length > 3;
}

const NO_ARGUMENTS: Values = Object.freeze({});

/** The arguments of a field that no variable stands in; null for others, and for bad literals. */
function constantArguments(definition: Field, node: FieldNode): Values | null {
  if (definition.args.length === 0) return NO_ARGUMENTS;
  if (node.arguments?.some((argument) => hasVariable(argument))) return null;
  try {
    return getArgumentValues(definition, node, {});
  } catch {
    return null;
  }
}

function hasVariable(node: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(node, {
    Variable() {
      found = true;
    },
  });
  return found;
}

function shapeOf(type: GraphQLOutputType): Shape {
  if (isNonNullType(type)) return { ...shapeOf(type.ofType), nonNull: true };
  if (isListType(type)) return { kind: 'list', item: shapeOf(type.ofType), nonNull: false };
  if (isLeafType(type)) return { kind: 'leaf', type, nonNull: false };
  if (isAbstractType(type)) return { kind: 'abstract', type, nonNull: false };
  return { kind: 'object', type, nonNull: false };
}

/** The plans of one operation, one for each set of values that decide what it selects. */
export class PlannedOperation {
  readonly #plans = new Map<string, OperationPlan>();
  readonly #deciding: string[];

  constructor(
    readonly schema: GraphQLSchema,
    readonly operation: OperationDefinitionNode,
    document: DocumentNode,
    readonly rootType: GraphQLObjectType,
    readonly fragments: Record<string, FragmentDefinitionNode>,
  ) {
    this.#deciding = decidingVariables(document);
  }

  /** @returns null when there would be too many plans to keep */
  planFor(variables: Values): OperationPlan | null {
    const key = this.#deciding.map((name) => String(variables[name])).join();
    let plan = this.#plans.get(key);
    if (!plan) {
      if (this.#plans.size === PLANS_MAX) return null;
      plan = new OperationPlan(this.schema, this.operation, this.fragments, this.rootType);
      this.#plans.set(key, plan);
    }
    return plan;
  }
}

const PLANS_MAX = 16;

/** The variables in `@skip` and `@include`. */
function decidingVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}
