import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIMessage, ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "./bot.ts";
import { startDaily } from "./daily.ts";

/** As long as an id may be, and before all others. */
const ID = "0".repeat(64);

const EVENT = `
- id: "${ID}"
  headline: A riff meets a rhyme
  text: One thing happened. It was a crossing.
  date: 1901-09-27
  artists: [Aerosmith]
  genres: [hip-hop, rock]
  kind: release
  weight: 5
  listen:
    - { artist: "Guns N' Roses", title: "Q&A" }
  sources:
    - { title: "A page, a publisher", url: "https://example.com/a" }
    - { title: "Another page", url: "https://example.com/b?c=(d)" }
    - { title: "A third", url: "https://example.com/e" }
`;

async function startWithEvent() {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "more.yaml");
  await writeFile(file, EVENT);
  const town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const env = { FACTS_DIR: folder.path, LISTEN_URL: "https://music.example/?q={artist}+{title}" };
  return {
    ...town,
    start: () => startBot(town, env),
    withdraw: () => writeFile(file, EVENT.replace(ID, "another")),
    async [Symbol.asyncDispose]() {
      await town[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The rows of buttons in a message's container. */
function rowsOf({ components }: Pick<APIMessage, "components">): unknown[] {
  const [container] = components ?? [];
  if (container?.type !== ComponentType.Container) throw new Error("no container");
  return container.components.flatMap((it) => (it.type === ComponentType.ActionRow ? [it.components] : []));
}

function sectionsOf({ components }: Pick<APIMessage, "components">) {
  const [container] = components ?? [];
  if (container?.type !== ComponentType.Container) throw new Error("no container");
  return container.components.filter((it) => it.type === ComponentType.Section);
}

test("a post's sources are told to the one who asks, also after a restart, until the fact is withdrawn", async () => {
  await using it = await startWithEvent();
  const { channel, clock, discord, member, moderator } = it;
  const ask = () => discord.press(member, discord.world.messages(channel).at(-1)?.id ?? "", "Sources (3)");
  const before = await (async () => {
    await using bot = await it.start();
    await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "UTC" });
    clock.set("2026-09-27T09:00:00Z");
    await bot.beat();
    return await ask();
  })();
  const after = await (async () => {
    await using _ = await it.start();
    return await ask();
  })();
  await it.withdraw();
  await using _ = await it.start();
  const withdrawn = await ask();

  expect(before.ephemeral).toBe(true);
  expect(textOf(before.message)).toBe(
    [
      "**Sources of “A riff meets a rhyme”**",
      "- [A page, a publisher](<https://example.com/a>)",
      "- [Another page](<https://example.com/b?c=(d)>)",
      "- [A third](<https://example.com/e>)",
    ].join("\n"),
  );
  expect(textOf(after.message)).toBe(textOf(before.message));
  expect(withdrawn.ephemeral).toBe(true);
  expect(textOf(withdrawn.message)).toBe("This fact was withdrawn; /search finds those that stand.");
});

test("a post has the colour of its two worlds, a row of buttons of which the last carries the delivery, and one for what to do with it", async () => {
  await using it = await startWithEvent();
  const { channel, clock, discord, moderator } = it;
  await using bot = await it.start();
  await discord.command(moderator, "daily add", { channel: channel.id, time: "9am", timezone: "UTC" });
  clock.set("2026-09-27T09:00:00Z");
  await bot.beat();
  const post = discord.world.messages(channel).at(-1);

  expect(post?.components).toMatchObject([{ accent_color: 0xe5702f }]);
  expect(rowsOf(post!)).toMatchObject([
    [
      { label: "Listen", url: "https://music.example/?q=Guns%20N%27%20Roses+Q%26A" },
      { label: "Sources (3)", custom_id: `1/fact/sources/${ID}` },
      { label: "This day", custom_id: expect.stringMatching(/^1\/today\/post\/09-27\/[0-9a-z]+-20260927$/) },
    ],
    [
      { label: "Save", custom_id: `1/saved/save/${ID}` },
      { label: "Report", custom_id: `1/fact/report/${ID}` },
    ],
  ]);
});

test("/today and a fact that is opened have the same buttons", async () => {
  await using it = await startWithEvent();
  await using _ = await it.start();
  const { discord, member } = it;
  const shared = [{ label: "Listen" }, { label: "Sources (3)" }];
  const picture = { label: "Picture", custom_id: `1/fact/picture/${ID}` };

  for (const [command, options] of [
    ["today", {}],
    ["search", { query: ID }],
  ] as const) {
    const { message } = await discord.command(member, command, options);

    expect(rowsOf(message!)[0]).toMatchObject(shared);
    expect(sectionsOf(message!).map(({ accessory }) => accessory)).toContainEqual(expect.objectContaining(picture));
  }
});

test("whoever chooses @everyone is told what that does", async () => {
  await using it = await startDaily();
  await it.order({ role: it.discord.world.addRole(it.server, "fans", { mentionable: true }).id });

  const answer = await it.daily("edit", { channel: it.channel.id, role: it.server.id });

  expect(answer).toContain("-# @everyone stands for no role: these posts notify nobody.");
  expect(answer).not.toContain("pings");
});
