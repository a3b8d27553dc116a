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
    listenUrl: "https://www.youtube.com/results?search_query={artist}%20{title}",
    logLevel: "info",
    http: undefined,
    publicUrl: undefined,
    cardsDirectory: undefined,
    interactions: undefined,
    shards: undefined,
  });
});

describe("where it is reached from outside", () => {
  const read = (PUBLIC_URL: string, HTTP_PORT = "8080") => readConfig({ DISCORD_TOKEN: TOKEN, PUBLIC_URL, HTTP_PORT });

  test.each([
    ["https://crossfade.example", "https://crossfade.example"],
    ["https://crossfade.example/", "https://crossfade.example"],
    ["http://10.0.0.7:8080/bots/crossfade/", "http://10.0.0.7:8080/bots/crossfade"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("%s is taken", (written, expected) => {
    expect(read(written).publicUrl).toBe(expected);
  });

  test.each([
    "crossfade.example",
    "ftp://crossfade.example",
    "https://",
    "https:///cards",
    "https://cross fade.example",
    "https://crossfade.example:port",
    "https://crossfade.example/?a=b",
    "https://crossfade.example/#top",
    "https://me:secret@crossfade.example",
    "javascript:alert(1)",
  ])("%s is refused in one line", (written) => {
    expect(() => read(written)).toThrow(
      /^PUBLIC_URL must be an http or https address without \? and #, such as https:\/\/crossfade.example$/,
    );
  });

  test("without a port it is refused in one line", () => {
    expect(() => read("https://crossfade.example", "")).toThrow(
      /^PUBLIC_URL needs HTTP_PORT: the port at which it is answered$/,
    );
  });
});

test.each([
  [undefined, "/srv/crossfade/data/cards"],
  ["sqlite:/var/lib/crossfade/crossfade.db", "/var/lib/crossfade/cards"],
  ["sqlite::memory:", "/srv/crossfade/data/cards"],
  ["postgres://bot@localhost/crossfade", "/srv/crossfade/data/cards"],
])("with the database %s cards are kept in %s", (DATABASE_URL, expected) => {
  expect(readConfig({ DISCORD_TOKEN: TOKEN, DATABASE_URL }, "/srv/crossfade").cardsDirectory).toBe(expected);
});

describe("commands over HTTP", () => {
  const KEY = "0123456789abcdefABCDEF00000000000123456789abcdef0123456789abcdef";
  const BOTH = { INTERACTIONS_PORT: "8081", DISCORD_PUBLIC_KEY: KEY };
  const read = (env: Record<string, string>) => readConfig({ DISCORD_TOKEN: TOKEN, ...env });

  test("they come to that port, at the address of health, signed by that key", () => {
    expect(read(BOTH).interactions).toEqual({ host: "127.0.0.1", port: 8081, publicKey: KEY });
    expect(read({ ...BOTH, HTTP_HOST: "[::]", HTTP_PORT: "8080" })).toMatchObject({
      http: { host: "::", port: 8080 },
      interactions: { host: "::", port: 8081 },
    });
    expect(read({ INTERACTIONS_PORT: "8081", DISCORD_PUBLIC_KEY: ` ${KEY}\r` }).interactions?.publicKey).toBe(KEY);
  });

  test.each<[Record<string, string>, RegExp]>([
    [
      { INTERACTIONS_PORT: "8081" },
      /^DISCORD_PUBLIC_KEY must be set where INTERACTIONS_PORT is: the public key, from /,
    ],
    [{ DISCORD_PUBLIC_KEY: KEY }, /^INTERACTIONS_PORT must be set where DISCORD_PUBLIC_KEY is, to take commands over/],
    [{ ...BOTH, DISCORD_PUBLIC_KEY: KEY.slice(1) }, /^DISCORD_PUBLIC_KEY must be the application's public key, 64 hex/],
    [{ ...BOTH, DISCORD_PUBLIC_KEY: `${KEY}0` }, /^DISCORD_PUBLIC_KEY must be the application's public key/],
    [{ ...BOTH, DISCORD_PUBLIC_KEY: "g".repeat(64) }, /^DISCORD_PUBLIC_KEY must be the application's public key/],
    [{ ...BOTH, INTERACTIONS_PORT: "0" }, /^INTERACTIONS_PORT must be a whole number from 1 to 65535$/],
    [{ ...BOTH, HTTP_PORT: "8081" }, /^INTERACTIONS_PORT must be another port than HTTP_PORT$/],
    [{ ...BOTH, SHARD_COUNT: "2" }, /^SHARD_COUNT must not be set where INTERACTIONS_PORT is: without a gateway/],
  ])("%o is refused in one sentence", (env, sentence) => {
    expect(() => read(env)).toThrow(ConfigError);
    expect(() => read(env)).toThrow(sentence);
    expect(() => read(env)).toThrow(/^[^\n]*$/);
  });
});

test("reports are told to the channel of that id, and to nothing else", () => {
  const read = (REPORTS_CHANNEL: string) => readConfig({ DISCORD_TOKEN: TOKEN, REPORTS_CHANNEL }).reportsChannel;

  expect(read(" 1234567890123456789 ")).toBe("1234567890123456789");
  expect(read("")).toBeUndefined();
  for (const wrong of ["#reports", "<#1234567890123456789>", "12345"])
    expect(() => read(wrong)).toThrow(/^REPORTS_CHANNEL must be a channel's id, 17 to 20 digits: [^\n]*$/);
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
      "SHARD_IDS must be shard numbers or ranges joined by commas, such as 0,2 or 0-3, or the word hostname",
    ].join("\n"),
  );
});

test("what the Listen button opens can be set, and is refused in one line where no recording can stand in it", () => {
  const read = (LISTEN_URL: string) => readConfig({ DISCORD_TOKEN: TOKEN, LISTEN_URL }).listenUrl;

  expect(read("https://music.example/?q={artist}+{title}")).toBe("https://music.example/?q={artist}+{title}");
  for (const wrong of ["https://music.example/", "http://music.example/?q={artist}+{title}"]) {
    expect(() => read(wrong)).toThrow(
      /^LISTEN_URL must be an https address of a page, with \{artist\} and \{title\} in it [^\n]*$/,
    );
  }
});

const BY_NAME = { SHARD_COUNT: "12", SHARD_IDS: "hostname" };

describe("shards", () => {
  test.each([
    ["a count runs all of them here", { SHARD_COUNT: "3" }, { count: 3, ids: [0, 1, 2] }],
    ["ids run some of them here", { SHARD_COUNT: "3", SHARD_IDS: "0,2" }, { count: 3, ids: [0, 2] }],
    ["a range, too", { SHARD_COUNT: "8", SHARD_IDS: "0-3" }, { count: 8, ids: [0, 1, 2, 3] }],
    ["and both together", { SHARD_COUNT: "8", SHARD_IDS: "5, 0 - 2,7-7" }, { count: 8, ids: [5, 0, 1, 2, 7] }],
    ["so does the number that ends the machine's name", BY_NAME, { count: 12, ids: [11] }],
  ])("%s", (_, env, expected) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, ...env }, undefined, "crossfade-11").shards).toEqual(expected);
  });

  test.each([
    ["crossfade-0", 0],
    ["crossfade-2.crossfade.music.svc.example", 2],
    ["box007", 7],
    ["3", 3],
  ])("of the name %s it is %i", (name, id) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, ...BY_NAME }, undefined, name).shards?.ids).toEqual([id]);
  });

  test.each([
    [{ SHARD_IDS: "0" }, "SHARD_COUNT must be set where SHARD_IDS is"],
    [{ SHARD_COUNT: "2", SHARD_IDS: "1,1" }, "SHARD_IDS must name each shard once"],
    [{ SHARD_COUNT: "4", SHARD_IDS: "0-2,1" }, "SHARD_IDS must name each shard once"],
    [{ SHARD_COUNT: "2", SHARD_IDS: "2" }, "SHARD_IDS must be below SHARD_COUNT: 0 to 1"],
    [{ SHARD_COUNT: "2", SHARD_IDS: "0-999999" }, "SHARD_IDS must be below SHARD_COUNT: 0 to 1"],
    [{ SHARD_COUNT: "4", SHARD_IDS: "3-0" }, "SHARD_IDS must have ranges that go up, such as 0-3"],
    [{ SHARD_COUNT: "4", SHARD_IDS: "0-" }, "SHARD_IDS must be shard numbers or ranges"],
    [{ SHARD_COUNT: "4", SHARD_IDS: "0--2" }, "SHARD_IDS must be shard numbers or ranges"],
    [{ SHARD_COUNT: "4", SHARD_IDS: "host" }, "SHARD_IDS must be shard numbers or ranges"],
    [BY_NAME, "SHARD_IDS is hostname, but the name of this machine, laptop, has no number at its end"],
    [{ SHARD_COUNT: "x", SHARD_IDS: "1" }, /^SHARD_COUNT must be a whole number from 1 to 100000$/],
  ])("%o is refused", (env, message) => {
    expect(() => readConfig({ DISCORD_TOKEN: TOKEN, ...env }, undefined, "laptop")).toThrow(message);
  });
});

