import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermissionFlagsBits as Bits, ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Answer } from "../../playground/discord/answer.ts";
import type { ModalInputs } from "../../playground/discord/modal-hand.ts";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";

/** A bot whose database outlives it. */
async function startWithForms(start = "2026-09-27T05:00:00Z") {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const town = await startTown(clockAt(start));
  Object.assign(town.server, { locale: "de" });
  const env = { DATABASE_URL: `sqlite:${join(folder.path, "test.db")}` };
  let bot = await startBot(town, env);
  const { discord, moderator } = town;
  const press = (answer: Answer, button: string) => discord.press(moderator, answer.message?.id ?? "", button);
  return {
    ...town,
    press,
    setup: (options = {}) => discord.command(moderator, "daily setup", options),
    add: (options = {}) => discord.command(moderator, "daily add", { channel: town.channel.id, ...options }),
    submit: (answer: Answer, inputs: ModalInputs = {}) => discord.submit(moderator, answer, inputs),
    list: async () => textOf((await discord.command(moderator, "daily list")).message),
    posts: () => discord.world.messages(town.channel).filter(({ author }) => author.id === discord.world.bot.id),
    async restart() {
      await bot[Symbol.asyncDispose]();
      bot = await startBot(town, env);
    },
    async beatAt(instant: string) {
      town.clock.set(instant);
      await bot.beat();
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

interface Field {
  readonly type: number;
  readonly custom_id: string;
  readonly value?: string;
  readonly options?: readonly { readonly value: string; readonly default?: boolean }[];
  readonly default_values?: readonly { readonly id: string }[];
}

/** What stands in the fields of a form, by name. */
function filledIn({ modal }: Answer): Record<string, unknown> {
  const parts = modal?.components ?? [];
  const fields = parts.flatMap((it) => (it.type === ComponentType.Label ? [it.component as Field] : []));
  return Object.fromEntries(
    fields.map(({ custom_id, default_values, options, value }) => [
      custom_id,
      value ??
        (options ?? [])
          .flatMap((it) => (it.default ? [it.value] : []))
          .concat(default_values?.map(({ id }) => id) ?? []),
    ]),
  );
}

test("a form sets up the channel that it is asked for in: all is there, and sending it is enough", async () => {
  await using it = await startWithForms();

  const form = await it.setup();
  const answer = await it.submit(form);
  await it.beatAt("2026-09-27T07:00:00Z");

  expect(form.modal?.title).toBe("A daily post");
  expect(filledIn(form)).toEqual({
    channel: [it.channel.id],
    when: "09:00 Europe/Berlin",
    genre: ["any"],
    role: [],
    extras: ["picture"],
  });
  expect(answer.ephemeral).toBe(true);
  expect(textOf(answer.message)).toContain("**Daily post scheduled**");
  expect(textOf(answer.message)).toContain("every day at **09:00**, Europe/Berlin");
  expect(it.posts()).toHaveLength(1);
});

test("all that a form holds is what is then ordered, and what a form of it shows later", async () => {
  await using it = await startWithForms();
  const role = it.discord.world.addRole(it.server, "fans", { mentionable: true });
  const inputs = {
    when: "6.30 p.m. in New York",
    genre: ["hip-hop"],
    role: [role.id],
    extras: ["silent", "thread"],
  };

  const answer = textOf((await it.submit(await it.setup(), inputs)).message);

  expect(answer).toContain("every day at **18:30**, America/New\\_York");
  expect(answer).toContain(`Events: hip-hop · otherwise no post · pings <@&${role.id}> · a thread under each`);
  const all = {
    when: "18:30 America/New_York",
    genre: ["hip-hop"],
    role: [role.id],
    extras: ["silent", "thread"],
  };
  expect(filledIn(await it.setup())).toEqual({ channel: [it.channel.id], ...all });
  expect(filledIn(await it.press(await it.discord.command(it.moderator, "daily list"), "Change"))).toEqual(all);
});

test("of a channel that has one, a form changes it and shows what was and is", async () => {
  await using it = await startWithForms();
  await it.add({ genre: "rock", thread: true });

  const answer = await it.submit(await it.setup(), { when: "10am", extras: ["silent"] });
  const same = await it.submit(await it.setup());

  expect(textOf(answer.message)).toContain("**Daily post changed**");
  expect(textOf(answer.message)).toContain("- Time: 09:00 → **10:00**");
  expect(textOf(answer.message)).toContain("- Events: rock · otherwise any genre → **rock · otherwise no post**");
  expect(textOf(answer.message)).toContain("- A thread under each: yes → **no**");
  expect(textOf(answer.message)).not.toContain("Zone:");
  expect(textOf(same.message)).toContain("**Daily post stays as it was**");
  expect(await it.list()).toContain("1 of 10 channels");
});

test("“Change” opens the form of that one, and moves it", async () => {
  await using it = await startWithForms();
  const form = await it.press(await it.add(), "Change");

  const answer = await it.submit(form, { when: "Tokyo 18:00" });
  await it.beatAt("2026-09-27T09:00:00Z");

  expect(form.modal?.title).toBe("Change the daily post");
  expect(textOf(answer.message)).toContain("- Time: 09:00 → **18:00**");
  expect(textOf(answer.message)).toContain("- Zone: Europe/Berlin → **Asia/Tokyo**");
  expect(textOf(answer.message)).toContain("- Next post: <t:1790492400:F> → **<t:1790499600:F>**");
  expect(it.posts()).toHaveLength(1);
});

test("a role goes when none is chosen any more", async () => {
  await using it = await startWithForms();
  const role = it.discord.world.addRole(it.server, "fans", { mentionable: true });
  await it.add({ role: role.id });

  const answer = await it.submit(await it.setup(), { role: [] });

  expect(textOf(answer.message)).toContain(`- Pings: <@&${role.id}> → **nobody**`);
  expect(textOf(answer.message)).not.toContain("@everyone");
});

test("what does not fit is answered with one sentence, and a button back to the form as it was filled in, after a restart too", async () => {
  await using it = await startWithForms();
  const role = it.discord.world.addRole(it.server, "fans", { mentionable: true });
  const inputs = { when: "25:00 Ciudad de México", genre: ["R&B and soul"], role: [role.id], extras: ["thread"] };

  const refused = await it.submit(await it.setup(), inputs);
  await it.restart();
  const again = await it.press(refused, "Back to the form");
  const answer = await it.submit(again, { when: "23:00 Ciudad de México" });

  expect(refused.ephemeral).toBe(true);
  expect(textOf(refused.message)).toBe("“25:00” is not a time of day; write it as 9am London or 18:30 Europe/Paris.");
  expect(again.modal?.title).toBe("A daily post");
  expect(filledIn(again)).toEqual({
    channel: [it.channel.id],
    ...inputs,
  });
  expect(textOf(answer.message)).toContain("every day at **23:00**, America/Mexico\\_City");
  expect(textOf(answer.message)).toContain("R&B and soul");
});

test.each([
  ["9am Springfeld", /^“Springfeld” is not a time zone I know; /],
  ["9am Georgia", /^“Georgia” may mean .+; choose one of them\.$/],
  ["9am Russia", /^“Russia” may mean several time zones; write a large city in it\.$/],
  ["9am qqqqqq", /^“qqqqqq” is not a time zone I know; write a large city in it\.$/],
  ["9am +02:00", /^Choose a city for “\+02:00”/],
  ["London", /^“London” has no time of day in it; /],
])("of “%s” the form says what would be right, without a list that it does not have", async (when, sentence) => {
  await using it = await startWithForms();

  const refused = await it.submit(await it.setup(), { when });

  expect(textOf(refused.message)).toMatch(sentence);
  expect(filledIn(await it.press(refused, "Back to the form"))).toMatchObject({ when });
});

test("a channel that the bot may not write in, or that cannot have what is ticked, is refused with the fix", async () => {
  await using it = await startWithForms();
  const closed = it.discord.world.addChannel(it.server, { name: "closed" });
  it.discord.world.setBotPermissions(closed, { deny: Bits.SendMessages });

  const refused = await it.submit(await it.setup(), { channel: [closed.id] });
  const unpublished = await it.submit(await it.setup(), { extras: ["publish"] });

  expect(textOf(refused.message)).toContain(`I lack Send Messages in <#${closed.id}>`);
  expect(textOf(unpublished.message)).toBe(
    `Only an announcement channel can publish; untick it for <#${it.channel.id}>.`,
  );
  expect(filledIn(await it.press(refused, "Back to the form"))).toMatchObject({ channel: [closed.id] });
  expect(await it.list()).toBe("This server has no daily post yet; /daily add makes one.");
});

test("a form of a daily post that was removed meanwhile says so", async () => {
  await using it = await startWithForms();
  const form = await it.press(await it.add(), "Change");
  await it.discord.command(it.moderator, "daily remove", { channel: it.channel.id });

  const answer = await it.submit(form, { when: "10am" });

  expect(textOf(answer.message)).toContain(`<#${it.channel.id}> has no daily post;`);
});

test("one who is no moderator any more changes nothing by a form that is open", async () => {
  await using it = await startWithForms();
  const form = await it.setup();

  const answer = await it.discord.submit({ ...it.member }, form, {});

  expect(textOf(answer.message)).toContain("Manage Server");
  expect(await it.list()).toBe("This server has no daily post yet; /daily add makes one.");
});

test("what is filled with a channel that is none for posts asks for one", async () => {
  await using it = await startWithForms();
  const voice = it.discord.world.addChannel(it.server, { name: "voice", kind: "voice" });

  const form = await it.discord.command({ ...it.moderator, channel: voice }, "daily setup");

  expect(filledIn(form)).toMatchObject({ channel: [] });
});
