import { Routes } from "discord-api-types/v10";
import type { Reply } from "../render/reply.ts";
import type { SendAnswer } from "./conversation.ts";
import { toFailure } from "./failure.ts";
import { filesOf, toBody } from "./message.ts";
import { deliver } from "./wire/answering.ts";
import type { Timers } from "./wire/real-time.ts";

/** Milliseconds: what is shown later than that is stale. */
const LIFE = 8000;

/** Changes what the bot answered to a command, for a quarter of an hour, wherever that stands. */
export interface Screen {
  /**
   * @param token of the interaction that was answered
   * @returns whether that message can still be changed. Never throws: what failed for once is shown with the next change
   */
  change(token: string, reply: Reply): Promise<boolean>;
}

export interface ScreenParts {
  readonly send: SendAnswer;
  /** The bot's own. */
  readonly applicationId: () => string;
  readonly time: Timers;
  /** Breaks off what is being sent. */
  readonly signal: AbortSignal;
}

export function createScreen({ applicationId, send, signal, time }: ScreenParts): Screen {
  return {
    async change(token, reply) {
      const message = { body: toBody(reply), ...filesOf(reply) };
      try {
        const route = Routes.webhookMessage(applicationId(), token, "@original");
        const limits = { life: LIFE, patience: LIFE, repeatable: true, time, signal };
        await deliver((how) => send("patch", route, message, how), limits);
        return true;
      } catch (error) {
        const { status = 0 } = toFailure(error);
        return status < 400 || status >= 500 || status === 429;
      }
    },
  };
}
