import type { FieldNode, GraphQLResolveInfo, SelectionNode, SelectionSetNode } from 'graphql';

/** What an operation asks of a connection. */
export interface ConnectionSelection {
  /** Names of the fields selected on its nodes. */
  nodeFields: ReadonlySet<string>;
  /** Names of the fields selected of its `pageInfo`. */
  pageInfoFields: ReadonlySet<string>;
  /** Whether a cursor is selected: of an edge, or of its `pageInfo`. */
  hasCursors: boolean;
  /** Whether `totalCount` is certainly selected, whatever the variables are. */
  hasTotal: boolean;
}

/** Names of the fields selected of an object. */
export type FieldNames = ReadonlySet<string>;

type Fragments = GraphQLResolveInfo['fragments'];

/** The selections of a document are the same objects for as long as the document is kept. */
const known = new WeakMap<readonly FieldNode[], ConnectionSelection>();

/**
 * Which fields an operation selects below a connection, so that what it does not need is not read.
 * Rather too many than too few: `@skip`, `@include` and the types of fragments are not looked at.
 */
export function connectionSelection({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): ConnectionSelection {
  let selection = known.get(fieldNodes);
  if (!selection) {
    const fields = fieldsBelow(fieldNodes, fragments);
    const of = (parents: Map<string, FieldNode[]>, name: string) =>
      fieldsBelow(parents.get(name) ?? [], fragments);
    const edges = of(fields, 'edges');
    const pageInfo = of(fields, 'pageInfo');
    selection = {
      nodeFields: new Set([...of(fields, 'nodes').keys(), ...of(edges, 'node').keys()]),
      pageInfoFields: new Set(pageInfo.keys()),
      hasCursors: edges.has('cursor') || pageInfo.has('startCursor') || pageInfo.has('endCursor'),
      hasTotal: fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some(isTotal)),
    };
    known.set(fieldNodes, selection);
  }
  return selection;
}

/** In a fragment it may not be of this type, and behind a directive not wanted. */
function isTotal(selection: SelectionNode): boolean {
  if (selection.kind !== 'Field' || selection.directives?.length) return false;
  return selection.name.value === 'totalCount';
}

const knownFields = new WeakMap<readonly FieldNode[], FieldNames>();

/** Like `connectionSelection`, of a field that answers one object. */
export function selectedFields({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): FieldNames {
  const names = knownFields.get(fieldNodes) ?? new Set(fieldsBelow(fieldNodes, fragments).keys());
  knownFields.set(fieldNodes, names);
  return names;
}

function fieldsBelow(
  parents: readonly FieldNode[],
  fragments: Fragments,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  for (const { selectionSet } of parents) collect(selectionSet, fragments, fields);
  return fields;
}

function collect(
  selectionSet: SelectionSetNode | undefined,
  fragments: Fragments,
  into: Map<string, FieldNode[]>,
): void {
  for (const selection of selectionSet?.selections ?? []) {
    switch (selection.kind) {
      case 'Field': {
        const same = into.get(selection.name.value);
        if (same) same.push(selection);
        else into.set(selection.name.value, [selection]);
        break;
      }
      case 'InlineFragment':
        collect(selection.selectionSet, fragments, into);
        break;
      case 'FragmentSpread':
        collect(fragments[selection.name.value]?.selectionSet, fragments, into);
    }
  }
}
