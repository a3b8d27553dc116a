import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type Game, goOn, guess } from "../quiz/game.ts";
import { type Point, pointFor } from "../quiz/score.ts";
import { renderGame } from "../render/game.ts";
import { createFailures } from "../schedule/failures.ts";
import { createLanes } from "../schedule/lanes.ts";
import type { Screen } from "./screen.ts";
import type { Games } from "./tools.ts";

/** A game where it is played. */
export interface SeatedGame {
  readonly channelId: string;
  /** `undefined` in direct messages. */
  readonly guildId: string | undefined;
  /** Discord's, by which the game's message is changed: a secret. */
  readonly token: string;
  /** Then its message can be changed no more. */
  readonly endsAt: Temporal.Instant;
  /** Counts its changes. */
  readonly version: number;
  readonly game: Game;
}

/** Keeps games, one a channel, for all processes. */
export interface GameTable {
  /** @returns whether no other is on in that channel */
  open(seat: Pick<SeatedGame, "channelId" | "guildId" | "token" | "game">): Promise<boolean>;
  find(channelId: string): Promise<SeatedGame | undefined>;
  all(): Promise<readonly SeatedGame[]>;
  /**
   * Writes what a game became, and counts the point, unless it was changed since. @returns whether it was written
   */
  move(seat: Pick<SeatedGame, "channelId" | "version">, game: Game, point?: Point): Promise<boolean>;
  /** Takes it away, unless it was changed since. */
  close(seat: Pick<SeatedGame, "channelId" | "version" | "token">): Promise<void>;
}

/** Has games go on, in time and by what people press. Dispose to stop; they go on with the next process. */
export interface GameHost extends Games, Disposable {
  /**
   * Has those go on whose time has come, side by side, and takes up what another process left: at the start, and now and
   * then. Never rejects: what fails is tried again with the next call.
   */
  resume(): Promise<void>;
}

export interface GameHostParts {
  readonly table: GameTable;
  readonly screen: Screen;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds between two looks at a game, at most: the clock may jump. */
const LONGEST_WAIT = 60_000;

export function createGameHost({ clock, log, screen, table }: GameHostParts): GameHost {
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  const resuming = createFailures(log, "going on with games");
  const lanes = createLanes(() => !stopped, resuming.note);
  return {
    async begin({ channelId, guildId, token }, game) {
      if (token === undefined) throw new Error("a game needs the token of the command that began it");
      if (!(await table.open({ channelId, guildId, token, game }))) return false;
      watch(channelId, game.dueAt);
      return true;
    },

    async guess(made, where) {
      for (;;) {
        const seat = await table.find(where.channelId);
        const guessed = guess(seat?.game, made, clock());
        if (seat === undefined || !("game" in guessed)) return guessed.outcome;
        const point =
          guessed.outcome === "right"
            ? pointFor({ ...where, ...made, timeZone: await where.zone() }, clock(), `game ${made.gameId} ${made.at}`)
            : undefined;
        // Somebody else's came first: it is looked at anew.
        if (!(await table.move(seat, guessed.game, point))) continue;
        if (guessed.outcome === "right") void show({ ...seat, version: seat.version + 1, game: guessed.game });
        return guessed.outcome;
      }
    },

    async resume() {
      await lanes.each(kept(), takeUp).catch(resuming.note).finally(resuming.settle);
    },

    [Symbol.dispose]() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };

  async function* kept(): AsyncGenerator<readonly SeatedGame[]> {
    yield await table.all();
  }

  async function takeUp({ channelId, game }: SeatedGame): Promise<void> {
    if (Temporal.Instant.compare(game.dueAt, clock()) <= 0) await pass(channelId);
    else if (!timers.has(channelId)) watch(channelId, game.dueAt);
  }

  function watch(channelId: string, dueAt: Temporal.Instant): void {
    if (stopped) return;
    clearTimeout(timers.get(channelId));
    const wait = dueAt.epochMilliseconds - clock().epochMilliseconds;
    const timer = setTimeout(() => void pass(channelId), Math.min(Math.max(wait, 0), LONGEST_WAIT));
    timers.set(channelId, timer);
  }

  /** Its time may have come. */
  async function pass(channelId: string): Promise<void> {
    clearTimeout(timers.get(channelId));
    timers.delete(channelId);
    try {
      const seat = await table.find(channelId);
      if (seat === undefined) return;
      const game = goOn(seat.game, clock());
      if (game === undefined) {
        if (seat.game.phase === "over") await table.close(seat);
        else watch(channelId, seat.game.dueAt);
      } else if (await table.move(seat, game)) await show({ ...seat, version: seat.version + 1, game });
      // Else another process has it go on, or a press came first.
      else watch(channelId, game.dueAt);
    } catch (error) {
      // It is taken up again with the next look at all.
      log.warn({ err: error, channel: channelId }, "a game stands still");
    }
  }

  /** Has its message say how it stands, and it go on from there. */
  async function show(seat: SeatedGame): Promise<void> {
    const { channelId, endsAt, game, token } = seat;
    if (game.phase !== "over") watch(channelId, game.dueAt);
    const stands = Temporal.Instant.compare(clock(), endsAt) < 0 && (await screen.change(token, renderGame(game)));
    if (stands && game.phase !== "over") return;
    clearTimeout(timers.get(channelId));
    timers.delete(channelId);
    await table.close(seat).catch((error) => log.warn({ err: error, channel: channelId }, "a game was not put away"));
  }
}

/** Where no games are played. */
export const NO_GAMES: Games = { begin: async () => false, guess: async () => "gone" };
