import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../tests/store/databases.ts";
import { median } from "../row.ts";
import { type Ask, askInTurn, askSteadily, type Times, timesOf } from "./asking.ts";
import { createDoor, type Door } from "./door.ts";
import { PROGRAMS, type Program } from "./programs.ts";
import { askAbout, askMixed } from "./questions.ts";
import { type Running, start } from "./running.ts";
import { settle, type Town } from "./town.ts";

/** What was measured of one program with so many servers. */
export interface Measured {
  readonly name: string;
  readonly servers: number;
  /** Milliseconds to ready: the middle one of three starts, after one that is not counted. */
  readonly start: number;
  /** MB, after 1,000 commands. */
  readonly memory: number;
  readonly idle: Times;
  /** At 200 commands a second. */
  readonly busy: Times;
}

const PEOPLE = 200;
const STARTS = 3;
const COMMANDS = 1000;
const IDLE_COMMANDS = 200;
const PER_SECOND = 200;
const SECONDS = 4;

/** Milliseconds for what a program does once it is at work, or after the last command. */
const REST = 2000;

/** A town, and what its programs are given: one bot, of which one program runs at a time. */
export interface Stage extends AsyncDisposable {
  readonly town: Town;
  readonly door: Door;
  /** Starts a program, whose data are those of its last run. */
  start(program: Program): Promise<Running>;
  /** Asks a program what it is there for. */
  asking(program: Program): Ask;
}

export async function openStage(servers: number, people: number): Promise<Stage> {
  const town = await settle(servers, people);
  const { discord } = town;
  const folder = await mkdtempDisposable(join(tmpdir(), "crossfade-"));
  const door = createDoor(discord);
  const port = await freePort();
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DATABASE_URL: `sqlite:${join(folder.path, "crossfade.db")}`,
  };
  // Programs by the gateway are not told of it: Crossfade refuses the half of it.
  const byHttp = { DISCORD_PUBLIC_KEY: discord.publicKey, PORT: String(port), INTERACTIONS_PORT: String(port) };
  return {
    town,
    door,
    async start(program) {
      // Guides have commands registered by a script of its own; Crossfade and Sapphire register their own.
      await register(town);
      const running = await start(program, program.by === "http" ? { ...env, ...byHttp } : env);
      door.lead(program.by === "http" ? port : undefined);
      return {
        ...running,
        async [Symbol.asyncDispose]() {
          await running[Symbol.asyncDispose]();
          door.lead(undefined);
          // Or the local Discord would keep all that it told this session.
          discord.invalidateSessions(false);
        },
      };
    },
    asking({ asks }) {
      const ask = asks === "mixed" ? askMixed : askAbout;
      return async (number) => {
        const { message, ms } = await ask(discord, town.people[number % town.people.length]!, number);
        return door.took(message?.interaction_metadata?.id) ?? ms;
      };
    },
    async [Symbol.asyncDispose]() {
      discord.forgive();
      await town[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

async function register({ discord }: Town): Promise<void> {
  if (discord.commands.some(({ name }) => name === "about")) return;
  await fetch(`${discord.url}/v10/applications/${discord.applicationId}/commands`, {
    method: "POST",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "about", description: "Answers with pong" }),
  });
}

async function measure(stage: Stage, program: Program, servers: number): Promise<Measured> {
  await (await stage.start(program))[Symbol.asyncDispose]();
  const starts: number[] = [];
  while (starts.length < STARTS - 1) {
    await using running = await stage.start(program);
    starts.push(running.started);
  }
  await using running = await stage.start(program);
  starts.push(running.started);
  await sleep(REST);
  const ask = stage.asking(program);
  const first = await askInTurn(ask, COMMANDS);
  await sleep(REST);
  const memory = running.memory();
  const idle = timesOf(await askInTurn(ask, IDLE_COMMANDS, 5));
  const busy = timesOf(await askSteadily(ask, PER_SECOND, SECONDS));
  const { missed } = timesOf(first);
  if (missed + idle.missed + busy.missed > 0) console.error(`${program.name}: ${missed} of the first had no answer`);
  return { name: program.name, servers, start: median(starts), memory, idle, busy };
}

/** All programs, one after the other. By HTTP a program does not know of servers: those are measured with one. */
export async function measureAll(servers: number, tell: (measured: Measured) => void): Promise<void> {
  await using stage = await openStage(servers, PEOPLE);
  for (const program of PROGRAMS.filter(({ by }) => by === "gateway" || servers === 1))
    tell(await measure(stage, program, servers));
}
