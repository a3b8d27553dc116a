import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**"],
    setupFiles: ["tests/temporal.ts"],
    // Some wait most of their time, for a limit or another process: two cores are busy with three.
    maxWorkers: 3,
    // What several files of tests import is loaded once for all: none of them changes what others see.
    isolate: false,
    // What tests start as a process of its own need not be compiled anew each time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/crossfade/compiled") },
    // Patient: a test that waits may have to wait for another's core too.
    testTimeout: 30_000,
  },
});
