import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

const idOf = ({ message }: Answer) => message?.id ?? "";

/** The second lines under a text's headings of size two: a message's headline. */
const headlineOf = (text: string) => /^## (.+)$/m.exec(text)?.[1] ?? "";

async function startModerating() {
  const it = await startDaily("2026-09-27T07:00:00Z");
  await it.order();
  const run = (name: string, options = {}) => it.discord.command(it.moderator, `daily ${name}`, options);
  return {
    ...it,
    run,
    press: (answer: Answer, button: string) => it.discord.press(it.moderator, idOf(answer), button),
    choose: (answer: Answer, list: string, values: readonly string[]) =>
      it.discord.choose(it.moderator, idOf(answer), list, values),
    posts: () => it.discord.world.messages(it.channel).filter(({ author }) => author.id === it.discord.world.bot.id),
  };
}

test("“Never post this” below a preview blocks its lead, says what comes instead, and that is what is posted", async () => {
  await using it = await startModerating();
  const preview = await it.run("preview");
  const unwanted = headlineOf(textOf(preview.message));

  const never = await it.press(preview, "Never post this");
  await it.beatAt("2026-09-27T08:00:00Z");
  const posted = headlineOf(textOf(it.posts().at(-1)));

  expect(never.ephemeral).toBe(true);
  expect(textOf(never.message)).toContain(`“${unwanted}” will not be posted in this server;`);
  expect(textOf(never.message)).toContain(`Instead, <#${it.channel.id}> gets:\n- <t:1790496000:F>: `);
  expect(posted).not.toBe(unwanted);
  expect(textOf(never.message)).toContain(posted);
});

test("another event that a preview names is kept out by its list", async () => {
  await using it = await startModerating();
  const preview = await it.run("preview");
  const [other] = optionsOf(preview);

  const never = await it.choose(preview, `1/daily/never-one/${it.channel.id}`, [other!.value]);
  await it.beatAt("2026-09-27T08:00:00Z");

  expect(textOf(preview.message)).toContain(other!.label);
  expect(textOf(never.message)).toContain(`“${other!.label}” will not be posted in this server;`);
  expect(textOf(it.posts().at(-1))).not.toContain(other!.label);
  expect(headlineOf(textOf(it.posts().at(-1)))).toBe(headlineOf(textOf(preview.message)));
});

test("it is undone, also after others had their turn, and then all is as it was foretold", async () => {
  await using it = await startModerating();
  const preview = await it.run("preview");
  const never = await it.press(preview, "Never post this");

  const undone = await it.press(never, "Undo");
  await it.beatAt("2026-09-27T08:00:00Z");

  expect(undone.kind).toBe("update");
  expect(textOf(undone.message)).toBe(
    `Undone: “${headlineOf(textOf(preview.message))}” may be posted in this server again.`,
  );
  expect(headlineOf(textOf(it.posts().at(-1)))).toBe(headlineOf(textOf(preview.message)));
});

test("each of the coming days can be kept out from the list of them", async () => {
  await using it = await startModerating();
  const list = await it.run("preview", { days: 3 });
  const days = textOf(list.message)
    .split("\n")
    .filter((line) => line.startsWith("- <t:"));

  const menu = `1/daily/never-one/${it.channel.id}`;
  const [, second] = optionsOf(list);
  const never = await it.choose(list, menu, [second!.value]);
  const after = textOf((await it.run("preview", { days: 3 })).message)
    .split("\n")
    .filter((line) => line.startsWith("- <t:"));

  expect(textOf(never.message)).toContain("Instead,");
  expect(after).toHaveLength(3);
  expect([after[0], after[2]]).toEqual([days[0], days[2]]);
  expect(after[1]).not.toBe(days[1]);
  expect(textOf(never.message)).toContain(after[1]);
});

test("what is blocked is listed by pages, and some of it allowed again", async () => {
  await using it = await startModerating();
  const events = (await it.discord.complete(it.moderator, "daily block", { fact: "" }, "fact")).slice(0, 11);
  const none = await it.daily("blocked");
  for (const { value } of events) await it.run("block", { fact: String(value) });

  const list = await it.run("blocked");
  const first = textOf(list.message);
  const [one, two] = optionsOf(list);
  const second = await it.press(list, "Next ›");
  const allowed = await it.choose(
    second,
    "1/daily/allow-some/2",
    optionsOf(second).map(({ value }) => value),
  );
  const text = textOf(allowed.message);
  const rest = await it.choose(allowed, "1/daily/allow-some/1", [one!.value, two!.value]);

  expect(none).toBe(
    "Nothing is blocked in this server; “Never post this” below a preview, or /daily block, blocks a fact.",
  );
  expect(first).toContain("## Never posted in this server\n-# 11 facts · page 1 of 2");
  expect(first.split("\n").filter((line) => line.startsWith("- **"))).toHaveLength(9);
  expect(text).toContain("may be posted in this server again.\n-# 9 facts");
  expect(textOf(rest.message)).toContain("-# 7 facts");
});

test("the last one that is allowed again leaves a sentence", async () => {
  await using it = await startModerating();
  const never = await it.press(await it.run("preview"), "Never post this");
  const list = await it.run("blocked");

  const answer = await it.choose(
    list,
    "1/daily/allow-some/1",
    optionsOf(list).map(({ value }) => value),
  );
  const again = await it.press(never, "Undo");

  expect(textOf(answer.message)).toMatch(/^“.+” may be posted in this server again\. Nothing else is blocked\.$/);
  expect(textOf(again.message)).toContain("may be posted in this server again.");
});

interface Option {
  readonly label: string;
  readonly value: string;
}

function optionsOf({ message }: Answer): Option[] {
  const found: Option[] = [];
  JSON.stringify(message?.components, (key, value) => {
    if (key === "options") found.push(...(value as Option[]));
    return value;
  });
  return found;
}
