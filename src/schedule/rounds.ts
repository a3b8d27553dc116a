import type { Clock } from "../clock.ts";
import { type Lanes, PATIENCE, upTo } from "./lanes.ts";
import type { OrderQueue } from "./ports.ts";
import { createQuietOrders, type QuietOrders } from "./quiet.ts";
import type { Serve } from "./serving.ts";
import { hasMissed, keyOf, type Task, tasksOf } from "./task.ts";
import type { Trust } from "./trust.ts";

/** What rounds need; handed in. */
export interface RoundsParts {
  readonly orders: Pick<OrderQueue, "running" | "countRunning" | "noteQuiet">;
  readonly clock: Clock;
  readonly elected: () => boolean;
  readonly lanes: Pick<Lanes, "each">;
  readonly trust: Trust;
  readonly serve: Serve;
  /** Whether the database failed so that it fails for all just now, as one that is locked does. */
  readonly isBusy: (error: unknown) => boolean;
  /** Takes what failed. */
  readonly tell: (error: unknown) => void;
}

/** Rounds through all orders. One goes on beside another: none takes what another has in hand. */
export interface Rounds {
  /**
   * Serves all that is due at `asked`. Ends at the first sign that the database is busy: what is left then is a later
   * round's.
   *
   * @returns whether it came to its end
   */
  serveDue(asked: Temporal.Instant): Promise<boolean>;
  /** Due posts that nobody has: those of other processes' where this one stands by. */
  left(): readonly Task[];
  /** How many orders ran when they were counted last. */
  running(): number;
}

/**
 * Servers with missed days that wait at once: after a day away all of them have some, which the memory need not hold.
 * Enough that none of the lanes is ever without one.
 */
const MISSED_AT_ONCE = 40;

/** So few are counted in each round; more of them by the hour, for that takes some milliseconds. */
const COUNTED_EACH_TIME = 5000;

/** A round under way. */
interface Course {
  readAt: Temporal.Instant;
  over: boolean;
  /** Asked once a round. */
  readonly canAct: () => Promise<boolean>;
  readonly certain: () => Promise<boolean>;
}

type ServerTasks = readonly [guildId: string, tasks: readonly Task[]];

