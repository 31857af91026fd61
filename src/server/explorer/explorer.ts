import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface ExplorerOptions {
  /** Absolute path of the built page: where `npm run build` puts `dist/explorer`. */
  directory: string;
}

/**
 * What the page may do: talk to its own host, nothing else.
 *
 * - `style-src 'unsafe-inline'`: the Monaco editor positions its text by inline styles.
 * - `data:` fonts and images: the fonts, and the icons of the editor, are inside the style sheet.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the explorer, a GraphiQL page that needs no internet, at `/explorer/`.
 *
 * Answers 503 on the same paths when the page was not built. Hooks and headers stay inside: register
 * it as it is, without `fastify-plugin`.
 */
export async function explorer(server: FastifyInstance, { directory }: ExplorerOptions) {
  if (!existsSync(join(directory, 'index.html'))) {
    server.get('/explorer', answerNotBuilt);
    server.get('/explorer/*', answerNotBuilt);
    return;
  }

  server.addHook('onSend', async (_request, reply) => {
    // Here, and not earlier: a policy that was set for every route would be sent instead.
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('vary', [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', '));
  });

  await server.register(fastifyStatic, {
    root: directory,
    prefix: '/explorer',
    redirect: true,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(response, path) {
      response.setHeader('cache-control', cacheControl(relative(directory, path)));
    },
  });
}

/** Files under `assets` carry a hash of their content in their name; `index.html` names them. */
function cacheControl(path: string): string {
  return path.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

async function answerNotBuilt(_request: FastifyRequest, reply: FastifyReply) {
  return reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send('The explorer is not built. Run `npm run build`, then start the server again.\n');
}
