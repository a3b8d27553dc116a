import { afterAll, expect, test, vi } from "vitest";
import { correctPosts } from "./correcting.ts";
import { preparePosters } from "./poster-processes.ts";

const SEED = Number(process.env.SEED ?? 1986);
const KILLS = 12;

vi.setConfig({ testTimeout: 120_000 });

const starter = await preparePosters();
afterAll(() => starter[Symbol.asyncDispose]());

test(`facts mended behind posts, killed ${KILLS} times under trouble: each says so, none stands twice; seed ${SEED}`, async () => {
  const town = { servers: 4, channelsPerServer: 3, days: 3 };
  const { posts, again, ...rest } = await correctPosts(starter, {
    ...town,
    kills: KILLS,
    editsBetween: 6,
    befalls: 1,
    seed: SEED,
  });
  expect(posts).toBe(36);
  expect(rest).toMatchObject({ before: 0, after: posts, corrected: posts, faults: [], edited: posts, owed: 0 });
  // What was edited and not recorded before a kill is edited once more, to say the same.
  expect(again).toBeLessThanOrEqual(5 * KILLS);
});