export function createRounds({ clock, elected, isBusy, lanes, orders, serve, tell, trust }: RoundsParts): Rounds {
  const inHand = new Set<string>();
  let left = new Map<string, Task>();
  let reading: Promise<void> = Promise.resolve();
  let running = 0;
  let countedIn = "";
  /** Servers with missed days that were handed out, and whoever waits for one of them to be done. */
  let missing = 0;
  let wake = () => {};
  return { serveDue, left: () => [...left.values()], running: () => running };

  async function serveDue(asked: Temporal.Instant): Promise<boolean> {
    const canAct = once(() => trust.canAct(true));
    const course: Course = { readAt: asked, over: false, canAct, certain: once(trust.certain) };
    try {
      await lanes.each(
        partsAt(asked, course),
        ([guildId, tasks]) => turn(guildId, tasks, course),
        ([, tasks]) => done(tasks),
      );
    } catch (error) {
      failed(course, error);
      course.over = true;
    }
    return !course.over;
  }

  /** What is due, servers at a time as their orders are read; one round reads at a time. */
  async function* partsAt(asked: Temporal.Instant, course: Course): AsyncGenerator<readonly ServerTasks[]> {
    const before = reading;
    const { promise, resolve } = Promise.withResolvers<void>();
    reading = promise;
    try {
      await before;
      course.readAt = clock();
      if (elected()) yield* mine(asked, course);
      else await countOthers(asked);
    } finally {
      resolve();
    }
  }

  async function* mine(asked: Temporal.Instant, course: Course): AsyncGenerator<readonly ServerTasks[]> {
    // By a clock that was set back meanwhile it may not be due any more.
    for (const [key, { at }] of left) if (Temporal.Instant.compare(at, asked) > 0) left.delete(key);
    const still = Map.groupBy(left.values(), ({ order }) => order.guildId);
    const quiet = createQuietOrders(asked);
    for await (const tasks of readAt(asked, quiet)) {
      const again = [...new Set(tasks.map(({ order }) => order.guildId))].flatMap((id) => takeFrom(still, id));
      const open = new Map([...again, ...tasks].map((task) => [keyOf(task), task]));
      yield await take([...open.values()], course);
      if (missing > MISSED_AT_ONCE) await upTo(PATIENCE, room());
    }
    yield await take([...still.values()].flat(), course);
    for (const some of quiet.rest()) await aside(orders.noteQuiet(some));
    if (inHand.size === 0) await trust.canAct(false);
  }

  /** Another process posts: what it leaves is counted. */
  async function countOthers(asked: Temporal.Instant): Promise<void> {
    const found = new Map<string, Task>();
    for await (const tasks of readAt(asked)) {
      for (const task of tasks) if (!task.missed) found.set(keyOf(task), task);
    }
    left = found;
  }

  /** @param quiet takes those that have none; without it, another process serves */
  async function* readAt(asked: Temporal.Instant, quiet?: QuietOrders): AsyncGenerator<readonly Task[]> {
    for await (const some of orders.running(asked, quiet !== undefined)) {
      const tasks = tasksOf(some, asked);
      yield tasks;
      if (quiet === undefined) continue;
      const busy = new Set(tasks.map(({ order }) => order));
      for (const enough of quiet.note(some.filter((it) => !busy.has(it)))) await aside(orders.noteQuiet(enough));
    }
    await aside(count(asked));
  }

  /** What fails in it keeps nobody from a post. */
  async function aside(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (isBusy(error)) throw error;
      tell(error);
    }
  }

  async function count(asked: Temporal.Instant): Promise<void> {
    const hour = asked.toString().slice(0, "2026-09-27T09".length);
    if (running >= COUNTED_EACH_TIME && hour === countedIn) return;
    running = await orders.countRunning();
    countedIn = hour;
  }

  async function take(tasks: readonly Task[], course: Course): Promise<readonly ServerTasks[]> {
    const open = tasks.filter((task) => !inHand.has(keyOf(task)));
    if (open.length === 0) return [];
    // What goes on being read is counted.
    if (course.over || !(await course.canAct())) {
      for (const task of open) leave(task);
      return [];
    }
    const sure = open.some(({ missed }) => missed) && (await course.certain());
    const taken = open.filter(({ missed }) => sure || !missed);
    for (const task of taken) inHand.add(keyOf(task));
    const servers = [...Map.groupBy(taken, ({ order }) => order.guildId)];
    missing += servers.filter(([, tasks]) => hasMissed(tasks)).length;
    return servers;
  }

  async function turn(guildId: string, tasks: readonly Task[], course: Course): Promise<void> {
    const settled = new Set<Task>();
    try {
      if (course.over) return;
      await serve(guildId, tasks, {
        readAt: course.readAt,
        over: () => course.over,
        settled(task) {
          settled.add(task);
          left.delete(keyOf(task));
        },
        failed: (error) => failed(course, error),
      });
    } catch (error) {
      failed(course, error);
    } finally {
      done(tasks, settled);
    }
  }

  function done(tasks: readonly Task[], settled?: ReadonlySet<Task>): void {
    putBack(tasks, settled);
    if (!hasMissed(tasks)) return;
    missing -= 1;
    wake();
  }

  /** Resolves when fewer servers with missed days wait. */
  async function room(): Promise<void> {
    while (missing > MISSED_AT_ONCE) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  }

  function failed(course: Course, error: unknown): void {
    course.over ||= isBusy(error);
    tell(error);
  }

  function putBack(tasks: readonly Task[], settled: ReadonlySet<Task> = new Set()): void {
    for (const task of tasks) {
      inHand.delete(keyOf(task));
      if (!settled.has(task)) leave(task);
    }
  }

  function leave(task: Task): void {
    if (!task.missed) left.set(keyOf(task), task);
  }
}

function takeFrom<Key, Item>(map: Map<Key, Item[]>, key: Key): readonly Item[] {
  const items = map.get(key) ?? [];
  map.delete(key);
  return items;
}

function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
