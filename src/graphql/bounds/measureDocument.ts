import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './fragmentsOf.js';

/** How large a document is, with each fragment in the place of its spreads. */
export interface DocumentSize {
  operations: number;
  depth: number;
  selections: number;
  aliases: number;
  /** Most directives in one place. */
  directivesOfOne: number;
  directives: number;
  introspectionDepth: number;
  introspectionSelections: number;
  /** A fragment that is spread in itself, by way of others perhaps; null when there is none. */
  circle: string | null;
}

type Size = Omit<DocumentSize, 'operations' | 'circle'>;

const NOTHING: Size = {
  depth: 0,
  selections: 0,
  aliases: 0,
  directivesOfOne: 0,
  directives: 0,
  introspectionDepth: 0,
  introspectionSelections: 0,
};

/** What a fragment is to itself, until it is measured. */
const UNDER_WAY: Size = { ...NOTHING };

/**
 * Measures a document without expanding it: each fragment is measured once, however often it is
 * spread, so this takes no longer than reading the document. A fragment that is spread in itself
 * counts as nothing there.
 *
 * @returns of the several operations and of the fragments that none of them uses: the most of each
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = fragmentsOf(document);
  let operations = 0;
  let circle: string | null = null;

  const measured = new Map<string, Size>();
  function ofFragment(name: string): Size {
    const known = measured.get(name);
    if (known === UNDER_WAY) circle ??= name;
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    measured.set(name, UNDER_WAY);
    const size = withDirectives(ofSelections(fragment.selectionSet), directivesOf(fragment));
    measured.set(name, size);
    return size;
  }

  function ofSelections({ selections }: SelectionSetNode): Size {
    return selections.map(ofSelection).reduce(together, NOTHING);
  }

  function ofSelection(selection: SelectionNode): Size {
    const size = insideOf(selection);
    return withDirectives({ ...size, selections: size.selections + 1 }, directivesOf(selection));
  }

  function insideOf(selection: SelectionNode): Size {
    switch (selection.kind) {
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
      case Kind.INLINE_FRAGMENT:
        return ofSelections(selection.selectionSet);
      case Kind.FIELD:
        return ofField(selection);
    }
  }

  function ofField({ name, alias, selectionSet }: FieldNode): Size {
    const inside = selectionSet ? ofSelections(selectionSet) : NOTHING;
    const size = INTROSPECTION.has(name.value) ? asIntrospection(inside) : inside;
    return { ...size, depth: size.depth + 1, aliases: size.aliases + (alias ? 1 : 0) };
  }

  let size = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    operations += 1;
    const directives = [definition, ...(definition.variableDefinitions ?? [])].map(directivesOf);
    size = most(size, directives.reduce(withDirectives, ofSelections(definition.selectionSet)));
  }
  // Validation refuses those that no operation uses, but looks at them first.
  for (const name of fragments.keys()) {
    if (!measured.has(name)) size = most(size, ofFragment(name));
  }
  return { operations, ...size, circle };
}

const INTROSPECTION = new Set(['__schema', '__type']);

/** Sizes as they are told: what doubles with each fragment has no end. */
const COUNT_MAX = Number.MAX_SAFE_INTEGER;

function directivesOf({ directives }: { directives?: readonly DirectiveNode[] }): number {
  return directives?.length ?? 0;
}

function withDirectives(size: Size, count: number): Size {
  return {
    ...size,
    directives: Math.min(size.directives + count, COUNT_MAX),
    directivesOfOne: Math.max(size.directivesOfOne, count),
  };
}

/** What stands inside `__schema` counts by itself: tools ask for all of it, level by level. */
function asIntrospection(size: Size): Size {
  return {
    ...size,
    depth: 0,
    selections: 0,
    introspectionDepth: Math.max(size.depth, size.introspectionDepth),
    introspectionSelections: size.selections + size.introspectionSelections,
  };
}

/** Two selections beside each other. */
function together(a: Size, b: Size): Size {
  return {
    ...most(a, b),
    selections: Math.min(a.selections + b.selections, COUNT_MAX),
    aliases: Math.min(a.aliases + b.aliases, COUNT_MAX),
    directives: Math.min(a.directives + b.directives, COUNT_MAX),
    introspectionSelections: Math.min(
      a.introspectionSelections + b.introspectionSelections,
      COUNT_MAX,
    ),
  };
}

function most(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    selections: Math.max(a.selections, b.selections),
    aliases: Math.max(a.aliases, b.aliases),
    directivesOfOne: Math.max(a.directivesOfOne, b.directivesOfOne),
    directives: Math.max(a.directives, b.directives),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    introspectionSelections: Math.max(a.introspectionSelections, b.introspectionSelections),
  };
}
