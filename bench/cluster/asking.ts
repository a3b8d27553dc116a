import { setTimeout as sleep } from "node:timers/promises";
import type { By } from "../../playground/discord/hand.ts";
import type { Channel } from "../../playground/discord/inhabitants.ts";
import type { LocalDiscord } from "../../playground/discord/local-discord.ts";
import type { Town } from "./town.ts";

const PER_SECOND = 200;

/** Milliseconds from one look what is due to the next, and the most that are asked then. */
const TICK = 5;
const MOST_AT_ONCE = 4;

/** What became of the commands of one phase. */
export interface Tally {
  readonly phase: string;
  /** Milliseconds to each answer of any kind. */
  readonly times: number[];
  sent: number;
  /** Told that the database does not answer, of what needs it. */
  putOff: number;
  /** Told that it failed, or to wait, or of the database though it was not needed. */
  failed: number;
  /** Without an answer within Discord's 3 seconds. */
  lost: number;
  /** What came instead, by status; of the others nothing came. */
  readonly causes: Map<number, number>;
}

interface Question {
  /** Whether it cannot be answered without the database. */
  readonly needsDatabase: boolean;
  readonly of: "people" | "owners";
  ask(discord: LocalDiscord, by: By): ReturnType<LocalDiscord["command"]>;
}

const plain = (of: Question["of"], name: string, options = {}): Question => ({
  needsDatabase: false,
  of,
  ask: (discord, by) => discord.command(by, name, options),
});
const needing = (of: Question["of"], name: string): Question => ({ ...plain(of, name), needsDatabase: true });

const QUESTIONS: readonly Question[] = [
  plain("people", "about"),
  plain("people", "today"),
  needing("people", "fact"),
  plain("people", "search", { query: "walk this way" }),
  plain("people", "connect", { from: "Aerosmith", to: "Ravi Shankar" }),
  plain("owners", "about"),
  plain("owners", "today"),
  needing("owners", "daily list"),
];

const PUT_OFF = "database does not answer";
const FAILED = /That failed|asked me a lot/;

/** Asks at a steady pace from when it is made until it is stopped. */
export interface Asker {
  /** From now on commands count for this phase. */
  enter(phase: string): void;
  /** @returns how it went, once all have ended */
  stop(): Promise<readonly Tally[]>;
}

export function startAsker(discord: LocalDiscord, town: Town, first: string): Asker {
  const tallies: Tally[] = [];
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  enter(first);
  discord.wire.subscribe((entry) => {
    if (entry.kind !== "request" || entry.method !== "ANSWER" || entry.status === 200) return;
    const { causes } = current();
    causes.set(entry.status ?? 0, (causes.get(entry.status ?? 0) ?? 0) + 1);
  });
  const over = askOn();
  return {
    enter,
    async stop() {
      stopped = true;
      await over;
      await Promise.all(underWay);
      return tallies;
    },
  };

  function enter(phase: string): void {
    tallies.push({ phase, times: [], sent: 0, putOff: 0, failed: 0, lost: 0, causes: new Map() });
  }

  function current(): Tally {
    return tallies.at(-1)!;
  }

  /** What is late by more than a second is left out: a machine that cannot keep up would be asked for ever more. */
  async function askOn(): Promise<void> {
    const began = performance.now();
    for (let number = 0; !stopped; await sleep(TICK)) {
      const due = Math.floor(((performance.now() - began) * PER_SECOND) / 1000);
      number = Math.max(number, due - PER_SECOND);
      for (const end = Math.min(due, number + MOST_AT_ONCE); number < end; number++) {
        const asking: Promise<void> = ask(number, current()).finally(() => underWay.delete(asking));
        underWay.add(asking);
      }
    }
  }

  async function ask(number: number, tally: Tally): Promise<void> {
    const question = QUESTIONS[number % QUESTIONS.length]!;
    const askers = town[question.of];
    const by = askers[number % askers.length]!;
    tally.sent += 1;
    try {
      const { message, ms } = await question.ask(discord, by);
      const text = JSON.stringify(message);
      tally.times.push(ms);
      if (text.includes(PUT_OFF) && question.needsDatabase) tally.putOff += 1;
      else if (text.includes(PUT_OFF) || FAILED.test(text)) tally.failed += 1;
      // What was read is of no more use, and 200 a second are many.
      forget(by.channel, message);
    } catch {
      tally.lost += 1;
    }
  }
}

function forget({ posts }: Channel, message: unknown): void {
  const at = posts.findIndex((it) => it.message === message);
  if (at >= 0) posts.splice(at, 1);
}
