import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import { questionOfDay } from "../../src/quiz/daily.ts";
import { SHIPPED } from "../shipped.ts";
import { clockAt, hearClock, startBot, startTown, textOf } from "./bot.ts";
import { removeFromList, startDaily } from "./daily.ts";

const facts = SHIPPED;
const idOf = ({ message }: Answer) => message?.id ?? "";

async function setUp(instant = "2026-09-27T07:00:00Z") {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt(instant));
  const start = () => startBot(town, { DATABASE_URL: `sqlite:${join(folder.path, "bot.db")}` });
  /** The first that is asked of a bot has it read all facts, and may be announced before it comes. */
  const ask = async (by = town.member) => {
    const answer = await town.discord.command(by, "quiz today");
    await expect.poll(() => textOf(answer.message), { timeout: 10_000 }).toContain("The question of");
    return answer;
  };
  return {
    ...town,
    start,
    ask,
    async waitUntil(instant: string): Promise<void> {
      town.clock.set(instant);
      await hearClock(town.discord, town.member);
    },
    /** Answers today's question, rightly or wrongly. */
    async answer(right: boolean, day: string, by = town.member, place = town.server.id): Promise<Answer> {
      const question = questionOfDay({ facts, graph: facts.graph }, place, Temporal.PlainDate.from(day))!;
      const label = question.options[right ? question.right : (question.right + 1) % 4]!;
      return town.discord.press(by, idOf(await ask(by)), label);
    },
    async [Symbol.asyncDispose]() {
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

test("one question a day, the same for all, answered by each alone and once", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { moderator } = it;

  const [asked, another] = await Promise.all([it.ask(), it.ask(moderator)]);
  const [right, wrong] = await Promise.all([it.answer(true, "2026-09-27"), it.answer(false, "2026-09-27", moderator)]);

  expect(asked.ephemeral).toBe(true);
  expect(textOf(asked.message)).toMatch(/^### The question of 27 September\n\*\*.+\*\*\n-# The first answer counts\.$/);
  expect(textOf(another.message)).toBe(textOf(asked.message));
  expect(right.kind).toBe("update");
  expect(textOf(right.message)).toMatch(/- ✔ \*\*.+\*\*, your answer\n[\s\S]*\*\*✔ Right!\*\* .+\n- \[.+\]\(<http/);
  expect(textOf(right.message)).toMatch(/The first day of a row\. The next question comes <t:1790553600:R>\.$/);
  expect(textOf(wrong.message)).toMatch(/- ✘ .+, your answer\n[\s\S]*\*\*✘ Not this time\.\*\*/);
  expect(textOf((await it.ask()).message)).toBe(textOf(right.message));
});

test("of two presses the first counts", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member } = it;
  const [one, two] = [await it.ask(), await it.ask()];
  const labels = labelsOf(one);

  const first = await discord.press(member, idOf(one), labels[0]!);
  const second = await discord.press(member, idOf(two), labels[1]!);

  expect(textOf(second.message)).toBe(textOf(first.message));
});

test("the next question comes at the server's own midnight, and rows go on over it and over a restart", async () => {
  await using it = await setUp("2026-10-24T12:00:00Z");
  const { channel, discord, member, moderator } = it;
  let old: Answer;
  {
    await using _ = await it.start();
    await discord.command(moderator, "daily add", { channel: channel.id, time: "09:00", timezone: "Europe/London" });
    await it.answer(true, "2026-10-24");
    old = await it.ask(moderator);
    await it.waitUntil("2026-10-24T23:00:00Z");
    expect(textOf((await it.answer(true, "2026-10-25")).message)).toContain("2 days in a row, 2 right in a row.");
  }
  await using _ = await it.start();
  const late = await discord.press(moderator, idOf(old), labelsOf(old)[0]!);

  expect(textOf(late.message)).toContain("That day is over; this is the question of today.");
  // The clocks went back, so the day has 25 hours.
  await it.waitUntil("2026-10-25T23:59:00Z");
  expect(textOf((await it.ask()).message)).toContain("The next question comes <t:1792972800:R>");
  await it.waitUntil("2026-10-26T00:00:00Z");
  expect(textOf((await it.ask()).message)).toContain("Up to now: 2 days in a row.");
  expect(textOf((await it.answer(false, "2026-10-26", member)).message)).toMatch(/\n3 days in a row\. The next/);
});

test("a result is shared without the question and its answer, and once", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { channel, discord, member, moderator, server } = it;
  const answered = await it.answer(true, "2026-09-27");
  const question = questionOfDay({ facts, graph: facts.graph }, server.id, Temporal.PlainDate.from("2026-09-27"))!;

  await discord.press(member, idOf(answered), "Share");

  const shared = discord.world.messages(channel).at(-1)!;
  expect(textOf(shared)).toBe(
    `### The question of 27 September\n<@${member.person.id}> ✔ got it right.\n-# The first day of a row. Everyone here is asked the same.`,
  );
  for (const said of [...question.options, question.prompt]) expect(JSON.stringify(shared)).not.toContain(said);
  const asked = await discord.press(moderator, shared.id, "Answer it too");
  expect(asked.ephemeral).toBe(true);
  expect(labelsOf(asked)).toEqual(question.options);
});

