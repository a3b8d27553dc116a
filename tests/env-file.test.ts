import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "../src/env-file.ts";
import { ConfigError } from "../src/errors.ts";
import { CHILD_ENV } from "./child-env.ts";

const ROOT = join(import.meta.dirname, "..");

/** A folder whose `.env` has these bytes. */
async function folderWith(bytes: string | Uint8Array) {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  await writeFile(join(folder.path, ".env"), bytes);
  return { path: folder.path, [Symbol.asyncDispose]: () => folder.remove() };
}

const utf16 = (text: string) => Buffer.from(text, "utf16le");

describe(".env is read as machines write it", () => {
  const text = "DISCORD_TOKEN=a.b.c\r\nexport LOG_LEVEL=\"warn\"\r\nFACTS_DIR='/srv/café facts'\r\n";
  const read = { DISCORD_TOKEN: "a.b.c", LOG_LEVEL: "warn", FACTS_DIR: "/srv/café facts" };
  test.each<[string, string | Uint8Array]>([
    ["UTF-8, with the ends of lines that Windows has", text],
    ["with a byte order mark, as Notepad writes it", `\ufeff${text}`],
    ["UTF-16, as PowerShell's > writes it", utf16(`\ufeff${text}`)],
    ["UTF-16 without a mark", utf16(text)],
    ["UTF-16, big end first", utf16(`\ufeff${text}`).swap16()],
    ["with the ends of lines of old Macs", text.replaceAll("\r\n", "\r")],
  ])("%s", async (_, bytes) => {
    await using folder = await folderWith(bytes);

    expect(readEnvironment({}, folder.path)).toEqual(read);
  });
});

test("what is set already stays, also where it is set to nothing", async () => {
  await using folder = await folderWith("LOG_LEVEL=warn\nHTTP_PORT=80\nSHARD_COUNT=2\n");

  expect(readEnvironment({ LOG_LEVEL: "debug", HTTP_PORT: "" }, folder.path)).toEqual({
    LOG_LEVEL: "debug",
    HTTP_PORT: "",
    SHARD_COUNT: "2",
  });
});

test("without .env there is the environment", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));

  expect(readEnvironment({ LOG_LEVEL: "debug" }, folder.path)).toEqual({ LOG_LEVEL: "debug" });
});

test("one that is no UTF-8 is refused with its file, its line and what to do", async () => {
  await using folder = await folderWith(Buffer.from("LOG_LEVEL=warn\n# für mich\nFACTS_DIR=x\n", "latin1"));

  const read = () => readEnvironment({}, folder.path);

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`${join(folder.path, ".env")}:2: not readable as UTF-8; save the file in that encoding`);
});

test("one that may not be read, such as a folder of that name, is refused in one sentence", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  await mkdir(join(folder.path, ".env"));

  expect(() => readEnvironment({}, folder.path)).toThrow(/\.env cannot be read; let this user read it: [^\n]*$/);
});

describe("wherever it is started, .env and data are the project's", () => {
  test.each([
    ["the bot", ["src/main.ts"]],
    ["a backup", ["src/backup.ts", "copy.db"]],
  ])("%s", async (_, [program = "", ...args]) => {
    await using project = await folderWith("DATABASE_URL=mysql://of-the-project\n");
    await using elsewhere = await folderWith("DATABASE_URL=sqlite:of-elsewhere.db\n");
    for (const part of ["src", "commands", "facts", "package.json"])
      await cp(join(ROOT, part), join(project.path, part), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(project.path, "node_modules"));

    const { status, stderr } = spawnSync(process.execPath, [join(project.path, program), ...args], {
      cwd: elsewhere.path,
      env: CHILD_ENV,
      encoding: "utf8",
    });

    expect(stderr).toContain("DATABASE_URL must be sqlite:FILE");
    expect(status).toBe(78);
  });
});