test.each(["https://discord.example/api", "https://discord.example/api/", "https://discord.example/api/v10/"])(
  "Discord's address may have the version that is appended anyway: %s",
  (DISCORD_API_URL) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, DISCORD_API_URL }).discordApiUrl).toBe("https://discord.example/api");
  },
);

describe("an address of a database that does not fit is one line that says what would be right", () => {
  const ENCODE =
    /^DATABASE_URL must have the special signs of its user and password percent-encoded: @ as %40, [^\n]*$/;
  test.each([
    ["sqlite:///srv/crossfade.db", /must name the file right after sqlite:, as in/],
    ["sqlite://data/crossfade.db", /must name the file right after sqlite:/],
    ["sqlite:file:data/crossfade.db", /must name the file right after sqlite:/],
    ["sqlite:~/crossfade.db", /must name its whole path; ~ and variables mean something to shells only/],
    ["sqlite:$HOME/crossfade.db", /must name its whole path/],
    ["sqlite:%APPDATA%\\crossfade.db", /must name its whole path/],
    ["sqlite:data/crossfade.db?mode=rwc", /there are no parameters/],
    ["sqlite:data/", /names a folder; write the name of a file in it/],
    ["sqlite:.", /names a folder/],
    ["sqlite:", /must be sqlite:FILE/],
    ["sqlite::memory", /must be sqlite::memory: to keep nothing/],
    ["sqlite: data/crossfade.db", /must have no blank after sqlite:/],
    [" sqlite:data/crossfade.db", /must not begin or end with a blank/],
    ["sqlite:data/crossfade.db\r", /must not begin or end with a blank/],
    ['"sqlite:data/crossfade.db"', /must be written without quotes/],
    ["data/crossfade.db", /names a file without saying so; write sqlite: before its path/],
    ["C:\\crossfade\\my.db", /write sqlite: before its path/],
    ["/srv/crossfade", /write sqlite: before its path/],
    ["mysql://me:hunter2@db.example/x", /must be sqlite:FILE/],
    ["postgres:me@db.example", /must be sqlite:FILE/],
    ["postgres://me:hunter2/x@db.example/crossfade", ENCODE],
    ["postgres://me:12/hunter2@db.example/crossfade", ENCODE],
    ["postgres://me:hunter2#x@db.example/crossfade", ENCODE],
    ["postgres://me:hunter2?x@db.example/crossfade", ENCODE],
    ["postgres://me:hunter2%x@db.example/crossfade", ENCODE],
    ["postgres://me:hunter2", ENCODE],
    ["postgres://me:hunter2@db.example:port/crossfade", /must have a whole number up to 65535 as its port/],
    ["postgres://me:hunter2@[::1]:65536/crossfade", /as its port/],
    ["postgres://me:hunter2 x@db.example/crossfade", /must have no blank; one in the password is written %20/],
    ["postgres://me@db.example/crossfade?sslmode=on", /must have one of these as sslmode: disable, no-verify/],
  ])("%s", (DATABASE_URL, sentence) => {
    const read = () => readConfig({ DISCORD_TOKEN: TOKEN, DATABASE_URL });

    expect(read).toThrow(sentence);
    expect(read).toThrow(/^DATABASE_URL [^\n]*$/);
    expect(read).not.toThrow("hunter2");
  });

  test.each([
    "sqlite:data/cross fade.db",
    "sqlite:/srv/crossfade.db",
    "sqlite:C:\\crossfade\\my.db",
    "sqlite::memory:",
    "postgres://me:hunter2@db.example/crossfade?sslmode=no-verify",
    "postgres://me:hunt%40er2@[::1]:5432/crossfade",
    "postgres://me:hun@ter2@db.example/crossfade",
    "postgres://me@/crossfade?host=/var/run/postgresql",
    "postgres:///crossfade?host=/var/run/postgresql&user=me@example.com",
    "postgresql://db.example/crossfade?user=me@example.com",
  ])("%s fits", (DATABASE_URL) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });
});

