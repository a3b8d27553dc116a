import { setTimeout as sleep } from "node:timers/promises";
import type { By } from "../../playground/discord/hand.ts";
import { median } from "../row.ts";
import { askInTurn, askSteadily, type Times, timesOf } from "./asking.ts";
import { CROSSFADE, FLOOR } from "./programs.ts";
import { askAbout, MODERATORS_QUESTIONS, QUESTIONS, RARER_QUESTIONS } from "./questions.ts";
import { openStage, type Stage } from "./stage.ts";

/** Crossfade beside the floor, of one run. */
export interface Pair<Value> {
  readonly crossfade: Value;
  readonly floor: Value;
}

/** What the limits are held to. */
export interface Paired {
  /** Milliseconds to ready. */
  readonly start: Pair<number>;
  /** MB after 1,000 commands, with one server. */
  readonly memory: Pair<number>;
  /** By command; the floor's is always `/about`, asked in turn with it. */
  readonly idle: Readonly<Record<string, Pair<Times>>>;
  /** Of all commands mixed, at 200 a second. */
  readonly busy: Pair<Times>;
}

const STARTS = 3;
const RUNS = 3;
const COMMANDS = 1000;
const QUESTIONS_EACH = 300;
const BLOCKS = 3;
const PEOPLE = 1000;
const REST = 2000;

/** So many that none is asked more by its moderator than the bot allows one person. */
const MODERATED_SERVERS = 80;

/**
 * Crossfade and the floor in turn: what else the machine does falls on both alike. Starts and memory with one server;
 * answers from two that run side by side, each on a local Discord of its own, of which one is asked at a time.
 */
export async function measurePair(): Promise<Paired> {
  return { ...(await measureStarts()), ...(await measureAnswers()) };
}

async function measureStarts(): Promise<Pick<Paired, "start" | "memory">> {
  const programs = [CROSSFADE, FLOOR];
  const starts = programs.map((): number[] => []);
  const memories = programs.map((): number[] => []);
  await using stage = await openStage(1, 200);
  for (const program of programs) await (await stage.start(program))[Symbol.asyncDispose]();
  for (let run = 0; run < STARTS; run++) {
    for (const [at, program] of programs.entries()) {
      await using running = await stage.start(program);
      starts[at]!.push(running.started);
      if (run >= RUNS) continue;
      await sleep(REST);
      await askInTurn(stage.asking(program), COMMANDS);
      await sleep(REST);
      memories[at]!.push(running.memory());
    }
  }
  const pairOf = ([crossfade = [], floor = []]: number[][]) => ({
    crossfade: median(crossfade),
    floor: median(floor),
  });
  return { start: pairOf(starts), memory: pairOf(memories) };
}

async function measureAnswers(): Promise<Pick<Paired, "idle" | "busy">> {
  await using ours = await openStage(MODERATED_SERVERS, PEOPLE);
  await using theirs = await openStage(MODERATED_SERVERS, PEOPLE);
  await using _crossfade = await ours.start(CROSSFADE);
  await using _floor = await theirs.start(FLOOR);
  await sleep(REST);
  await askInTurn(ours.asking(CROSSFADE), COMMANDS);
  await askInTurn(theirs.asking(FLOOR), COMMANDS);

  // Both are asked in places of the same kind: Discord tells more of a server's channel.
  const everyone = { ours: ours.town.people, theirs: theirs.town.people };
  const moderators = { ours: moderatorsOf(ours), theirs: moderatorsOf(theirs) };
  const idle: Record<string, Pair<Times>> = {};
  const kinds = [
    ...Object.entries({ ...QUESTIONS, ...RARER_QUESTIONS }).map((it) => [...it, everyone] as const),
    ...Object.entries(MODERATORS_QUESTIONS).map((it) => [...it, moderators] as const),
  ];
  for (const [name, question, people] of kinds) {
    const crossfade: number[] = [];
    const floor: number[] = [];
    for (let number = 0; number < QUESTIONS_EACH; number++) {
      const times = [crossfade, floor] as const;
      const asks = [
        () => question(ours.town.discord, inTurn(people.ours, number), number),
        () => askAbout(theirs.town.discord, inTurn(people.theirs, number), number),
      ];
      for (const [at, ask] of asks.entries()) {
        times[at]!.push(
          await ask().then(
            ({ ms }) => ms,
            () => Number.POSITIVE_INFINITY,
          ),
        );
        await sleep(2);
      }
    }
    idle[name] = { crossfade: timesOf(crossfade), floor: timesOf(floor) };
  }

  const busy = { crossfade: [] as number[], floor: [] as number[] };
  for (let block = 0; block < BLOCKS; block++) {
    busy.crossfade.push(...(await askSteadily(ours.asking(CROSSFADE), 200, 3)));
    busy.floor.push(...(await askSteadily(theirs.asking(FLOOR), 200, 3)));
  }
  return { idle, busy: { crossfade: timesOf(busy.crossfade), floor: timesOf(busy.floor) } };
}

function inTurn(people: readonly By[], number: number): By {
  return people[number % people.length]!;
}

/** One for each server, as a person is allowed so many questions. */
function moderatorsOf({ town: { discord, moderators } }: Stage): By[] {
  const { world } = discord;
  return moderators.map(({ channel }, number) => {
    const server = world.serverOf(channel)!;
    const person = world.addPerson(`Moderator ${number}`);
    world.join(server, person, [world.addRole(server, "Moderators", { permissions: 32n })]);
    return { person, channel };
  });
}
