import { expect, test } from "vitest";
import { silentServers } from "../../src/store/reach.ts";
import { openTables } from "../../src/store/store.ts";
import { tidy } from "../../src/store/tidy.ts";
import { onBoth } from "./on-both.ts";

const FORM = { date: "2019", headline: "A gig", text: "It was.", who: "A\nfolk; jazz", sources: "https://example.org" };
const TODAY = Temporal.PlainDate.from("2026-09-28");

onBoth("2026-09-28T12:00:00Z", (opened) => {
  const { clock, log } = opened;

  test("a server has one channel for them, or none", async () => {
    const { suggestions } = opened.store;
    const box = { channelId: "1", channelType: 0 };
    await suggestions.setBox("10", { ...box, channelId: "2" });
    await suggestions.setBox("10", box);

    expect(await suggestions.box("10")).toEqual(box);
    expect(await suggestions.box("11")).toBeUndefined();
    await suggestions.setBox("10", undefined);
    expect(await suggestions.box("10")).toBeUndefined();
  });

  test("one is decided once, whoever decides at the same time, and in its own server alone", async () => {
    const { suggestions } = opened.store;
    const { id } = await suggestions.add({ guildId: "20", userId: "1", form: FORM });
    await suggestions.place(id, { placeId: "5", messageId: "6" });

    expect(await suggestions.get("21", id)).toBeUndefined();
    expect(await suggestions.get("20", id)).toMatchObject({ state: "open", posted: { placeId: "5", messageId: "6" } });
    const decided = await Promise.all([
      suggestions.decide(id, "accepted", { ...FORM, headline: "Mended" }),
      suggestions.decide(id, "accepted", { ...FORM, headline: "Mended" }),
      suggestions.decide(id, "accepted", { ...FORM, headline: "Mended" }),
    ]);
    expect(decided.filter(Boolean)).toHaveLength(1);
    expect(await suggestions.get("20", id)).toMatchObject({ state: "accepted", form: { headline: "Mended" } });
  });

  test("one person has five that wait in a server, and ten a day in all", async () => {
    const { suggestions } = opened.store;
    const add = (guildId: string) => suggestions.add({ guildId, userId: "2", form: FORM });
    for (let at = 0; at < 5; at++) await add("30");
    expect(await suggestions.standing("30", "2")).toBe("open");
    expect(await suggestions.standing("31", "2")).toBe("welcome");
    expect(await suggestions.standing("30", "3")).toBe("welcome");

    for (let at = 0; at < 5; at++) await suggestions.decide((await add("31")).id, "declined");
    expect(await suggestions.standing("31", "2")).toBe("day");
    clock.set("2026-09-29T12:00:01Z");
    expect(await suggestions.standing("31", "2")).toBe("welcome");
    expect(await suggestions.standing("30", "2")).toBe("open");
    clock.set("2026-09-28T12:00:00Z");
  });

  test("of what did not fit the last is kept, for each server and a day; suggestions for 100 days", async () => {
    const db = await openTables(opened.url, clock, log);
    const who = { userId: "4", guildId: "40" };
    await opened.store.drafts.keep(who, FORM);
    await opened.store.drafts.keep(who, { ...FORM, headline: "Again" });
    const { id } = await opened.store.suggestions.add({ ...who, form: FORM });

    expect(await opened.store.drafts.get(who)).toEqual({ ...FORM, headline: "Again" });
    expect(await opened.store.drafts.get({ ...who, guildId: "41" })).toBeUndefined();
    expect(await silentServers(db, TODAY)).toContain("40");
    await tidy(db, TODAY.add({ days: 3 }));
    expect(await opened.store.drafts.get(who)).toBeUndefined();
    expect(await opened.store.suggestions.get("40", id)).toBeDefined();
    await tidy(db, TODAY.add({ days: 102 }));
    expect(await opened.store.suggestions.get("40", id)).toBeUndefined();
    await db.destroy();
  });
});
