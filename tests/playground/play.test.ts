import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { bundlePage } from "../../playground/server/page-bundle.ts";
import { startPlayground } from "../../playground/server/playground.ts";
import { readSettings, SettingsError } from "../../playground/server/settings.ts";

function play(
  env: Readonly<Record<string, string>>,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, "playground/main.ts"],
) {
  return spawn(command, args, { env: { ...process.env, ...env }, stdio: "pipe" });
}

/** A port that someone listens at, and one that nobody does. */
async function findPorts() {
  const [taken, free] = [createServer(), createServer()];
  const portOf = async (server: ReturnType<typeof createServer>) => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return String((server.address() as { port: number }).port);
  };
  const ports = { taken: await portOf(taken), free: await portOf(free) };
  free.close();
  return { ...ports, [Symbol.dispose]: () => void taken.close() };
}

describe("npm run play", () => {
  test.each([
    ["the program", [process.execPath, "playground/main.ts"]],
    ["npm", ["npm", "run", "--silent", "--script-shell=sh", "play"]],
  ] as const)(
    "prints its address, stops on SIGTERM to %s with exit code 0, and leaves nothing behind",
    async (_, command) => {
      using ports = await findPorts();
      await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-test-"));
      const playground = play({ PLAY_PORT: ports.free, TMPDIR: folder.path, NODE_DISABLE_COMPILE_CACHE: "1" }, command);

      const [line] = await once(createInterface(playground.stdout), "line");
      const page = await fetch(`http://127.0.0.1:${ports.free}`);
      const ended = once(playground, "exit");
      playground.kill("SIGTERM");

      expect(line).toContain(`http://127.0.0.1:${ports.free}`);
      expect(await page.text()).toContain("<title>Crossfade's playground</title>");
      expect(await ended).toEqual([0, null]);
      expect(await readdir(folder.path)).toEqual([]);
    },
  );

  test("names a port that is taken", async () => {
    using ports = await findPorts();
    const playground = play({ PLAY_PORT: ports.taken });

    const [said, [code]] = await Promise.all([text(playground.stderr), once(playground, "exit")]);

    expect(said).toBe(`Port ${ports.taken} is taken; set PLAY_PORT to a free one\n`);
    expect(code).toBe(78);
  });

  test("says what is wrong with the database that it was given", async () => {
    using ports = await findPorts();
    const playground = play({ PLAY_PORT: ports.free, PLAY_DATABASE_URL: "mysql://localhost" });

    const [said, [code]] = await Promise.all([text(playground.stderr), once(playground, "exit")]);

    expect(said).toMatch(/^PLAY_DATABASE_URL must be sqlite:FILE/);
    expect(code).toBe(78);
  });
});

test("an order that was kept in a database of one's own stands at the next start", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-test-"));
  const settings = { port: 0, databaseUrl: `sqlite:${join(folder.path, "kept.db")}` };
  const list = async (order?: Record<string, string>) => {
    await using playground = await startPlayground(settings);
    const { discord, town } = playground;
    const [channel] = town.server.channels.values();
    const by = { person: town.moderator, channel: channel! };
    if (order !== undefined) await discord.command(by, "daily add", { channel: channel!.id, ...order });
    return JSON.stringify((await discord.command(by, "daily list")).message?.components);
  };

  expect(await list({ time: "9am", timezone: "Europe/London" })).toContain("Europe/London");
  expect(await list()).toContain("Europe/London");
});

test.each(["0", "65536", "four", "-1"])("PLAY_PORT=%s is refused", (port) => {
  expect(() => readSettings({ PLAY_PORT: port })).toThrow(SettingsError);
});

test("without settings it is port 4000 and a temporary database", () => {
  expect(readSettings({ PLAY_PORT: "", PLAY_DATABASE_URL: " " })).toEqual({ port: 4000, databaseUrl: undefined });
});

describe("the door", () => {
  test("is shut to other hosts and to other pages", async () => {
    await using playground = await startPlayground({ port: 0, databaseUrl: "sqlite::memory:" });
    const { port } = new URL(playground.url);
    const status = async (path: string, headers: Record<string, string>) =>
      (await fetch(`${playground.url}${path}`, { method: path === "/" ? "GET" : "POST", headers })).status;
    const foreign = `http://evil.test:${port}`;

    expect(await status("/", { origin: foreign })).toBe(403);
    expect(await status("/control", { origin: foreign })).toBe(403);
    expect(await status("/control", { origin: "null" })).toBe(403);
    expect(await status("/control", { origin: playground.url })).toBe(400);
    expect(await status("/", {})).toBe(200);
    expect(await statusAtHost(port, "evil.test")).toBe(403);
    expect(await statusAtHost(port, `localhost:${port}`)).toBe(200);
  });
});

/** `fetch` sets the Host itself, so this asks by hand. */
async function statusAtHost(port: string, host: string): Promise<number> {
  const { request } = await import("node:http");
  const asked = request({ host: "127.0.0.1", port, headers: { host } }).end();
  const [answer] = await once(asked, "response");
  answer.resume();
  return answer.statusCode;
}

test("script and styles are less than 500 kB, compressed", async () => {
  const files = await bundlePage();

  const bytes = ["/page.js", "/page.css"].reduce((sum, path) => sum + (files.get(path)?.body.length ?? 0), 0);

  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(500_000);
});
