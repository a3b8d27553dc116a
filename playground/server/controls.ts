import * as z from "zod";
import type { LocalDiscord } from "../discord/local-discord.ts";
import type { Control, ControlOutcome, TroubleKind } from "../protocol.ts";
import type { BotKeeper } from "./bot-keeper.ts";
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
  z.object({
    kind: z.literal("permission"),
    channel: z.string(),
    permission: z.enum(["View Channel", "Send Messages"]),
    allowed: z.boolean(),
  }),
]) satisfies z.ZodType<Control>;

const NOTES: Readonly<Record<TroubleKind, string>> = {
  "429": "The bot's next message is answered with 429: wait a second.",
  "500": "The bot's next message is answered with 500.",
  "time-out": "The bot's next message is never answered.",
  "gateway drop": "The gateway has closed the connection; the bot resumes its session.",
};

const NO_GATEWAY = "Commands come to the bot over HTTP: there is no gateway.";

/** What the clock, the switches and the trouble buttons act on. */
export interface Machinery {
  readonly discord: LocalDiscord;
  readonly bot: BotKeeper;
  readonly time: TimeMachine;
}

/**
 * Reads a control and works it.
 *
 * @throws {z.ZodError | RangeError} when it cannot be read
 */
export async function workControl(json: unknown, { bot, discord, time }: Machinery): Promise<ControlOutcome> {
  const wanted = control.parse(json);
  switch (wanted.kind) {
    case "clock":
      return noted(await time.move(wanted.move));
    case "trouble":
      if (wanted.trouble === "gateway drop" && discord.interactionsUrl !== undefined) return noted(NO_GATEWAY);
      makeTrouble(discord, wanted.trouble);
      return noted(NOTES[wanted.trouble]);
    case "bot":
      await (wanted.to === "kill" ? bot.kill() : bot.start());
      return noted(wanted.to === "kill" ? "The bot was killed." : "The bot runs again.");
    case "permission": {
      const channel = discord.world.channel(wanted.channel);
      if (channel === undefined) throw new RangeError("There is no such channel");
      setAllowed(discord.world, channel, wanted.permission, wanted.allowed);
      return {};
    }
  }
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

function noted(note: string | undefined): ControlOutcome {
  return note === undefined ? {} : { note };
}
