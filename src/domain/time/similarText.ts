/**
 * The candidate that needs the fewest edits to become `text`; the first of several equals.
 *
 * @param editsMax  most insertions, deletions and replacements of one character
 * @returns null when every candidate needs more
 */
export function similarText(
  text: string,
  candidates: Iterable<string>,
  editsMax: number,
): string | null {
  let best: string | null = null;
  let bestEdits = editsMax + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= bestEdits) continue;
    const edits = countEdits(text, candidate);
    if (edits < bestEdits) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/** Levenshtein distance, one row of the matrix at a time. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replace = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replace, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] as number;
}
