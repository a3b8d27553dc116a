import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**"],
    setupFiles: ["tests/temporal.ts"],
    maxWorkers: 2,
    // What several files of tests import is loaded once for all: none of them changes what others see.
    isolate: false,
    // Patient: a test that waits may have to wait for another's core too.
    testTimeout: 30_000,
  },
});
