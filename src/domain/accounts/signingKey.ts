import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';

/** How access tokens are signed: with a secret (HS…), or with a key pair. */
export const signingAlgorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'PS256',
  'ES256',
  'EdDSA',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** What access tokens are signed with, and what proves it; with a secret, both are the same. */
export interface SigningKey {
  algorithm: SigningAlgorithm;
  signing: KeyObject;
  verifying: KeyObject;
}

/** A key that cannot be used. The message says why, and never what it is. */
export class SigningKeyError extends Error {}

/** A secret shorter than the hash weakens it. @see RFC 7518 §3.2 */
const SECRET_BYTES_MIN: Partial<Record<SigningAlgorithm, number>> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
};

/** @see RFC 7518 §3.3 */
const RSA_BITS_MIN = 2_048;

export function usesSecret(algorithm: SigningAlgorithm): boolean {
  return algorithm in SECRET_BYTES_MIN;
}

/** @throws SigningKeyError when the secret is too short for the algorithm */
export function secretKey(algorithm: SigningAlgorithm, secret: string): SigningKey {
  const bytes = Buffer.from(secret);
  const min = SECRET_BYTES_MIN[algorithm] ?? 0;
  if (bytes.length < min) {
    throw new SigningKeyError(
      `JWT_SECRET is too short: ${algorithm} needs at least ${min} bytes, and it has ${bytes.length}. ` +
        'Make one with: openssl rand -base64 64',
    );
  }
  const key = createSecretKey(bytes);
  return { algorithm, signing: key, verifying: key };
}

/** @throws SigningKeyError when the text is not a private key in PEM, or of another kind */
export function keyPair(algorithm: SigningAlgorithm, pem: string): SigningKey {
  const signing = readPrivateKey(pem);
  const reason = refuseKey(algorithm, signing);
  if (reason) throw new SigningKeyError(`JWT_PRIVATE_KEY cannot be used: ${reason}.`);
  return { algorithm, signing, verifying: createPublicKey(signing) };
}

function readPrivateKey(pem: string): KeyObject {
  try {
    // A variable of one line has its line breaks written as \n.
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new SigningKeyError('JWT_PRIVATE_KEY cannot be used: it is not a private key in PEM.');
  }
}

function refuseKey(algorithm: SigningAlgorithm, key: KeyObject): string | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  switch (algorithm) {
    case 'RS256':
    case 'PS256': {
      if (type !== 'rsa') return `${algorithm} needs an RSA key`;
      const bits = details?.modulusLength ?? 0;
      return bits < RSA_BITS_MIN
        ? `${algorithm} needs at least ${RSA_BITS_MIN} bits, and it has ${bits}`
        : null;
    }
    case 'ES256':
      return type === 'ec' && details?.namedCurve === 'prime256v1'
        ? null
        : 'ES256 needs a key on the curve P-256';
    case 'EdDSA':
      return type === 'ed25519' ? null : 'EdDSA needs an Ed25519 key';
    default:
      return `${algorithm} is signed with JWT_SECRET`;
  }
}
