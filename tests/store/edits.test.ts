import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";
import { newOrder } from "./new-order.ts";

const NOW = Temporal.Instant.from("2026-09-28T12:00:00Z");
const log = createLog("silent");
/** So many that they are read in parts. */
const CHANNELS = 600;

describe.each([
  ["SQLite", startSqlite],
  ["PostgreSQL", startPostgres],
])("%s", (_, startDatabase) => {
  let database: TestDatabase;
  let store: Store;
  let day = Temporal.PlainDate.from("2026-09-01");

  beforeAll(async () => {
    database = await startDatabase();
    store = await openStore(database.url, () => NOW, log);
    for (let number = 0; number < CHANNELS; number++)
      await store.orders.add({ ...newOrder(`${1000 + number}`), guildId: `${10 + Math.floor(number / 10)}` });
  }, 60_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  /** A day of this test's own, on which so many channels had a post that says that. */
  async function posted(count: number, contentHash: string | undefined, factId = "told") {
    day = day.add({ days: 1 });
    const at = day.toZonedDateTime({ timeZone: "UTC", plainTime: "09:00" }).toInstant();
    for (let number = 0; number < count; number++) {
      const channelId = `${1000 + number}`;
      const order = (await store.orders.list(`${10 + Math.floor(number / 10)}`)).find(
        (it) => it.channelId === channelId,
      );
      await store.deliveries.claim({ order: order!, day, at }, factId, NOW, NOW);
      const ending = { state: "posted", posted: { messageId: `5${number}`, placeId: channelId }, contentHash } as const;
      await store.deliveries.end({ channelId, day, retryAt: NOW }, NOW, ending);
    }
    return { day, factId, contentHash };
  }

  async function owed(now = NOW) {
    const some = [];
    for (let part = await store.edits.owed(now); part.length > 0; part = await store.edits.owed(now)) {
      some.push(...part);
      for (const it of part) await store.edits.edited(it, it.saying, NOW);
    }
    return some;
  }

  test("what a day's posts say is told once a wording, also where none was noted", async () => {
    const first = await posted(3, "a");
    const unnoted = await posted(2, undefined);
    await store.deliveries.claim({ order: (await store.orders.list("10"))[5]!, day, at: NOW }, "open", NOW, NOW);

    expect(await store.edits.saidOn(first.day)).toEqual([first]);
    expect(await store.edits.saidOn(unnoted.day)).toEqual([unnoted]);
    expect(await store.edits.saidOn(first.day, "told")).toEqual([first]);
    expect(await store.edits.saidOn(first.day, "other")).toEqual([]);
  });

  test("all posts in a wording are edited once, and then say the new one", async () => {
    const said = await posted(CHANNELS, "a");

    await store.edits.owe(said, "b", NOW);
    await store.edits.owe(said, "b", NOW);
    const count = await store.edits.count();
    const edits = await owed();

    expect(count).toBe(CHANNELS);
    expect(new Set(edits.map((it) => it.channelId)).size).toBe(CHANNELS);
    expect(edits).toHaveLength(CHANNELS);
    expect(edits.find((it) => it.channelId === "1007")).toMatchObject({
      guildId: "10",
      day: said.day,
      leadId: "told",
      contentHash: "a",
      saying: "b",
      attempts: 0,
      posted: { messageId: "57", placeId: "1007" },
      postedAt: NOW,
    });
    expect(await store.edits.saidOn(said.day)).toEqual([{ ...said, contentHash: "b" }]);
    expect((await store.record.lastResults("10")).get("1007")?.correctedAt).toEqual(NOW);
  }, 60_000);

  test("one that is put off comes again then; one that was refused only for another wording", async () => {
    const said = await posted(2, "a");
    await store.edits.owe(said, "b", NOW);
    const [one, other] = await store.edits.owed(NOW);

    await store.edits.putOff(one!, NOW.add({ minutes: 2 }), "a fault");
    await store.edits.refused(other!, "it was deleted");
    await store.edits.owe(said, "b", NOW);
    const [now, then] = [await store.edits.owed(NOW), await store.edits.owed(NOW.add({ minutes: 2 }))];
    await store.edits.owe(said, "c", NOW);

    expect(now).toEqual([]);
    expect(then).toMatchObject([{ channelId: one!.channelId, attempts: 1 }]);
    expect((await owed()).map((it) => [it.saying, it.attempts])).toEqual([
      ["c", 0],
      ["c", 0],
    ]);
  });

  test("what is recorded of a wording that was changed meanwhile leaves the newer one owed", async () => {
    const said = await posted(1, "a");
    await store.edits.owe(said, "b", NOW);
    const [edit] = await store.edits.owed(NOW);

    await store.edits.owe(said, "c", NOW);
    await store.edits.edited(edit!, "b", NOW);
    await store.edits.putOff(edit!, NOW.add({ minutes: 9 }), "late");
    await store.edits.refused(edit!, "late");
    await store.edits.drop(edit!);

    expect(await owed()).toMatchObject([{ contentHash: "b", saying: "c" }]);
  });

  test("they go with their server, and when their posts are too old", async () => {
    const said = await posted(20, "a");
    await store.edits.owe(said, "b", NOW);
    const today = Temporal.PlainDate.from("2026-09-28");

    await store.deliveries.noteReach("10", false, today);
    await store.deliveries.noteReach("10", false, today.add({ days: 31 }));
    const left = await store.edits.count();
    await store.deliveries.tidy(said.day.add({ days: 62 }));
    const kept = await store.edits.count();
    await store.deliveries.tidy(said.day.add({ days: 63 }));

    expect([left, kept, await store.edits.count()]).toEqual([10, 10, 0]);
  });
});
