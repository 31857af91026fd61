import type { FormattedExecutionResult } from 'graphql';
import { isShared } from '../graphql/execution/shareQueries.js';

/** JSON of answers whose data several callers share, for as long as one of them holds the data. */
const written = new WeakMap<object, string>();

/**
 * An answer as JSON, with a newline at its end as Apollo Server writes it. Data that several
 * callers are answered with (`shareQueries`) is spelled once: a page of a list takes as long to
 * spell as all else that answering with it does.
 */
export function stringifyAnswer(answer: FormattedExecutionResult): string {
  const { data, errors, extensions } = answer;
  // Weak maps are dear to fill: only what will be asked for again is kept.
  if (!data || errors || extensions || !isShared(data)) return `${JSON.stringify(answer)}\n`;
  const known = written.get(data);
  if (known !== undefined) return known;
  const text = `${JSON.stringify({ data })}\n`;
  written.set(data, text);
  return text;
}
