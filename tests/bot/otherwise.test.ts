import { expect, test } from "vitest";
import add from "../../commands/daily/add.ts";
import { readOptions } from "../../src/bot/options.ts";
import { SHIPPED } from "../shipped.ts";
import { textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const FACTS = SHIPPED;
const FIRST = Temporal.PlainDate.from("2026-09-27");

/** A genre without an event on the first two days, and with one within the week; and how many days until that. */
const [GENRE, DAYS] = (() => {
  for (const genre of FACTS.names("genre")) {
    const kin = new Set(FACTS.select({ genre }));
    const days = Array.from({ length: 7 }, (_, days) => FIRST.add({ days }).toPlainMonthDay());
    const first = days.findIndex((day) => FACTS.on(day).some((it) => kin.has(it)));
    if (first > 1 && first < 7) return [genre, first] as const;
  }
  throw new Error("no genre of the shipped calendar is like that");
})();
const NONE = `no ${GENRE} event falls on this day`;
/** Nine in the morning in London, so many days on. */
const due = (days: number) =>
  `<t:${Temporal.Instant.from("2026-09-27T08:00:00Z").add({ hours: 24 * days }).epochMilliseconds / 1000}:F>`;

test("otherwise none: no post on a day without the genre, said beforehand in the list and the preview, and after", async () => {
  await using it = await startDaily();
  await it.order({ genre: GENRE, otherwise: "none" });

  const listed = await it.daily("list");
  const next = await it.daily("preview");
  const fortnight = await it.daily("preview", { days: 14 });
  for (let days = 0; days <= DAYS; days++) {
    await it.beatAt(
      Temporal.Instant.from("2026-09-27T08:00:00Z")
        .add({ hours: 24 * days })
        .toString(),
    );
  }
  const history = await it.daily("history");

  const [post, ...more] = it.discord.world.messages(it.channel);
  expect(listed).toContain(`Events: ${GENRE} · otherwise no post`);
  expect(listed).toContain(`Next post: ${due(DAYS)} (none on 27 September: ${NONE})`);
  expect(next).toContain(`- ${due(0)}: no post, for ${NONE}\n`);
  expect(next).toContain(`Next in <#${it.channel.id}>, ${due(DAYS)}:`);
  expect(next).toContain(textOf(post));
  expect(fortnight).toContain(`- ${due(1)}: no post, for ${NONE}\n`);
  expect(more).toEqual([]);
  expect(history).toContain(`- **27 September** <#${it.channel.id}>: no post: ${NONE}`);
  expect(await it.daily("list")).not.toContain("offline");
});

test("without it, and once it is changed to any, such a day gets its lead of any genre", async () => {
  await using it = await startDaily();
  await it.order({ genre: GENRE });
  const listed = await it.daily("list");
  await it.daily("edit", { channel: it.channel.id, otherwise: "none" });
  const silent = await it.daily("preview", { days: 2 });
  const changed = await it.daily("edit", { channel: it.channel.id, otherwise: "any" });

  await it.beatAt("2026-09-27T08:00:00Z");

  expect(listed).toContain(`Events: ${GENRE} · otherwise any genre`);
  expect(listed).toContain(`Next post: ${due(0)}\n`);
  expect(silent.match(/no post, for/g)).toHaveLength(2);
  expect(changed).toContain("otherwise any genre");
  const [post] = it.discord.world.messages(it.channel);
  expect(textOf(post)).toContain("# This day in crossover history\n-# 27 September ");
});

test("any and none are all that it can be", () => {
  const given = { channel: { id: "1", type: 0 }, time: "9:00", timezone: "UTC", otherwise: "rock" };

  expect(() => readOptions(add.options ?? {}, given)).toThrow("otherwise is one of: any, none.");
});

test("a day whose events are all blocked tells of the week, never of a day ahead", async () => {
  await using it = await startDaily();
  await it.order();
  for (const { id } of FACTS.on(FIRST.toPlainMonthDay())) await it.daily("block", { fact: id });

  const preview = await it.daily("preview");
  await it.beatAt("2026-09-27T08:00:00Z");

  const [post] = it.discord.world.messages(it.channel);
  expect(textOf(post)).toContain("# This week in crossover history\n-# 26 September ");
  expect(preview).toContain(textOf(post));
});