describe("paths go from the project's folder, wherever it is started", () => {
  test.each([
    ["sqlite:data/crossfade.db", "sqlite:/srv/crossfade/data/crossfade.db"],
    ["sqlite:/var/lib/crossfade.db", "sqlite:/var/lib/crossfade.db"],
    ["sqlite::memory:", "sqlite::memory:"],
    ["postgres://db.example/x", "postgres://db.example/x"],
  ])("%s", (DATABASE_URL, expected) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, DATABASE_URL }, "/srv/crossfade").databaseUrl).toBe(expected);
    expect(readDatabaseUrl({ DATABASE_URL }, "/srv/crossfade")).toBe(expected);
  });

  test("those of more facts, too", () => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, FACTS_DIR: "mine" }, "/srv").factsDirectory).toBe("/srv/mine");
    expect(() => readConfig({ DISCORD_TOKEN: TOKEN, FACTS_DIR: "~/mine" }, "/srv")).toThrow("FACTS_DIR must name its");
  });
});

describe("the address of health", () => {
  test.each([
    ["[::]", "::"],
    ["[::1]", "::1"],
    ["::", "::"],
    ["0.0.0.0", "0.0.0.0"],
    ["fe80::1%eth0", "fe80::1%eth0"],
    ["localhost", "localhost"],
  ])("%s is %s", (HTTP_HOST, host) => {
    expect(readConfig({ DISCORD_TOKEN: TOKEN, HTTP_PORT: "8080", HTTP_HOST }).http).toEqual({ host, port: 8080 });
  });

  test.each(["0.0.0.0:8080", "http://0.0.0.0", "[::]:8080", "two words", "localhost:"])(
    "%s is refused",
    (HTTP_HOST) => {
      expect(() => readConfig({ DISCORD_TOKEN: TOKEN, HTTP_HOST })).toThrow("HTTP_HOST must be an address alone");
    },
  );
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
