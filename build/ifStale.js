// Builds what changed since the last build: `npm start` and `npm test` call it, so that neither
// ever runs old code and a second start does not wait for a build it does not need.
//
//   node build/ifStale.js            everything
//   node build/ifStale.js prisma     one part
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, run } from './run.js';

const parts = {
  prisma: {
    stamp: 'src/data/prisma/.stamp',
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
    command: ['prisma', 'generate'],
  },
  explorer: {
    stamp: 'dist/.explorer',
    sources: ['src/server/explorer', 'package-lock.json'],
    command: ['vite', 'build', '--config', 'src/server/explorer/page/vite.config.ts'],
  },
  compiled: {
    stamp: 'dist/.compiled',
    sources: ['src', 'schema.graphql', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    command: ['tsc', '-p', 'tsconfig.build.json'],
  },
};

process.chdir(project);
const asked = process.argv.slice(2);
for (const [name, { stamp, sources, command }] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (newest(stamp) >= Math.max(...sources.map(newest))) continue;
  console.error(command.join(' ')); // not the output: a command's own stands there
  rmSync(stamp, { force: true });
  // Written before and moved after: what changes during the build is newer, and built next time.
  const started = `dist/.started-${process.pid}`;
  mkdirSync('dist', { recursive: true });
  writeFileSync(started, '');
  const built = build(command);
  if (built) renameSync(started, stamp);
  else rmSync(started);
  if (!built) process.exit(1);
}

/** Silent when all went well. */
function build([program, ...args]) {
  const { status, output } = run(program, args);
  if (status !== 0) process.stderr.write(output);
  return status === 0;
}

/** When the file, or the last changed file in the folder, was changed; 0 when there is none. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  // The folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...inside);
}
