import { COMMANDS } from "../commands/index.ts";
import { type Knowledge, openFacts, SHIPPED_FACTS } from "../facts/index.ts";
import type { LinePace } from "./bot/connection.ts";
import { createDesk } from "./bot/desk.ts";
import { createLine } from "./bot/discord.ts";
import { createDispatch } from "./bot/dispatch.ts";
import { createFetchFile } from "./bot/fetch-file.ts";
import { createGameHost } from "./bot/game-host.ts";
import { createLimiter } from "./bot/limiter.ts";
import { openPictures } from "./card/open-pictures.ts";
import { type Clock, createTimeWitness } from "./clock.ts";
import { type Config, secretsOf } from "./config.ts";
import { createFeeds } from "./feeds/feeds.ts";
import { serveHealth } from "./http.ts";
import { createLog } from "./log.ts";
import { openLogOutput } from "./log-output.ts";
import { UNREAD } from "./metrics.ts";
import { createOwnFacts } from "./own/views.ts";
import { createLook } from "./render/look.ts";
import { createFitness } from "./schedule/fitness.ts";
import { startHeartbeat } from "./schedule/heartbeat.ts";
import { createPoster } from "./schedule/poster.ts";
import { startElection } from "./store/election.ts";
import { holdAlone } from "./store/sole-use.ts";
import { openStore } from "./store/store.ts";
import { isPassing } from "./store/trouble.ts";
import { createVitals } from "./vitals.ts";
import { withRoom } from "./young-space.ts";

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
  /** Does all that is due now, without waiting for the next minute. */
  beat(): Promise<void>;
  /** Resolves when it is connected to Discord, and Discord has its commands; posts go out before. */
  readonly ready: Promise<void>;
  /** Resolves when all that a start does is done; never, where it is stopped before. */
  readonly warm: Promise<void>;
  /** Resolves, with the reason, when Discord has closed the connection for good, or refuses the token or the shards. */
  readonly lost: Promise<Error>;
}

/**
 * Builds and starts the bot; resolves when all of it is at work, though Discord may be out of reach. Everything is wired
 * here and nowhere else; dispose to stop, in reverse order.
 *
 * @param writeLog takes each line of the log; standard output by default
 * @param pace how long Discord may take
 * @param facts what is known, where it was read already
 * @throws {ConfigError | FactDataError} when something that it was given does not fit
 */
export async function startApp(
  config: Config,
  machine: Clock = Temporal.Now.instant,
  writeLog?: (line: string) => void,
  pace?: LinePace,
  facts: Knowledge = readFactsFor(config),
): Promise<App> {
  await using stack = new AsyncDisposableStack();
  // Loaded where somebody can read them: the library that counts weighs 15 MB.
  const metrics = config.http === undefined ? UNREAD : (await import("./prometheus.ts")).createMetrics();
  const write = writeLog ?? openLogOutput(process.stdout, metrics.countDroppedLine);
  const log = createLog(config.logLevel, write, secretsOf(config));
  const elapsed = () => performance.now();
  const witness = createTimeWitness(machine, elapsed);
  const clock = witness.now;
  const look = createLook(facts, config.listenUrl);
  const ownFact = (id: string) => store.ownFacts.get(id);
  const pictures = stack.use(await openPictures(config, { facts, ownFact, look, log, elapsed, now: clock }));
  stack.use(await holdAlone(config.databaseUrl, log));
  const store = stack.use(await openStore(config.databaseUrl, clock, log));

  // Before Discord, so that a bot that waits for Discord can say so.
  const vitals = createVitals({ clock, elapsed, log, deliveries: store.deliveries, write: store.write });
  metrics.watch(vitals);
  const feeds = createFeeds({ facts, clock, publicUrl: config.publicUrl });
  const health = { problems: vitals.problems, metrics: metrics.read, card: pictures.page, feeds };
  if (config.http !== undefined) stack.use(await serveHealth(config.http, health, log));

  const { orders, record, shown } = store;
  const ownFacts = createOwnFacts(store.ownFacts, facts, elapsed);
  const discord = stack.use(await createLine(config, log, metrics, witness, pace));
  const poster = createPoster({
    orders: store.queue,
    deliveries: store.deliveries,
    edits: store.edits,
    outlet: discord.outlet,
    facts,
    factsOf: async (guildId) => (await ownFacts.view(guildId)) ?? facts,
    look,
    pictures,
    clock,
    witness,
    elapsed,
    log,
    // While Discord asked for a long pause, nothing is even begun: what is due would wait out its claim.
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
  const games = stack.use(createGameHost({ table: store.games, screen: discord.screen, clock, log }));
  const beat = () => withRoom(() => Promise.all([poster.beat(), vitals.watch(), games.resume()]));
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
    standings: store.standings,
    scores: store.scores,
    games,
    ownFacts,
    suggestions: store.suggestions,
    drafts: store.drafts,
    desk: createDesk(discord.outlet),
    fetchFile: createFetchFile(config.discordApiUrl),
    ownChanged: poster.changed,
    archive: store.archive,
    inspector,
    look,
    pictures,
    postToday: poster.postToday,
    random: Math.random,
  };
  const limiter = createLimiter(elapsed);
  discord.open(COMMANDS, createDispatch(COMMANDS, tools, log, metrics.countAnswer, limiter, isPassing));
  const ready = discord.ready.then(() => log.info({ facts: facts.facts.length }, "ready"));
  const { promise: warm, resolve: isWarm } = Promise.withResolvers<void>();
  const warming = setTimeout(() => {
    facts.warmUp();
    isWarm();
    void pictures.drawAhead(clock());
  }, WARM_UP_AFTER);
  stack.defer(() => clearTimeout(warming));
  const drawing = setInterval(() => void pictures.drawAhead(clock()), AN_HOUR);
  stack.defer(() => clearInterval(drawing));

  const parts = stack.move();
  return { beat, ready, warm, lost: discord.lost, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

function readFactsFor({ factsDirectory }: Config): Knowledge {
  return openFacts([SHIPPED_FACTS, ...(factsDirectory === undefined ? [] : [factsDirectory])]);
}
