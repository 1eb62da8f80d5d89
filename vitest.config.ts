import { defineConfig } from "vitest/config";

/** A kind of test is a project, so that `npm test` runs, counts and names each by itself. The web has its own file. */
const project = (name: string, include: string[], seconds: number, globalSetup: string[] = []) => ({
  extends: true as const,
  test: { name, include, testTimeout: seconds * 1000, hookTimeout: 120_000, globalSetup },
});

export default defineConfig({
  test: {
    environment: "node",
    maxWorkers: 2,
    projects: [
      project("core", ["packages/core/src/**/*.test.ts"], 20),
      project("local", ["packages/local/src/**/*.test.ts"], 30),
      project("functions", ["functions/**/*.test.ts"], 10),
      project("architecture", ["test/architecture/**/*.test.ts"], 10),
      project("units", ["test/units/**/*.test.ts"], 30),
      project("api", ["test/api/**/*.test.ts"], 30, ["test/support/cloud.ts"]),
      project("load", ["test/load/**/*.test.ts"], 180),
      project("e2e", ["test/e2e/**/*.test.ts"], 60),
    ],
  },
});
