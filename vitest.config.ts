import { defineConfig } from "vitest/config";

/**
 * A kind of test is a project, so that `npm test` runs, counts and names each by itself. The web has its own file.
 * `seconds` is for machines that are four times slower than ours: what hangs ends, what is slow doesn't fail.
 */
const project = (name: string, include: string[], seconds: number, globalSetup: string[] = []) => ({
  extends: true as const,
  test: { name, include, testTimeout: seconds * 1000, hookTimeout: 120_000, globalSetup },
});

const emulator = "test/support/emulator.ts";

export default defineConfig({
  test: {
    environment: "node",
    maxWorkers: 2,
    // A poll that says nothing else gives up after a second, which a busy machine needs for one click.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      project("core", ["packages/core/src/**/*.test.ts"], 60),
      project("local", ["packages/local/src/**/*.test.ts"], 120),
      project("functions", ["functions/**/*.test.ts"], 30),
      project("architecture", ["test/architecture/**/*.test.ts"], 30),
      project("units", ["test/units/**/*.test.ts", "test/cost/**/*.test.ts"], 120),
      project("api", ["test/api/**/*.test.ts"], 120, [emulator, "test/support/cloud.ts"]),
      project("load", ["test/load/**/*.test.ts", "test/chaos/**/*.test.ts"], 600, [emulator]),
      project("e2e", ["test/e2e/**/*.test.ts"], 180, ["test/e2e/setup.ts"]),
    ],
  },
});
