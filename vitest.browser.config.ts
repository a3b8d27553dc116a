import { defineConfig } from "vitest/config";

/** Each file has a browser and a playground of its own; two at once are what two cores bear. */
export default defineConfig({
  test: { include: ["tests/browser/**/*.test.ts"], maxWorkers: 2, testTimeout: 60_000, hookTimeout: 30_000 },
});
