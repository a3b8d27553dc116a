import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalDiscord } from "../playground/discord/local-discord.ts";
import type { SoakOrder } from "./soak-bot.ts";

/** Starts the bot in a process of its own, which takes orders; disposing ends it. */
export async function startSoakBot({ token, url }: LocalDiscord) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const child: ChildProcess = spawn(process.execPath, ["--expose-gc", join(import.meta.dirname, "soak-bot.ts")], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: url,
      DATABASE_URL: `sqlite:${join(folder.path, "soak.db")}`,
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  await once(child, "message");
  return {
    /** One order at a time. */
    async ask(order: SoakOrder): Promise<unknown> {
      const answer = once(child, "message");
      child.send(order);
      return (await answer)[0];
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
      await folder.remove();
    },
  };
}
