import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPasswordOf } from '../../src/domain/accounts/passwords.js';

/** The shortest of several runs, which says least about what else the machine does. */
async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

describe('a password', () => {
  it('is kept as Argon2id with the parameters that OWASP names, each time with another salt', async () => {
    const [first, second] = [
      await hashPassword('correct horse'),
      await hashPassword('correct horse'),
    ];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(second).not.toBe(first);
    expect(await isPasswordOf(first, 'correct horse')).toBe(true);
    expect(await isPasswordOf(second, 'correct horse')).toBe(true);
    expect(await isPasswordOf(first, 'Correct horse')).toBe(false);
  });

  const long = 'correct horse '.repeat(14);
  it.each([
    ['in case', 'Correct Horse', 'correct horse'],
    ['in a blank at its end', 'correct horse ', 'correct horse'],
    ['in how many blanks there are', 'correct  horse', 'correct horse'],
    ['in the kind of a blank', 'correct\u00a0horse', 'correct horse'],
    ['in how a letter is composed', 'caf\u00e9 caf\u00e9', 'cafe\u0301 cafe\u0301'],
    ['in a sign that is like others', 'of\ufb01ce №①', 'office No1'],
    ['in its 196th character', long, `${long.slice(0, -1)}!`],
    ['behind NUL', 'correct\0horse', 'correct\0house'],
    ['in half of a surrogate pair', 'correct \ufffd', 'correct \ud83d'],
    ['in a byte order mark', '\ufeffcorrect horse', 'correct horse'],
  ])('is another one when it differs %s', async (_how, password, other) => {
    const hash = await hashPassword(password);
    expect(await isPasswordOf(hash, password)).toBe(true);
    expect(await isPasswordOf(hash, other)).toBe(false);
  });

  it('of nobody is never right, which takes as long to learn as for somebody', async () => {
    const hash = await hashPassword('correct horse');
    expect(await isPasswordOf(null, 'correct horse')).toBe(false);

    const somebody = await millisecondsOf(() => isPasswordOf(hash, 'wrong horse'));
    const nobody = await millisecondsOf(() => isPasswordOf(null, 'wrong horse'));

    expect(nobody).toBeGreaterThan(somebody / 2);
    expect(somebody).toBeGreaterThan(nobody / 2);
  });
});
