import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import type { Log } from "../log.ts";
import type { Card } from "./card.ts";
import type { Drawn, Order } from "./drawer.ts";

/** Milliseconds without work after which the drawing process ends. */
const IDLE = 60_000;

/** Milliseconds for which none is started after one ended by itself. */
const REST = 60_000;

/** Milliseconds within which something has to come back, the start of the process included. */
const PATIENCE = 30_000;

/** Cards that may wait to be drawn; whoever wants another is refused. */
const MOST_WAITING = 200;

const DRAWER = join(import.meta.dirname, "drawer.ts");

/** A card that will never be drawn, such as one with a letter that no font has. */
export class UndrawableError extends Error {
  override readonly name = "UndrawableError";
}

/** Draws cards in a process of its own. Dispose to end that. */
export interface Studio extends AsyncDisposable {
  /**
   * A card as a PNG.
   *
   * @throws {UndrawableError} when it cannot be drawn; any other error when it could not be drawn now
   */
  draw(card: Card): Promise<Buffer>;
  /** Whether the process is there. */
  readonly open: boolean;
}

interface StudioLimits {
  /** Milliseconds without work after which the process ends. */
  readonly idle?: number;
  /** Milliseconds within which something has to come back. */
  readonly patience?: number;
  /** The program that draws. */
  readonly drawer?: string;
}

interface Waiting {
  readonly resolve: (png: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts no process before there is a card to draw.
 *
 * @param elapsed milliseconds of real time
 */
export function openStudio(
  log: Log,
  elapsed: () => number,
  { drawer = DRAWER, idle = IDLE, patience = PATIENCE }: StudioLimits = {},
): Studio {
  const waiting = new Map<number, Waiting>();
  let numbers = 0;
  let child: ChildProcess | undefined;
  let ending: NodeJS.Timeout | undefined;
  let hanging: NodeJS.Timeout | undefined;
  let restUntil = Number.NEGATIVE_INFINITY;
  let closed = false;

  return {
    get open() {
      return child !== undefined;
    },
    async draw(card) {
      if (closed) throw new Error("the bot stops");
      if (waiting.size >= MOST_WAITING) throw new Error("too many cards wait to be drawn");
      clearTimeout(ending);
      child ??= start();
      hold(child);
      const number = ++numbers;
      const { promise, reject, resolve } = Promise.withResolvers<Buffer>();
      waiting.set(number, { resolve, reject });
      if (waiting.size === 1) watch();
      child.send({ number, card } satisfies Order, (error) => error && settle(number, (it) => it.reject(error)));
      return promise;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(ending);
      const last = child;
      child = undefined;
      for (const number of waiting.keys()) settle(number, (it) => it.reject(new Error("the bot stops")));
      if (last === undefined) return;
      hold(last);
      const gone = once(last, "exit");
      last.kill("SIGKILL");
      await gone;
    },
  };

  function start(): ChildProcess {
    if (elapsed() < restUntil) throw new Error("the drawing process ended a moment ago");
    // Of the environment it needs nothing, least of all the token.
    const started = fork(drawer, { env: {}, execArgv: [], serialization: "advanced", stdio: "ignore" });
    giveWay(started.pid);
    started.on("message", (drawn: Drawn) =>
      settle(drawn.number, ({ reject, resolve }) => {
        if ("png" in drawn) resolve(Buffer.from(drawn.png));
        else reject(drawn.lasting ? new UndrawableError(drawn.failure) : new Error(drawn.failure));
      }),
    );
    started.on("error", (error) => end(started, error));
    started.on("exit", (code, signal) => end(started, new Error(`the drawing process ended: ${signal ?? code}`)));
    return started;
  }

  function end(ended: ChildProcess, error: Error): void {
    if (child !== ended) return;
    child = undefined;
    clearTimeout(ending);
    restUntil = elapsed() + REST;
    log.warn({ err: error }, "cards cannot be drawn for a minute");
    for (const number of waiting.keys()) settle(number, (it) => it.reject(error));
  }

  function settle(number: number, how: (one: Waiting) => void): void {
    const one = waiting.get(number);
    waiting.delete(number);
    if (one !== undefined) how(one);
    watch();
    if (waiting.size > 0 || child === undefined) return;
    release(child);
    clearTimeout(ending);
    ending = setTimeout(rest, idle).unref();
  }

  /** Ends a process from which nothing comes. */
  function watch(): void {
    clearTimeout(hanging);
    if (waiting.size > 0) hanging = setTimeout(() => child?.kill("SIGKILL"), patience).unref();
  }

  function rest(): void {
    const last = child;
    child = undefined;
    last?.disconnect();
  }
}

/** Whoever waits for a card is waited for; a process without work keeps nobody from ending. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/** Answers and posts come first. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets one.
  }
}
