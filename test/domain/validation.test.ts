import { describe, expect, it } from '@jest/globals';
import { Complaints } from '../../src/domain/validation.js';

/** What is said of a text. */
function saidOf(text: string, check: 'checkText' | 'checkOptionalText' | 'checkEmail'): string[] {
  const complaints = new Complaints();
  if (check === 'checkEmail') complaints.checkEmail('field', text);
  else complaints[check]('field', text, 20);
  return complaints.fields.map(({ message }) => message);
}

// An operation with such a text is refused before it gets here; a file of the command line is not.
describe('a text that PostgreSQL would refuse or change', () => {
  it.each([
    ['a\0b', 'Must not contain the character NUL (U+0000).'],
    ['a\ud83d', 'Must not contain half of a surrogate pair.'],
    ['\udc00a', 'Must not contain half of a surrogate pair.'],
  ])('is refused: %j', (text, message) => {
    expect(saidOf(text, 'checkText')).toEqual([message]);
    expect(saidOf(text, 'checkOptionalText')).toEqual([message]);
    expect(saidOf(`${text}@example.org`, 'checkEmail')).toHaveLength(1);
  });

  it('is not one with whole pairs, or with blanks around it', () => {
    expect(saidOf(' 👩‍🚀\u0001 ', 'checkText')).toEqual([]);
  });
});
