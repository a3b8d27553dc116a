import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { IN_ONE_FILE } from "../../src/bundle.ts";
import type { BeatOrder, PosterSettings } from "./poster-process.ts";
import type { PostingTown } from "./posting-town.ts";

/** How a beat ended. */
export type Beaten = "beaten" | "died";

/** A poster in a process of its own. Disposing kills it, with SIGKILL and at once. */
export interface PosterProcess extends AsyncDisposable {
  /** The beat that it makes when it starts. */
  readonly first: Promise<Beaten>;
  /** Another beat, after the one before has ended. */
  beat(order: BeatOrder): Promise<Beaten>;
  /** Resolves when it is gone. */
  readonly died: Promise<void>;
}

export interface PosterStarter extends AsyncDisposable {
  start(settings: PosterSettings): PosterProcess;
}

/**
 * Gets the process ready to be started many times: its source is bundled once and what V8 compiles is kept, so that a
 * start takes a sixth of a second.
 */
export async function preparePosters(): Promise<PosterStarter> {
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const file = join(folder.path, "poster.mjs");
  await build({
    ...IN_ONE_FILE,
    entryPoints: [join(import.meta.dirname, "poster-process.ts")],
    outfile: file,
  });
  const startChild = (...settings: string[]) =>
    spawn(process.execPath, [file, ...settings], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { NODE_COMPILE_CACHE: join(folder.path, "compiled") },
    });
  // What was compiled is written at a clean exit only, which those that are killed never see.
  await once(startChild(), "exit");
  return {
    start: (settings) => watch(startChild(JSON.stringify(settings))),
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

/** Posters of a town: at each seat one at a time. Disposing kills them. */
export interface Posters extends AsyncDisposable {
  /**
   * A beat at the moment that the town's clock shows, by the poster at that seat; by a new one where none runs. Where
   * the poster died of it, Discord has dealt with what it sent.
   *
   * @param dieAt see `BeatOrder`
   */
  beat(dieAt?: number, seat?: number): Promise<Beaten>;
  /** Beats on, over an hour at the most, until every delivery has its end. */
  settle(): Promise<void>;
  /** Kills the poster at that seat with SIGKILL at once, if one runs; resolves when it is gone. */
  kill(seat?: number): Promise<void>;
}

/** @param mended in the place of what each fact says; left out, the facts are as they are */
export function seatPosters(starter: PosterStarter, town: PostingTown, mended?: string): Posters {
  const seats: (PosterProcess | undefined)[] = [];
  const settings = {
    databaseUrl: town.url,
    discordUrl: town.discord.url,
    token: town.discord.token,
    botId: town.discord.world.bot.id,
    logLevel: process.env.LOG_LEVEL ?? "fatal",
    mended,
  };
  const beat = async (dieAt?: number, seat = 0): Promise<Beaten> => {
    const order = { now: town.now.toString(), ...(dieAt !== undefined && { dieAt }) };
    const running = seats[seat];
    const poster = running ?? starter.start({ ...settings, beat: order });
    seats[seat] = poster;
    void poster.died.then(() => {
      if (seats[seat] === poster) seats[seat] = undefined;
    });
    const ended = await (running === undefined ? poster.first : poster.beat(order));
    if (ended === "died") await town.heardOut();
    return ended;
  };
  return {
    beat,
    async settle() {
      for (const minutes of [0, 1, 3, 31]) {
        town.now = town.now.add({ minutes });
        const ended = await beat();
        if (ended === "beaten" && (await town.states()).claimed === undefined) return;
      }
    },
    async kill(seat = 0) {
      await seats[seat]?.[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      for (const poster of seats) await poster?.[Symbol.asyncDispose]();
    },
  };
}

function watch(child: ChildProcess): PosterProcess {
  const died = once(child, "exit").then(() => {});
  const beaten = () => {
    const { promise, resolve } = Promise.withResolvers<Beaten>();
    child.once("message", () => resolve("beaten"));
    void died.then(() => resolve("died"));
    return promise;
  };
  return {
    first: beaten(),
    beat(order) {
      const done = beaten();
      // It may have died meanwhile; then there is nobody to send to.
      child.send(order, () => {});
      return done;
    },
    died,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await died;
    },
  };
}
