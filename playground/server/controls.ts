import * as z from "zod";
import type { LocalDiscord } from "../discord/local-discord.ts";
import type { Trouble } from "../discord/trouble.ts";
import type { Control, ControlOutcome, Notice, NoticeEnd, TroubleKind } from "../protocol.ts";
import type { BotKeeper } from "./bot-keeper.ts";
import type { PlayClock } from "./play-clock.ts";
import type { PublicAddress } from "./public-address.ts";
import type { TimeMachine } from "./time-machine.ts";
import { setAllowed } from "./town.ts";

const control = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("clock"),
    move: z.union([
      z.object({ to: z.literal("next post") }),
      z.object({ by: z.string() }),
      z.object({ at: z.string() }),
    ]),
  }),
  z.object({ kind: z.literal("trouble"), trouble: z.enum(["429", "500", "time-out", "gateway drop"]) }),
  z.object({ kind: z.literal("bot"), to: z.enum(["kill", "start"]) }),
  z.object({ kind: z.literal("public address"), on: z.boolean() }),
  z.object({
    kind: z.literal("permission"),
    channel: z.string(),
    permission: z.enum(["View Channel", "Send Messages"]),
    allowed: z.boolean(),
  }),
]) satisfies z.ZodType<Control>;

const TROUBLE_NOTICES: Readonly<Record<TroubleKind, Notice>> = {
  "429": { text: "The bot's next message is answered with 429: wait a second.", until: befallen("rate limit") },
  "500": { text: "The bot's next message is answered with 500.", until: befallen("status") },
  "time-out": { text: "The bot's next message is never answered.", until: befallen("silence") },
  "gateway drop": {
    text: "The gateway has closed the connection; the bot resumes its session.",
    until: { kind: "event", names: ["RESUMED", "READY"] },
  },
};

function befallen(trouble: Trouble["kind"]): NoticeEnd {
  return { kind: "trouble", trouble };
}
const NO_GATEWAY = "Commands come to the bot over HTTP: there is no gateway.";

/** What the clock, the switches and the trouble buttons act on. */
export interface Machinery {
  readonly discord: LocalDiscord;
  readonly bot: BotKeeper;
  readonly time: TimeMachine;
  readonly address: PublicAddress;
  readonly clock: PlayClock;
}

/**
 * Reads a control and works it.
 *
 * @throws {z.ZodError | RangeError} when it cannot be read
 */
export async function workControl(json: unknown, machinery: Machinery): Promise<ControlOutcome> {
  const notice = await work(control.parse(json), machinery);
  // The page hears of what happens over another way: only here is it known what had happened by now.
  if (notice === undefined) return {};
  const { bot, clock, discord } = machinery;
  const since = { wire: discord.wire.entries.at(-1)?.number ?? 0, ahead: clock.ahead, starts: bot.starts };
  return { notice: { ...notice, since } };
}

async function work(wanted: Control, { address, bot, discord, time }: Machinery): Promise<Notice | undefined> {
  switch (wanted.kind) {
    case "clock":
      return time.move(wanted.move);
    case "trouble":
      if (wanted.trouble === "gateway drop" && discord.interactionsUrl !== undefined) return said(NO_GATEWAY);
      makeTrouble(discord, wanted.trouble);
      return TROUBLE_NOTICES[wanted.trouble];
    case "bot":
      await (wanted.to === "kill" ? bot.kill() : bot.start());
      if (wanted.to === "start") return said("The bot runs again.");
      return { text: "The bot was killed.", until: { kind: "bot started" } };
    case "public address":
      await address.turn(wanted.on);
      await bot.restart();
      return said(address.url === undefined ? "PUBLIC_URL is not set now." : `PUBLIC_URL is ${address.url}.`);
    case "permission": {
      const channel = discord.world.channel(wanted.channel);
      if (channel === undefined) throw new RangeError("There is no such channel");
      setAllowed(discord.world, channel, wanted.permission, wanted.allowed);
      return undefined;
    }
  }
}

function said(text: string): Notice {
  return { text, until: { kind: "read" } };
}

/** Posts and answers: what else the bot asks is over before anybody looks, such as what time it is. */
const MESSAGES = { method: "POST" };

function makeTrouble(discord: LocalDiscord, kind: TroubleKind): void {
  switch (kind) {
    case "429":
      discord.trouble({ kind: "rate limit", retryAfter: 1 }, MESSAGES);
      break;
    case "500":
      discord.trouble({ kind: "status", status: 500 }, MESSAGES);
      break;
    case "time-out":
      discord.trouble({ kind: "silence" }, MESSAGES);
      break;
    case "gateway drop":
      discord.dropGateway();
  }
}
