import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { COMMANDS } from "../../commands/index.ts";
import { openFacts } from "../../facts/index.ts";
import { createDispatch } from "../../src/bot/dispatch.ts";
import { createLog } from "../../src/log.ts";
import { createOwnFacts } from "../../src/own/views.ts";
import { createLook } from "../../src/render/look.ts";
import type { Outlet } from "../../src/schedule/ports.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { isPassing } from "../../src/store/trouble.ts";
import { withRoom } from "../../src/young-space.ts";
import { toolsOf } from "../../tests/bot/tools-of.ts";
import { SERVERS } from "./orders.ts";

/** A process that posts and answers, and how often it asked Discord. */
export interface Stage extends AsyncDisposable {
  /** One of the poster's, as the bot has it. */
  beat(): Promise<void>;
  readonly requests: { count: number };
  /** Asks a command. @returns milliseconds to its answer */
  ask(): Promise<number>;
}

export async function openStage(url: string, clock: () => Temporal.Instant): Promise<Stage> {
  const log = createLog("silent");
  const store = await openStore(url, clock, log);
  const facts = openFacts();
  facts.warmUp();
  const look = createLook(facts);
  const requests = { count: 0 };
  const poster = createPoster({
    orders: store.queue,
    deliveries: store.deliveries,
    outlet: createOutlet(requests),
    facts,
    look,
    clock,
    log,
    isBusy: isPassing,
  });
  const tools = {
    ...toolsOf(store, facts, facts.graph, clock),
    ownFacts: createOwnFacts(store.ownFacts, facts, () => performance.now()),
  };
  const dispatch = createDispatch(COMMANDS, tools, log);
  let asked = 0;
  return {
    beat: () => withRoom(poster.beat),
    requests,
    async ask() {
      asked += 1;
      const caller = {
        userId: String(asked),
        guildId: String(1_000_000 + (asked % SERVERS)),
        channelId: String(asked),
        mayManage: true,
      };
      const [command, subcommand] = asked % 2 === 0 ? ["fact", undefined] : ["daily", "list"];
      const began = performance.now();
      await dispatch.answer({ kind: "command", caller, command, subcommand, options: {} } as Parameters<
        typeof dispatch.answer
      >[0]);
      return performance.now() - began;
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

function createOutlet(requests: { count: number }): Outlet {
  const count = <Answer>(answer: Answer) => {
    return async () => {
      requests.count += 1;
      await sleep(1);
      return answer;
    };
  };
  return {
    send: count({ outcome: "posted", messageId: "1", placeId: "1" } as const),
    find: count("absent" as const),
    publish: count(undefined),
    startThread: count(undefined),
    answers: count(true),
    reaches: count(true),
    tell: count("told" as const),
    write: count(undefined),
    edit: count({ outcome: "edited" } as const),
  };
}
