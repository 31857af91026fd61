import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { developmentSecret } from '../../src/data/developmentSecret.js';
import { createSessionSettings } from '../../src/domain/accounts/sessionSettings.js';
import { bearer, givenUser } from '../support/accounts.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const GIVEN = {
  algorithm: 'HS256',
  secret: null,
  privateKey: null,
  issuer: 'turnout',
  audience: 'turnout',
  accessTokenMinutes: 15,
  refreshTokenDays: 30,
  sessionDaysMax: 90,
  secondFactorSecret: null,
  secondFactorRequired: false,
} as const;

const privateKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

describe('/.well-known/jwks.json', () => {
  it('has the key with which others verify the tokens that this server takes', async () => {
    const given = { ...GIVEN, algorithm: 'EdDSA', privateKey } as const;
    server = await startTestServer({ tokens: await createSessionSettings(given, true) });
    const url = new URL('/.well-known/jwks.json', server.url);

    const { accessToken, uuid } = await givenUser(server);
    const { payload } = await jwtVerify(accessToken, createRemoteJWKSet(url), {
      issuer: 'turnout',
      audience: 'turnout',
      typ: 'at+jwt',
    });

    expect(payload.sub).toBe(uuid);
    const { data } = await server.send('{ viewer { username } }', {}, bearer(accessToken));
    expect(data.viewer).toBeTruthy();
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toMatch(/^application\/jwk-set\+json\b/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('has none when tokens are signed with a secret', async () => {
    server = await startTestServer();
    const response = await fetch(`${server.url}/.well-known/jwks.json`);
    expect(await response.json()).toEqual({ keys: [] });
  });
});

describe('the key that signs', () => {
  it.each([
    ['a secret', GIVEN, /^JWT_SECRET is missing: .+ openssl rand/],
    ['a longer secret', { ...GIVEN, secret: 'short' }, /^JWT_SECRET is too short: HS256 needs/],
    ['a key pair', { ...GIVEN, algorithm: 'ES256' as const }, /^JWT_PRIVATE_KEY is missing/],
  ])('must be given in production: %s', async (_what, given, why) => {
    await expect(createSessionSettings(given, true)).rejects.toThrow(why);
  });

  it('is made in development, and kept where nobody else reads it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'turnout-secret-'));
    const file = join(folder, 'new', 'jwt-secret');
    try {
      const made = await Promise.all([developmentSecret(file), developmentSecret(file)]);

      expect(made[0]).toMatch(/^[\w-]{86}$/);
      expect(made[1]).toBe(made[0]);
      expect(await developmentSecret(file)).toBe(made[0]);
      expect(await readFile(file, 'utf8')).toBe(made[0]);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
