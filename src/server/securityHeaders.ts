import helmet from '@fastify/helmet';
import Fastify from 'fastify';

/**
 * The headers that tell browsers to be careful, as helmet has them.
 *
 * They are the same for every answer, so helmet is asked once: as a hook it calls a dozen functions
 * for each request. Pages that need a content security policy bring their own.
 */
export async function securityHeaders(): Promise<Record<string, string>> {
  const without = Fastify();
  without.get('/', () => '');
  const bare = await without.inject('/');

  const helmeted = Fastify();
  await helmeted.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    // For browsers and plugins that are gone, or for pages that share a process with others.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  helmeted.get('/', () => '');
  const { headers } = await helmeted.inject('/');

  const added = Object.entries(headers).filter(([name]) => !(name in bare.headers));
  return Object.fromEntries(added.map(([name, value]) => [name, String(value)]));
}
