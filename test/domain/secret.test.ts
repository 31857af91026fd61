import { expect, it } from '@jest/globals';
import { newId } from '../../src/data/newId.js';
import { createSecret, readSecret, sameHash } from '../../src/domain/secret.js';

it('a secret names its row, and its hash is that of its random part', () => {
  const id = newId();
  const { text, hash } = createSecret(id);
  const read = readSecret(text);
  expect(read?.id).toBe(id);
  expect(sameHash(read?.hash, hash)).toBe(true);
});

it('no two secrets have random bytes in common, whichever supply they come from', () => {
  const id = newId();
  const random = Array.from({ length: 1_000 }, () =>
    Buffer.from(createSecret(id).text, 'base64url').subarray(16).toString('hex'),
  );
  expect(new Set(random.flatMap((hex) => hex.match(/.{16}/g))).size).toBe(4_000);
});
