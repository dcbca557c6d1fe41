/** Units stand beside their files; stories and the rules of the house stand in tests/. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.axiom/', '/backends/medusa/app/'],
  modulePathIgnorePatterns: ['/.axiom/', '/.medusa/'],
  testTimeout: 20_000,
};
