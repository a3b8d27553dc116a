import type { ClockMove, Notice } from "../protocol.ts";
import type { BotKeeper } from "./bot-keeper.ts";
import type { PlayClock } from "./play-clock.ts";

/** Days ahead that are lived through minute by minute; those before them are passed over. */
const LIVED_DAYS = 7;

/** An order posts once a day, and a day has 25 hours at the most. */
const NEXT_POST_WITHIN = Temporal.Duration.from({ hours: 25 });

/** Moves the clock, and has the bot do what falls due on the way. */
export interface TimeMachine {
  readonly moving: boolean;
  /**
   * Goes there minute by minute, with a beat of the bot at each full minute, so that each post goes out at its time.
   * Nobody tells the playground when that is: it waits for the bot to post.
   *
   * @returns what there is to say about it, if anything
   * @throws {RangeError} for a time that cannot be read
   */
  move(move: ClockMove): Promise<Notice | undefined>;
  /** Ends a move under way where it is. */
  stop(): void;
}

/**
 * @param postsSoFar how many posts the bot has tried
 * @param onChange called now and then while the clock moves, and at the end
 */
export function createTimeMachine(
  clock: PlayClock,
  bot: BotKeeper,
  postsSoFar: () => number,
  onChange: () => void,
): TimeMachine {
  let moving = false;
  let stopped = false;

  return {
    get moving() {
      return moving;
    },
    async move(move) {
      if (moving) return { text: "The clock is moving already.", until: { kind: "clock stands" } };
      moving = true;
      try {
        return await ("to" in move ? toNextPost() : to(destination(move)));
      } finally {
        moving = false;
        onChange();
      }
    },
    stop() {
      stopped = true;
    },
  };

  function destination(move: { readonly by: string } | { readonly at: string }): Temporal.Instant {
    return "at" in move ? Temporal.Instant.from(move.at) : clock.now().add(Temporal.Duration.from(move.by));
  }

  async function to(end: Temporal.Instant): Promise<Notice | undefined> {
    if (Temporal.Instant.compare(end, clock.now()) < 0) {
      set(end);
      return untilMoved("Back in time: what was posted stays posted, and no day is served twice.");
    }
    const lived = end.subtract({ hours: 24 });
    const far = Temporal.Instant.compare(lived, clock.now().add({ hours: 24 * (LIVED_DAYS - 1) })) > 0;
    if (far) await arrive(lived);
    await live(end, () => false);
    await arrive(end);
    return far ? untilMoved("The days before the last one were passed over, as if the bot had been off.") : undefined;
  }

  async function toNextPost(): Promise<Notice | undefined> {
    if (bot.state !== "running")
      return { text: "The bot is down: nothing will be posted.", until: { kind: "bot started" } };
    const before = postsSoFar();
    const posted = await live(clock.now().add(NEXT_POST_WITHIN), () => postsSoFar() > before);
    return posted ? undefined : untilMoved("A day has passed without a post: order one with /daily add.");
  }

  /** @returns whether `enough` ended it before `end` */
  async function live(end: Temporal.Instant, enough: () => boolean): Promise<boolean> {
    let told = performance.now();
    for (
      let next = nextMinute(clock.now());
      Temporal.Instant.compare(next, end) <= 0;
      next = next.add({ minutes: 1 })
    ) {
      if (stopped) return false;
      await arrive(next);
      if (enough()) return true;
      if (performance.now() - told < 50) continue;
      told = performance.now();
      onChange();
    }
    return false;
  }

  async function arrive(instant: Temporal.Instant): Promise<void> {
    set(instant);
    await bot.beat();
  }

  function set(instant: Temporal.Instant): void {
    clock.set(instant);
    bot.setClock();
  }
}

function untilMoved(text: string): Notice {
  return { text, until: { kind: "clock moved" } };
}

function nextMinute(now: Temporal.Instant): Temporal.Instant {
  return now.add({ milliseconds: 1 }).round({ smallestUnit: "minute", roundingMode: "ceil" });
}
