import type { FastifyInstance } from 'fastify';
import type { AccessTokens } from '../domain/accounts/accessTokens.js';

const MAX_AGE_SECONDS = 300;

/**
 * `GET /.well-known/jwks.json`: the keys with which other services can verify access tokens; none
 * when they are signed with a secret. @see RFC 7517 §5
 */
export async function publicKeys(
  server: FastifyInstance,
  { accessTokens }: { accessTokens: AccessTokens },
): Promise<void> {
  server.get('/.well-known/jwks.json', (_request, reply) =>
    reply
      .type('application/jwk-set+json')
      .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
      .send(JSON.stringify(accessTokens.publicKeys)),
  );
}
