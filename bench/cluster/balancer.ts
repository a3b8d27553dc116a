import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

/** As it is shipped; what of it belongs to one machine comes from the environment. */
const CONFIGURATION = join(import.meta.dirname, "../../deploy/haproxy.cfg");

/** Where Debian puts it: not all users have that in their PATH. */
const PATH = `${process.env.PATH ?? ""}:/usr/sbin`;

/** Milliseconds. */
const PATIENCE = 20_000;

/** HAProxy in front of the bot's processes. Dispose to stop it. */
export interface Balancer extends AsyncDisposable {
  /** As after a change of its configuration: a new worker takes over the port, the old one ends what it has. */
  reload(): void;
}

/** @throws Error that says how to install it */
export function requireHaproxy(): void {
  if (spawnSync("haproxy", ["-v"], { env: { PATH } }).status === 0) return;
  throw new Error("HAProxy is not installed, and the cluster stands behind it: apt-get install haproxy");
}

/**
 * Starts it, and waits until Discord would save its address.
 *
 * @param front the port at which Discord reaches it
 * @param ports those of the processes, three
 */
export async function startBalancer(discord: LocalDiscord, front: number, ports: readonly number[]): Promise<Balancer> {
  const places = Object.fromEntries(ports.map((port, at) => [`CROSSFADE_${at + 1}`, `127.0.0.1:${port}`]));
  const child = spawn("haproxy", ["-W", "-db", "-f", CONFIGURATION], {
    env: { PATH, CROSSFADE_FRONT: `127.0.0.1:${front}`, ...places },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const words: Buffer[] = [];
  child.stderr.on("data", (chunk) => words.push(chunk));
  const ended = once(child, "exit");
  await Promise.race([attended(discord), ended.then(() => Promise.reject(new Error(`${Buffer.concat(words)}`)))]);
  return {
    reload: () => void child.kill("SIGUSR2"),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function attended(discord: LocalDiscord): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await discord.checkEndpoint();
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}
