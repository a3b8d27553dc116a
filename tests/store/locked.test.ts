import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { clockAt, startBot, startTown, textOf } from "../bot/bot.ts";
import { freePort } from "./databases.ts";

test("while another program holds the file locked, health and commands are answered, and afterwards all is posted", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "crossfade.db");
  await using town = await startTown(clockAt("2026-09-27T07:00:00Z"));
  const { discord, moderator, server } = town;
  const port = await freePort();
  await using bot = await startBot(town, { DATABASE_URL: `sqlite:${file}`, HTTP_PORT: String(port) });
  const channels = Array.from({ length: 9 }, (_, number) =>
    discord.world.addChannel(server, { name: `music-${number}` }),
  );
  for (const channel of channels) {
    await discord.command(moderator, "daily add", { channel: channel.id, time: "09:00", timezone: "UTC" });
  }
  using other = new DatabaseSync(file);
  other.exec("begin immediate");
  town.clock.set("2026-09-27T09:00:00Z");

  let over = false;
  const beating = bot.beat().finally(() => {
    over = true;
  });
  const slowest = { health: 0, about: 0 };
  while (!over) {
    const began = performance.now();
    await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
    slowest.health = Math.max(slowest.health, performance.now() - began);
    const { ms } = await discord.command(moderator, "about");
    slowest.about = Math.max(slowest.about, ms);
    await sleep(100);
  }
  await beating;
  const ill = await (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
  other.exec("rollback");
  await bot.beat();

  expect(slowest.health).toBeLessThan(3000);
  expect(slowest.about).toBeLessThan(3000);
  expect(ill).toContain("9 posts, the oldest due at 2026-09-27T09:00:00Z, have not begun");
  const posts = channels.map((channel) =>
    discord.world.messages(channel).filter((it) => textOf(it).includes("This day in")),
  );
  expect(posts.map(({ length }) => length)).toEqual(channels.map(() => 1));
});
