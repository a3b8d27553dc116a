import { COMMANDS } from "../commands/index.ts";
import { openFacts, SHIPPED_FACTS } from "../facts/index.ts";
import type { LinePace } from "./bot/connection.ts";
import { createLine } from "./bot/discord.ts";
import { createDispatch } from "./bot/dispatch.ts";
import { createLimiter } from "./bot/limiter.ts";
import { openPictures } from "./card/open-pictures.ts";
import { type Clock, createTimeWitness } from "./clock.ts";
import { type Config, secretsOf } from "./config.ts";
import { createFeeds } from "./feeds/feeds.ts";
import { serveHealth } from "./http.ts";
import { createLog } from "./log.ts";
import { openLogOutput } from "./log-output.ts";
import { UNREAD } from "./metrics.ts";
import { createLook } from "./render/look.ts";
import { createFitness } from "./schedule/fitness.ts";
import { startHeartbeat } from "./schedule/heartbeat.ts";
import { createPoster } from "./schedule/poster.ts";
import { clearStartWaste } from "./start-waste.ts";
import { startElection } from "./store/election.ts";
import { holdAlone } from "./store/sole-use.ts";
import { openStore } from "./store/store.ts";
import { isPassing } from "./store/trouble.ts";
import { createVitals } from "./vitals.ts";

/** How long a post under way may go on once the bot is told to stop. */
const STOP_LIMIT = Temporal.Duration.from({ seconds: 5 });

/** Milliseconds: what takes a while comes once it is connected, not just as it connects. */
const WARM_UP_AFTER = 1000;

/** Milliseconds between two looks which day begins somewhere. */
const AN_HOUR = 3_600_000;

/** Milliseconds that Discord may take over a question whether it answers. */
const ANSWER_LIMIT = 10_000;

/** The running bot. Dispose to stop it. */
export interface App extends AsyncDisposable {
  /** Posts all that is due now, without waiting for the next minute. */
  beat(): Promise<void>;
  /** Resolves when it is connected to Discord, and Discord has its commands; posts go out before. */
  readonly ready: Promise<void>;
  /** Resolves, with the reason, when Discord has closed the connection for good, or refuses the token or the shards. */
  readonly lost: Promise<Error>;
}

/**
 * Builds and starts the bot; resolves when all of it is at work, though Discord may be out of reach. Everything is wired
 * here and nowhere else; dispose to stop, in reverse order.
 *
 * @param writeLog takes each line of the log; standard output by default
 * @param pace how long Discord may take
 * @throws {ConfigError | FactDataError} when something that it was given does not fit
 */
export async function startApp(
  config: Config,
  machine: Clock = Temporal.Now.instant,
  writeLog?: (line: string) => void,
  pace?: LinePace,
): Promise<App> {
  await using stack = new AsyncDisposableStack();
  // Loaded where somebody can read them: the library that counts weighs 15 MB.
  const metrics = config.http === undefined ? UNREAD : (await import("./prometheus.ts")).createMetrics();
  const write = writeLog ?? openLogOutput(process.stdout, metrics.countDroppedLine);
  const log = createLog(config.logLevel, write, secretsOf(config));
  const elapsed = () => performance.now();
  const witness = createTimeWitness(machine, elapsed);
  const clock = witness.now;
  const facts = openFacts([SHIPPED_FACTS, ...(config.factsDirectory === undefined ? [] : [config.factsDirectory])]);
  const look = createLook(facts, config.listenUrl);
  const pictures = stack.use(await openPictures(config, { facts, look, log, elapsed, now: clock }));
  stack.use(await holdAlone(config.databaseUrl, log));
  const store = stack.use(await openStore(config.databaseUrl, clock, log));

  // Before Discord, so that a bot that waits for Discord can say so.
  const vitals = createVitals({ clock, elapsed, log, deliveries: store.deliveries, write: store.write });
  metrics.watch(vitals);
  const feeds = createFeeds({ facts, clock, publicUrl: config.publicUrl });
  const health = { problems: vitals.problems, metrics: metrics.read, card: pictures.page, feeds };
  if (config.http !== undefined) stack.use(await serveHealth(config.http, health, log));

  const { orders, record, shown } = store;
  const discord = stack.use(await createLine(config, log, metrics, witness, pace));
  const poster = createPoster({
    orders,
    deliveries: store.deliveries,
    edits: store.edits,
    outlet: discord.outlet,
    facts,
    look,
    pictures,
    clock,
    witness,
    elapsed,
    log,
    // While Discord asked for a pause, nothing is even begun.
    elected: () => election.elected() && !discord.paused(),
    isBusy: isPassing,
    reports:
      config.reportsChannel === undefined ? undefined : { queue: store.reports, channelId: config.reportsChannel },
    onEnd: metrics.countDelivery,
  });
  const answers = () => discord.outlet.answers(AbortSignal.timeout(ANSWER_LIMIT));
  const isFit = createFitness({ answers, elapsed });
  const election = stack.use(await startElection(config.databaseUrl, log, () => void poster.beat(), isFit));
  stack.defer(() => poster.stop(STOP_LIMIT));
  vitals.attend({ line: discord, poster, someoneElected: election.someoneElected, answers });
  const beat = async () => void (await Promise.all([poster.beat(), vitals.watch()]));
  stack.use(startHeartbeat({ beat }, Temporal.Now.instant));

  // Last, as posts need neither the gateway nor the commands.
  const { inspector } = discord;
  const tools = {
    facts,
    graph: facts.graph,
    clock,
    orders,
    record,
    shown,
    reports: store.reports,
    saved: store.saved,
    archive: store.archive,
    inspector,
    look,
    pictures,
    postToday: poster.postToday,
    random: Math.random,
  };
  const limiter = createLimiter(elapsed);
  discord.open(COMMANDS, createDispatch(COMMANDS, tools, log, metrics.countAnswer, limiter));
  const ready = discord.ready.then(() => log.info({ facts: facts.facts.length }, "ready"));
  const warming = setTimeout(() => {
    facts.warmUp();
    clearStartWaste();
    void pictures.drawAhead(clock());
  }, WARM_UP_AFTER);
  stack.defer(() => clearTimeout(warming));
  const drawing = setInterval(() => void pictures.drawAhead(clock()), AN_HOUR);
  stack.defer(() => clearInterval(drawing));

  const parts = stack.move();
  return { beat: poster.beat, ready, lost: discord.lost, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}
