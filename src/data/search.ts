import type { Transaction } from './database.js';
import type { Search } from './page.js';
import { Prisma } from './prisma/client.js';
import { type SampledColumn, sampleOf } from './textSample.js';

/**
 * A condition that every word of `words` occurs in `text`, case and accents ignored.
 * `text` must have passed through fold_text() already, so that its trigram index serves.
 */
export function containsEveryWord(text: Prisma.Sql, words: readonly string[]): Prisma.Sql[] {
  return words.map((word) => Prisma.sql`${text} LIKE ${patternOf(word)}`);
}

/** An index of trigrams finds nothing shorter. */
const INDEXED_LENGTH_MIN = 3;

/** To find so many takes no longer than to plan how to find them. */
const FEW_MAX = 500;

/** No shorter walk is worth turning back from. */
const WALKED_MIN = 512;

/**
 * How rows are best looked for that have all of these words in a column, as far as PostgreSQL knows.
 *
 * Few have them when none of the texts by which it guesses as much when it plans has, or as few as
 * stand for few rows. Where it would find the same for all of which there are few, one plan serves, and
 * need not be made for each. Measured, with 16 clients that search for two words: PostgreSQL takes 0.65
 * of the CPU, the server, which sends several together, 0.85, and one in a hundred waits 0.75 of the
 * time.
 *
 * Of the others a guess says little: one text of a hundred may stand for a word that many have, or for
 * one that no other has, and PostgreSQL would walk past all rows for it. Walked as far as the root of
 * `rowsWanted` × rows, a word is left to the index only if no more than about as many rows have it.
 *
 * @param column  of texts that have passed through fold_text(); those that are looked for are in it
 */
export async function searchForTexts(
  db: Transaction,
  column: SampledColumn,
  words: readonly string[],
  rowsWanted: number,
): Promise<Search> {
  const indexed = words.filter((word) => word.length >= INDEXED_LENGTH_MIN);
  if (indexed.length === 0) return 'planned';
  const { texts, rowCount } = await sampleOf(db, column);
  if (texts.length === 0) return 'planned'; // PostgreSQL has not looked at the table yet
  const known = indexed.filter((word) => PLAIN.test(word)).map((word) => word.toLowerCase());
  const having = texts.filter((text) => known.every((word) => text.includes(word)));
  const areFew = (having.length / texts.length) * rowCount <= FEW_MAX;
  if (known.length > 0 && areFew) return 'few';
  return { walkAtMost: powerOfTwo(Math.max(WALKED_MIN, Math.sqrt(rowsWanted * rowCount))) };
}

/** Rounded up: the statement has the number in its text, and there should not be many such texts. */
function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/**
 * Letters, digits and spaces whose folding is known here, whatever the database's collation: a Turkish one
 * has an `i` of its own for `I`. Nothing in them means anything to LIKE.
 */
const PLAIN = /^[A-HJ-Za-z0-9 ]+$/;

/** Most words are plain; to have PostgreSQL fold them for each plan takes as long as the search. */
function patternOf(word: string): Prisma.Sql {
  return PLAIN.test(word)
    ? Prisma.sql`${`%${word.toLowerCase()}%`}`
    : Prisma.sql`'%' || ${escapeLike(word)} || '%'`;
}

/** Folds first: unaccent turns other characters into `%`, `_` and `\\` (`％` is `%`). */
function escapeLike(word: string): Prisma.Sql {
  return Prisma.sql`regexp_replace(fold_text(${word}), '([\\\\%_])', '\\\\\\1', 'g')`;
}
