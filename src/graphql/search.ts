import { badUserInput } from './errors.js';

const LENGTH_MAX = 200;
const WORDS_MAX = 10;

/** Splits a search into its words. @throws GraphQLError `BAD_USER_INPUT` past the bounds */
export function searchWords(search: string | null | undefined): string[] {
  const words = checkedText(search ?? '', 'search')
    .split(/\s+/u)
    .filter(Boolean);
  if (words.length > WORDS_MAX) {
    throw badUserInput(
      `\`search\` must have at most ${WORDS_MAX} words, but had ${words.length}.`,
      {
        argument: 'search',
      },
    );
  }
  return words;
}

/** A text to search for. @throws GraphQLError `BAD_USER_INPUT` when it is too long or no text */
export function checkedText(text: string, argument: string): string {
  if (text.length > LENGTH_MAX) {
    const message = `\`${argument}\` must be at most ${LENGTH_MAX} characters long.`;
    throw badUserInput(message, { argument });
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    const message = `\`${argument}\` must not contain NUL or half of a surrogate pair.`;
    throw badUserInput(message, { argument });
  }
  return text;
}
