import { expect, test } from "vitest";
import { type Fact, isEvent } from "../../facts/index.ts";
import { createOwnFacts, NO_OWN_FACTS } from "../../src/own/views.ts";
import { SHIPPED } from "../shipped.ts";

const shipped = SHIPPED;

/** A table in memory, of facts by server; counts what it is asked. */
function startTable() {
  const facts = new Map<string, Fact[]>();
  const asked = { states: 0, list: 0 };
  const table = {
    ...NO_OWN_FACTS,
    async states() {
      asked.states += 1;
      return new Map([...facts].map(([guildId, its]) => [guildId, its.map((it) => it.headline).join()]));
    },
    async list(guildId: string) {
      asked.list += 1;
      return facts.get(guildId) ?? [];
    },
    async add() {
      return "added" as const;
    },
  };
  return { facts, asked, table };
}

const fact = (id: string, headline: string): Fact => ({ ...shipped.facts.at(-1)!, id, headline });

test("a server sees its own facts, and no other does", async () => {
  const { facts, table } = startTable();
  facts.set("10", [fact("own-aaaaaaaaaa", "The Housemates rap over a harp")]);
  const views = createOwnFacts(table, shipped, () => 0);

  expect((await views.view("10"))?.get("own-aaaaaaaaaa")?.headline).toBe("The Housemates rap over a harp");
  expect((await views.view("10"))?.search("housemates harp")).toHaveLength(1);
  expect(await views.view("11")).toBeUndefined();
  expect(await views.view(undefined)).toBeUndefined();
  expect(shipped.get("own-aaaaaaaaaa")).toBeUndefined();
});

test("what is known is kept, and read anew once it changed: at once here, within seconds where another process did", async () => {
  const { asked, facts, table } = startTable();
  facts.set("10", [fact("own-aaaaaaaaaa", "One")]);
  let now = 0;
  const views = createOwnFacts(table, shipped, () => now);
  const first = await views.view("10");

  expect(await views.view("10")).toBe(first);
  expect(asked).toEqual({ states: 1, list: 1 });
  facts.set("10", [fact("own-aaaaaaaaaa", "Two")]);
  now += 2000;
  expect(await views.view("10")).toBe(first);
  now += 2000;
  expect((await views.view("10"))?.get("own-aaaaaaaaaa")?.headline).toBe("Two");
  facts.set("10", [fact("own-aaaaaaaaaa", "Three")]);
  await views.add("10", [], "1");
  expect((await views.view("10"))?.get("own-aaaaaaaaaa")?.headline).toBe("Three");
});

test("of many servers the last ones asked for are kept", async () => {
  const { asked, facts, table } = startTable();
  for (let server = 0; server < 12; server++) facts.set(`${server}`, [fact(`own-${server}`.padEnd(14, "a"), "One")]);
  const views = createOwnFacts(table, shipped, () => 0);
  for (let server = 0; server < 12; server++) await views.view(`${server}`);

  await views.view("11");
  expect(asked.list).toBe(12);
  await views.view("0");
  expect(asked.list).toBe(13);
});

test("where the database does not answer, what all know holds, and what was known of servers", async () => {
  const { facts, table } = startTable();
  facts.set("10", [fact("own-aaaaaaaaaa", "One")]);
  let now = 0;
  let fails = false;
  const states = () => (fails ? Promise.reject(new Error("gone")) : table.states());
  const views = createOwnFacts({ ...table, states }, shipped, () => now);
  await views.view("10");
  fails = true;
  now += 10_000;

  expect((await views.view("10"))?.get("own-aaaaaaaaaa")?.headline).toBe("One");
  expect(await views.view("11")).toBeUndefined();
});

test("a change in one server has no other's looked for again, and one that comes amid a look is seen", async () => {
  const { asked, facts, table } = startTable();
  facts.set("10", [fact("own-aaaaaaaaaa", "One")]);
  facts.set("11", [fact("own-bbbbbbbbbb", "Two")]);
  const views = createOwnFacts(table, shipped, () => 0);
  await views.view("11");

  await views.add("10", [], "1");
  await views.view("11");
  expect(asked.states).toBe(1);

  const looking = views.view("10");
  facts.set("10", [fact("own-aaaaaaaaaa", "Three")]);
  await views.add("10", [], "1");
  await looking;
  expect((await views.view("10"))?.get("own-aaaaaaaaaa")?.headline).toBe("Three");
});

test("others have their turn between what is read of a server and what is made of it", async () => {
  const { facts, table } = startTable();
  facts.set("10", [fact("own-aaaaaaaaaa", "One")]);
  const views = createOwnFacts(table, shipped, () => 0);
  let turns = 0;

  await views.view("10", async () => void turns++);
  await views.view("10", async () => void turns++);

  expect(turns).toBe(2);
});

test("what takes long to index is made by turns, and finds the same as all of it at once", async () => {
  const more = shipped.facts.slice(0, 200).map((it) => ({ ...it, id: `own-${it.id}` }));
  const [byTurns, atOnce] = [shipped.with(more), shipped.with(more)];
  const turns = { search: 0, forgive: 0, graph: 0 };

  await byTurns.readyToSearch(async () => void turns.search++);
  await byTurns.readyToForgive(async () => void turns.forgive++);
  await byTurns.graph.ready(async () => void turns.graph++);

  expect(turns.search).toBeGreaterThan(6);
  expect(turns.forgive).toBeGreaterThan(2);
  expect(turns.graph).toBeGreaterThan(3);
  const asked = ["walk this way", "aerosmth", "jazz 1959"];
  expect(asked.map((it) => byTurns.search(it))).toEqual(asked.map((it) => atOnce.search(it)));
  expect(asked.map((it) => byTurns.searchAsTyped(it).length > 0)).toEqual([true, false, true]);
  const [one, other] = ["Aerosmith", "Ravi Shankar"];
  expect(byTurns.graph.connect(one, other)).toEqual(atOnce.graph.connect(one, other));
  const made = turns.search;
  await byTurns.readyToSearch(async () => void turns.search++);
  expect(turns.search).toBe(made);
});

test("an artist of a server's own facts alone is found by name, by key and by a misspelling", () => {
  const it = shipped.facts.find(isEvent);
  const view = shipped.with([{ ...it!, id: "own-aaaaaaaaaa", artists: ["The Wherry Loopers", ...it!.artists] }]);
  const { graph } = view;

  expect(graph.resolve("wherry loopers")).toBe("The Wherry Loopers");
  expect(graph.named(graph.keyOf("The Wherry Loopers"))).toBe("The Wherry Loopers");
  expect(graph.nearest("the wherry lopers")).toContain("The Wherry Loopers");
  expect(graph.complete("wherry").map(({ value }) => value)).toEqual(["The Wherry Loopers"]);
  expect(graph.neighbours("The Wherry Loopers").length).toBeGreaterThan(0);
  expect(graph.names).toEqual([...new Set(graph.names)]);
});
