import { Prisma } from './prisma/client.js';

/**
 * A condition that every word of `words` occurs in `text`, case and accents ignored.
 * `text` must have passed through fold_text() already, so that its trigram index serves.
 */
export function containsEveryWord(text: Prisma.Sql, words: readonly string[]): Prisma.Sql[] {
  return words.map((word) => Prisma.sql`${text} LIKE ${patternOf(word)}`);
}

/**
 * Letters and digits whose folding is known here, whatever the database's collation: a Turkish one
 * has an `i` of its own for `I`. Nothing in them means anything to LIKE.
 */
const PLAIN_WORD = /^[A-HJ-Za-z0-9]+$/;

/** Most words are plain; to have PostgreSQL fold them for each plan takes as long as the search. */
function patternOf(word: string): Prisma.Sql {
  return PLAIN_WORD.test(word)
    ? Prisma.sql`${`%${word.toLowerCase()}%`}`
    : Prisma.sql`'%' || ${escapeLike(word)} || '%'`;
}

/** Folds first: unaccent turns other characters into `%`, `_` and `\\` (`％` is `%`). */
function escapeLike(word: string): Prisma.Sql {
  return Prisma.sql`regexp_replace(fold_text(${word}), '([\\\\%_])', '\\\\\\1', 'g')`;
}
