import { correctPosts } from "../tests/faults/correcting.ts";
import { preparePosters } from "../tests/faults/poster-processes.ts";
import type { Row } from "./row.ts";

const KILLS = 25;

/** So many edits are under way at once, and may have happened without being noted when the process dies. */
const AT_ONCE = 5;

/**
 * Ten facts mended behind 5,000 posts of ten days, at Discord's own limits: the process that edits them is killed 25
 * times, amid 429s, 500s and connections that break. Takes about four minutes.
 */
export async function benchCorrections(): Promise<Row[]> {
  await using starter = await preparePosters();
  const it = await correctPosts(starter, {
    servers: 100,
    channelsPerServer: 5,
    days: 10,
    discord: { limits: "discord" },
    kills: KILLS,
    editsBetween: 250,
    befalls: 10,
    seed: 1986,
  });
  const of = `corrections: of ${it.posts} posts`;
  return [
    { name: "corrections: kills amid the edits", value: it.killed, unit: "times" },
    { name: `${of}, still to be edited`, value: it.owed, unit: "posts", limit: 0 },
    { name: `${of}, not saying what holds now`, value: it.posts - it.corrected, unit: "posts", limit: 0 },
    { name: `${of}, missing or made anew`, value: it.faults.length, unit: "posts", limit: 0 },
    { name: `${of}, edited again to the same by a kill`, value: it.again, unit: "posts", limit: AT_ONCE * KILLS },
    { name: "corrections: from the start to the last", value: it.ms / 1000, unit: "s" },
  ];
}
