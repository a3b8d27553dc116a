import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import type { Server } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Person } from "../discord/inhabitants.ts";
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from "../discord/local-discord.ts";
import type { Scene } from "../protocol.ts";
import { createActs } from "./acts.ts";
import { createBotKeeper } from "./bot-keeper.ts";
import { createFeed } from "./feed.ts";
import { bundlePage } from "./page-bundle.ts";
import { createPlayClock } from "./play-clock.ts";
import { createPublicAddress } from "./public-address.ts";
import type { Way } from "./settings.ts";
import { createTimeMachine } from "./time-machine.ts";
import { fillTown, settleTown, type Town } from "./town.ts";
import { channelsOf, channelView, peopleOf, rolesOf } from "./views.ts";
import { createWeb } from "./web.ts";

/** The town has the same ids at each start, so that a database which outlives the playground still fits it. */
const FOUNDED = Temporal.Instant.from("2026-01-05T12:00:00Z");

export interface PlaygroundOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Default: a SQLite file that goes when the playground does. */
  readonly databaseUrl?: string | undefined;
  /** Whether the bot has a `PUBLIC_URL` at first; default: no. */
  readonly publicAddress?: boolean;
  /** Default: over the gateway. */
  readonly way?: Way;
  /** What the clock shows at first; default: the time as it is. */
  readonly start?: Temporal.Instant;
  /** How long people wait for the bot; default: as on Discord. */
  readonly patience?: LocalDiscordOptions["patience"];
}

/** The local Discord, the bot and the page. Dispose to stop. */
export interface Playground extends AsyncDisposable {
  /** Where the page is: `http://127.0.0.1:…`. */
  readonly url: string;
  readonly discord: LocalDiscord;
  readonly town: Town;
}

/**
 * Starts everything; resolves when the page is served and the bot is ready.
 *
 * @throws Error with `code: "EADDRINUSE"` for a port that is taken, or one that says why the bot did not start
 */
export async function startPlayground({
  port,
  start,
  patience = {},
  way = "gateway",
  ...options
}: PlaygroundOptions): Promise<Playground> {
  await using stack = new AsyncDisposableStack();
  const page = bundlePage();
  // Awaited below; until then nobody listens, and a failure must not end the process.
  page.catch(() => {});
  const clock = createPlayClock(Temporal.Now.instant, start);
  const databaseUrl = options.databaseUrl ?? (await temporaryDatabase(stack));

  let now = () => FOUNDED;
  const interactionsPort = way === "http" ? await freePort() : undefined;
  const interactionsUrl = interactionsPort && `http://127.0.0.1:${interactionsPort}/interactions`;
  const discord = await startLocalDiscord({
    clock: () => now(),
    patience,
    ...(interactionsUrl && { interactionsUrl }),
  });
  // What Discord would refuse is shown on the wire; it is no reason not to stop.
  stack.defer(async () => {
    discord.forgive();
    await discord[Symbol.asyncDispose]();
  });
  const town = settleTown(discord.world);
  now = clock.now;
  fillTown(discord.world, town);

  const address = createPublicAddress();
  await address.turn(options.publicAddress ?? false);
  const env = () => ({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    ...address.env,
    ...(interactionsPort && {
      INTERACTIONS_PORT: String(interactionsPort),
      DISCORD_PUBLIC_KEY: discord.publicKey,
    }),
  });
  const bot = stack.use(createBotKeeper(env, clock, () => feed.flush()));
  const time = createTimeMachine(clock, bot, countPosts(discord), () => feed.flush());
  stack.defer(() => time.stop());

  const feed = createFeed(discord, town, sceneFor);
  const acts = createActs(discord);
  const web = createWeb({ discord, bot, clock, time, address, feed, acts, page, firstPerson: town.member.id });
  const server = createAdaptorServer({ fetch: web.fetch }) as Server;
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  stack.defer(() => close(server));

  await Promise.all([page, bot.start()]);
  const parts = stack.move();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    discord,
    town,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };

  function sceneFor(person: Person): Scene {
    const { world } = discord;
    return {
      you: person.id,
      people: peopleOf(world, town),
      server: { id: town.server.id, name: town.server.name },
      roles: rolesOf(town),
      channels: channelsOf(world, town, person).map((channel) => channelView(world, channel)),
      ...(address.url && { publicUrl: address.url }),
      clock: { ahead: clock.ahead, moving: time.moving },
      bot: { state: bot.state, starts: bot.starts, ...(bot.reason && { reason: bot.reason }) },
    };
  }
}

/** A port that nothing uses now; the bot has the same after each restart. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function temporaryDatabase(stack: AsyncDisposableStack): Promise<string> {
  const folder = stack.use(await mkdtempDisposable(join(tmpdir(), "crossfade-playground-")));
  return `sqlite:${join(folder.path, "crossfade.db")}`;
}

/** Counts the posts that the bot sets off on its own, whatever became of them. */
function countPosts({ wire }: LocalDiscord): () => number {
  let posts = 0;
  wire.subscribe((entry) => {
    if (entry.kind === "request" && entry.method === "POST" && /^\/channels\/\d+\/messages$/.test(entry.path))
      posts += 1;
  });
  return () => posts;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
