/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // A busy machine is slow, which is no failure.
  testTimeout: 30_000,
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/test/support/globalTeardown.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
};
