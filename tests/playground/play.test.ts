import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readdir } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
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
  expect(readSettings({ PLAY_PORT: "", PLAY_DATABASE_URL: " " })).toEqual({
    port: 4000,
    databaseUrl: undefined,
    way: "gateway",
  });
  expect(readSettings({ PLAY_WAY: "HTTP" }).way).toBe("http");
  expect(() => readSettings({ PLAY_WAY: "pigeon" })).toThrow('PLAY_WAY must be gateway or http; it is "pigeon"');
});

test("with commands over HTTP it plays as well, also after the bot was killed", async () => {
  await using playground = await startPlayground({ port: 0, databaseUrl: "sqlite::memory:", way: "http" });
  const { discord, town, url } = playground;
  const [channel] = town.server.channels.values();
  const about = async () => (await discord.command({ person: town.member, channel: channel! }, "about")).message;
  const control = (to: string) =>
    fetch(`${url}/control`, { method: "POST", body: JSON.stringify({ kind: "bot", to }), headers: { origin: url } });

  const before = await about();
  await control("kill");
  await expect(about()).rejects.toThrow("The application did not respond");
  await control("start");

  expect(JSON.stringify(before)).toContain("## Crossfade");
  expect(JSON.stringify(await about())).toContain("## Crossfade");
  expect(discord.shards).toEqual([]);
  expect(discord.refusals).toEqual([]);
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

/** `fetch` sets some headers itself, so this asks by hand, and unpacks nothing. */
async function ask(port: string, headers: Readonly<Record<string, string>>, path = "/"): Promise<IncomingMessage> {
  const asked = request({ host: "127.0.0.1", port, path, headers }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return answer;
}

async function statusAtHost(port: string, host: string): Promise<number | undefined> {
  const answer = await ask(port, { host });
  answer.resume();
  return answer.statusCode;
}

test("the page is compressed for those alone who ask for that", async () => {
  await using playground = await startPlayground({ port: 0, databaseUrl: "sqlite::memory:" });
  const { port } = new URL(playground.url);
  const accepting = async (accepted: string | undefined, path: string) => {
    const answer = await ask(port, accepted === undefined ? {} : { "accept-encoding": accepted }, path);
    const bytes = await buffer(answer);
    const { "content-encoding": encoding, "content-length": length, vary } = answer.headers;
    expect(Number(length ?? bytes.length)).toBe(bytes.length);
    expect(vary).toBe("accept-encoding");
    return { encoding, text: (encoding === "gzip" ? gunzipSync(bytes) : bytes).toString() };
  };

  for (const path of ["/", "/page.js", "/page.css"]) {
    const plain = await accepting(undefined, path);
    expect(plain.encoding).toBeUndefined();
    for (const accepted of ["", "identity", "br", "gzip;q=0", "deflate, gzip; q=0.0", "*;q=0", "*, gzip;q=0"])
      expect(await accepting(accepted, path)).toEqual(plain);
    for (const accepted of ["gzip", "br, GZIP;q=0.5", "x-gzip", "*", "identity;q=0.5, *;q=0.1"])
      expect(await accepting(accepted, path)).toEqual({ encoding: "gzip", text: plain.text });
  }
});

test("script and styles are less than 500 kB, compressed", async () => {
  const files = await bundlePage();

  const bytes = ["/page.js", "/page.css"].reduce((sum, path) => sum + (files.get(path)?.gzipped.length ?? 0), 0);

  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(500_000);
});
