import { type GraphQLError, getLocation, parse, Source, visit } from 'graphql';
import { badUserInput } from './errors.js';

/** What a client asks for, before anything was made of it. */
export interface GivenOperation {
  query?: string;
  variables?: Record<string, unknown>;
}

/** No input is nested deeper than a fifth of this; what is could exhaust the stack. */
const LEVELS_MAX = 32;

/**
 * Refuses text that could not be read back as it was sent, wherever an operation has it: PostgreSQL
 * refuses the character NUL, and half of a surrogate pair becomes another character on its way.
 *
 * For every way in: HTTP and WebSocket alike.
 *
 * @returns an error with the code BAD_USER_INPUT that names the place; null when all is well
 */
export function refuseText({ query, variables }: GivenOperation): GraphQLError | null {
  return (query && faultInDocument(query)) || (variables && faultInVariables(variables)) || null;
}

interface Fault {
  path: (string | number)[];
  what: string;
}

function faultInVariables(variables: Record<string, unknown>): GraphQLError | null {
  const fault = faultIn(variables, 0);
  if (!fault) return null;
  const [variable, ...rest] = fault.path.map((key) => (typeof key === 'string' ? cut(key) : key));
  const inside = rest.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return badUserInput(`The variable $${variable}${inside} ${fault.what}.`);
}

function faultIn(value: unknown, level: number): Fault | null {
  if (typeof value === 'string') return faultInText(value);
  if (typeof value !== 'object' || value === null) return null;
  if (level > LEVELS_MAX) return { path: [], what: `is nested deeper than ${LEVELS_MAX} levels` };

  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const fault = faultIn(value[i], level + 1);
      if (fault) return { ...fault, path: [i, ...fault.path] };
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    const fault = faultInKey(key) ?? faultIn((value as Record<string, unknown>)[key], level + 1);
    if (fault) return { ...fault, path: [key, ...fault.path] };
  }
  return null;
}

function faultInText(text: string): Fault | null {
  if (text.includes('\0')) return { path: [], what: 'has the character NUL (U+0000) in it' };
  if (!text.isWellFormed()) return { path: [], what: 'has half of a surrogate pair in it' };
  return null;
}

function faultInKey(key: string): Fault | null {
  if (key === '__proto__') return { path: [], what: 'has a name that nothing may have' };
  return faultInText(key);
}

/** How a string literal can write the character NUL, perhaps after a backslash that is text. */
const NUL_ESCAPED = /\\u(0000|\{0+\})/;

function faultInDocument(query: string): GraphQLError | null {
  const raw = faultInText(query);
  if (raw) {
    const offset = query.includes('\0') ? query.indexOf('\0') : offsetOfHalf(query);
    const { line, column } = getLocation(new Source(query), offset);
    return badUserInput(`The document ${raw.what}, in line ${line} at column ${column}.`);
  }
  // Half of a pair cannot be escaped: that is a syntax error.
  return NUL_ESCAPED.test(query) ? faultInLiterals(query) : null;
}

function faultInLiterals(query: string): GraphQLError | null {
  let fault: GraphQLError | null = null;
  try {
    visit(parse(query), {
      StringValue(node) {
        const found = faultInText(node.value);
        if (found) fault ??= badUserInput(`A string of the document ${found.what}.`, {}, node);
      },
    });
  } catch {
    return null; // a syntax error, which is told with all the others
  }
  return fault;
}

/** Where the first half of a surrogate pair stands that lacks the other. */
function offsetOfHalf(text: string): number {
  let offset = 0;
  for (const character of text) {
    if (!character.isWellFormed()) break;
    offset += character.length;
  }
  return offset;
}

/** The start of a name, which may be as long as a body. */
function cut(name: string): string {
  return name.slice(0, 60).replaceAll('\0', '\u2400').toWellFormed();
}
