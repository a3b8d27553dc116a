import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { cp, mkdir, mkdtempDisposable, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, test, vi } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { freePort } from "./store/databases.ts";

const ROOT = join(import.meta.dirname, "..");
/** Where the bundle of the bot is, from the project's folder. */
const KEPT = "node_modules/.cache/crossfade";

const read = (name: string) => readFile(join(ROOT, name), "utf8");

/** What a Dockerfile says, instruction by instruction, lines that go on joined. */
async function readDockerfile() {
  const lines = (await read("Dockerfile"))
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll("\\\n", "")
    .split("\n");
  const all = lines.flatMap((line) => {
    const [, name = "", rest = ""] = /^(\w+) +(.*)$/.exec(line) ?? [];
    return name === "" ? [] : [{ name, rest }];
  });
  const of = (name: string) => all.filter((it) => it.name === name).map(({ rest }) => rest);
  const listIn = (name: string) => JSON.parse(/\[.*\]$/.exec(of(name)[0] ?? "")?.[0] ?? "[]") as string[];
  return {
    copied: of("COPY")
      .filter((it) => !it.startsWith("--from"))
      .flatMap((it) => it.split(" ").slice(0, -1)),
    install: of("RUN").find((it) => it.startsWith("npm ci")) ?? "",
    build: of("RUN").find((it) => it.startsWith("node ")) ?? "",
    env: Object.fromEntries(of("ENV").flatMap((it) => it.split(" ").map((one) => one.split("=") as [string, string]))),
    command: listIn("CMD"),
    health: listIn("HEALTHCHECK"),
    user: of("USER")[0],
  };
}

/** As in the image, where `node` is the Node that it is made of. */
function run([command = "", ...args]: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const program = command === "node" ? process.execPath : command;
  return spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Has a program say so when it starts. */
async function prepend(program: string, words: string): Promise<void> {
  await writeFile(program, `process.stderr.write(${JSON.stringify(words)});\n${await readFile(program, "utf8")}`);
}

describe("what the Dockerfile does, done without Docker", () => {
  test("an empty folder becomes a bot that runs, is healthy, and ends with 0 at SIGTERM", {
    timeout: 120_000,
  }, async () => {
    const image = await readDockerfile();
    await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
    for (const name of image.copied) {
      await mkdir(dirname(join(folder.path, name)), { recursive: true });
      await cp(join(ROOT, name), join(folder.path, name), { recursive: true });
    }
    // What this checkout was installed from is at hand already.
    const install = run([...image.install.split(" "), "--prefer-offline", "--no-audit"], folder.path, {
      HOME: process.env.HOME ?? "",
    });
    const [words, [code]] = await Promise.all([text(install.stderr), once(install, "exit"), text(install.stdout)]);
    expect(`${words}${code}`).toBe("0");
    expect(await once(run(image.build.split(" "), folder.path, {}), "exit")).toEqual([0, null]);
    const bundle = JSON.parse(await readFile(join(folder.path, KEPT, "bundle.json"), "utf8")) as { file: string };
    const parts = globSync("*.mjs", { cwd: dirname(join(folder.path, KEPT, bundle.file)) });
    const written = await Promise.all(
      parts.map((it) => readFile(join(folder.path, KEPT, dirname(bundle.file), it), "utf8")),
    );
    await prepend(join(folder.path, KEPT, bundle.file), "from the bundle");
    await mkdir(join(folder.path, "data"));
    await using discord = await startLocalDiscord();
    const given = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, HTTP_PORT: String(await freePort()) };

    const bot = run(image.command, folder.path, { ...image.env, ...given });
    const ended = once(bot, "exit");
    const said = text(bot.stderr);
    for await (const line of createInterface(bot.stdout)) if (line.includes('"msg":"ready"')) break;
    bot.stdout.resume();
    const environment = process.platform === "linux" ? await readFile(`/proc/${bot.pid}/environ`, "utf8") : undefined;
    const health = run(image.health, folder.path, { ...image.env, ...given });
    const [healthy] = await once(health, "exit");
    // What is drawn ahead, a second after the start, is drawn by a program beside the bundle.
    const drawn = () => globSync("data/cards/*.png", { cwd: folder.path }).length;
    await vi.waitFor(() => expect(drawn()).toBeGreaterThan(0), { timeout: 20_000, interval: 100 });
    bot.kill("SIGTERM");

    expect(healthy).toBe(0);
    expect(await ended).toEqual([0, null]);
    expect(await said).toBe("from the bundle");
    // Either would load all of Node's own `fetch`: see `src/bundle.ts`.
    expect(written.join("")).not.toMatch(/globalThis\.FormData \?\?=|res instanceof Response/);
    // It began anew in its own place, with that for the C library: the process that a supervisor knows is the bot.
    if (environment !== undefined) expect(environment.split("\0")).toContain("MALLOC_MMAP_THRESHOLD_=131072");
    expect((await stat(join(folder.path, "data/crossfade.db"))).size).toBeGreaterThan(0);
    const gone = run(image.health, folder.path, { ...image.env, ...given });
    expect((await once(gone, "exit"))[0]).toBe(1);

    // What has changed since is what runs.
    await prepend(join(folder.path, "src/main.ts"), "from the source");
    const changed = run(image.command, folder.path, image.env);
    const [then] = await Promise.all([text(changed.stderr), once(changed, "exit")]);
    expect(then).toMatch(/^from the source.*DISCORD_TOKEN/);
  });

  test("it is not root, and neither npm nor a shell stands before the bot", async () => {
    const { command, user } = await readDockerfile();

    expect(user).toBe("node");
    expect(command).toEqual(["node", "run.cjs", "src/main.ts"]);
  });

  test("what it copies is not left out by .dockerignore, and nothing else is sent", async () => {
    const [first, ...kept] = (await read(".dockerignore")).trim().split("\n");

    expect(first).toBe("*");
    expect(kept.map((it) => it.slice(1)).sort()).toEqual([...new Set((await readDockerfile()).copied)].sort());
  });
});

