import type { Log } from "../../log.ts";
import type { Holds } from "./holds.ts";
import type { InvalidRequests } from "./invalid-requests.ts";
import type { LineWatch } from "./line-watch.ts";
import type { RealTime } from "./real-time.ts";
import { isDiscords, isGlobal, readRetryAfter } from "./retry-after.ts";
import { createSeldom } from "./seldom.ts";

/** Milliseconds that a request waits for its turn; a longer wait is for the one who asks to plan. */
export const LONGEST_WAIT = 10_000;

/** Added to what Discord says, which may be rounded down on the way. */
const MARGIN = 50;

/** Milliseconds from one line in the log on the same trouble to the next. */
const TOLD_AGAIN = { invalid: 600_000, pause: 60_000 } as const;

/** Milliseconds. A shorter pause is hardly noticed. */
const LONG_PAUSE = 5000;

/** The part of an answer that is looked at, and handed on. */
export interface Answered {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface GateParts {
  readonly holds: Holds;
  readonly invalid: InvalidRequests;
  readonly log: Log;
  readonly time: RealTime;
  /** Resolves when it is this request's turn, by Discord's limit on all of them. */
  readonly turn: () => Promise<void>;
  readonly countRateLimit: LineWatch["countRateLimit"];
}

type Send<Init, Response> = (url: string, init: Init) => Promise<Response>;

/** A request that was not sent, as it would have had to wait too long. */
export class HeldError extends Error {
  /** As discord.js names its own, so that both are read alike. */
  override name = "RateLimitError[held]";
  readonly status = 429;
  /** Milliseconds. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("Discord asked me to wait");
    this.retryAfter = retryAfter;
  }
}

/**
 * Lets no request go while Discord, or what stands before it, asked to wait. All clients share one.
 *
 * Answers to interactions do not wait for others, and others not for them: Discord counts them apart. Only when Discord
 * is about to shut the bot out are they held back as well.
 *
 * @param rebuild makes the answer anew, with a `Retry-After` that can be believed
 */
export function createGate<Init extends { readonly method?: string | undefined }, Response extends Answered>(
  send: Send<Init, Response>,
  rebuild: (response: Response, retryAfter: string) => Response,
  { countRateLimit, holds, invalid, log, time, turn }: GateParts,
): Send<Init, Response> {
  const tellInvalid = createSeldom(time, TOLD_AGAIN.invalid);
  const tellPause = createSeldom(time, TOLD_AGAIN.pause);
  let pausedAt: number | undefined;
  return async (url, init) => {
    const route = () => routeOf(init.method ?? "GET", url);
    const answer = isAnswer(url);
    refuseInvalid(answer ? "answer" : "request");
    if (!answer) await waitTurn(route());
    const response = await send(url, init);
    const { status } = response;
    const shared = response.headers.get("x-ratelimit-scope") === "shared";
    if (status === 401 || status === 403 || (status === 429 && !shared)) invalid.count();
    if (status === 429) return refused(route(), response, answer);
    if (!answer) passed(route());
    return response;
  };

  /** Some time before Discord would shut the bot out. */
  function refuseInvalid(kind: Parameters<InvalidRequests["wait"]>[0]): void {
    const wait = invalid.wait(kind);
    const minutes = Math.ceil(wait / 60_000);
    if (wait > 0 && tellInvalid())
      log.error({ minutes }, "Discord refused too many requests of late: none is sent for now");
    refuseWhile(wait);
  }

  async function waitTurn(route: string): Promise<void> {
    do {
      const wait = holds.of(route);
      refuseWhile(wait > LONGEST_WAIT ? wait : 0);
      if (wait > 0) await time.sleep(wait);
      await turn();
      // Meanwhile another may have been refused.
    } while (holds.of(route) > 0);
  }

  function passed(route: string): void {
    holds.pass(route);
    if (pausedAt === undefined || holds.ofAll() > 0) return;
    const paused = time.now() - pausedAt;
    if (paused >= LONG_PAUSE) log.info({ seconds: Math.round(paused / 1000) }, "Discord takes requests again");
    pausedAt = undefined;
  }

  async function refused(route: string, response: Response, answer: boolean): Promise<Response> {
    const text = await response.text();
    const said = readRetryAfter(response.headers.get("retry-after"), text);
    // What does not come from Discord, such as a block at Cloudflare, is for the address, not for a route. discord.js's
    // proxy hands on a route's limit as a time without a word.
    const scope = response.headers.get("x-ratelimit-scope");
    const global = scope === "global" || response.headers.get("x-ratelimit-global") !== null || isGlobal(text);
    const all = global || !(isDiscords(text) || (text === "" && said !== undefined));
    countRateLimit(all ? "global" : scope === "shared" ? "shared" : "user");
    const before = holds.ofAll();
    const held = answer && !all ? undefined : holds.refuse(route, { wait: said && said + MARGIN, all });
    if (held?.all) tell(held.wait, before);
    return rebuild(response, String((held?.wait ?? said ?? 60_000) / 1000));
  }

  /** Of a pause: each long one, and of short ones that follow each other one a minute. */
  function tell(wait: number, before: number): void {
    if (wait < before + LONG_PAUSE && (before > 0 || !tellPause())) return;
    pausedAt ??= time.now();
    log.warn({ seconds: Math.ceil(wait / 1000) }, "Discord asks for a pause: nothing is sent but answers");
  }
}

function refuseWhile(wait: number): void {
  if (wait > 0) throw new HeldError(wait);
}

function isAnswer(url: string): boolean {
  return /\/(interactions|webhooks)\//.test(url);
}

/** The method and the path; of ids only the first counts, by which Discord limits. */
function routeOf(method: string, url: string): string {
  const { pathname } = new URL(url);
  const [, start = pathname, rest = ""] = /^(.*?\/(?:channels|guilds)\/\d+)(.*)$/.exec(pathname) ?? [];
  return `${method} ${start}${rest.replaceAll(/\d{15,20}/g, ":id")}`;
}
