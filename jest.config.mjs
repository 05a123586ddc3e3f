// Tests run as the sources do: ES modules, types stripped (here by swc, because Jest has a module loader of its own).
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.millrace', '<rootDir>/dist', '<rootDir>/.serverless', '<rootDir>/.esbuild'],
  testTimeout: 30_000,
};
