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

  it('of nobody is never right, which takes as long to learn as for somebody', async () => {
    const hash = await hashPassword('correct horse');
    expect(await isPasswordOf(null, 'correct horse')).toBe(false);

    const somebody = await millisecondsOf(() => isPasswordOf(hash, 'wrong horse'));
    const nobody = await millisecondsOf(() => isPasswordOf(null, 'wrong horse'));

    expect(nobody).toBeGreaterThan(somebody / 2);
    expect(somebody).toBeGreaterThan(nobody / 2);
  });
});
