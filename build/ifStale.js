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
const wanted = asked.length > 0 ? asked : Object.keys(parts);

// The client that Prisma writes is compiled with the rest; the other two know nothing of each other.
if (wanted.includes('prisma')) await build('prisma');
await Promise.all(wanted.filter((name) => name !== 'prisma').map(build));

async function build(name) {
  const { stamp, sources, command } = parts[name];
  if (newest(stamp) >= Math.max(...sources.map(newest))) return;
  // Not to the standard output: what a command prints stands there.
  console.error(command.join(' '));
  rmSync(stamp, { force: true });
  // Written before and moved after: what changes during the build is newer, and built next time.
  const started = `dist/.started-${name}-${process.pid}`;
  mkdirSync('dist', { recursive: true });
  writeFileSync(started, '');
  const [program, ...args] = command;
  const { status, output } = await run(program, args);
  if (status === 0) {
    renameSync(started, stamp);
  } else {
    process.stderr.write(output);
    rmSync(started);
    process.exit(1);
  }
}

/** When the file, or the last changed file in the folder, was changed; 0 when there is none. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  // The folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...inside);
}
