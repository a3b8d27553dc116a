import { expect, test } from "vitest";
import { LATEST_EVENT, REPORTS_CHANNEL, setUp } from "./stage.ts";

const REPORT = { userId: "7", factId: LATEST_EVENT.id, guildId: "10", words: "It was 1987.", source: undefined };

test("the operator's channel is told of a report with the next beat, once", async () => {
  await using it = await setUp("2026-09-27T12:00:00Z", []);
  await it.store.reports.add({ ...REPORT, words: "Not *then*, @everyone", source: "https://example.com/page" });

  await it.beatOn("2026-09-27T12:00:00Z", 3);

  expect(it.written).toHaveLength(1);
  expect(it.written[0]?.channelId).toBe(REPORTS_CHANNEL);
  expect(it.written[0]?.text.split("\n")).toEqual([
    "### A report on “Rap meets rock”",
    "Not \\*then\\*, @everyone",
    "**A source:** https\\://example.com/page",
    `-# ${LATEST_EVENT.id} · from <@7> <t:1790510400:R>`,
  ]);
});

test("where that fails, it is tried again with the same nonce, less and less often", async () => {
  await using it = await setUp("2026-09-27T12:00:00Z", []);
  await it.store.reports.add(REPORT);
  const trouble = { reason: "Missing Access", passing: false };
  it.failWriting(trouble, trouble, trouble);

  await it.beatOn("2026-09-27T12:00:00Z", 8);
  const early = it.written.length;
  await it.beatOn("2026-09-27T12:08:00Z", 2);

  expect(early).toBe(0);
  expect(it.written).toHaveLength(1);
  expect(it.written[0]?.nonce).toMatch(/^r7-[0-9a-z]{1,12}$/);
});

test("what could not be told in a week is left to the list of all", async () => {
  await using it = await setUp("2026-09-27T12:00:00Z", []);
  await it.store.reports.add(REPORT);

  await it.beatOn("2026-10-04T12:00:01Z", 1);

  expect(it.written).toEqual([]);
});

test.each(["deliveries", "orders"] as const)(
  "what cannot be read of %s keeps no report from being told",
  async (table) => {
    await using it = await setUp("2026-09-27T12:00:00Z", []);
    await it.store.reports.add(REPORT);
    const fail = async () => {
      throw new Error("a damaged page");
    };
    Object.assign(it.store[table], { owed: fail, untold: fail });

    await it.beatOn("2026-09-27T12:00:00Z", 1);

    expect(it.written).toHaveLength(1);
  },
);

test("a report on a fact that was withdrawn meanwhile names it by its id", async () => {
  await using it = await setUp("2026-09-27T12:00:00Z", []);
  await it.store.reports.add({ ...REPORT, factId: "gone" });

  await it.beatOn("2026-09-27T12:00:00Z", 1);

  expect(it.written[0]?.text).toContain("A report on “gone”");
});
