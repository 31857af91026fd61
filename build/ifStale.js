// Builds what changed since the last build: `npm start` and `npm test` call it, so that neither
// ever runs old code and a second start does not wait for a build it does not need.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const parts = [
  {
    stamp: 'src/data/prisma/.stamp',
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
    commands: [['prisma', 'generate']],
  },
  {
    stamp: 'dist/.explorer',
    sources: ['src/server/explorer', 'package-lock.json'],
    commands: [['vite', 'build', '--config', 'src/server/explorer/page/vite.config.ts']],
  },
  {
    stamp: 'dist/.compiled',
    sources: ['src', 'schema.graphql', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    commands: [['tsc', '-p', 'tsconfig.build.json']],
  },
];

for (const { stamp, sources, commands } of parts) {
  if (newest(stamp) > Math.max(...sources.map(newest))) continue;
  rmSync(stamp, { force: true });
  for (const [program, ...args] of commands) {
    process.stdout.write(`${program} ${args.join(' ')}\n`);
    execFileSync(join('node_modules/.bin', program), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

/** When the file, or the last changed file in the folder, was changed; 0 when there is none. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  // The folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...inside);
}
