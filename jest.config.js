const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['/\\.axiom/', '/\\.medusa/'],
  testPathIgnorePatterns: ['/node_modules/', '/\\.axiom/', '/backends/medusa/app/'],
};

/**
 * Two projects. rooms: unit tests and contract tests next to the code that they test, and the rules of the repository. stories:
 * tests through one whole installation, by requests and by the client libraries of front-end teams.
 */
export default {
  // Longer than any test on a busy machine, where a purchase of many steps may need a minute.
  testTimeout: 120_000,
  maxWorkers: 3,
  testSequencer: '<rootDir>/tests/support/longest-first.js',
  projects: [
    {
      ...shared,
      displayName: 'rooms',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '/tests/stories/', '/tests/clients/'],
    },
    {
      ...shared,
      displayName: 'stories',
      testMatch: ['<rootDir>/tests/stories/*.test.ts', '<rootDir>/tests/clients/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/setup.ts',
      globalTeardown: '<rootDir>/tests/support/teardown.ts',
    },
  ],
};
