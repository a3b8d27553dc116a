import { setTimeout as sleep } from "node:timers/promises";
import { type Dialect, Kysely } from "kysely";
import type { GameTable } from "../bot/game-host.ts";
import type { Archive, ReportBox, SavedFacts, Scores, ServerRecord, ShownFacts, Standings } from "../bot/tools.ts";
import type { Clock } from "../clock.ts";
import { ConfigError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { OwnFactTable } from "../own/own-fact.ts";
import type { Drafts, Suggestions } from "../own/suggestion.ts";
import type { DeliveryLog, EditLog, ReportQueue } from "../schedule/ports.ts";
import { createArchive } from "./archive.ts";
import { behind } from "./behind.ts";
import { createDeliveries } from "./deliveries.ts";
import { createEdits } from "./edits.ts";
import { createGames } from "./games.ts";
import { migrate } from "./migrate.ts";
import { createSqliteDialect, makeFolderOf } from "./node-sqlite.ts";
import { createOrders, type KeptOrders } from "./orders.ts";
import { createOwnFactTable } from "./own-facts.ts";
import { writePulse } from "./pulse.ts";
import { createRecord } from "./record.ts";
import { createReports } from "./reports.ts";
import { watchFile } from "./same-file.ts";
import { createSaved } from "./saved.ts";
import { createScores } from "./scores.ts";
import { createShown } from "./shown.ts";
import { createStandings } from "./standings.ts";
import { createDrafts, createSuggestions } from "./suggestions.ts";
import type { Tables } from "./tables.ts";
import { explainTrouble, isPassing } from "./trouble.ts";

/** Milliseconds. Discord gives up on an answer after 3 seconds. */
const SQLITE_PATIENCE = 2000;

/**
 * So much goes on at once for posts, which have time: of PostgreSQL's five connections two are left to those who ask;
 * SQLite commits together what is written at the same time, so that fewer would take longer for all.
 */
const POSTS_AT_ONCE = { sqlite: 12, postgres: 3 } as const;

/** All that the bot keeps. Dispose to close it. */
export interface Store extends AsyncDisposable {
  readonly orders: KeptOrders;
  /** The same for the poster, which stands back where people ask for something. */
  readonly queue: KeptOrders;
  readonly deliveries: DeliveryLog;
  readonly edits: EditLog;
  readonly record: ServerRecord;
  readonly shown: ShownFacts;
  readonly reports: ReportBox & ReportQueue;
  readonly saved: SavedFacts;
  readonly standings: Standings;
  readonly scores: Scores;
  readonly games: GameTable;
  readonly ownFacts: OwnFactTable;
  readonly suggestions: Suggestions;
  readonly drafts: Drafts;
  readonly archive: Archive;
  /** Writes something; rejects with the reason in words where that fails. */
  write(): Promise<void>;
}

/** Milliseconds between two attempts at a database in passing trouble, and between two lines about it. */
export interface OpeningPace {
  readonly first: number;
  readonly longest: number;
  readonly tellEvery: number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** The data on time zones that this Node goes by: another one may have other rules. */
const ZONES = `${process.versions.tz}, Node ${process.versions.node}`;

const PACE: OpeningPace = { first: 500, longest: 15_000, tellEvery: 300_000, pause: sleep };

/**
 * Opens the database and brings its tables up to date. Trouble that passes by itself is waited for.
 *
 * @param url `sqlite:FILE`, `sqlite::memory:` or `postgres://…`
 * @param patience milliseconds that a database which is locked or silent is waited for in one attempt, here and later on
 * @param zones names the data on time zones: what was worked out by others is worked out anew
 * @throws {ConfigError} when only a person can help; the reason is in it, a password is not
 */
export async function openStore(
  url: string,
  clock: Clock,
  log: Log,
  patience?: number,
  pace = PACE,
  zones = ZONES,
): Promise<Store> {
  const { db, posts } = await waitFor(() => openBoth(url, clock, log, patience), log, pace);
  const check = await watchFile(url);
  const checked = <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) => {
    return async (...args: Args) => {
      await check();
      return act(...args);
    };
  };
  // What moderators order is refused rather than lost; posts go on.
  const ordersBy = (way: Kysely<Tables>): KeptOrders => {
    const orders = createOrders(way, clock, log, zones);
    return {
      ...orders,
      add: checked(orders.add),
      change: checked(orders.change),
      remove: checked(orders.remove),
      skip: checked(orders.skip),
      unskip: checked(orders.unskip),
    };
  };
  const record = createRecord(db);
  const reports = createReports(db, clock);
  const saved = createSaved(db, clock);
  const standings = createStandings(db);
  const games = createGames(db, clock, log);
  const ownFacts = createOwnFactTable(db, clock, log);
  const suggestions = createSuggestions(db, clock);
  return {
    orders: ordersBy(db),
    queue: ordersBy(posts),
    deliveries: createDeliveries(posts, log),
    edits: createEdits(posts),
    record: { ...record, block: checked(record.block), unblock: checked(record.unblock) },
    shown: createShown(db, clock),
    reports: { ...reports, add: checked(reports.add) },
    archive: createArchive(db),
    saved: { ...saved, save: checked(saved.save) },
    standings: { ...standings, move: checked(standings.move) },
    scores: createScores(db),
    games: { ...games, open: checked(games.open), move: checked(games.move) },
    ownFacts: {
      ...ownFacts,
      add: checked(ownFacts.add),
      change: checked(ownFacts.change),
      remove: checked(ownFacts.remove),
    },
    suggestions: { ...suggestions, add: checked(suggestions.add), setBox: checked(suggestions.setBox) },
    drafts: createDrafts(db, clock),
    write: checked(() => writePulse(db, clock)),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Opens it again and again while its trouble may pass, with growing pauses. */
async function waitFor<Opened>(open: () => Promise<Opened>, log: Log, pace: OpeningPace): Promise<Opened> {
  let waited = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  for (let pause = pace.first; ; pause = Math.min(2 * pause, pace.longest)) {
    try {
      const opened = await open();
      if (waited > 0) log.info("the database can be used now");
      return opened;
    } catch (error) {
      if (!(error instanceof ConfigError) || !isPassing(error.cause)) throw error;
      if (waited >= toldAt + pace.tellEvery) {
        log.warn({ reason: error.message }, "the database cannot be used yet; waiting for it");
        toldAt = waited;
      }
    }
    await pace.pause(pause);
    waited += pause;
  }
}

/** Connects, and brings the tables up to date. @throws {ConfigError} when it cannot be used */
export async function openTables(url: string, clock: Clock, log: Log, patience?: number): Promise<Kysely<Tables>> {
  return (await openBoth(url, clock, log, patience)).db;
}

/** One database by two ways, of which the first is to be destroyed. */
async function openBoth(url: string, clock: Clock, log: Log, patience?: number) {
  const isFile = url.startsWith("sqlite:");
  const dialect = isFile ? openFile(url.slice("sqlite:".length), patience) : await connectServer(url, log, patience);
  const db = new Kysely<Tables>({ dialect });
  const posts = new Kysely<Tables>({ dialect: behind(dialect, POSTS_AT_ONCE[isFile ? "sqlite" : "postgres"]) });
  try {
    await migrate(db);
    await writePulse(db, clock);
    return { db, posts };
  } catch (error) {
    await db.destroy();
    throw new ConfigError(`DATABASE_URL names a database that cannot be used: ${explainTrouble(error)}`, {
      cause: error,
    });
  }
}

/** PostgreSQL's library is loaded where there is one: it weighs 10 MB. */
async function connectServer(url: string, log: Log, patience?: number): Promise<Dialect> {
  const { createPostgresDialect } = await import("./postgres.ts");
  return createPostgresDialect(url, log, patience);
}

function openFile(file: string, patience = SQLITE_PATIENCE): Dialect {
  try {
    makeFolderOf(file);
    return createSqliteDialect(file, patience);
  } catch (error) {
    throw new ConfigError(`DATABASE_URL names a file that cannot be opened: ${explainTrouble(error)}`, {
      cause: error,
    });
  }
}
