import { afterAll, beforeAll, describe } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { clockAt } from "../bot/bot.ts";
import { startPostgres, startSqlite, type TestDatabase } from "./databases.ts";

/** A store that is open from the first test to the last, on a clock of its own. */
export interface OpenedStore {
  readonly clock: ReturnType<typeof clockAt>;
  readonly log: ReturnType<typeof createLog>;
  readonly store: Store;
  /** Of its database. */
  readonly url: string;
}

/** The same tests on SQLite and on PostgreSQL. @param now what the clock shows at first */
export function onBoth(now: string, define: (opened: OpenedStore) => void): void {
  describe.each([
    ["SQLite", startSqlite],
    ["PostgreSQL", startPostgres],
  ])("%s", (_, startDatabase) => {
    const clock = clockAt(now);
    const log = createLog("silent");
    let database: TestDatabase;
    let store: Store;

    beforeAll(async () => {
      database = await startDatabase();
      store = await openStore(database.url, clock, log);
    }, 30_000);
    afterAll(async () => {
      await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    });
    define({
      clock,
      log,
      get store() {
        return store;
      },
      get url() {
        return database.url;
      },
    });
  });
}
