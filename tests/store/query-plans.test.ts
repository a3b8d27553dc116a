import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createQuietOrders } from "../../src/schedule/quiet.ts";
import { createDeliveries } from "../../src/store/deliveries.ts";
import { createEdits } from "../../src/store/edits.ts";
import { createSqliteDialect } from "../../src/store/node-sqlite.ts";
import { createOrders } from "../../src/store/orders.ts";
import { createRecord } from "../../src/store/record.ts";
import { createReports } from "../../src/store/reports.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { startSqlite } from "./databases.ts";

const NOW = Temporal.Instant.from("2026-09-28T12:00:00Z");
const TODAY = Temporal.PlainDate.from("2026-09-28");

/** More servers than are asked about at once: SQLite chooses otherwise for a long list than for a short one. */
const SERVERS = 300;

/** What the poster and its tidying ask of a SQLite file, statement by statement, each with how SQLite goes about it. */
const plans = new Map<string, readonly string[]>();

/** Those of them by which a beat finds what is due. */
const ofBeat = new Set<string>();

beforeAll(async () => {
  await using database = await startSqlite();
  const log = createLog("silent");
  const clock = () => NOW;
  await (await openStore(database.url, clock, log))[Symbol.asyncDispose]();
  const path = database.url.slice("sqlite:".length);
  using file = new DatabaseSync(path);
  fill(file);
  const said = new Set<string>();
  const db = new Kysely<Tables>({
    dialect: createSqliteDialect(path, 1000),
    log: ({ query }) => void said.add(query.sql),
  });
  await askAll(db);
  await db.destroy();
  for (const statement of said) {
    const rows = file.prepare(`explain query plan ${statement}`).all() as { detail: string }[];
    plans.set(
      statement,
      rows.map(({ detail }) => detail),
    );
  }

  async function askAll(db: Kysely<Tables>): Promise<void> {
    const orders = createOrders(db, clock, log, "2026a");
    const due = await Array.fromAsync(orders.running(NOW, true));
    const quiet = createQuietOrders(NOW);
    quiet.note(due.flat());
    for (const some of quiet.rest()) await orders.noteQuiet(some);
    await Array.fromAsync(orders.running(NOW.add({ hours: 24 }), true));
    for (const statement of said) ofBeat.add(statement);
    const deliveries = createDeliveries(db, log);
    const parts = await Array.fromAsync(orders.running());
    const [order] = parts.flat();
    const [open] = await deliveries.unfinished(NOW);
    await deliveries.unfinished(NOW, open);
    await deliveries.open(NOW);
    await deliveries.owed(NOW);
    await deliveries.memory(order?.guildId ?? "");
    await deliveries.lastingRefusals(order?.channelId ?? "", TODAY);
    await deliveries.claim({ order: order!, day: TODAY, at: NOW }, "fact", NOW, NOW);
    await deliveries.skip({ order: order!, day: TODAY, at: NOW }, NOW, "why", "fact");
    await deliveries.tidy(TODAY);
    await deliveries.silentServers(TODAY);
    await createRecord(db).lastResults("1");
    await createRecord(db).history("1", TODAY);
    await orders.untold(NOW);
    const edits = createEdits(db);
    await edits.saidOn(TODAY);
    await edits.saidOn(TODAY, "fact");
    await edits.owe({ day: TODAY, factId: "fact", contentHash: undefined }, "new", NOW);
    await edits.owe({ day: TODAY, factId: "fact", contentHash: "old" }, "new", NOW);
    await edits.owed(NOW);
    await edits.count();
    const reports = createReports(db, clock);
    await reports.untold(NOW, NOW);
  }
});

function fill(file: DatabaseSync): void {
  const numbers = `with recursive it (n) as (select 1 union all select n + 1 from it where n < ${SERVERS})`;
  file.exec(`insert into orders (channel_id, channel_type, guild_id, time, time_zone, publish, thread, created_by,
    created_at, active_since) ${numbers} select n, 0, n, '09:00:00', 'UTC', 0, 0, 1, '2025-01-01T00:00:00.000Z',
    '2025-01-01T00:00:00.000Z' from it`);
  for (const [day, state] of [
    ["2026-09-28", "claimed"],
    ["2026-09-27", "posted"],
    ["2025-01-02", "posted"],
    ["2025-01-03", "posted"],
  ]) {
    file.exec(`insert into deliveries (channel_id, day, channel_type, guild_id, state, due_at, claimed_at, attempts,
      retry_at, fact_id, lasting) ${numbers} select n, '${day}', 0, n, '${state}', '${day}T09:00:00.000Z',
      '${day}T09:00:00.000Z', 1, '${day}T09:00:00.000Z', 'fact', 0 from it`);
  }
}

test("years of deliveries are never looked through: each is found by its channel, its server, its day or what is open", () => {
  const lookups = [...plans.values()].flat().filter((it) => it.includes("deliveries"));

  expect(lookups.length).toBeGreaterThan(15);
  expect(lookups.filter((it) => !isNarrow(it))).toEqual([]);
});

test("what is to be edited or told is found by an index, whatever else was", () => {
  const lookups = [...plans]
    .filter(([it]) => /from "(edits|reports)"/.test(it) && it.includes("_at"))
    .flatMap(([, it]) => it);
  const found = lookups.filter((it) => / (edits|reports) /.test(it));

  expect(found.filter((it) => it.includes("edits_owed")).length).toBeGreaterThan(1);
  expect(found.filter((it) => it.includes("reports_untold"))).toHaveLength(1);
});

test("what falls due is found by an index: no beat looks through all orders", () => {
  const lookups = [...ofBeat].flatMap((it) => plans.get(it) ?? []).filter((it) => it.includes(" orders "));

  expect(lookups.length).toBeGreaterThan(3);
  expect(lookups.filter((it) => !/^SEARCH orders .*(guild_id|channel_id|next_at)(=|>|\)>)/.test(it))).toEqual([]);
  const servers = [...ofBeat].filter((it) => it.includes("distinct")).flatMap((it) => plans.get(it) ?? []);
  expect(servers).toEqual([expect.stringMatching(/^SEARCH orders USING COVERING INDEX orders_next /)]);
});

function isNarrow(detail: string): boolean {
  return /^SEARCH .*\((channel_id=\?|guild_id=\?|day[<=]\?|follow_up_at<\?)|USING INDEX deliveries_claimed\b/.test(
    detail,
  );
}
