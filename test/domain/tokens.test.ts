import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, exportJWK, type JWK, jwtVerify } from 'jose';
import {
  type AccessTokenSettings,
  type AccessTokens,
  createAccessTokens,
} from '../../src/domain/accounts/accessTokens.js';
import {
  keyPair,
  type SigningAlgorithm,
  SigningKeyError,
  secretKey,
} from '../../src/domain/accounts/signingKey.js';

const NOW = new Date('2031-05-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const IDS = { userId: randomUUID(), sessionId: randomUUID() };

const tokensWith = (details: Partial<AccessTokenSettings> = {}): Promise<AccessTokens> =>
  createAccessTokens({
    key: secretKey('HS256', SECRET),
    issuer: 'turnout',
    audience: 'turnout',
    lifetimeMinutes: 15,
    ...details,
  });

const base64url = (value: object | string | Buffer) =>
  Buffer.from(
    typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
  ).toString('base64url');

const HEADER = { alg: 'HS256', typ: 'at+jwt' };
const PAYLOAD = {
  iss: 'turnout',
  aud: 'turnout',
  sub: IDS.userId,
  sid: IDS.sessionId,
  iat: SECONDS,
  exp: SECONDS + 60,
};

/** A token made by hand, independent of the library that is tested with it. */
function forge(
  header: object,
  payload: object,
  sign: (input: string) => Buffer = hmac('sha256', SECRET),
): string {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${base64url(sign(input))}`;
}

function hmac(hash: string, secret: string | Buffer) {
  return (input: string) => createHmac(hash, secret).update(input).digest();
}

const without = (object: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('an access token', () => {
  it('says which session of which user it stands for, until it expires', async () => {
    const tokens = await tokensWith();
    const { token, expiresAt } = await tokens.issue(IDS, new Date(NOW.getTime() + 999));

    expect(expiresAt).toEqual(new Date('2031-05-01T12:15:00Z'));
    expect(await tokens.read(token, NOW)).toMatchObject(IDS);
    expect(await tokens.read(token, new Date(expiresAt.getTime() - 1))).toMatchObject(IDS);
    expect(await tokens.read(token, expiresAt)).toBeNull();
  });

  it('made by hand, as the rules say, is taken: so what follows is refused for its fault alone', async () => {
    const tokens = await tokensWith();
    expect(await tokens.read(forge(HEADER, PAYLOAD), NOW)).toMatchObject(IDS);
    expect(await tokens.read(forge({ ...HEADER, typ: 'AT+JWT' }, PAYLOAD), NOW)).toMatchObject(IDS);
    expect(await tokens.read(forge(HEADER, { ...PAYLOAD, nbf: SECONDS }), NOW)).toMatchObject(IDS);
    expect(
      await tokens.read(forge(HEADER, { ...PAYLOAD, aud: ['x', 'turnout'] }), NOW),
    ).toMatchObject(IDS);
  });

  const good = forge(HEADER, PAYLOAD);
  const [header = '', payload = '', signature = ''] = good.split('.');
  const otherSecret = SECRET.replace('0', '1');
  const attacker = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  it.each<[what: string, token: string]>([
    ['signed with another secret', forge(HEADER, PAYLOAD, hmac('sha256', otherSecret))],
    ['signed with an empty secret', forge(HEADER, PAYLOAD, hmac('sha256', ''))],
    [
      'with another payload under the signature',
      `${header}.${base64url({ ...PAYLOAD, sub: randomUUID() })}.${signature}`,
    ],
    [
      'with another header over the signature',
      `${base64url({ ...HEADER, kid: 'x' })}.${payload}.${signature}`,
    ],
    ['without its signature', `${header}.${payload}.`],
    ['without its signature and the dot', `${header}.${payload}`],
    ['of alg none', `${base64url({ alg: 'none', typ: 'at+jwt' })}.${payload}.`],
    [
      'of alg none, signature kept',
      `${base64url({ alg: 'none', typ: 'at+jwt' })}.${payload}.${signature}`,
    ],
    ['of alg NONE', `${base64url({ alg: 'NONE', typ: 'at+jwt' })}.${payload}.`],
    ['of no alg', forge({ typ: 'at+jwt' }, PAYLOAD)],
    [
      'of another HMAC with the same secret',
      forge({ ...HEADER, alg: 'HS512' }, PAYLOAD, hmac('sha512', SECRET)),
    ],
    [
      'that says RS256 and is',
      forge({ ...HEADER, alg: 'RS256' }, PAYLOAD, (input) =>
        sign('sha256', Buffer.from(input), attacker.privateKey),
      ),
    ],
    ['that has expired', forge(HEADER, { ...PAYLOAD, exp: SECONDS })],
    ['that never expires', forge(HEADER, without(PAYLOAD, 'exp'))],
    ['with an expiry that is no number', forge(HEADER, { ...PAYLOAD, exp: '9999999999' })],
    ['that is not yet good', forge(HEADER, { ...PAYLOAD, nbf: SECONDS + 1 })],
    ['from another issuer', forge(HEADER, { ...PAYLOAD, iss: 'elsewhere' })],
    ['from no issuer', forge(HEADER, without(PAYLOAD, 'iss'))],
    ['for another audience', forge(HEADER, { ...PAYLOAD, aud: 'elsewhere' })],
    ['for no audience', forge(HEADER, without(PAYLOAD, 'aud'))],
    ['without a user', forge(HEADER, without(PAYLOAD, 'sub'))],
    ['without a session', forge(HEADER, without(PAYLOAD, 'sid'))],
    ['without the time of issue', forge(HEADER, without(PAYLOAD, 'iat'))],
    ['with a user that is no id', forge(HEADER, { ...PAYLOAD, sub: "' OR true --" })],
    ['with a session that is no id', forge(HEADER, { ...PAYLOAD, sid: 5 })],
    ['of another type', forge({ ...HEADER, typ: 'JWT' }, PAYLOAD)],
    ['of no type', forge(without(HEADER, 'typ'), PAYLOAD)],
    [
      'with a critical extension that nobody knows',
      forge({ ...HEADER, crit: ['x'], x: 1 }, PAYLOAD),
    ],
    [
      'with a critical extension that the library knows',
      forge({ ...HEADER, crit: ['b64'], b64: true }, PAYLOAD),
    ],
    ['with an empty list of critical extensions', forge({ ...HEADER, crit: [] }, PAYLOAD)],
    ['with padding', `${good}=`],
    ['with a blank at its end', `${good} `],
    ['with a line break inside', `${header}.${payload}.\n${signature}`],
    [
      'in plain base64',
      `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64')}`,
    ],
    [
      'with bits that count for nothing set',
      `${header}.${payload}.${signature.slice(0, -1)}${nextLetter(signature.at(-1))}`,
    ],
    ['with a fourth part', `${good}.${signature}`],
    [
      'with a payload that is no JSON',
      `${header}.${base64url('{')}.${base64url(hmac('sha256', SECRET)(`${header}.${base64url('{')}`))}`,
    ],
    ['with a payload that is no object', forge(HEADER, [PAYLOAD])],
    ['with a header that is no JSON', `${base64url('x')}.${payload}.${signature}`],
    ['that is empty', ''],
    ['that is dots', '..'],
    ['that is very long', forge(HEADER, { ...PAYLOAD, more: 'x'.repeat(20_000) })],
  ])('is refused when it is one %s', async (_what, token) => {
    expect(await (await tokensWith()).read(token, NOW)).toBeNull();
  });

  it.each(['jwk', 'jku', 'x5c', 'x5u', 'kid'])(
    'never brings its own key along: %s in the header',
    async (name) => {
      const jwk = (await exportJWK(attacker.publicKey)) as JWK;
      const values: Record<string, unknown> = {
        jwk,
        jku: 'http://127.0.0.1:9/keys',
        x5u: 'http://127.0.0.1:9/certificate',
        x5c: [base64url('x')],
        kid: '../../../../dev/null',
      };
      const tokens = await tokensWith({ key: keyPair('RS256', pem(rsa.privateKey)) });
      const header = { alg: 'RS256', typ: 'at+jwt', [name]: values[name] };
      const signed = (key: KeyObject) =>
        forge(header, PAYLOAD, (input) => sign('sha256', Buffer.from(input), key));

      expect(await tokens.read(signed(attacker.privateKey), NOW)).toBeNull();
      expect(await tokens.read(signed(rsa.privateKey), NOW)).toMatchObject(IDS);
    },
  );

  it('is not fooled by the public key used as a secret', async () => {
    const tokens = await tokensWith({ key: keyPair('RS256', pem(rsa.privateKey)) });
    const jwk = JSON.stringify(await exportJWK(rsa.publicKey));
    const spki = rsa.publicKey.export({ type: 'spki', format: 'der' });
    for (const secret of [publicPem, publicPem.trim(), jwk, spki]) {
      expect(await tokens.read(forge(HEADER, PAYLOAD, hmac('sha256', secret)), NOW)).toBeNull();
      const claimed = { ...HEADER, alg: 'RS256' };
      expect(await tokens.read(forge(claimed, PAYLOAD, hmac('sha256', secret)), NOW)).toBeNull();
    }
  });

  it('in another padding of the same key is not taken', async () => {
    const [pkcs, pss] = await Promise.all(
      (['RS256', 'PS256'] as const).map((algorithm) =>
        tokensWith({ key: keyPair(algorithm, pem(rsa.privateKey)) }),
      ),
    );
    const { token } = (await pss?.issue(IDS, NOW)) ?? { token: '' };
    expect(await pss?.read(token, NOW)).toMatchObject(IDS);
    expect(await pkcs?.read(token, NOW)).toBeNull();
  });

  it('of another Turnout is not taken, when issuer, audience or secret differ', async () => {
    const { token } = await (await tokensWith()).issue(IDS, NOW);
    for (const details of [
      { issuer: 'other' },
      { audience: 'other' },
      { key: secretKey('HS256', otherSecret) },
      { key: secretKey('HS512', SECRET) },
    ]) {
      expect(await (await tokensWith(details)).read(token, NOW)).toBeNull();
    }
  });
});

