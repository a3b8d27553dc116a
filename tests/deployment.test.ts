import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtempDisposable, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { startLocalDiscord } from "../playground/discord/local-discord.ts";
import { freePort } from "./store/databases.ts";

const ROOT = join(import.meta.dirname, "..");
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
    await mkdir(join(folder.path, "data"));
    await using discord = await startLocalDiscord();
    const given = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, HTTP_PORT: String(await freePort()) };

    const bot = run(image.command, folder.path, { ...image.env, ...given });
    const ended = once(bot, "exit");
    bot.stderr.resume();
    for await (const line of createInterface(bot.stdout)) if (line.includes('"msg":"ready"')) break;
    bot.stdout.resume();
    const health = run(image.health, folder.path, { ...image.env, ...given });
    const [healthy] = await once(health, "exit");
    bot.kill("SIGTERM");

    expect(healthy).toBe(0);
    expect(await ended).toEqual([0, null]);
    expect((await stat(join(folder.path, "data/crossfade.db"))).size).toBeGreaterThan(0);
    const gone = run(image.health, folder.path, { ...image.env, ...given });
    expect((await once(gone, "exit"))[0]).toBe(1);
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
