import { expect, test } from "vitest";
import type { Report } from "../../src/bot/tools.ts";
import { createLog } from "../../src/log.ts";
import { readReports } from "../../src/store/reports.ts";
import { openTables } from "../../src/store/store.ts";
import { onBoth } from "./on-both.ts";

const START = "2026-09-28T12:00:00Z";
const NOW = Temporal.Instant.from(START);
const LONG_AGO = NOW.subtract({ hours: 1000 * 24 });
const log = createLog("silent");

onBoth(START, (opened) => {
  const { clock } = opened;
  let person = 1000;

  /** A person of this test's own, on the first day. */
  function someone() {
    clock.set(START);
    const userId = String(person++);
    const add = (factId: string, more: Partial<Report> = {}) =>
      opened.store.reports.add({ userId, factId, guildId: "10", words: "It was 1987.", source: undefined, ...more });
    const untold = async (now = clock()) =>
      (await opened.store.reports.untold(now, LONG_AGO)).filter((it) => it.userId === userId);
    return { userId, add, untold, standing: (factId: string) => opened.store.reports.standing({ userId, factId }) };
  }

  test("one fact is reported once, and anew after 30 days, in the place of what was said before", async () => {
    const { add, standing, untold } = someone();

    expect(await standing("a")).toBe("welcome");
    expect(await add("a")).toBe("welcome");
    expect(await standing("a")).toBe("known");
    expect(await add("a", { words: "Again" })).toBe("known");
    clock.set("2026-10-28T12:00:01Z");
    expect(await standing("a")).toBe("welcome");
    expect(await add("a", { words: "Still", source: "https://example.com/", guildId: undefined })).toBe("welcome");
    expect(await untold()).toMatchObject([
      { factId: "a", words: "Still", source: "https://example.com/", at: clock() },
    ]);
  });

  test("five facts within a day are as many as one person reports", async () => {
    const { add, standing } = someone();
    const other = someone();

    for (const id of "abcde") expect(await add(id)).toBe("welcome");
    expect(await add("f")).toBe("enough");
    expect(await standing("f")).toBe("enough");
    expect(await standing("a")).toBe("known");
    expect(await other.add("f")).toBe("welcome");
    clock.set("2026-09-29T12:00:01Z");
    expect(await add("f")).toBe("welcome");
  });

  test("of one form that is sent twice at once one counts", async () => {
    const { add, untold } = someone();

    const both = await Promise.all([add("a"), add("a")]);

    expect(both.toSorted()).toEqual(["known", "welcome"]);
    expect(await untold()).toHaveLength(1);
  });

  test("what could not be told is told later, and then no more", async () => {
    const { add, untold } = someone();
    await add("a");
    const [report] = await untold();

    await opened.store.reports.told(report!, { again: NOW.add({ minutes: 2 }) });
    const [meanwhile, then] = [await untold(), await untold(NOW.add({ minutes: 2 }))];
    await opened.store.reports.told(report!, { at: NOW.add({ minutes: 2 }) });

    expect([meanwhile, then]).toMatchObject([[], [{ factId: "a" }]]);
    expect(await untold(NOW.add({ hours: 24 }))).toEqual([]);
  });

  test("they are listed from the oldest to the newest, also after a thousand, and forgotten after 400 days", async () => {
    clock.set("2020-01-01T00:00:00Z");
    for (let number = 0; number < 600; number++) {
      clock.set(
        Temporal.Instant.from("2020-01-01T00:00:00Z")
          .add({ milliseconds: number >> 1 })
          .toString(),
      );
      await opened.store.reports.add({
        userId: `old-${number}`,
        factId: "x",
        guildId: "11",
        words: "w",
        source: undefined,
      });
    }
    const db = await openTables(opened.url, clock, log);
    const list = async () => (await Array.fromAsync(readReports(db))).filter(({ factId }) => factId === "x");
    const listed = await list();
    await opened.store.deliveries.tidy(Temporal.PlainDate.from("2021-02-04"));
    const [kept, servers] = [
      await list(),
      await opened.store.deliveries.silentServers(Temporal.PlainDate.from("2021-02-04")),
    ];
    await opened.store.deliveries.tidy(Temporal.PlainDate.from("2021-02-06"));
    const forgotten = await list();
    await db.destroy();

    expect(listed).toHaveLength(600);
    expect(listed.map(({ at }) => at)).toEqual(listed.map(({ at }) => at).toSorted(Temporal.Instant.compare));
    expect(kept).toHaveLength(600);
    expect(servers).toContain("11");
    expect(forgotten).toEqual([]);
  });

  test("they go with their server, but not those from direct messages", async () => {
    const { add, untold } = someone();
    await add("a", { guildId: "12" });
    await add("b", { guildId: undefined });
    const today = Temporal.PlainDate.from("2026-09-28");

    await opened.store.deliveries.noteReach("12", false, today);
    await opened.store.deliveries.noteReach("12", false, today.add({ days: 31 }));

    expect(await untold()).toMatchObject([{ factId: "b" }]);
  });
});
