import { StatementSync } from "node:sqlite";
import { REST } from "@discordjs/rest";
import { createIndex } from "../../facts/find/fact-index.ts";
import { createInspector } from "../../src/bot/inspector.ts";
import { createOutlet } from "../../src/bot/outlet.ts";
import { createLog } from "../../src/log.ts";
import { createLook } from "../../src/render/look.ts";
import { createPoster } from "../../src/schedule/poster.ts";
import { openStore } from "../../src/store/store.ts";
import { eventADay } from "../facts/sample.ts";

// The part of the bot that posts, in a process of its own that can be killed: the real poster, store, outlet and REST
// client, wired as in `app.ts`, without the gateway. Its clock stands still between the beats that it is told to make.

/** What the process is given when it starts, as JSON in its one argument. */
export interface PosterSettings {
  readonly databaseUrl: string;
  readonly discordUrl: string;
  readonly token: string;
  readonly botId: string;
  readonly logLevel: string;
  /** In the place of what each fact says; left out, the facts are as they are. */
  readonly mended?: string | undefined;
  readonly beat: BeatOrder;
}

/** A beat that it is told to make. It says "beaten" when that is done. */
export interface BeatOrder {
  readonly now: string;
  /**
   * Dies in this beat, as hard as a power cut, at that step: each change to SQLite is two, just before and just after.
   */
  readonly dieAt?: number;
}

// Started without settings it was only to be compiled.
if (process.argv[2] === undefined) process.exit();

const settings = JSON.parse(process.argv[2]) as PosterSettings;
let now = Temporal.Instant.from(settings.beat.now);
let stepsLeft = Number.POSITIVE_INFINITY;
const clock = () => now;

const log = createLog(settings.logLevel);
const store = await openStore(settings.databaseUrl, clock, log);
const rest = new REST({ api: settings.discordUrl }).setToken(settings.token);
const restOnce = new REST({ api: settings.discordUrl, retries: 0 }).setToken(settings.token);
const inspector = createInspector(rest, () => settings.botId);
const { mended } = settings;
const events = eventADay();
const facts = createIndex(mended === undefined ? events : events.map((it) => ({ ...it, text: mended })), []);
const poster = createPoster({
  orders: store.orders,
  deliveries: store.deliveries,
  edits: store.edits,
  outlet: createOutlet({ rest, restOnce, inspector, botId: () => settings.botId, log }),
  facts,
  look: createLook(facts),
  clock,
  log,
});

watchChanges();
process.on("disconnect", () => process.exit());
process.on("message", (order: BeatOrder) => void beat(order));
await beat(settings.beat);

async function beat(order: BeatOrder): Promise<void> {
  now = Temporal.Instant.from(order.now);
  stepsLeft = order.dieAt ?? Number.POSITIVE_INFINITY;
  await poster.beat();
  // Whoever started it may be gone by now.
  process.send?.("beaten", () => {});
}

function pass(): void {
  stepsLeft -= 1;
  if (stepsLeft === 0) process.kill(process.pid, "SIGKILL");
}

function watchChanges(): void {
  for (const name of ["all", "run"] as const) {
    const execute = StatementSync.prototype[name] as (...values: unknown[]) => unknown;
    const watched = function (this: StatementSync, ...values: unknown[]) {
      if (!/^(insert|update|delete)/.test(this.sourceSQL)) return execute.apply(this, values);
      pass();
      const result = execute.apply(this, values);
      pass();
      return result;
    };
    Object.assign(StatementSync.prototype, { [name]: watched });
  }
}
