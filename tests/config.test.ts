import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { environment, readConfig, readDatabaseUrl, secretsOf } from "../src/config.ts";
import { ConfigError } from "../src/errors.ts";

const TOKEN = "not-a-token.for-tests.only";

test("the token is enough; the rest has defaults", () => {
  expect(readConfig({ DISCORD_TOKEN: TOKEN })).toEqual({
    token: TOKEN,
    discordApiUrl: "https://discord.com/api",
    databaseUrl: "sqlite:data/crossfade.db",
    factsDirectory: undefined,
    logLevel: "info",
    http: undefined,
    shards: undefined,
  });
});

test("an empty variable counts as not set", () => {
  expect(readConfig({ DISCORD_TOKEN: TOKEN, LOG_LEVEL: "", HTTP_PORT: " " })).toMatchObject({
    logLevel: "info",
    http: undefined,
  });
});

test("all that is wrong is said at once, a line each, with the variable's name and what would be right", () => {
  const read = () =>
    readConfig({
      DATABASE_URL: "mysql://x",
      LOG_LEVEL: "loud",
      HTTP_PORT: "http",
      DISCORD_API_URL: "discord",
      SHARD_IDS: "a",
    });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(
    [
      "DISCORD_TOKEN must be set: the bot's token, from https://discord.com/developers/applications → Bot",
      "DISCORD_API_URL must be an http or https address",
      "DATABASE_URL must be sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE",
      "LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent",
      "HTTP_PORT must be a whole number from 1 to 65535",
      "SHARD_IDS must be shard numbers joined by commas, such as 0,1",
    ].join("\n"),
  );
});

describe("shards", () => {
  test.each([
    ["a count runs all of them here", { SHARD_COUNT: "3" }, { count: 3, ids: [0, 1, 2] }],
    ["ids run some of them here", { SHARD_COUNT: "3", SHARD_IDS: "0,2" }, { count: 3, ids: [0, 2] }],
  ])("%s", (_, env, expected) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, ...env }).shards).toEqual(expected);
  });

  test.each([
    [{ SHARD_IDS: "0" }, "SHARD_COUNT must be set where SHARD_IDS is"],
    [{ SHARD_COUNT: "2", SHARD_IDS: "2" }, "SHARD_IDS must be below SHARD_COUNT: 0 to 1"],
  ])("%o is refused", (env, message) => {
    expect(() => readConfig({ DISCORD_TOKEN: TOKEN, ...env })).toThrow(message);
  });
});

test("a token is never part of an error", () => {
  expect(() => readConfig({ DISCORD_TOKEN: "hunter2 hunter2" })).toThrow(/^(?!.*hunter2)/s);
});

describe("what no log may show", () => {
  test.each([
    ["SQLite has no password", "sqlite:data/crossfade.db", []],
    ["a password in the address", "postgres://me:hunter2@db.example/crossfade", ["hunter2"]],
    [
      "one that is encoded, as written and as meant",
      "postgres://me:hun%40ter%2F2@db.example/x",
      ["hun%40ter%2F2", "hun@ter/2"],
    ],
    ["one with an @ in it", "postgresql://me:hun@ter2@db.example/x", ["hun@ter2"]],
    ["one of broken encoding", "postgres://me:100%@db.example/x", ["100%"]],
    ["one as a parameter", "postgres://db.example/x?user=me&password=hunter2&ssl=1", ["hunter2"]],
  ])("%s", (_, databaseUrl, passwords) => {
    expect(secretsOf({ token: TOKEN, databaseUrl })).toEqual([TOKEN, ...passwords]);
  });
});

test("the database alone is read without a token, and refused as elsewhere", () => {
  expect(readDatabaseUrl({})).toBe("sqlite:data/crossfade.db");
  expect(() => readDatabaseUrl({ DATABASE_URL: "mysql://x" })).toThrow("DATABASE_URL must be sqlite:FILE");
});

test(".env.example names each variable once, required ones first, with the default that it has", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const named = [...text.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);

  const defaults = Object.fromEntries(
    Object.entries(environment.shape).map(([name, schema]) => [
      name,
      "defaultValue" in schema.def ? String(schema.def.defaultValue) : "",
    ]),
  );
  expect(Object.fromEntries(named)).toEqual(defaults);
  expect(named[0]?.[0]).toBe("DISCORD_TOKEN");
  expect(named).toHaveLength(Object.keys(environment.shape).length);
});
