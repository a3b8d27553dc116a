import { expect, test } from "vitest";
import type { Fact } from "../../facts/index.ts";
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