describe('a key pair', () => {
  const pairs: [SigningAlgorithm, KeyObject][] = [
    ['RS256', rsa.privateKey],
    ['PS256', rsa.privateKey],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['EdDSA', generateKeyPairSync('ed25519').privateKey],
  ];

  it.each(pairs)('signs with %s what others verify with the published key', async (alg, key) => {
    const tokens = await tokensWith({ key: keyPair(alg, pem(key)) });
    const { token } = await tokens.issue(IDS, NOW);

    expect(await tokens.read(token, NOW)).toMatchObject(IDS);
    const published = JSON.parse(JSON.stringify(tokens.publicKeys));
    expect(published.keys).toEqual([expect.objectContaining({ alg, use: 'sig' })]);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
      expect(published.keys[0]).not.toHaveProperty(secret);
    }
    const verified = await jwtVerify(token, createLocalJWKSet(published), {
      issuer: 'turnout',
      audience: 'turnout',
      currentDate: NOW,
    });
    expect(verified.payload).toMatchObject({ sub: IDS.userId, sid: IDS.sessionId });
    expect(verified.protectedHeader).toMatchObject({ alg, kid: published.keys[0].kid });
  });

  it('may be written in one line', async () => {
    const oneLine = pem(rsa.privateKey).trim().replaceAll('\n', '\\n');
    const tokens = await tokensWith({ key: keyPair('RS256', oneLine) });
    expect(await tokens.read((await tokens.issue(IDS, NOW)).token, NOW)).toMatchObject(IDS);
  });

  it('is not published when there is none: a secret stays one', async () => {
    for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
      const tokens = await tokensWith({ key: secretKey(algorithm, SECRET) });
      expect(tokens.publicKeys).toEqual({ keys: [] });
      expect(await tokens.read((await tokens.issue(IDS, NOW)).token, NOW)).toMatchObject(IDS);
    }
  });
});

