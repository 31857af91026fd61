import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const outDir = fileURLToPath(new URL('../../../../dist/explorer', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that the page also works where a proxy serves it under a path of its own.
  base: './',
  publicDir: false,
  worker: { format: 'es' },
  css: {
    postcss: {
      plugins: [
        {
          postcssPlugin: 'few-embedded-fonts',
          AtRule: {
            'font-face': (face) => {
              if (!isFontKept(String(face))) face.remove();
            },
          },
        },
      ],
    },
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The editor alone is larger than what Vite warns of.
    chunkSizeWarningLimit: 4000,
    // `'use client'` in libraries means nothing to a page that is all client.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  plugins: [compressed()],
});

/**
 * GraphiQL's style sheet embeds 36 fonts, twice the size of all its other styles and hardly any
 * smaller when compressed. We keep upright Latin; other scripts and italics use what the system has.
 * The editor's icon font comes with the editor a second time, as a file.
 */
function isFontKept(face: string): boolean {
  const isEmbedded = face.includes('url(data:');
  const isUprightLatin = /U\+0000-00FF|U\+0100-024F/.test(face) && !face.includes('italic');
  return !isEmbedded || isUprightLatin;
}

/** Puts a `.br` and a `.gz` beside every file, so that the server compresses nothing itself. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((name) => /\.(html|js|css|svg|ttf)$/.test(name))) {
        const content = readFileSync(join(outDir, file));
        writeFileSync(join(outDir, `${file}.br`), brotliCompressSync(content));
        writeFileSync(join(outDir, `${file}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}