interface Service {
  readonly read_only?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

test("compose.yaml keeps each bot from writing but to its data, and gives each of two its half of the shards", async () => {
  const { services } = parse(await read("compose.yaml"), { merge: true }) as { services: Record<string, Service> };
  const bots = ["crossfade", "first", "second"].map((name) => services[name]);

  expect(bots.map((it) => it?.read_only)).toEqual([true, true, true]);
  expect(bots.map((it) => it?.environment?.SHARD_IDS)).toEqual([undefined, "0", "1"]);
  expect(bots.map((it) => it?.environment?.SHARD_COUNT)).toEqual([undefined, "2", "2"]);
});

test("the variables that compose.yaml, the unit and Kubernetes set are the bot's", async () => {
  const known = await read(".env.example");
  const { services } = parse(await read("compose.yaml"), { merge: true }) as { services: Record<string, Service> };
  const [, unit = ""] = /^Environment=(.*)$/m.exec(await read("deploy/crossfade.service")) ?? [];
  const names = [
    ...["crossfade", "first", "second"].flatMap((name) => Object.keys(services[name]?.environment ?? {})),
    ...unit.split(" ").map((it) => it.split("=")[0] ?? ""),
    ...(await read("deploy/kubernetes.yaml")).matchAll(/\{ name: ([A-Z_]+),/g).map(([, name = ""]) => name),
  ];

  expect(names.filter((name) => name !== "NODE_ENV" && !known.includes(`${name}=`))).toEqual([]);
});

test("under systemd what the unit does not allow fails, and ends nobody; that the drawer gives way is allowed, and to write where the database is", async () => {
  const settings = [...(await read("deploy/crossfade.service")).matchAll(/^(\w+)=(.*)$/gm)];
  const filters = settings.flatMap(([, name, value]) => (name === "SystemCallFilter" ? [value] : []));

  expect(settings.flatMap(([, name = ""]) => (/^(State|Cache|Logs)Directory$/.test(name) ? [name] : []))).toEqual([
    "StateDirectory",
  ]);
  expect(filters.at(-1)).toBe("setpriority");
  expect(settings.find(([, name]) => name === "SystemCallErrorNumber")?.[2]).toBe("EPERM");
});

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
}

test("on Kubernetes each part has one of as many shards as there are parts, and none writes but to its data", async () => {
  const manifests = parseAllDocuments(await read("deploy/kubernetes.yaml")).map((it) => it.toJS() as Manifest);
  const containersOf = (kind: string) =>
    manifests.filter((it) => it.kind === kind).flatMap(({ spec }) => spec.template.spec.containers);
  const [set] = manifests;
  const [bot] = containersOf("StatefulSet");

  expect(manifests.map(({ kind }) => kind)).toEqual(["StatefulSet", "Deployment", "Service"]);
  expect(bot?.env.find(({ name }) => name === "SHARD_COUNT")?.value).toBe(String(set?.spec.replicas));
  for (const { securityContext } of [...containersOf("StatefulSet"), ...containersOf("Deployment")])
    expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
});

/** Where Debian puts it: not all users have that in their PATH. */
const PATH = `${process.env.PATH}:/usr/sbin`;
const hasHaproxy = spawnSync("haproxy", ["-v"], { env: { PATH } }).status === 0;

test.skipIf(!hasHaproxy)("HAProxy takes its configuration as it is, and beside Debian's own", () => {
  const own = ["-f", join(ROOT, "deploy/haproxy.cfg")];
  const debian = existsSync("/etc/haproxy/haproxy.cfg") ? ["-f", "/etc/haproxy/haproxy.cfg"] : [];
  // Without the certificate, which is not here.
  const env = { PATH, CROSSFADE_FRONT: "127.0.0.1:8443" };

  for (const files of [own, [...debian, ...own]]) {
    const { status, stderr } = spawnSync("haproxy", ["-c", ...files], { env, encoding: "utf8" });
    expect(`${stderr}${status}`).toBe("0");
  }
});
