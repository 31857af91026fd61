import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { factorKey, openSecret, sealSecret } from '../../src/domain/accounts/factorSecret.js';
import { createRecoveryCodes, recoveryCodeHash } from '../../src/domain/accounts/recoveryCodes.js';
import { createSessionSettings } from '../../src/domain/accounts/sessionSettings.js';
import { base32, otpauthUri, stepOf, stepOfCode, totpOf } from '../../src/domain/accounts/totp.js';
import { SESSIONS } from '../support/server.js';

const secret = Buffer.from('12345678901234567890');

describe('a code of a second factor', () => {
  // RFC 6238, appendix B: seconds since 1970, and the eight digits for SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('is that of RFC 6238 at %i', (seconds, code) => {
    expect(totpOf(secret, stepOf(new Date(seconds * 1_000)), 8)).toBe(code);
  });

  // RFC 4226, appendix D.
  it.each(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583'])(
    'has the six digits of RFC 4226: %s',
    (code) => {
      expect([0, 1, 2, 3, 4, 5, 6, 7].map((step) => totpOf(secret, step))).toContain(code);
    },
  );

  it('is good for the half minute that it is shown in, and no longer', () => {
    const code = totpOf(secret, stepOf(new Date(59_000)));
    const stepAt = (ms: number) => stepOfCode(secret, code, { now: new Date(ms), lastStep: null });
    expect([29_999, 30_000, 59_999, 60_000].map(stepAt)).toEqual([null, 1, 1, null]);
  });

  it('is not good when one of its step, or a later one, was taken', () => {
    const now = new Date(59_000);
    const code = totpOf(secret, 1);
    const stepAfter = (lastStep: number | null) => stepOfCode(secret, code, { now, lastStep });
    expect([null, 0, 1, 2].map(stepAfter)).toEqual([1, 1, null, null]);
  });
});

describe('the secret of a second factor', () => {
  it('is spelled in base 32, as RFC 4648 has it', () => {
    const spelled = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) =>
      base32(Buffer.from(text)),
    );
    expect(spelled).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
  });

  it('is in the address that apps read', () => {
    expect(otpauthUri(secret, 'ada')).toBe(
      'otpauth://totp/Turnout:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Turnout&algorithm=SHA1&digits=6&period=30',
    );
  });

  it('is kept so that only this key opens it, and only for this user', () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const key = factorKey('a secret of the server');
    const sealed = sealSecret(key, ada, secret);
    expect(Buffer.from(openSecret(key, ada, sealed))).toEqual(secret);
    expect(Buffer.from(sealed).includes(secret)).toBe(false);
    expect(Buffer.from(sealSecret(key, ada, secret))).not.toEqual(Buffer.from(sealed));
    const refused = /kept under another key/;
    expect(() => openSecret(key, bob, sealed)).toThrow(refused);
    expect(() => openSecret(factorKey('another'), ada, sealed)).toThrow(refused);
  });
});

describe('the key of second factors', () => {
  const given = { ...SESSIONS, secret: 'what signs the access tokens, for tests: 0123456789' };
  const keyOf = async (settings: object) =>
    (await createSessionSettings({ ...given, ...settings }, true)).secondFactorKey;

  it('is made from what signs access tokens, and stays when that is another and it is set', async () => {
    const before = await keyOf({});
    const another = { secret: 'another one that is as long, for tests: 0123456789' };
    expect(await keyOf(another)).not.toEqual(before);
    expect(await keyOf({ ...another, secondFactorSecret: given.secret })).toEqual(before);
    expect(Buffer.from(before).toString()).not.toContain(given.secret.slice(0, 32));
  });

  it('is made from a private key as well', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const settings = { algorithm: 'EdDSA', secret: null, privateKey: pem };
    expect(await keyOf(settings)).toEqual(await keyOf(settings));
    expect(await keyOf(settings)).toHaveLength(32);
  });
});

describe('recovery codes', () => {
  it('are ten, each with 120 random bits', () => {
    const codes = createRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  });

  it('may be typed in small letters and other groups', () => {
    const [code = ''] = createRecoveryCodes();
    const typed = [code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' ')];
    for (const text of typed) expect(recoveryCodeHash(text)).toEqual(recoveryCodeHash(code));
  });

  it.each(['', '123456', 'ABCD-EFGH', '1'.repeat(24), 'A'.repeat(23), 'A'.repeat(90_000)])(
    'are not what has another form: %.30s',
    (text) => {
      expect(recoveryCodeHash(text)).toBeNull();
    },
  );
});
