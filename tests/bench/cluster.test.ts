import { expect, test } from "vitest";
import type { Tally } from "../../bench/cluster/asking.ts";
import { rowsOf, takeover, writeOutcome } from "../../bench/cluster/report.ts";

const tally = (more: Partial<Tally>): Tally => ({
  ...{ phase: "idle", times: [2, 2, 2], sent: 3, putOff: 0, failed: 0, lost: 0, causes: new Map() },
  ...more,
});

test.each([
  ["to the first post after another was elected, not one that was under way", [500, 4000], [900, 3000, 5000, 6000], 4],
  ["to the election where no post was left", [500, 4000], [900], 3],
  ["not a number where nobody was elected", [500], [900, 5000], Number.NaN],
])("a takeover lasts %s", (_, elections, posts, seconds) => {
  expect(takeover(1000, elections, posts)).toBe(seconds);
});

test("of commands that were lost the table says why; what is put off is no answer, and not lost", () => {
  const kill = tally({ phase: "kill 1", times: [1, 2, 9], sent: 6, putOff: 1, lost: 3, causes: new Map([[502, 2]]) });

  expect(writeOutcome({ tallies: [tally({}), kill], takeovers: [], posts: POSTS })).toBe(
    [
      "| phase  | sent | answered | put off |    p50 |    p99 |                   lost | failed |",
      "| ------ | ---: | -------: | ------: | -----: | -----: | ---------------------: | -----: |",
      "| idle   |    3 |        3 |       0 | 2.0 ms | 2.0 ms |                      0 |      0 |",
      "| kill 1 |    6 |        2 |       1 | 2.0 ms | 9.0 ms | 3 (502: 2, nothing: 1) |      0 |",
    ].join("\n"),
  );
});

test("each command that was lost, each post that is missing and each late takeover is over its limit", () => {
  const rows = rowsOf({
    tallies: [tally({ lost: 1 }), tally({ lost: 2, failed: 1 })],
    takeovers: [{ name: "kill 1", seconds: 11 }],
    posts: { ...POSTS, missing: 1 },
  });

  expect(rows.filter(({ limit, value }) => limit !== undefined && value > limit).map(({ value }) => value)).toEqual([
    3, 1, 1, 11,
  ]);
});

const POSTS = { missing: 0, doubled: 0, taken: 10, seconds: 2 };
