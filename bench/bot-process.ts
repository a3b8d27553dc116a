import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LocalDiscord } from "../playground/discord/local-discord.ts";

/** The bot in a process of its own. Dispose to stop it as a host does. */
export interface BotProcess extends AsyncDisposable {
  readonly pid: number | undefined;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export interface BotOptions {
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes each line of its log. */
  readonly onLine?: (line: string) => void;
}

/** The bot as `npm start` runs it; ready once this resolves. @throws Error when it ends before */
export async function startBot(
  { token, url }: LocalDiscord,
  databaseUrl: string,
  { env = {}, onLine = () => {} }: BotOptions = {},
): Promise<BotProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    ["run.cjs", "src/main.ts"].map((it) => join(import.meta.dirname, "..", it)),
    {
      cwd: tmpdir(),
      env: { PATH: process.env.PATH, DISCORD_TOKEN: token, DISCORD_API_URL: url, DATABASE_URL: databaseUrl, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = once(child, "exit");
  const ready = Promise.withResolvers<void>();
  void ended.then(() => ready.reject(new Error("the bot ended before it was ready")));
  // Read to the end, or the bot would wait for its log to be taken.
  createInterface(child.stdout!).on("line", (line) => {
    onLine(line);
    if (line.includes('"msg":"ready"')) ready.resolve();
  });
  await ready.promise;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid, kill: () => end("SIGKILL"), [Symbol.asyncDispose]: () => end("SIGTERM") };
}
