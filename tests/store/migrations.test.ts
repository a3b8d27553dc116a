import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/store.ts";
import { startSqlite } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NOW = Temporal.Instant.from("2026-09-28T12:00:00Z");
const DAY = Temporal.PlainDate.from("2026-09-28");

test("a database from before orders had an otherwise goes on: they get any genre and a picture, and what led is remembered", async () => {
  await using database = await startSqlite();
  const open = () => openStore(database.url, () => NOW, createLog("silent"));
  {
    await using store = await open();
    await store.orders.add(newOrder("20", { genre: "jazz" }));
    const [order] = await store.orders.list("10");
    const due = { order: order!, day: DAY, at: NOW };
    await store.deliveries.claim(due, "told", NOW, NOW);
    await store.deliveries.end({ channelId: "20", day: DAY, retryAt: NOW }, NOW, { state: "posted" });
    await store.deliveries.skip({ ...due, day: DAY.subtract({ days: 1 }) }, NOW, "offline", "missed");
  }
  {
    using file = new DatabaseSync(database.url.slice("sqlite:".length));
    const later = [
      "led",
      "pulse",
      "removed",
      "planned",
      "reports",
      "saved",
      "edits",
      "standings",
      "games",
      "scores",
      "own_facts",
      "own_states",
      "drafts",
      "suggestions",
      "suggestion_boxes",
    ];
    for (const table of later) file.exec(`drop table ${table}`);
    for (const index of ["orders_by_maker", "deliveries_said"]) file.exec(`drop index ${index}`);
    file.exec("alter table deliveries drop column content_hash");
    file.exec("alter table deliveries drop column corrected_at");
    file.exec("drop trigger orders_moved");
    file.exec("drop index orders_next");
    file.exec("alter table orders drop column next_at");
    file.exec("alter table orders drop column otherwise");
    file.exec("alter table orders drop column picture");
    file.exec("alter table orders drop column quiz");
    file.exec("delete from kysely_migration where name >= '003'");
  }

  await using store = await open();

  expect(await store.orders.list("10")).toMatchObject([
    { genre: "jazz", otherwise: "any", picture: true, quiz: false, lastDay: DAY },
  ]);
  expect((await store.record.memory("10")).led.get("20")?.get("told")).toEqual(DAY);
});
