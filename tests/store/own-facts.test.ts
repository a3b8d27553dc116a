import { expect, test } from "vitest";
import type { Fact } from "../../facts/index.ts";
import { MOST_OWN, type NewOwnFact } from "../../src/own/own-fact.ts";
import { silentServers } from "../../src/store/reach.ts";
import { openTables } from "../../src/store/store.ts";
import { onBoth } from "./on-both.ts";

const fact = (headline: string, year = 2019): NewOwnFact => ({
  headline,
  text: "Told by those who were there.",
  date: { year, month: 9, day: 27 },
  artists: ["The Housemates"],
  genres: ["hip-hop", "folk"],
  kind: "meeting",
  topics: [],
  sources: [{ title: "Our blog", url: "https://example.org/gig" }],
  weight: 3,
});

const headlines = (facts: readonly Fact[]) => facts.map((it) => it.headline);

onBoth("2026-09-28T12:00:00Z", (opened) => {
  const { clock, log } = opened;

  test("each server has its own, by date, under ids that no shipped fact has", async () => {
    const { ownFacts } = opened.store;
    await ownFacts.add("10", [fact("Later", 2020), fact("Earlier", 2018)], "1");
    await ownFacts.add("11", [fact("Elsewhere")], "2");

    const [first, second] = await ownFacts.list("10");
    expect(headlines(await ownFacts.list("10"))).toEqual(["Earlier", "Later"]);
    expect(first).toEqual({ ...fact("Earlier", 2018), id: first?.id });
    expect(first?.id).toMatch(/^own-[a-z2-9]{10}$/);
    expect(await ownFacts.get(second!.id)).toEqual(second);
    expect(headlines(await ownFacts.list("12"))).toEqual([]);
  });

  test("no server changes or removes another's, and what changes shows in its state", async () => {
    const { ownFacts } = opened.store;
    await ownFacts.add("20", [fact("Ours")], "1");
    const [{ id }] = (await ownFacts.list("20")) as [Fact];
    const before = (await ownFacts.states()).get("20");

    expect(await ownFacts.change("21", id, fact("Theirs"))).toBe(false);
    expect(await ownFacts.remove("21", id)).toBe(false);
    expect(await ownFacts.change("20", id, fact("Ours, mended"))).toBe(true);
    expect(headlines(await ownFacts.list("20"))).toEqual(["Ours, mended"]);
    expect((await ownFacts.states()).get("20")).not.toBe(before);
    expect(await ownFacts.remove("20", id)).toBe(true);
    expect(await ownFacts.remove("20", id)).toBe(false);
    expect(await ownFacts.list("20")).toEqual([]);
  });

  test("a server has so many at most, and what would be more is not added in part", async () => {
    const { ownFacts } = opened.store;
    const many = (count: number) => Array.from({ length: count }, (_, at) => fact(`Fact ${at}`));

    expect(await ownFacts.add("30", many(MOST_OWN - 1), "1")).toBe("added");
    expect(await ownFacts.add("30", many(2), "1")).toBe("full");
    const atOnce = await Promise.all([1, 2, 3].map(() => ownFacts.add("30", many(1), "1")));
    expect(atOnce.filter((it) => it === "added").length).toBeLessThanOrEqual(1);
    expect((await ownFacts.list("30")).length).toBeLessThanOrEqual(MOST_OWN);
  });

  test("one that cannot be read is left out, and the others stand", async () => {
    const db = await openTables(opened.url, clock, log);
    await opened.store.ownFacts.add("40", [fact("Sound"), fact("Damaged")], "1");
    const damaged = (await opened.store.ownFacts.list("40")).find((it) => it.headline === "Damaged");
    await db.updateTable("own_facts").set({ fact: "{" }).where("fact_id", "=", damaged!.id).execute();

    expect(headlines(await opened.store.ownFacts.list("40"))).toEqual(["Sound"]);
    expect(await silentServers(db, clock().toZonedDateTimeISO("UTC").toPlainDate())).toContain("40");
    await db.destroy();
  });
});
