import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isCommonPassword } from '../../src/domain/accounts/commonPasswords.js';

// Not from the list that is tested: those of 8 characters and more that lists of several years agree on.
const COMMONEST = `
  password 12345678 123456789 1234567890 12345678910 qwertyuiop iloveyou sunshine princess football
  baseball superman computer trustno1 michelle jennifer corvette starwars password1 password123
  qwerty123 qwer1234 1q2w3e4r 1qaz2wsx 1q2w3e4r5t asdfghjkl abcd1234 aa123456 passw0rd p@ssw0rd
  letmein1 welcome1 admin123 changeme whatever internet 11111111 00000000 88888888 99999999 123123123
  12341234 11223344 87654321 987654321 123454321 abcdefgh asdfasdf zaq12wsx iloveyou1 football1
  pokemon1 liverpool chocolate elizabeth alexander facebook minecraft`;

describe('a common password', () => {
  it.each(COMMONEST.trim().split(/\s+/))('is known: %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each([
    'correct horse battery staple',
    'staple and a half',
    'pässwörd 🔑',
    '","',
    'x"y"z\\w"v',
    '[123456',
    'abcdefgi',
    '12341235',
  ])('is not: %s', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  it('is one of far more than the 3,000 commonest', () => {
    const file = 'node_modules/@zxcvbn-ts/language-common/src/passwords.json';
    const list: string[] = JSON.parse(readFileSync(file, 'utf8'));
    const long = list.filter(({ length }) => length >= 8);
    expect(long.length).toBeGreaterThan(17_900);
    // As they are looked for: in lower case, byte by byte.
    expect(list.filter((word) => !/^[ !#-[\]-~]+$/.test(word) || /[A-Z]/.test(word))).toEqual([]);
    expect(long.filter((word, i) => i % 100 === 0 && !isCommonPassword(word))).toEqual([]);
  });
});
