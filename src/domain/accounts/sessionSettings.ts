import { developmentSecret } from '../../data/developmentSecret.js';
import { createAccessTokens } from './accessTokens.js';
import type { SessionSettings } from './accountsCall.js';
import { factorKey } from './factorSecret.js';
import {
  keyPair,
  type SigningAlgorithm,
  type SigningKey,
  SigningKeyError,
  secretKey,
  usesSecret,
} from './signingKey.js';

export interface GivenSessionSettings {
  algorithm: SigningAlgorithm;
  secret: string | null;
  /** In PEM. */
  privateKey: string | null;
  issuer: string;
  audience: string;
  accessTokenMinutes: number;
  refreshTokenDays: number;
  sessionDaysMax: number;
  /** What second factors are kept under; null: what access tokens are signed with. */
  secondFactorSecret: string | null;
  secondFactorRequired: boolean;
}

/**
 * @param production  whether a secret must be given; otherwise one is made, and kept
 * @throws SigningKeyError for a key that is missing, or cannot be used
 */
export async function createSessionSettings(
  given: GivenSessionSettings,
  production: boolean,
): Promise<SessionSettings> {
  const { issuer, audience, accessTokenMinutes, refreshTokenDays, sessionDaysMax } = given;
  const { secondFactorRequired } = given;
  const key = await signingKey(given, production);
  const lifetimeMinutes = accessTokenMinutes;
  const accessTokens = await createAccessTokens({ key, issuer, audience, lifetimeMinutes });
  const secondFactorKey = factorKey(given.secondFactorSecret ?? keyMaterial(key));
  return { accessTokens, refreshTokenDays, sessionDaysMax, secondFactorKey, secondFactorRequired };
}

function keyMaterial({ signing }: SigningKey): Uint8Array {
  if (signing.type === 'secret') return signing.export();
  return signing.export({ type: 'pkcs8', format: 'der' });
}

async function signingKey(
  { algorithm, secret, privateKey }: GivenSessionSettings,
  production: boolean,
): Promise<SigningKey> {
  if (!usesSecret(algorithm)) {
    if (privateKey) return keyPair(algorithm, privateKey);
    throw new SigningKeyError(`JWT_PRIVATE_KEY is missing: ${algorithm} signs with it.`);
  }
  if (secret) return secretKey(algorithm, secret);
  if (!production) return secretKey(algorithm, await developmentSecret());
  throw new SigningKeyError(
    'JWT_SECRET is missing: in production, access tokens are signed with a secret of your own, the ' +
      'same for all processes. Make one with: openssl rand -base64 64',
  );
}
