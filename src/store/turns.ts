import type { DatabaseSync } from "node:sqlite";
import { isLocked } from "./trouble.ts";

/** Milliseconds that statements are carried out at a stretch; then all else in the process has its turn. */
const STRETCH = 5;

/** Milliseconds that reads and light writes take at most, until the loop goes round, as soon as they are asked for. */
const AT_ONCE = 1;

/** Milliseconds between two attempts at a database that another program holds locked. */
const ASK_EVERY = 20;

/** Something to do with the database, in one go. */
export interface Job<Result = unknown> {
  /** Writes are committed together with those that wait beside them. */
  readonly writes: boolean;
  /** It need not outlast a power cut: what it wrote is there as long as the machine runs. */
  readonly light?: boolean;
  act(): Result;
}

/** Whoever wants something of a database in this process, in turn. */
export interface Turns {
  /** @returns what `act` gave, once it is on the disk; rejects as it threw, or when the lock outlasted the patience */
  take<Result>(job: Job<Result>): Promise<Result>;
  /** Refuses what still waits. */
  end(): void;
}

interface Waiting extends Job {
  readonly until: number;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * SQLite works within the process. So that this never stands still, statements have their turn a few milliseconds at a
 * time, and a lock of another program's is not waited for but asked about again and again.
 *
 * Each commit costs a write to the disk, so writes that wait at the same time share one. Where anything in it fails, it
 * is undone and each is carried out by itself: none fails for another's sake.
 *
 * @param patience milliseconds for which each waits for a lock
 * @param elapsed milliseconds of real time
 */
export function createTurns(database: DatabaseSync, patience: number, elapsed = () => performance.now()): Turns {
  const reads: Waiting[] = [];
  const writes: Waiting[] = [];
  /** Of writes that failed together. */
  let alone = 0;
  let writeNext = false;
  /** Milliseconds for which was worked at once since the loop went round last. */
  let busyFor = 0;
  let next: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;
  return {
    async take(job) {
      return isFree(job) ? atOnce(job) : queue(job);
    },
    end() {
      clearImmediate(next);
      clearTimeout(later);
      for (const { reject } of [...reads.splice(0), ...writes.splice(0)]) reject(new Error("the database is closed"));
    },
  };

  /** It does not wait for the disk, little was done since the loop went round last, and nothing waits. */
  function isFree({ light = false, writes: isWrite }: Job): boolean {
    const isQuick = !isWrite || (light && !database.isTransaction);
    return isQuick && busyFor < AT_ONCE && later === undefined && reads.length + writes.length === 0;
  }

  function atOnce<Result>(job: Job<Result>): Result | Promise<Result> {
    next ??= setImmediate(turn);
    const began = elapsed();
    try {
      return single(job);
    } catch (error) {
      if (isLocked(error)) return queue(job);
      throw error;
    } finally {
      busyFor += elapsed() - began;
    }
  }

  function single<Result>({ act, light = false }: Job<Result>): Result {
    return light && !database.isTransaction ? lightly(act) : act();
  }

  function lightly<Result>(act: () => Result): Result {
    database.exec("pragma synchronous = normal");
    try {
      return act();
    } finally {
      database.exec("pragma synchronous = full");
    }
  }

  function queue<Result>(job: Job<Result>): Promise<Result> {
    const { promise, reject, resolve } = Promise.withResolvers<Result>();
    // Whoever opened a transaction by a statement of its own is the only one who asks.
    const waiting = job.writes && !database.isTransaction ? writes : reads;
    waiting.push({ ...job, until: elapsed() + patience, resolve: resolve as Waiting["resolve"], reject });
    if (later === undefined) next ??= setImmediate(turn);
    return promise;
  }

  function turn(): void {
    [next, later, busyFor] = [undefined, undefined, 0];
    // One of both: together they would stand for twice as long.
    const act = writes.length > 0 && (writeNext || reads.length === 0) ? write : read;
    writeNext = act === read;
    const locked = act() === "locked";
    if (reads.length + writes.length === 0) return;
    if (locked) later = setTimeout(turn, ASK_EVERY);
    else next ??= setImmediate(turn);
  }

  function read(): "locked" | undefined {
    return each(reads, Number.POSITIVE_INFINITY);
  }

  function write(): "locked" | undefined {
    if (alone > 0 || writes.length === 1 || database.isTransaction) return each(writes, alone || 1);
    return together();
  }

  /** Carries out up to so many, each by itself. */
  function each(queue: Waiting[], count: number): "locked" | undefined {
    const end = elapsed() + STRETCH;
    for (let done = 0; done < count && queue.length > 0; done++) {
      if (done > 0 && elapsed() > end) return;
      const job = queue[0] as Waiting;
      try {
        job.resolve(single(job));
      } catch (error) {
        if (isLocked(error) && elapsed() < job.until) return refuseOverdue(queue, error);
        job.reject(error);
      }
      queue.shift();
      if (queue === writes) alone = Math.max(0, alone - 1);
    }
  }

  function together(): "locked" | undefined {
    const light = writes.every((job) => job.light);
    return light ? lightly(inOneCommit) : inOneCommit();
  }

  function inOneCommit(): "locked" | undefined {
    const end = elapsed() + STRETCH;
    const results: unknown[] = [];
    try {
      database.exec("begin immediate");
      for (const job of writes) {
        if (results.length > 0 && elapsed() > end) break;
        results.push(job.act());
      }
      database.exec("commit");
    } catch (error) {
      // On a full disk SQLite has undone it by itself.
      if (database.isTransaction) database.exec("rollback");
      if (isLocked(error)) return refuseOverdue(writes, error);
      alone = results.length + 1;
      return;
    }
    for (const [at, job] of writes.splice(0, results.length).entries()) job.resolve(results[at]);
  }

  function refuseOverdue(queue: Waiting[], error: unknown): "locked" {
    const now = elapsed();
    const overdue = queue.filter(({ until }) => until <= now);
    queue.splice(0, queue.length, ...queue.filter(({ until }) => until > now));
    for (const { reject } of overdue) reject(error);
    return "locked";
  }
}
