// Lets Node run the project's TypeScript as it stands: `node --import ./build/typescript.js file.ts`.
// For programs beside src/, which `npm run build` does not compile. Types are taken out, not checked.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import typescript from 'typescript';

// Node runs the functions below in a thread of their own, which loads this file once more.
if (isMainThread) register(import.meta.url);

const compilerOptions = {
  target: typescript.ScriptTarget.ES2023,
  module: typescript.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
};

/** Imports name the file that the compiler would make, `./run.js`; here that is `./run.ts`. */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
    return next(specifier.replace(/\.js$/, '.ts'), context);
  }
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const fileName = fileURLToPath(url);
  const source = await readFile(fileName, 'utf8');
  const { outputText } = typescript.transpileModule(source, { compilerOptions, fileName });
  return { format: 'module', source: outputText, shortCircuit: true };
}
