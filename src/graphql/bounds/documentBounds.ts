/** How much one document may ask for. */
export interface DocumentBounds {
  /** Words, numbers and signs of a document. */
  tokensMax: number;
  /** Operations of a document, of which one is carried out. */
  operationsMax: number;
  /** Fields below each other. */
  depthMax: number;
  /** Fields, fragments and spreads, each as often as it is spread. */
  selectionsMax: number;
  /** What validation compares of fields that answer under one name (`countComparisons`). */
  comparisonsMax: number;
  /** Aliases, each as often as it is spread. */
  aliasesMax: number;
  /** Directives in one place. */
  directivesPerFieldMax: number;
  /** Directives, each as often as it is spread. */
  directivesMax: number;
  /** Fields below each other inside `__schema` and `__type`, which count by themselves. */
  introspectionDepthMax: number;
  /** Selections inside `__schema` and `__type`. */
  introspectionSelectionsMax: number;
  /** Objects that an operation may ask for, by its page sizes. */
  costMax: number;
  /** Errors that an answer tells of. */
  errorsMax: number;
}

/** The codes by which a document that asks for too much is refused. */
export const boundCodes = [
  'TOKEN_LIMIT',
  'OPERATION_LIMIT',
  'DEPTH_LIMIT',
  'SELECTION_LIMIT',
  'COMPARISON_LIMIT',
  'ALIAS_LIMIT',
  'DIRECTIVE_LIMIT',
  'COST_LIMIT',
] as const;

export type BoundCode = (typeof boundCodes)[number];
