import { expect, test } from "vitest";
import type { Standing } from "../../src/quiz/standing.ts";
import { silentServers } from "../../src/store/reach.ts";
import { openTables } from "../../src/store/store.ts";
import { tidy } from "../../src/store/tidy.ts";
import { onBoth } from "./on-both.ts";

const DAY = Temporal.PlainDate.from("2026-09-28");
const FIRST: Standing = { day: DAY, timeZone: "Europe/London", option: 2, right: true, answered: 1, rightInRow: 1 };
const SECOND: Standing = { ...FIRST, day: DAY.add({ days: 1 }), option: 0, right: false, answered: 2, rightInRow: 0 };

onBoth("2026-09-28T12:00:00Z", (opened) => {
  const { clock, log } = opened;

  test("one stands by oneself in each server and in direct messages", async () => {
    const { standings } = opened.store;
    await standings.move({ userId: "1", guildId: "10" }, undefined, FIRST);
    await standings.move({ userId: "1", guildId: undefined }, undefined, SECOND);

    expect(await standings.of({ userId: "1", guildId: "10" })).toEqual(FIRST);
    expect(await standings.of({ userId: "1", guildId: undefined })).toEqual(SECOND);
    expect(await standings.of({ userId: "1", guildId: "11" })).toBeUndefined();
    expect(await standings.of({ userId: "2", guildId: "10" })).toBeUndefined();
  });

  test("of answers given at once one is written, the first as any other", async () => {
    const { standings } = opened.store;
    const who = { userId: "3", guildId: "10" };

    const first = await Promise.all([1, 2, 3].map((option) => standings.move(who, undefined, { ...FIRST, option })));
    const second = await Promise.all([1, 2, 3].map((option) => standings.move(who, FIRST, { ...SECOND, option })));

    expect(first.filter(Boolean)).toHaveLength(1);
    expect(second.filter(Boolean)).toHaveLength(1);
    expect(await standings.of(who)).toMatchObject({ day: SECOND.day, answered: 2 });
  });

  test("it is kept for 400 days, and a server of which nothing else is kept is found by it", async () => {
    const db = await openTables(opened.url, clock, log);
    const who = { userId: "4", guildId: "40" };
    await opened.store.standings.move(who, undefined, FIRST);

    expect(await silentServers(db, DAY.add({ days: 10 }))).toContain("40");
    await tidy(db, DAY.add({ days: 400 }));
    expect(await opened.store.standings.of(who)).toEqual(FIRST);
    await tidy(db, DAY.add({ days: 401 }));
    expect(await opened.store.standings.of(who)).toBeUndefined();
    await db.destroy();
  });
});