describe('a key that cannot be used', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;

  it.each<[SigningAlgorithm, string, RegExp]>([
    ['RS256', 'nonsense', /not a private key in PEM/],
    ['RS256', publicPem, /not a private key in PEM/],
    ['RS256', pem(small), /at least 2048 bits, and it has 1024/],
    ['PS256', pem(p384), /needs an RSA key/],
    ['ES256', pem(p384), /on the curve P-256/],
    ['ES256', pem(rsa.privateKey), /on the curve P-256/],
    ['EdDSA', pem(rsa.privateKey), /needs an Ed25519 key/],
  ])('is refused with a sentence: %s', (algorithm, text, why) => {
    expect(() => keyPair(algorithm, text)).toThrow(SigningKeyError);
    expect(() => keyPair(algorithm, text)).toThrow(why);
  });

  it.each<[SigningAlgorithm, number]>([
    ['HS256', 32],
    ['HS384', 48],
    ['HS512', 64],
  ])('is a secret shorter than the hash: %s needs %i bytes', (algorithm, bytes) => {
    expect(() => secretKey(algorithm, 'x'.repeat(bytes - 1))).toThrow(SigningKeyError);
    expect(() => secretKey(algorithm, 'x'.repeat(bytes))).not.toThrow();
  });
});

/** Decodes to the same bytes: a signature of 32 bytes has two bits to spare in its last letter. */
function nextLetter(letter = ''): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return letters[letters.indexOf(letter) + 1] as string;
}
