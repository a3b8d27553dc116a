import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../log.ts";

/** Milliseconds. */
export interface ElectionPace {
  /** Between two questions to the database: whether the office is free, or still held. */
  readonly askEvery: number;
  /** That an answer may take. */
  readonly patience: number;
  /** Of silence, after which the database frees the office: its holder hangs, or the line to it is cut. */
  readonly silence: number;
}

const PACE: ElectionPace = { askEvery: 2000, patience: 5000, silence: 10_000 };

/** An advisory lock of the session: PostgreSQL frees it when the session ends, however that comes. */
const OFFICE = "hashtextextended('crossfade: who posts', 0)";
const TAKE_OFFICE = `select pg_try_advisory_lock(${OFFICE}) as taken`;
const LEAVE_OFFICE = `select pg_advisory_unlock(${OFFICE})`;

/** PostgreSQL shows the halves of the lock's number. */
const IS_HELD = `select exists (
  select from pg_locks, pg_database, (select ${OFFICE} as office) as it
  where locktype = 'advisory' and objsubid = 1 and granted and datname = current_database() and database = pg_database.oid
    and classid::bigint = (office >> 32) & 4294967295 and objid::bigint = office & 4294967295
) as held`;

/** Which of the processes that share a database posts. Dispose to leave the office to another. */
export interface Election extends AsyncDisposable {
  /** Whether it is this one. */
  elected(): boolean;
  /** Whether it is known that there is one: this, or another that holds the office. */
  someoneElected(): boolean;
}

/**
 * Stands for election, so that one process alone fills Discord's 50 requests a second; another takes over within
 * seconds.
 *
 * That no post is made twice does not hang on it: claims see to that, also while two hold themselves elected. Processes
 * on one SQLite file are all elected.
 *
 * @param url the database, as `DATABASE_URL` names it
 * @param onElected called when this process is elected later on
 * @param isFit whether it can post: one that cannot leaves the office, and stands again once it can
 * @returns once it is known who was elected, or that the database does not answer
 */
export async function startElection(
  url: string,
  log: Log,
  onElected: () => void,
  isFit: (elected: boolean) => boolean = () => true,
  pace: ElectionPace = PACE,
): Promise<Election> {
  if (url.startsWith("sqlite:"))
    return { elected: () => true, someoneElected: () => true, async [Symbol.asyncDispose]() {} };
  const leaving = new AbortController();
  const { promise: known, resolve: tellKnown } = Promise.withResolvers<void>();
  let elected: boolean | undefined;
  let answered = false;
  let silent = false;
  const over = stand();
  await known;
  return {
    elected: () => elected === true,
    someoneElected: () => answered,
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await over;
    },
  };

  async function stand(): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        await using line = await connect(url, pace, lose);
        while (!leaving.signal.aborted) {
          const fit = isFit(elected === true);
          if (elected && !fit) log.warn("Discord does not answer this process; posting is left to another");
          if (elected && !fit) await line.leave();
          become(fit ? await (elected ? line.stays() : line.take()) : false);
          answered = fit || (await line.isHeld());
          if (silent) log.info("the database can be asked who posts again");
          silent = false;
          await pause();
        }
      } catch (error) {
        lose();
        if (!silent) log.warn({ err: error }, "the database cannot be asked who posts; it is asked again");
        silent = true;
        await pause();
      }
    }
    elected = false;
  }

  function lose(): void {
    answered = false;
    become(false);
  }

  function become(now: boolean): void {
    const before = elected;
    elected = now;
    tellKnown();
    if (before === now) return;
    log.info(now ? "elected to post" : "not elected to post; standing by");
    if (now && before !== undefined) onElected();
  }

  async function pause(): Promise<void> {
    await sleep(pace.askEvery, undefined, { signal: leaving.signal }).catch(() => {});
  }
}

/** A session of its own, for the lock goes with it. */
async function connect(connectionString: string, { patience, silence }: ElectionPace, onLost: () => void) {
  const { Client } = await import("pg");
  const client = new Client({ connectionString, connectionTimeoutMillis: patience, query_timeout: patience });
  // Unheard it would end the process; the next question fails and tells why.
  client.on("error", onLost);
  await client.connect();
  // Before PostgreSQL 14 there is none: then a holder that hangs keeps the office until its connection is given up.
  await client.query(`set idle_session_timeout = ${silence}`).catch(() => {});
  return {
    async take(): Promise<boolean> {
      const { rows } = await client.query<{ taken: boolean }>(TAKE_OFFICE);
      return rows[0]?.taken === true;
    },
    async leave(): Promise<void> {
      await client.query(LEAVE_OFFICE);
    },
    /** Whether anyone has the office. */
    async isHeld(): Promise<boolean> {
      const { rows } = await client.query<{ held: boolean }>(IS_HELD);
      return rows[0]?.held === true;
    },
    /** The lock lives as long as its session: an answer is proof enough. Throws when the session is gone. */
    async stays(): Promise<true> {
      await client.query("select 1");
      return true;
    },
    async [Symbol.asyncDispose]() {
      await Promise.race([client.end(), sleep(1000, undefined, { ref: false })]).catch(() => {});
    },
  };
}
