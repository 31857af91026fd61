import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import { countComparisons } from './countComparisons.js';
import type { BoundCode, DocumentBounds } from './documentBounds.js';
import { type DocumentSize, measureDocument } from './measureDocument.js';

/** @returns an error with the code of a bound that a document goes past; null when all is well */
export type RefuseDocument = (query: string | undefined) => GraphQLError | null;

/** The code of what validation finds, whoever finds it. */
export const NOT_VALID = 'GRAPHQL_VALIDATION_FAILED';

/** Documents that were found good and come again: a client has a few, and sends them often. */
const REMEMBERED_MAX = 1_000;
/** Longer ones are measured each time, so that what is remembered stays a few megabytes. */
const REMEMBERED_LENGTH_MAX = 4_000;

/**
 * Refuses documents that ask for too much, before anything else is made of them: some rules of
 * validation take longer than the document is long.
 *
 * For every way in: HTTP and WebSocket alike.
 */
export function createDocumentGuard(bounds: DocumentBounds): RefuseDocument {
  const good = new Set<string>();
  return (query) => {
    if (!query || good.has(query)) return null;
    const read = readDocument(query, bounds.tokensMax);
    if (read instanceof GraphQLError) return read;
    if (!read) return null;
    const refused = refuseSize(measureDocument(read), bounds) ?? refuseComparisons(read, bounds);
    if (!refused && query.length <= REMEMBERED_LENGTH_MAX) {
      if (good.size >= REMEMBERED_MAX) good.clear();
      good.add(query);
    }
    return refused;
  };
}

/** @returns null for a syntax error, which is told with all the others */
function readDocument(query: string, tokensMax: number): DocumentNode | GraphQLError | null {
  try {
    return refuseTokens(query, tokensMax) ?? parse(query, { noLocation: true });
  } catch {
    return null;
  }
}

/** Far more than fields and values that mean something can have of brackets in brackets. */
const NESTING_MAX = 200;

/**
 * Far more than the words of a document need. For the place of each error all lines before it are
 * counted: behind 90,000 empty ones, ten errors took 100 ms.
 */
const LINES_MAX = 5_000;

const NESTING: Partial<Record<TokenKind, number>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
};

/**
 * Counts words, lines and levels before the document is parsed: the parser calls itself for each
 * level, and what exhausts its stack would look like a syntax error, and be read once more without
 * a bound.
 *
 * @throws GraphQLError for what is no word of GraphQL
 */
function refuseTokens(query: string, tokensMax: number): GraphQLError | null {
  const lexer = new Lexer(new Source(query));
  let [tokens, depth] = [0, 0];
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    tokens += 1;
    depth += NESTING[kind] ?? 0;
    if (depth > NESTING_MAX) {
      return refusal(
        'DEPTH_LIMIT',
        `The document has brackets more than ${NESTING_MAX} levels inside each other. Send what is nested as variables.`,
        { depth, depthMax: NESTING_MAX },
      );
    }
    if (lexer.line > LINES_MAX) {
      return refusal(
        'TOKEN_LIMIT',
        `The document has words below line ${LINES_MAX}. Send it with fewer empty lines, or comments.`,
        { linesMax: LINES_MAX },
      );
    }
    if (tokens > tokensMax) {
      return refusal(
        'TOKEN_LIMIT',
        `The document has more than ${tokensMax} words and signs. Send what is long as variables.`,
        { tokensMax },
      );
    }
  }
  return null;
}

function refuseSize(size: DocumentSize, bounds: DocumentBounds): GraphQLError | null {
  const { operations, depth, selections, aliases, directives, directivesOfOne } = size;
  const { operationsMax, depthMax, selectionsMax, aliasesMax } = bounds;
  const { directivesMax, directivesPerFieldMax } = bounds;
  if (operations > operationsMax) {
    return refusal(
      'OPERATION_LIMIT',
      `The document has ${operations} operations, of which it may have ${operationsMax}.`,
      { operations, operationsMax },
    );
  }
  if (depth > depthMax) {
    return refusal(
      'DEPTH_LIMIT',
      `The document asks for fields ${depth} levels below each other; ${depthMax} are allowed. Ask for what is deep by its id.`,
      { depth, depthMax },
    );
  }
  if (selections > selectionsMax) {
    return refusal(
      'SELECTION_LIMIT',
      `The document has ${selections} selections, each fragment counted where it is spread; ${selectionsMax} are allowed.`,
      { selections, selectionsMax },
    );
  }
  if (aliases > aliasesMax) {
    return refusal(
      'ALIAS_LIMIT',
      `The document has ${aliases} aliases, each fragment counted where it is spread; ${aliasesMax} are allowed. For several objects, there is \`nodes\`.`,
      { aliases, aliasesMax },
    );
  }
  if (directivesOfOne > directivesPerFieldMax) {
    return refusal(
      'DIRECTIVE_LIMIT',
      `The document has ${directivesOfOne} directives in one place; ${directivesPerFieldMax} are allowed.`,
      { directives: directivesOfOne, directivesMax: directivesPerFieldMax },
    );
  }
  if (directives > directivesMax) {
    return refusal(
      'DIRECTIVE_LIMIT',
      `The document has ${directives} directives, each fragment counted where it is spread; ${directivesMax} are allowed.`,
      { directives, directivesMax },
    );
  }
  return refuseIntrospection(size, bounds) ?? refuseCircle(size);
}

/**
 * Validation would refuse it too, but its other rules walk around the circle again and again: 240
 * fragments took it 25 ms.
 */
function refuseCircle({ circle }: DocumentSize): GraphQLError | null {
  if (circle === null) return null;
  return new GraphQLError(`Cannot spread fragment "${circle}" within itself.`, {
    extensions: { code: NOT_VALID },
  });
}

function refuseComparisons(
  document: DocumentNode,
  { comparisonsMax }: DocumentBounds,
): GraphQLError | null {
  if (countComparisons(document, comparisonsMax) <= comparisonsMax) return null;
  return refusal(
    'COMPARISON_LIMIT',
    `The document repeats fields so often that it would take more than ${comparisonsMax} comparisons to merge them. Select a field once in one place.`,
    { comparisonsMax },
  );
}

function refuseIntrospection(size: DocumentSize, bounds: DocumentBounds): GraphQLError | null {
  const { introspectionDepth: depth, introspectionSelections: selections } = size;
  const { introspectionDepthMax: depthMax, introspectionSelectionsMax: selectionsMax } = bounds;
  if (depth > depthMax) {
    return refusal(
      'DEPTH_LIMIT',
      `The document asks for the schema ${depth} levels deep; ${depthMax} are allowed.`,
      { depth, depthMax },
    );
  }
  if (selections > selectionsMax) {
    return refusal(
      'SELECTION_LIMIT',
      `The document has ${selections} selections of the schema; ${selectionsMax} are allowed.`,
      { selections, selectionsMax },
    );
  }
  return null;
}

function refusal(code: BoundCode, message: string, facts: Record<string, number>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts } });
}
