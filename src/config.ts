import { join, resolve } from "node:path";
import * as z from "zod";
import { databaseUrlBelow, folderOfDatabase, problemOfDatabaseUrl, problemOfPath } from "./database-url.ts";
import { ConfigError } from "./errors.ts";
import { DEFAULT_LISTEN_URL, problemOfListenUrl } from "./render/listen.ts";

const PORTAL = "https://discord.com/developers/applications";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** Where cards are kept beside a database that is no file. */
const DATA = "data";

const port = wholeNumber(1, 65_535);

/** In `SHARD_IDS`: the number at the end of this machine's name, which a StatefulSet gives its parts. */
const HOST_NAME = "hostname";

/** A text that `problemOf` finds nothing wrong with. */
const fitting = (problemOf: (text: string) => string | undefined) =>
  z.string().check(({ issues, value }) => {
    const message = problemOf(value);
    if (message !== undefined) issues.push({ code: "custom", message, input: value });
  });

/** As an address of the web would have it, in brackets, too. */
const host = z
  .string()
  .transform((text) => text.replace(/^\[(.*)\]$/, "$1"))
  .refine(
    (text) => /^[\w.:%-]+$/.test(text) && !/^[^:]*:\d*$/.test(text),
    "must be an address alone, such as 0.0.0.0 or ::; the port goes into HTTP_PORT",
  );

const publicKey = z
  .string()
  .trim()
  .regex(/^[\da-f]{64}$/i, `must be the application's public key, 64 hex digits, from ${PORTAL} → General Information`);

const channelId = z
  .string()
  .trim()
  .regex(/^\d{17,20}$/, "must be a channel's id, 17 to 20 digits: Copy Channel ID in its menu, with Developer Mode on");

const shardIds = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, "").toLowerCase())
  .refine(
    (text) => text === HOST_NAME || /^\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*$/.test(text),
    "must be shard numbers or ranges joined by commas, such as 0,2 or 0-3, or the word hostname",
  );

