import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Some ten thousand passwords of 8 characters and more from published breaches, in lower case. */
const LIST = '@zxcvbn-ts/language-common/src/passwords.json';

/** A piece of up to four characters, again and again: the list leaves such out. */
const REPETITION = /^(.{1,4})\1+$/su;

let list: string | undefined;

/**
 * Whether a password is among those that are tried first.
 *
 * The list stays the text that it is in its file, read when it is first needed: half a megabyte that
 * is searched in 0.2 ms, beside which hashing takes a hundred times as long. A set of its words took
 * five times the memory.
 *
 * @param password  in lower case
 */
export function isCommonPassword(password: string): boolean {
  list ??= readFileSync(createRequire(import.meta.url).resolve(LIST), 'latin1');
  return (
    list.includes(JSON.stringify(password)) || REPETITION.test(password) || isSequence(password)
  );
}

/** `abcdefgh`, `87654321`. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) as number);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return (
    Math.abs(step) === 1 && codes.every((code, i) => i === 0 || code - (codes[i - 1] ?? 0) === step)
  );
}
