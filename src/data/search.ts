import { Prisma } from './prisma/client.js';

/**
 * A condition that every word of `words` occurs in `text`, case and accents ignored.
 * `text` must have passed through fold_text() already, so that its trigram index serves.
 */
export function containsEveryWord(text: Prisma.Sql, words: readonly string[]): Prisma.Sql[] {
  return words.map((word) => Prisma.sql`${text} LIKE '%' || ${escapeLike(word)} || '%'`);
}

/** Folds first: unaccent turns other characters into `%`, `_` and `\\` (`％` is `%`). */
function escapeLike(word: string): Prisma.Sql {
  return Prisma.sql`regexp_replace(fold_text(${word}), '([\\\\%_])', '\\\\\\1', 'g')`;
}
