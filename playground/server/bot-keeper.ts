import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { BotState } from "../protocol.ts";
import type { BotOrder, BotReport } from "./bot-order.ts";
import type { PlayClock } from "./play-clock.ts";
import { SettingsError } from "./settings.ts";

/** How long the bot may take to stop when it is asked. */
const STOP_WITHIN = 3000;

/** Starts, kills and restarts the bot. */
export interface BotKeeper extends AsyncDisposable {
  readonly state: BotState;
  /** How often it was started. */
  readonly starts: number;
  /** Why it is down, if nobody asked for it. */
  readonly reason: string | undefined;
  /**
   * Resolves when the bot is connected and its commands are registered.
   *
   * @throws Error that says why it did not start; a `SettingsError` for a database that does not fit
   */
  start(): Promise<void>;
  /** Ends it on the spot, with whatever was under way, as a crash does. */
  kill(): Promise<void>;
  /** Has it stop in good order and start anew, if it runs. @throws Error as `start` does */
  restart(): Promise<void>;
  /** Has it post all that is due by the clock; at once when it is down. */
  beat(): Promise<void>;
  /** Tells it that the clock was set. */
  setClock(): void;
}

interface Bot {
  readonly process: ChildProcess;
  readonly ready: PromiseWithResolvers<void>;
  beaten: PromiseWithResolvers<void> | undefined;
}

/**
 * @param env the bot's configuration, asked for at each start
 * @param onChange called whenever `state` has changed
 */
export function createBotKeeper(
  env: () => Readonly<Record<string, string>>,
  clock: PlayClock,
  onChange: () => void,
): BotKeeper {
  let bot: Bot | undefined;
  let state: BotState = "down";
  let starts = 0;
  let reason: string | undefined;

  return {
    get state() {
      return state;
    },
    get starts() {
      return starts;
    },
    get reason() {
      return reason;
    },
    start() {
      bot ??= open();
      return bot.ready.promise;
    },
    async kill() {
      if (bot === undefined) return;
      const ended = once(bot.process, "exit");
      bot.process.kill("SIGKILL");
      await ended;
    },
    async beat() {
      if (bot === undefined || state !== "running") return;
      bot.beaten ??= Promise.withResolvers();
      tell(bot, { order: "beat", ahead: clock.ahead });
      await bot.beaten.promise;
    },
    setClock() {
      if (bot !== undefined) tell(bot, { order: "clock", ahead: clock.ahead });
    },
    async restart() {
      if (bot === undefined) return;
      await stop(bot);
      bot ??= open();
      await bot.ready.promise;
    },
    async [Symbol.asyncDispose]() {
      if (bot !== undefined) await stop(bot);
    },
  };

  async function stop(stopped: Bot): Promise<void> {
    const { process } = stopped;
    const ended = once(process, "exit");
    const impatience = setTimeout(() => process.kill("SIGKILL"), STOP_WITHIN);
    tell(stopped, { order: "stop" });
    await ended;
    clearTimeout(impatience);
  }

  function open(): Bot {
    const process = fork(new URL("./bot-process.ts", import.meta.url), { execArgv: [] });
    const opened: Bot = { process, ready: Promise.withResolvers(), beaten: undefined };
    // Whoever awaits the start gets the error; nobody else needs to.
    opened.ready.promise.catch(() => {});
    starts += 1;
    change("starting");
    process.on("message", (report: BotReport) => hear(opened, report));
    process.once("exit", () => close(opened));
    tell(opened, { order: "start", env: env(), ahead: clock.ahead });
    return opened;
  }

  function hear(from: Bot, report: BotReport): void {
    switch (report.report) {
      case "ready":
        from.ready.resolve();
        change("running");
        break;
      case "beaten":
        from.beaten?.resolve();
        from.beaten = undefined;
        break;
      case "failed":
        reason = report.reason;
        from.ready.reject(report.configured ? new SettingsError(asSet(report.reason)) : new Error(report.reason));
    }
  }

  function close(closed: Bot): void {
    bot = undefined;
    closed.ready.reject(new Error("The bot ended before it was ready"));
    closed.beaten?.resolve();
    change("down");
  }

  function change(next: BotState): void {
    if (next === "starting") reason = undefined;
    state = next;
    onChange();
  }
}

/** What is wrong with the bot's configuration, by the name under which the playground was told of it. */
function asSet(reason: string): string {
  return reason.replace(/^DATABASE_URL/, "PLAY_DATABASE_URL");
}

function tell({ process }: Bot, order: BotOrder): void {
  if (process.connected) process.send(order);
}
