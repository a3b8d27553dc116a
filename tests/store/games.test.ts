import { expect, test } from "vitest";
import { openGame } from "../../src/quiz/game.ts";
import { silentServers } from "../../src/store/reach.ts";
import { openTables } from "../../src/store/store.ts";
import { tidy } from "../../src/store/tidy.ts";
import { SOME_QUESTION } from "../quiz/some-question.ts";
import { onBoth } from "./on-both.ts";

const MONDAY = Temporal.PlainDate.from("2026-09-21");
const NEXT = MONDAY.add({ days: 7 });
const NOW = "2026-09-28T12:00:00Z";
const ALL = { offset: 0, limit: 10 };

onBoth(NOW, (opened) => {
  const { clock, log } = opened;
  let channels = 0;

  /** A game, in a channel of its own. */
  const seat = (guildId: string | undefined = "10") => {
    channels += 1;
    return {
      channelId: `channel ${channels}`,
      guildId,
      token: `token ${channels}`,
      game: openGame("abc", [SOME_QUESTION], clock()),
    };
  };
  /** Points, of that week. */
  const score = (guildId: string, userId: string, week: Temporal.PlainDate, times = 1) =>
    Promise.all(
      Array.from({ length: times }, async () => {
        const its = seat(guildId);
        await opened.store.games.open(its);
        await opened.store.games.move({ ...its, version: 1 }, its.game, { guildId, userId, week, earnedBy: its.token });
      }),
    );

  test("a channel has one game, and it is read as it was written", async () => {
    const its = seat();

    expect(
      await Promise.all([opened.store.games.open(its), opened.store.games.open({ ...its, token: "other" })]),
    ).toEqual(expect.arrayContaining([true, false]));
    const found = await opened.store.games.find(its.channelId);
    expect(found).toMatchObject({ channelId: its.channelId, guildId: "10", version: 1 });
    expect(JSON.stringify(found?.game)).toBe(JSON.stringify(its.game));
    expect(await opened.store.games.find("elsewhere")).toBeUndefined();
  });

  test("of two that change it at once one does, and its point alone is counted", async () => {
    const its = seat("20");
    await opened.store.games.open(its);
    const move = (userId: string) =>
      opened.store.games.move(
        { ...its, version: 1 },
        { ...its.game, winners: [userId] },
        { guildId: "20", userId, week: NEXT, earnedBy: "it" },
      );

    const moved = await Promise.all([move("1"), move("1"), move("2"), move("3")]);

    expect(moved.filter(Boolean)).toHaveLength(1);
    const winners = (await opened.store.games.find(its.channelId))?.game.winners ?? [];
    expect(await opened.store.scores.page("20", undefined, ALL)).toEqual([{ userId: winners[0], points: 1, rank: 1 }]);
    expect(await opened.store.games.find(its.channelId)).toMatchObject({ version: 2 });
  });

  test("one that is over goes, unless another began there since", async () => {
    const [old, its] = [seat(), seat(undefined)];
    await opened.store.games.open(old);
    await opened.store.games.open(its);

    await opened.store.games.close({ ...old, version: 7 });
    await opened.store.games.close({ ...its, version: 1 });

    expect(await opened.store.games.find(old.channelId)).toBeDefined();
    expect(await opened.store.games.find(its.channelId)).toBeUndefined();
  });

  test("one whose message Discord does not change any more gives way to another", async () => {
    const its = seat();
    await opened.store.games.open(its);
    clock.set("2026-09-28T12:13:00Z");
    const early = await opened.store.games.open({ ...its, token: "other" });
    clock.set("2026-09-28T12:15:00Z");
    const late = await opened.store.games.open({ ...its, token: "other" });
    clock.set(NOW);

    expect([early, late]).toEqual([false, true]);
  });

  test("points are counted by week and in all, and those with as many share a rank", async () => {
    await score("30", "1", MONDAY, 3);
    await score("30", "1", NEXT, 1);
    await score("30", "2", NEXT, 2);
    await score("30", "3", NEXT, 1);
    await score("31", "9", NEXT, 1);

    expect(await opened.store.scores.page("30", NEXT, ALL)).toEqual([
      { userId: "2", points: 2, rank: 1 },
      { userId: "1", points: 1, rank: 2 },
      { userId: "3", points: 1, rank: 2 },
    ]);
    expect(await opened.store.scores.page("30", undefined, { offset: 1, limit: 1 })).toEqual([
      { userId: "2", points: 2, rank: 2 },
    ]);
    expect([await opened.store.scores.count("30", NEXT), await opened.store.scores.count("30", MONDAY)]).toEqual([
      3, 0,
    ]);
    await opened.store.scores.reset("30");
    expect([await opened.store.scores.count("30"), await opened.store.scores.count("31")]).toEqual([0, 1]);
  });

  test("an answer to the question of the day counts with its point, once", async () => {
    const who = { guildId: "40", userId: "1" };
    const standing = { day: NEXT, timeZone: "UTC", option: 1, right: true, answered: 1, rightInRow: 1 };
    const point = { ...who, week: NEXT, earnedBy: "day" };

    await opened.store.standings.move(who, undefined, standing, point);
    await opened.store.standings.move(who, undefined, standing, point);

    expect(await opened.store.scores.page("40", NEXT, ALL)).toEqual([{ userId: "1", points: 1, rank: 1 }]);
  });

  test("points are kept for 400 days, games for one; a server of which nothing else is kept is found by them", async () => {
    const db = await openTables(opened.url, clock, log);
    await score("50", "1", NEXT);
    const today = NEXT.add({ days: 10 });

    expect(await silentServers(db, today)).toContain("50");
    await tidy(db, today);
    expect([await opened.store.scores.count("50"), (await opened.store.games.all()).length]).toEqual([1, 0]);
    await tidy(db, NEXT.add({ days: 401 }));
    expect(await opened.store.scores.count("50")).toBe(0);
    await db.destroy();
  });
});
