import { setTimeout as sleep } from "node:timers/promises";
import type { TestServer } from "../../tests/store/databases.ts";
import type { Balancer } from "./balancer.ts";
import type { Processes } from "./processes.ts";

/** What befalls the cluster. */
export interface Cluster {
  readonly processes: Processes;
  readonly balancer: Balancer;
  readonly database: TestServer;
}

/** A stretch of time in which one thing happens. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  /** @returns where another process had to take over the posts: from when that counts, by `performance.now()` */
  befall?(cluster: Cluster): Promise<number | undefined>;
}

/** Milliseconds that PostgreSQL is away: as long as an upgrade within a version takes. */
const AWAY = 3000;

const kill = async ({ processes }: Cluster) => {
  const { at, posted } = await processes.killNext();
  return posted ? at : undefined;
};

/** Twice, so that the second comes while the first worker still ends. */
const reload = async ({ balancer }: Cluster) => {
  balancer.reload();
  await sleep(5000);
  balancer.reload();
  return undefined;
};

const restart = async ({ database }: Cluster) => {
  await database.stop();
  await sleep(AWAY);
  await database.start();
  return performance.now();
};

/** From the minute in which all posts are due. They take some 205 seconds, if nothing happens. */
export const PHASES: readonly Phase[] = [
  { name: "posting", seconds: 15 },
  { name: "kill 1", seconds: 30, befall: kill },
  { name: "kill 2", seconds: 30, befall: kill },
  { name: "kill 3", seconds: 30, befall: kill },
  { name: "reload", seconds: 15, befall: reload },
  { name: "PostgreSQL restart", seconds: 30, befall: restart },
];
