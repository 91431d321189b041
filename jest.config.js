/** See `sandbox/deferred`: each file of tests would load them anew. */
const deferred = {
  "^@npmcli/arborist$": "<rootDir>/test/support/deferred/arborist.ts",
  "^\\.\\./\\.\\./typescript-shim$": "<rootDir>/test/support/deferred/typescript-shim.ts",
};

const project = (displayName, testMatch, prepare = "prepare") => ({
  displayName,
  testMatch,
  globalSetup: `<rootDir>/test/support/${prepare}.ts`,
  transform: { "^.+\\.ts$": "@swc/jest" },
  moduleNameMapper: deferred,
  testEnvironment: "<rootDir>/test/support/environment.cjs",
});

/** Unit tests mirror components/ and sandbox/; engine tests run the real engine; system tests need root. */
module.exports = {
  // Generous: a machine with other work on it is slower, and a limit here says nothing of the product.
  testTimeout: 600_000,
  maxWorkers: 2,
  testSequencer: "<rootDir>/test/support/longest-first.cjs",
  projects: [
    {
      ...project("unit", ["<rootDir>/test/**/*.test.ts"], "prepare-unit"),
      testPathIgnorePatterns: ["/test/engine/", "/test/system/"],
    },
    project("engine", ["<rootDir>/test/engine/**/*.test.ts"]),
    project("system", ["<rootDir>/test/system/**/*.test.ts"]),
  ],
};
