import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

const idOf = ({ message }: Answer) => message?.id ?? "";

async function setUp() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt("2026-09-27T05:00:00Z"));
  const start = () => startBot(town, { DATABASE_URL: `sqlite:${join(folder.path, "bot.db")}` });
  return {
    ...town,
    start,
    saved: (by = town.member) => town.discord.command(by, "saved"),
    async [Symbol.asyncDispose]() {
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

/** Facts to keep, by id. */
const IDS = ["walk-this-way-reaches-no-4", "rappers-delight-released"];

test("a fact is kept by whoever presses Save, for that person alone, also after a restart", async () => {
  await using it = await setUp();
  const { discord, member, moderator } = it;
  let day: Answer;
  {
    await using _ = await it.start();
    day = await discord.command(moderator, "today", { date: "27 September" });
  }
  await using _ = await it.start();

  const kept = await discord.press(member, idOf(day), "Save");
  const again = await discord.press(member, idOf(day), "Save");

  expect(kept.ephemeral).toBe(true);
  expect(textOf(kept.message)).toMatch(/^“.+” is saved; \/saved has all that you keep\.$/);
  expect(textOf(again.message)).toContain("is saved already");
  const list = await it.saved();
  expect(list.ephemeral).toBe(true);
  expect(textOf(list.message)).toMatch(/^## What you saved\n-# 1 fact, the latest first\n- \*\*\d{4}\*\* /);
  expect(textOf((await it.saved(moderator)).message)).toContain("You have saved nothing yet");
});

test("a fact is taken back at once, opened from the list, and removed there", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member } = it;
  for (const id of IDS)
    await discord.interact(member, 3, { component_type: 2, custom_id: `1/saved/save/${id}` }, idOf(await it.saved()));

  const list = await it.saved();
  const [first] = IDS;
  const opened = await discord.choose(member, idOf(list), "1/saved/open", [first!]);
  const left = await discord.choose(member, idOf(list), "1/saved/remove/1", [first!]);

  expect(textOf(opened.message)).toContain("Walk This Way");
  expect(left.kind).toBe("update");
  expect(textOf(left.message)).toMatch(/^## What you saved\n1 fact removed\.\n-# 1 fact, the latest first\n/);
  const none = await discord.choose(member, idOf(list), "1/saved/remove/1", [IDS[1]!]);
  expect(textOf(none.message)).toBe("1 fact removed. Nothing else is saved.");
});

test("the answer to Save takes it back, and shows the list", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member } = it;
  const day = await discord.command(member, "today");
  const kept = await discord.press(member, idOf(day), "Save");

  const all = await discord.press(member, idOf(kept), "Show all");
  const undone = await discord.press(member, idOf(kept), "Undo");

  expect(textOf(all.message)).toContain("1 fact, the latest first");
  expect(undone.kind).toBe("update");
  expect(textOf(undone.message)).toBe("It is not saved any more.");
  expect(textOf((await it.saved()).message)).toContain("You have saved nothing yet");
});

test("what was withdrawn since is said to be so, and a made-up id keeps nothing", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member } = it;
  const press = async (id: string) =>
    discord.interact(member, 3, { component_type: 2, custom_id: id }, idOf(await it.saved()));

  const madeUp = await press("1/saved/save/no-such-fact");
  const page = await press("1/saved/page/999999999999999999999");

  expect(textOf(madeUp.message)).toBe("This fact was withdrawn; /search finds those that stand.");
  expect(textOf(page.message)).toContain("You have saved nothing yet");
});
