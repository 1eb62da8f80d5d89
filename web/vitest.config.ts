import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import vite from "./vite.config.ts";

const chromium = playwright({
  launchOptions: {
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  },
});

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      // As the others' limits: what hangs ends, what is slow (the first import transforms everything) doesn't fail.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 20_000 } },
      projects: [
        { extends: true, test: { name: "unit", include: ["src/**/*.unit.test.ts"], environment: "node" } },
        {
          extends: true,
          test: {
            name: "browser",
            include: ["src/**/*.svelte.test.ts"],
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: chromium,
              viewport: { width: 1280, height: 800 },
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  }),
);