test("in a direct message one has a question of one's own, by UTC", async () => {
  await using it = await setUp("2026-09-27T23:59:00Z");
  await using _ = await it.start();
  const direct = { ...it.member, channel: it.discord.world.directMessage(it.member.person) };

  const there = await it.answer(true, "2026-09-27", direct, it.member.person.id);

  expect(textOf(there.message)).toContain("The first day of a row. The next question comes <t:1790553600:R>.");
  expect(textOf((await it.ask()).message)).toContain("The first answer counts.");
});

test("made-up buttons answer nothing", async () => {
  await using it = await setUp();
  await using _ = await it.start();
  const { discord, member } = it;
  const press = async (id: string) =>
    textOf((await discord.interact(member, 3, { component_type: 2, custom_id: id }, idOf(await it.ask()))).message);
  const mark = markIn(await it.ask());

  expect(await press("1/quiz/share/2026-09-27")).toContain("That day is over");
  expect(await press(`1/quiz/answer/2026-09-27/7/${mark}`)).toBe("That is no answer; run /quiz today again.");
  expect(await press(`1/quiz/answer/2026-09-27/__proto__/${mark}`)).toBe("That is no answer; run /quiz today again.");
  expect(await press("1/quiz/answer/2026-09-27/0/forged")).toContain("The question was changed");
  expect(await press(`1/quiz/answer/1900-01-01/0/${mark}`)).toContain("That day is over");
});

/** The labels of the options, in their order. */
function labelsOf({ message }: Answer): readonly string[] {
  const labels: string[] = [];
  JSON.stringify(message, (_, value) => {
    if (value?.custom_id?.startsWith("1/quiz/answer/")) labels.push(value.label);
    return value;
  });
  return labels;
}

function markIn({ message }: Answer): string {
  return /1\/quiz\/answer\/[^/]+\/0\/([\w-]+)/.exec(JSON.stringify(message))?.[1] ?? "";
}

test("an order with a quiz has a button under its posts that asks each who presses alone, and it can be switched off", async () => {
  await using it = await startDaily("2026-09-27T07:00:00Z");
  const { channel, discord, member, moderator, server } = it;
  const posted = () => discord.world.messages(channel).findLast(({ flags }) => ((flags ?? 0) & 64) === 0)!;
  await it.order({ quiz: true });
  expect(await it.daily("list")).toContain("a question under each");

  await it.beatAt("2026-09-27T08:00:00Z");
  const asked = await discord.press(member, posted().id, "Quiz");

  const question = questionOfDay({ facts, graph: facts.graph }, server.id, Temporal.PlainDate.from("2026-09-27"))!;
  expect(asked.ephemeral).toBe(true);
  expect(labelsOf(asked)).toEqual(question.options);
  const changed = await it.daily("edit", { channel: channel.id, quiz: false });
  expect(changed).toContain("With the day's question: yes → **no**");
  await it.beatAt("2026-09-28T08:00:00Z");
  await expect(discord.press(moderator, posted().id, "Quiz")).rejects.toThrow("no button");
});

test("an order that was removed is put back with its quiz", async () => {
  await using it = await startDaily("2026-09-27T07:00:00Z");
  const { discord, moderator } = it;
  await it.order({ quiz: true });
  const removed = await removeFromList(discord, moderator, await discord.command(moderator, "daily list"));

  await discord.press(moderator, idOf(removed), "Undo");

  expect(await it.daily("list")).toContain("a question under each");
});
