import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/store.ts";
import { startPostgres, startSqlite, type TestDatabase } from "../../tests/store/databases.ts";
import type { Row } from "../row.ts";
import { BETWEEN_BEATS, IDLE_BEATS, measured, measuredIdle } from "./measuring.ts";
import { DUE_SHARE, ORDERS, orderIn } from "./orders.ts";
import { openStage } from "./stage.ts";

const START = Temporal.Instant.from("2026-09-27T07:00:00Z");

/**
 * What 100,000 orders do to one process, on SQLite and on PostgreSQL: how long the event loop stands, how long commands
 * take meanwhile, memory and requests. Discord is a stand-in that takes each post at once, so that nothing but our own
 * work is measured. Takes some minutes.
 */
export async function benchScale(): Promise<Row[]> {
  return [
    ...(await scaleRows("SQLite", await startSqlite())),
    ...(await scaleRows("PostgreSQL", await startPostgres())),
  ];
}

async function scaleRows(name: string, database: TestDatabase): Promise<Row[]> {
  await using _ = database;
  let now = START.subtract({ hours: 24 });
  const clock = () => now;
  await (await openStore(database.url, clock, createLog("silent")))[Symbol.asyncDispose]();
  await orderIn(database.url);
  now = START;
  await using stage = await openStage(database.url, clock);
  const rows: Row[] = [];
  const keep = (found: readonly Row[]) => {
    rows.push(...found);
    for (const { name: what, unit, value } of found) console.error(`${what}: ${value.toFixed(2)} ${unit}`);
  };
  const measure = async (what: string, act: () => Promise<unknown>) =>
    keep(await measured(`scale, ${name}: ${what}`, stage, act));
  const measureBeatAt = (what: string, at: Temporal.DurationLike) => {
    now = START.add(at);
    return measure(what, stage.beat);
  };

  await measureBeatAt("start", { hours: 0 });
  await measure("commands alone", () => sleep(IDLE_BEATS * BETWEEN_BEATS));
  await measure("idle beats", async () => {
    for (let minutes = 1; minutes <= IDLE_BEATS; minutes++) {
      now = START.add({ minutes });
      await stage.beat();
      await sleep(BETWEEN_BEATS);
    }
  });
  const setMinutes = (minutes: number) => {
    now = START.add({ minutes: IDLE_BEATS + minutes });
  };
  keep(await measuredIdle(`scale, ${name}: an idle beat alone`, stage, setMinutes));
  await measureBeatAt(`one minute's ${ORDERS / DUE_SHARE}`, { hours: 2 });
  await measureBeatAt("midnight, and what had its time forgotten", { hours: 17 });
  await measureBeatAt("a day and more away", { hours: 48 + 12 });
  return rows;
}
