import { calculateJwkThumbprint, exportJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { type SigningKey, usesSecret } from './signingKey.js';

export interface AccessTokenSettings {
  key: SigningKey;
  issuer: string;
  audience: string;
  lifetimeMinutes: number;
}

/** Which session of which user a token stands for; both are UUIDs. */
export interface TokenClaims {
  userId: string;
  sessionId: string;
}

/** What a token says that is good now. */
export interface ReadToken extends TokenClaims {
  expiresAt: Date;
}

/** Writes and reads access tokens: JWTs in the profile of RFC 9068. */
export interface AccessTokens {
  /** @param until  when it expires at the latest, whatever its lifetime */
  issue(claims: TokenClaims, now: Date, until?: Date): Promise<{ token: string; expiresAt: Date }>;
  /** What a token says, when it is one of ours and in force; null, for whatever reason, when not. */
  read(token: string, now: Date): Promise<ReadToken | null>;
  /** The keys with which others can verify tokens: none when they are signed with a secret. */
  publicKeys: { keys: JWK[] };
}

const TYPE = 'at+jwt';
const LENGTH_MAX = 8_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function createAccessTokens(settings: AccessTokenSettings): Promise<AccessTokens> {
  const { key, issuer, audience, lifetimeMinutes } = settings;
  const alg = key.algorithm;
  const publicKey = usesSecret(alg) ? null : await publicKeyOf(key);
  const header = { alg, typ: TYPE, ...(publicKey && { kid: publicKey.kid }) };
  return {
    publicKeys: { keys: publicKey ? [publicKey] : [] },

    async issue({ userId, sessionId }, now, until) {
      const issuedAt = Math.floor(now.getTime() / 1_000);
      const latest = until ? Math.floor(until.getTime() / 1_000) : Number.POSITIVE_INFINITY;
      const expiry = Math.min(issuedAt + lifetimeMinutes * 60, latest);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader(header)
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiry)
        .sign(key.signing);
      return { token, expiresAt: new Date(expiry * 1_000) };
    },

    async read(token, now) {
      if (!isStrict(token)) return null;
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key.verifying, {
          algorithms: [alg],
          issuer,
          audience,
          typ: TYPE,
          currentDate: now,
          requiredClaims: ['exp', 'iat', 'sub', 'sid'],
        });
        // It may name only extensions that we understand, and there are none.
        if ('crit' in protectedHeader) return null;
        const { sub: userId, sid: sessionId, exp } = payload;
        const expiresAt = new Date((exp as number) * 1_000);
        return isUuid(userId) && isUuid(sessionId) ? { userId, sessionId, expiresAt } : null;
      } catch {
        return null;
      }
    },
  };
}

/** With an id, by which those who cached the keys notice another one. */
async function publicKeyOf({ algorithm, verifying }: SigningKey): Promise<JWK> {
  const jwk = await exportJWK(verifying);
  return { ...jwk, alg: algorithm, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/**
 * Three parts in base64url, each as it is written by the rules: decoders overlook blanks, padding
 * and stray bits, so that one token could have many spellings. @see RFC 7515 §2
 */
function isStrict(token: string): boolean {
  if (token.length > LENGTH_MAX) return false;
  const parts = token.split('.');
  return (
    parts.length === 3 &&
    parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