/** Every variable that Crossfade reads. `.env.example` lists the same; a test holds the two together. */
export const environment = z.object({
  DISCORD_TOKEN: z
    .string({ error: `must be set: the bot's token, from ${PORTAL} → Bot` })
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, "must be a bot token: three parts joined by dots, without quotes or spaces"),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .default("https://discord.com/api"),
  DATABASE_URL: fitting(problemOfDatabaseUrl).default("sqlite:data/crossfade.db"),
  FACTS_DIR: fitting(problemOfPath).optional(),
  LISTEN_URL: fitting(problemOfListenUrl).default(DEFAULT_LISTEN_URL),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
  HTTP_PORT: port.optional(),
  HTTP_HOST: host.default("127.0.0.1"),
  PUBLIC_URL: fitting(problemOfPublicUrl).optional(),
  INTERACTIONS_PORT: port.optional(),
  DISCORD_PUBLIC_KEY: publicKey.optional(),
  REPORTS_CHANNEL: channelId.optional(),
  SHARD_COUNT: wholeNumber(1, 100_000).optional(),
  SHARD_IDS: shardIds.optional(),
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the bot was told to be. */
export interface Config {
  readonly token: string;
  /** Without the version, e.g. `https://discord.com/api`. */
  readonly discordApiUrl: string;
  readonly databaseUrl: string;
  /** A folder of facts beside the shipped ones. */
  readonly factsDirectory: string | undefined;
  /** What the Listen button opens, with `{artist}` and `{title}` in it. */
  readonly listenUrl: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Where health and metrics are served; off without it. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
  /** Where `http` is reached from outside, without a slash at its end; `undefined` where it is not. */
  readonly publicUrl: string | undefined;
  /** Where cards are kept: beside the database's file, else in `data/`; `undefined`: nowhere. */
  readonly cardsDirectory: string | undefined;
  /** Where Discord brings commands over HTTP, and its key, in hex; without it they come over the gateway. */
  readonly interactions: { readonly host: string; readonly port: number; readonly publicKey: string } | undefined;
  /** The channel that is told what people report; `undefined`: none. */
  readonly reportsChannel: string | undefined;
  /** `undefined`: as many shards as Discord recommends, all in this process. */
  readonly shards: { readonly count: number; readonly ids: readonly number[] } | undefined;
}

/**
 * Reads the environment. Pure; an empty variable counts as not set.
 *
 * @param home the folder from which paths go that are not whole; default: left as they are
 * @param hostName this machine's name, such as `crossfade-2`
 * @throws {ConfigError} with every problem at once, a line each: the variable's name and what would be right
 */
export function readConfig(env: Environment, home?: string, hostName = ""): Config {
  const given = givenIn(env);
  const read = environment.safeParse(given);
  const shards = environment.pick({ SHARD_COUNT: true, SHARD_IDS: true }).safeParse(given);
  const problems = [
    ...(read.error?.issues.map((it) => `${String(it.path[0])} ${it.message}`) ?? []),
    ...wayProblems(given),
    ...(shards.success ? shardProblems(shards.data, hostName) : []),
    ...(given.PUBLIC_URL !== undefined && given.HTTP_PORT === undefined
      ? ["PUBLIC_URL needs HTTP_PORT: the port at which it is answered"]
      : []),
  ];
  if (!read.success || problems.length > 0) throw new ConfigError(problems.join("\n"));

  const databaseUrl = home === undefined ? read.data.DATABASE_URL : databaseUrlBelow(home, read.data.DATABASE_URL);
  const { DISCORD_API_URL, HTTP_HOST, HTTP_PORT, SHARD_COUNT, SHARD_IDS, ...rest } = read.data;
  const { DISCORD_PUBLIC_KEY, INTERACTIONS_PORT } = rest;
  return {
    token: rest.DISCORD_TOKEN,
    discordApiUrl: DISCORD_API_URL.replace(/(\/v\d+)?\/*$/, ""),
    databaseUrl,
    factsDirectory: rest.FACTS_DIR && below(home, rest.FACTS_DIR),
    listenUrl: rest.LISTEN_URL,
    logLevel: rest.LOG_LEVEL,
    http: HTTP_PORT === undefined ? undefined : { host: HTTP_HOST, port: HTTP_PORT },
    publicUrl: rest.PUBLIC_URL?.replace(/\/+$/, ""),
    // Where the database may be written, so may they.
    cardsDirectory:
      home === undefined ? undefined : join(folderOfDatabase(databaseUrl) ?? resolve(home, DATA), "cards"),
    interactions:
      INTERACTIONS_PORT === undefined || DISCORD_PUBLIC_KEY === undefined
        ? undefined
        : { host: HTTP_HOST, port: INTERACTIONS_PORT, publicKey: DISCORD_PUBLIC_KEY },
    reportsChannel: rest.REPORTS_CHANNEL,
    shards:
      SHARD_COUNT === undefined
        ? undefined
        : { count: SHARD_COUNT, ids: rangesIn(SHARD_IDS ?? `0-${SHARD_COUNT - 1}`, hostName).flatMap(numbersOf) },
  };
}

/**
 * Reads `DATABASE_URL` alone, as `readConfig` does, for programs that need no token.
 *
 * @throws {ConfigError} saying what would be right
 */
export function readDatabaseUrl(env: Environment, home?: string): string {
  const read = environment.pick({ DATABASE_URL: true }).safeParse(givenIn(env));
  if (!read.success) throw new ConfigError(read.error.issues.map((it) => `DATABASE_URL ${it.message}`).join("\n"));
  return home === undefined ? read.data.DATABASE_URL : databaseUrlBelow(home, read.data.DATABASE_URL);
}

/**
 * Reads `FACTS_DIR` alone, likewise; `undefined` where it is not set.
 *
 * @throws {ConfigError} saying what would be right
 */
export function readFactsDirectory(env: Environment, home?: string): string | undefined {
  const read = environment.pick({ FACTS_DIR: true }).safeParse(givenIn(env));
  if (!read.success) throw new ConfigError(read.error.issues.map((it) => `FACTS_DIR ${it.message}`).join("\n"));
  return read.data.FACTS_DIR && below(home, read.data.FACTS_DIR);
}

function below(home: string | undefined, path: string): string {
  return home === undefined ? path : resolve(home, path);
}

/** What is wrong with an address that pages are reached at, as the rest of a sentence; `undefined` when nothing is. */
function problemOfPublicUrl(address: string): string | undefined {
  const usable = /^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*)?$/i.test(address) && URL.canParse(address);
  return usable ? undefined : "must be an http or https address without ? and #, such as https://crossfade.example";
}

/** What of it no log may show: the token, and the database's password as written and as meant. */
export function secretsOf({ databaseUrl, token }: Pick<Config, "databaseUrl" | "token">): string[] {
  const [, inAddress] = /^postgres(?:ql)?:\/\/[^:/@]*:(.*)@/.exec(databaseUrl) ?? [];
  const [, asParameter] = /[?&]password=([^&#]*)/.exec(databaseUrl) ?? [];
  const written = [inAddress ?? "", asParameter ?? ""].filter((it) => it !== "");
  return [token, ...new Set(written.flatMap((it) => [it, decoded(it)]))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function givenIn(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));
}

/** What is wrong with how commands are to come: over HTTP, or over the gateway. */
function wayProblems({ DISCORD_PUBLIC_KEY, HTTP_PORT, INTERACTIONS_PORT, ...others }: Environment): string[] {
  if (INTERACTIONS_PORT === undefined) {
    return DISCORD_PUBLIC_KEY === undefined
      ? []
      : ["INTERACTIONS_PORT must be set where DISCORD_PUBLIC_KEY is, to take commands over HTTP"];
  }
  const shards = ["SHARD_COUNT", "SHARD_IDS"].filter((it) => others[it] !== undefined);
  return [
    DISCORD_PUBLIC_KEY === undefined &&
      `DISCORD_PUBLIC_KEY must be set where INTERACTIONS_PORT is: the public key, from ${PORTAL} → General Information`,
    INTERACTIONS_PORT === HTTP_PORT && "INTERACTIONS_PORT must be another port than HTTP_PORT",
    ...shards.map((it) => `${it} must not be set where INTERACTIONS_PORT is: without a gateway there are no shards`),
  ].filter((it) => it !== false);
}

function shardProblems(
  { SHARD_COUNT, SHARD_IDS }: Pick<z.output<typeof environment>, "SHARD_COUNT" | "SHARD_IDS">,
  hostName: string,
): string[] {
  if (SHARD_IDS === undefined) return [];
  if (SHARD_COUNT === undefined) return ["SHARD_COUNT must be set where SHARD_IDS is: the number of shards in all"];
  const ranges = rangesIn(SHARD_IDS, hostName);
  if (ranges.length === 0)
    return [`SHARD_IDS is ${HOST_NAME}, but the name of this machine, ${hostName}, has no number at its end`];
  if (ranges.some(({ first, last }) => first > last)) return ["SHARD_IDS must have ranges that go up, such as 0-3"];
  if (ranges.some(({ last }) => last >= SHARD_COUNT))
    return [`SHARD_IDS must be below SHARD_COUNT: 0 to ${SHARD_COUNT - 1}`];
  const ids = ranges.flatMap(numbersOf);
  return new Set(ids).size < ids.length ? ["SHARD_IDS must name each shard once"] : [];
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** The ranges that `SHARD_IDS` names, in their order; none where the machine's name was to say it and does not. */
function rangesIn(ids: string, hostName: string): Range[] {
  // Of a whole name, such as web-2.web.example, the part before the first dot.
  const [ordinal] = /\d{1,6}$/.exec(hostName.split(".")[0] ?? "") ?? [];
  const named = ids === HOST_NAME ? (ordinal ?? "") : ids;
  return named.split(",").flatMap((text) => {
    const [first, last = first] = text.split("-").map(Number);
    return text === "" || first === undefined || last === undefined ? [] : [{ first, last }];
  });
}

function numbersOf({ first, last }: Range): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
