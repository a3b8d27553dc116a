import { defineConfig } from "vitest/config";

/** A test whose requests are timed against Discord's limits must not share its core: it comes last, alone. */
const TIMED = "tests/faults/wire.test.ts";

export default defineConfig({
  test: {
    // Patient: a test that waits may have to wait for another's core too.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "all",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**", TIMED],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: "timed", include: [TIMED], sequence: { groupOrder: 1 } } },
    ],
  },
});
