import { Kind, type OperationDefinitionNode, parse, type TypeNode } from 'graphql';

/** One operation of `operations.graphql`, whose head says how the file is read. */
export interface ReadyOperation {
  name: string;
  kind: `${OperationDefinitionNode['operation']}`;
  section: string;
  /** Plain text of the comment above the operation. */
  description: string;
  /** The operation with its comment: what a tab shows. */
  document: string;
  /** Names of the request headers it needs. */
  headers: string[];
  /** Variables that have no default, each with a blank of its type. */
  blanks: Record<string, unknown>;
}

/** What a tab holds, as GraphiQL wants it: three texts. */
export interface OperationTab {
  query: string;
  variables: string;
  headers: string;
}

/**
 * Reads the ready operations, in the order of the file.
 *
 * @throws GraphQLError when the text is not a GraphQL document
 * @throws Error when it holds something else than named operations
 */
export function readReadyOperations(text: string): ReadyOperation[] {
  let section = '';
  let readTo = 0;

  return parse(text).definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.name || !definition.loc) {
      throw new Error('A ready operation is an operation with a name; fragments have no place.');
    }
    const { start, end } = definition.loc;
    const before = text.slice(readTo, start);
    readTo = end;

    section = before.match(/^## *(.+)$/m)?.[1]?.trim() ?? section;
    const comment = before.split(/\n\s*\n/).at(-1) ?? '';
    const lines = comment.split('\n').map((line) => line.replace(/^\s*# ?/, ''));

    return {
      name: definition.name.value,
      kind: definition.operation,
      section,
      description: lines
        .filter((line) => !line.startsWith('Headers:'))
        .join(' ')
        .trim(),
      document: `${comment.trimStart()}${text.slice(start, end)}\n`,
      headers: lines.flatMap(headerNames),
      blanks: blanksOf(definition),
    };
  });
}

/**
 * Makes the tab of an operation. A variable or header that `previous` gives a value keeps it, so that
 * an id or a secret is pasted once.
 */
export function fillIn(operation: ReadyOperation, previous?: Partial<OperationTab>): OperationTab {
  const headers = Object.fromEntries(operation.headers.map((name) => [name, '']));
  return {
    query: operation.document,
    variables: carryOver(operation.blanks, previous?.variables),
    headers: carryOver(headers, previous?.headers),
  };
}

function headerNames(line: string): string[] {
  const names = /^Headers:(.*)$/.exec(line)?.[1];
  return names ? names.split(',').map((name) => name.trim()) : [];
}

function blanksOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const required = (operation.variableDefinitions ?? []).filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  return Object.fromEntries(
    required.map(({ variable, type }) => [variable.name.value, blank(type)]),
  );
}

function blank(type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return blank(type.type);
  if (type.kind === Kind.LIST_TYPE) return [blank(type.type)];
  return type.name.value === 'ID' || type.name.value === 'String' ? '' : null;
}

function carryOver(blanks: Record<string, unknown>, previous: string | undefined): string {
  const known = readObject(previous);
  const filled = Object.entries(blanks).map(([name, value]) => [name, known[name] ?? value]);
  return filled.length === 0 ? '' : JSON.stringify(Object.fromEntries(filled), null, 2);
}

/** The object that a half-written JSON text is meant to be, or an empty one. */
function readObject(text = ''): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
